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
