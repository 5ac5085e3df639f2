import type { StateBank } from '../memory/memory.ts';
import { createMarks, type Marks } from './marks.ts';
import { createPresence, type Presence } from './presence.ts';

/** What a process knows of others of its team, and what it shares with them. */
export interface Replicas {
  readonly presence: Presence & {
    /** Whether they share through Redis. */
    readonly isShared: boolean;
  };
  /** Undefined without Redis. */
  readonly marks: Marks | undefined;
  readonly stopSharing: () => void;
}

interface Deps {
  /** `REDIS_URL`. */
  readonly url: string | undefined;
  readonly state: StateBank;
  /** Slack's id of the team. */
  readonly team: string;
  /** A UUID. */
  readonly newId: () => string;
  readonly now: () => Date;
  /** Tells the operator, in words of ours. */
  readonly tell: (words: string) => void;
  readonly onSeen: (others: number) => void;
}

export async function createReplicas({ url, team, tell, ...deps }: Deps): Promise<Replicas> {
  const marks = url === undefined ? undefined : await createMarks({ url, team, tell });
  const presence = { ...createPresence(deps), isShared: url !== undefined };
  return { presence, marks, stopSharing: () => marks?.close() };
}
