import type { Outcome, Visibility } from '../../memory/note.ts';
import type { Period } from '../span.ts';
import type { Unit } from './count.ts';

/** What a counting question wants counted: all that is set must hold. */
export interface CountQuestion {
  readonly unit: Unit;
  readonly state?: 'open' | 'won' | 'lost' | 'closed' | 'new';
  /** Name of a band. */
  readonly band?: string;
  /** As the score flags it. */
  readonly isAtRisk?: true;
  /** Of the note; of the last call, where deals are counted. */
  readonly outcome?: Outcome;
  /** More days than this without contact. */
  readonly silentOver?: number;
  readonly hasCompetitor?: true;
  readonly hasObjection?: true;
  /** That a note must hold, all of them; empty for none. */
  readonly words: readonly string[];
  readonly visibility?: Visibility;
  readonly author?: 'asker';
  readonly period?: Period;
}
