import { useEffect, useState } from 'react';
import type { Snapshot } from '../../slack/snapshot.ts';
import type { Person } from '../../slack/workspace.ts';
import { perform } from './perform.ts';
import { useRemembered } from './react-helpers.ts';
import { SnapshotContext } from './shell/names.tsx';
import type { Place } from './shell/sidebar.tsx';
import { Toasts } from './shell/toasts.tsx';
import { PanelButtons, SidePanels, useSidePanels } from './side-panels.tsx';
import { Stage } from './stage.tsx';

/** The workspace as `user` sees it, live; undefined until the first picture, `isLost` while reconnecting. */
const useWorkspace = (user: string | undefined) => {
  const [snapshot, setSnapshot] = useState<Snapshot>();
  const [isLost, setLost] = useState(false);
  useEffect(() => {
    if (user === undefined) return;
    const stream = new EventSource(`/sandbox/live?user=${user}`);
    stream.onmessage = ({ data }) => {
      setLost(false);
      setSnapshot(JSON.parse(data));
    };
    stream.onerror = () => setLost(true);
    return () => stream.close();
  }, [user]);
  return { snapshot: snapshot?.me === user ? snapshot : undefined, isLost };
};

/** The people one can be, asked for once. */
const usePeople = (): Person[] => {
  const [people, setPeople] = useState<Person[]>([]);
  useEffect(() => {
    const load = async () => setPeople(await (await fetch('/sandbox/people')).json());
    load().catch(() => setPeople([]));
  }, []);
  return people;
};

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

/** As in Slack, what only one person saw is gone once the client starts anew. */
const useFreshStart = (me: string | undefined) => {
  useEffect(() => {
    if (me) void perform({ verb: 'reload', user: me });
  }, [me]);
};

/** The whole page: who one is, where one looks, and the panels beside it. */
export const App = () => {
  const people = usePeople();
  const [me, become] = useMe(people);
  const { snapshot, isLost } = useWorkspace(me);
  const [place, go] = usePlace(snapshot);
  const [prefill, setPrefill] = useState<{ line: string }>();
  const panels = useSidePanels(me);
  useFreshStart(me);
  if (!snapshot || !place)
    return <p className="empty">{isLost ? 'The workspace does not answer.' : 'Opening the workspace…'}</p>;
  const type = (line: string) => {
    go({ channel: snapshot.dm, tab: 'messages' });
    setPrefill({ line });
  };
  const timeZone = people.find(({ id }) => id === snapshot.me)?.tz ?? undefined;
  return (
    <SnapshotContext value={snapshot}>
      <Toasts>
        <div className="app">
          <Stage
            {...{ snapshot, people, place, prefill }}
            tools={<PanelButtons panels={panels} />}
            onGo={(next) => {
              setPrefill(undefined);
              go(next);
            }}
            onBecome={(user) => {
              setPrefill(undefined);
              become(user);
            }}
          />
          <SidePanels {...{ panels, timeZone }} user={snapshot.me} onLine={type} />
        </div>
        {isLost && (
          <p className="banner" role="alert">
            The workspace does not answer. Trying again…
          </p>
        )}
      </Toasts>
    </SnapshotContext>
  );
};
