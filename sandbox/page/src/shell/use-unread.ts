import { useEffect, useState } from 'react';
import type { ChannelView, Snapshot } from '../../../slack/snapshot.ts';

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
export const useUnread = (snapshot: Snapshot | undefined, here: string | undefined) => {
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
