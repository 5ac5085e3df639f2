import { type ReactNode, useState } from 'react';
import type { Snapshot } from '../../slack/snapshot.ts';
import type { Person } from '../../slack/workspace.ts';
import { ModalStack } from './modal/modal-stack.tsx';
import { ChannelPane } from './shell/channel.tsx';
import type { Place } from './shell/place.ts';
import { ThreadContext } from './shell/replies.ts';
import { Sidebar } from './shell/sidebar.tsx';
import { ThreadPane } from './shell/thread.tsx';
import { useUnread } from './shell/use-unread.ts';

interface Props {
  snapshot: Snapshot;
  people: readonly Person[];
  place: Place;
  prefill: { line: string } | undefined;
  tools: ReactNode;
  onGo: (place: Place) => void;
  onBecome: (user: string) => void;
}

const Thread = ({ snapshot, place, onGo }: Pick<Props, 'snapshot' | 'place' | 'onGo'>) => {
  const channel = snapshot.channels.find(({ id }) => id === place.channel);
  const root = channel?.messages.find(({ ts }) => ts === place.thread);
  if (!channel || !root) return null;
  const name = channel.kind === 'im' ? snapshot.names.app : `#${channel.name}`;
  const close = () => onGo({ channel: place.channel, tab: place.tab });
  return <ThreadPane key={root.ts} {...{ channel, root, name }} user={snapshot.me} onClose={close} />;
};

/** The workspace itself: sidebar, channel, thread, and the modals over them. */
export const Stage = ({ snapshot, people, place, prefill, tools, onGo, onBecome }: Props) => {
  const [isSidebarOpen, setSidebarOpen] = useState(false);
  const { counts, readUpTo } = useUnread(snapshot, place.channel);
  const goTo = (next: Place) => {
    onGo(next);
    setSidebarOpen(false);
  };
  const openThread = (thread: string) => onGo({ ...place, thread });
  return (
    <div className="stage">
      <div className="workspace" data-sidebar={isSidebarOpen || undefined} inert={snapshot.modals.length > 0}>
        <Sidebar {...{ snapshot, people, place, onBecome }} unread={counts} onGo={goTo} />
        <button
          type="button"
          className="shade"
          tabIndex={-1}
          aria-label="Close the sidebar"
          onClick={() => setSidebarOpen(false)}
        />
        <ThreadContext value={openThread}>
          <ChannelPane
            {...{ snapshot, place, prefill, tools }}
            readUpTo={readUpTo(place.channel)}
            onGo={goTo}
            onMenu={() => setSidebarOpen(true)}
          />
        </ThreadContext>
        <Thread {...{ snapshot, place, onGo }} />
      </div>
      <ModalStack key={snapshot.me} views={snapshot.modals} user={snapshot.me} />
    </div>
  );
};
