import type { Note } from '../memory/note.ts';
import type { StateBank } from '../memory/state-bank.ts';
import { dayIn } from './calendar.ts';
import type { Ruling } from './rulings/ruling.ts';
import { createRulings } from './rulings/ruling-records.ts';
import { saidBy } from './rulings/rulings.ts';
import { dayOfScore } from './score/day-of-score.ts';
import { newestFirst } from './score/history.ts';
import type { Rubric } from './score/rubric.ts';
import { score } from './score/scoring.ts';
import type { Standings } from './standing.ts';
import { createKept, testimonyKey } from './testimony/kept.ts';
import type { Prompt } from './testimony/prompt.ts';

interface Deps {
  readonly state: StateBank;
  /** Of briefs, then of weeks: an answer to either tells where a deal stands. */
  readonly prompts: readonly Prompt[];
  readonly rubric: Rubric;
  /** Name of the model whose testimony counts. */
  readonly model: string;
  /** IANA zone in which days are counted, the same for all reps. */
  readonly zone: string;
  readonly now: () => Date;
  /** Hears of state trouble; never holds note text. */
  readonly report: (error: unknown) => void;
}

export function createStandings({ state, prompts, rubric, model, zone, now, report }: Deps): Standings {
  const kept = createKept(state, report);
  const rulings = createRulings(state);
  const dayFor = (notes: readonly Note[]) => dayOfScore(notes, dayIn(zone, now()));

  const known = async (given: readonly Note[], all: readonly Ruling[]) => {
    const notes = newestFirst(given);
    for (const prompt of prompts) {
      const testimony = await kept.find(testimonyKey(notes, prompt, model));
      if (testimony) return { signals: testimony.signals, notes, rulings: saidBy(dayFor(notes), all) };
    }
    return undefined;
  };
  const knownOf = async (notes: readonly Note[]) => {
    const [newest] = notes;
    return newest && known(notes, await rulings.on([newest.deal]));
  };

  return {
    known,
    rulingsOn: rulings.on,
    dayFor,
    rubric,
    async of(notes) {
      const history = notes.length < 2 ? undefined : await knownOf(notes);
      if (!history) return undefined;
      const asOf = dayFor(notes);
      return { history, score: score(history, rubric, asOf), rubric, asOf };
    },
  };
}
