import type { Holiday } from './holidays.ts';
import type { Slot } from './slots.ts';

/** One rep's digest of one slot. */
export interface Task {
  readonly user: string;
  readonly zone: string;
  readonly slot: Slot;
  readonly isQuiet: boolean;
  readonly holidays: readonly Holiday[];
}
