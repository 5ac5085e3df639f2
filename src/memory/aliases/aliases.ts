import type { Erasure } from '../erasure.ts';
import type { Memory, NoteRoster, Roster } from '../memory.ts';
import type { StateBank } from '../state-bank.ts';
import { createAliasStore } from './alias-store.ts';
import { createLens } from './lens.ts';
import { createMendedErasure } from './mended-erasure.ts';
import { createMendedMemory } from './mended-memory.ts';
import { createMendedRoster } from './mended-roster.ts';
import { createMends, type Mends } from './mends.ts';

interface Stored {
  readonly memory: Memory;
  readonly roster: NoteRoster;
  readonly state: StateBank;
  readonly erasure: Erasure;
  readonly now: () => Date;
}

/** One team's memory as its people have mended it: renamed, merged and moved people, each word reversible. */
export interface Mended {
  readonly memory: Memory;
  readonly roster: Roster;
  readonly erasure: Erasure;
  readonly mends: Mends;
}

/** Stored notes and their tags are never rewritten: aliases change what is read. */
export function createAliases({ memory, roster, state, erasure, now }: Stored): Mended {
  const store = createAliasStore({ state, now });
  const lens = createLens({ store, roster, now });
  return {
    memory: createMendedMemory(memory, lens),
    roster: createMendedRoster({ roster, store, lens }),
    erasure: createMendedErasure({ erasure, store, lens }),
    mends: createMends({ store, lens, now }),
  };
}
