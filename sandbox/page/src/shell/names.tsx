import { createContext, useContext } from 'react';
import type { Snapshot } from '../../../slack/snapshot.ts';

/** The workspace for parts deep in the tree; null only outside the app. */
export const SnapshotContext = createContext<Snapshot | null>(null);

/** People and channels by id, and as options for menus. */
export const useNames = () => {
  const snapshot = useContext(SnapshotContext);
  const people = snapshot?.people ?? [];
  const channels = snapshot?.channels ?? [];
  const me = people.find(({ id }) => id === snapshot?.me);
  return {
    me,
    people,
    channels,
    bot: snapshot?.names.botUser,
    person: (id: string) => people.find((one) => one.id === id)?.real_name ?? 'Workspace',
    channel: (id: string) => channels.find((one) => one.id === id)?.name ?? id,
    timeZone: me?.tz ?? undefined,
    /** The workspace's time, ISO. */
    now: snapshot?.now ?? new Date().toISOString(),
  };
};

/** A message's time of day for a person in `timeZone`. */
export const timeOf = (ts: string, timeZone: string | undefined): string =>
  new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone }).format(
    Number(ts) * 1000,
  );

/** An ISO time as a clock with seconds. */
export const clockTime = (iso: string, timeZone: string | undefined): string =>
  new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium', timeZone }).format(Date.parse(iso));

const DAY_MS = 86_400_000;

/** The day a message belongs to, as a heading; `now` is ISO. */
export const dayOf = (ts: string, timeZone: string | undefined, now: string): string => {
  const format = new Intl.DateTimeFormat('en-GB', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    timeZone,
  });
  const day = format.format(Number(ts) * 1000);
  if (day === format.format(Date.parse(now))) return 'Today';
  return day === format.format(Date.parse(now) - DAY_MS) ? 'Yesterday' : day;
};

const initials = (name: string) =>
  name
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => word[0] ?? '')
    .join('')
    .toUpperCase();

const hueOf = (name: string) => [...name].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 360, 7);

/** A square with initials, in a colour of the name's own; decoration, so screen readers skip it. */
export const Avatar = ({ name, isSmall = false }: { name: string; isSmall?: boolean }) => (
  <span
    aria-hidden="true"
    className={isSmall ? 'avatar small' : 'avatar'}
    style={{ backgroundColor: `hsl(${hueOf(name)} 38% 36%)` }}
  >
    {initials(name)}
  </span>
);
