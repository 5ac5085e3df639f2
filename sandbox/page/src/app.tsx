import { useEffect, useState } from 'react';
import type { Snapshot } from '../../slack/snapshot.ts';
import { perform } from './hand.ts';
import { ModalStack } from './modal/modal-stack.tsx';
import { useRemembered } from './remembered.ts';
import { ChannelPane } from './shell/channel.tsx';
import { SnapshotContext } from './shell/names.tsx';
import type { Place } from './shell/place.ts';
import { Sidebar } from './shell/sidebar.tsx';
import { Toasts } from './shell/toasts.tsx';
import { useUnread } from './shell/use-unread.ts';
import { usePeople, useWorkspace } from './use-workspace.ts';

const useMe = (people: readonly { id: string }[]): [string | undefined, (user: string) => void] => {
  const [remembered, remember] = useRemembered('sandbox-user');
  const isKnown = people.some(({ id }) => id === remembered);
  return [isKnown ? remembered : people[0]?.id, remember];
};

const usePlace = (snapshot: Snapshot | undefined): [Place | undefined, (place: Place) => void] => {
  const [place, setPlace] = useState<Place>();
  if (!snapshot) return [undefined, setPlace];
  const isThere = snapshot.channels.some(({ id }) => id === place?.channel);
  return [isThere ? place : { channel: snapshot.dm, tab: 'messages' }, setPlace];
};

/** The whole page: who one is, where one looks, and the modals on top. */
export const App = () => {
  const people = usePeople();
  const [me, become] = useMe(people);
  const { snapshot, isLost } = useWorkspace(me);
  const [place, go] = usePlace(snapshot);
  const [isSidebarOpen, setSidebarOpen] = useState(false);
  const unread = useUnread(snapshot, place?.channel);
  useEffect(() => {
    // As in Slack, what only one person saw is gone once the client starts anew.
    if (me) void perform({ verb: 'reload', user: me });
  }, [me]);
  if (!snapshot || !place)
    return <p className="empty">{isLost ? 'The workspace does not answer.' : 'Opening the workspace…'}</p>;
  const goTo = (next: Place) => {
    go(next);
    setSidebarOpen(false);
  };
  return (
    <SnapshotContext value={snapshot}>
      <Toasts>
        <div className="workspace" data-sidebar={isSidebarOpen || undefined}>
          <Sidebar {...{ snapshot, people, place, unread }} onGo={goTo} onBecome={become} />
          <button
            type="button"
            className="shade"
            tabIndex={-1}
            aria-label="Close the sidebar"
            onClick={() => setSidebarOpen(false)}
          />
          <ChannelPane {...{ snapshot, place }} onGo={goTo} onMenu={() => setSidebarOpen(true)} />
        </div>
        {isLost && (
          <p className="banner" role="alert">
            The workspace does not answer. Trying again…
          </p>
        )}
        <ModalStack key={snapshot.me} views={snapshot.modals} user={snapshot.me} />
      </Toasts>
    </SnapshotContext>
  );
};
