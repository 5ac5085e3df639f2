import { type ReactNode, useEffect, useState } from 'react';
import type { ChannelView, Snapshot } from '../../slack/snapshot.ts';
import type { Person } from '../../slack/workspace.ts';
import { ModalStack } from './modal.tsx';
import { ChannelPane } from './shell/channel.tsx';
import { ThreadContext } from './shell/message.tsx';
import { type Place, Sidebar } from './shell/sidebar.tsx';
import { ThreadPane } from './shell/thread.tsx';

/** Time of the newest message read, by channel. */
type Read = Readonly<Record<string, string>>;

const keyOf = (user: string) => `sandbox-read-${user}`;

const stored = (user: string): Read | undefined => {
  try {
    const read: Read = JSON.parse(localStorage.getItem(keyOf(user)) ?? 'null') ?? undefined;
    return read;
  } catch {
    return undefined;
  }
};

const newestOf = ({ messages }: ChannelView): string => messages.at(-1)?.ts ?? '';

/** Messages of others below the newest that was read; the clock may jump, so places count and not times. */
const unreadIn = ({ messages }: ChannelView, readUpTo: string, me: string): number => {
  const at = messages.findIndex(({ ts }) => ts === readUpTo);
  const fresh = at < 0 ? messages.filter(({ ts }) => ts > readUpTo) : messages.slice(at + 1);
  return fresh.filter(({ user }) => user !== me).length;
};

/** What each person has read, remembered; everything counts as read when a person arrives for the first time. */
const useUnread = (snapshot: Snapshot | undefined, here: string | undefined) => {
  const [marks, setMarks] = useState<{ user: string; read: Read }>();
  const me = snapshot?.me;
  const known = marks && marks.user === me ? marks.read : me ? stored(me) : undefined;
  const read: Read =
    known ?? Object.fromEntries((snapshot?.channels ?? []).map((one) => [one.id, newestOf(one)]));
  const hereNewest = snapshot?.channels.find(({ id }) => id === here);
  const newest = hereNewest ? newestOf(hereNewest) : undefined;
  useEffect(() => {
    if (me === undefined || here === undefined || newest === undefined) return;
    if (known && known[here] === newest) return;
    const next = { ...read, [here]: newest };
    localStorage.setItem(keyOf(me), JSON.stringify(next));
    setMarks({ user: me, read: next });
  });
  const counts = new Map(
    (snapshot?.channels ?? []).map((one) => [
      one.id,
      one.id === here || !me ? 0 : unreadIn(one, read[one.id] ?? '', me),
    ]),
  );
  return { counts, readUpTo: (channel: string) => read[channel] ?? '' };
};

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
