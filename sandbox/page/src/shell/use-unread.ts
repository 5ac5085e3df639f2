import { useEffect, useState } from 'react';
import type { Snapshot } from '../../../slack/snapshot.ts';

const newestOf = (snapshot: Snapshot): Record<string, string> =>
  Object.fromEntries(snapshot.channels.map(({ id, messages }) => [id, messages.at(-1)?.ts ?? '']));

/** Channels with messages newer than the last look; everything counts as seen when a person arrives. */
export const useUnread = (snapshot: Snapshot | undefined, here: string | undefined): ReadonlySet<string> => {
  const [seen, setSeen] = useState<{ user: string; newest: Record<string, string> }>();
  useEffect(() => {
    if (!snapshot) return;
    const newest = newestOf(snapshot);
    setSeen((before) => {
      if (before?.user !== snapshot.me) return { user: snapshot.me, newest };
      if (here === undefined || before.newest[here] === newest[here]) return before;
      return { ...before, newest: { ...before.newest, [here]: newest[here] ?? '' } };
    });
  }, [snapshot, here]);
  if (!snapshot || seen?.user !== snapshot.me) return new Set();
  const changed = Object.entries(newestOf(snapshot)).filter(
    ([id, ts]) => id !== here && ts > (seen.newest[id] ?? ''),
  );
  return new Set(changed.map(([id]) => id));
};
