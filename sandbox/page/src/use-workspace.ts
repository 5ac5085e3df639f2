import { useEffect, useState } from 'react';
import type { Snapshot } from '../../slack/snapshot.ts';
import type { Person } from '../../slack/workspace.ts';

/** The workspace as `user` sees it, live; undefined until the first picture, `isLost` while reconnecting. */
export const useWorkspace = (user: string | undefined) => {
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
export const usePeople = (): Person[] => {
  const [people, setPeople] = useState<Person[]>([]);
  useEffect(() => {
    const load = async () => setPeople(await (await fetch('/sandbox/people')).json());
    load().catch(() => setPeople([]));
  }, []);
  return people;
};
