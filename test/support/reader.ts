import { createBriefer } from '../../src/brief/briefer.ts';
import { createCorrectionStore } from '../../src/brief/corrections/correction-store.ts';
import type { Model } from '../../src/brief/model/model.ts';
import type { Prompts } from '../../src/brief/prompts.ts';
import { checkReading } from '../../src/brief/reading/check-reading.ts';
import { createReadDeals } from '../../src/brief/reading/read-deals.ts';
import { createNoteReader } from '../../src/brief/reading/read-notes.ts';
import { createReadingStore, editionOf } from '../../src/brief/reading/reading-store.ts';
import type { Memory, NoteRoster, StateBank } from '../../src/memory/memory.ts';

interface Parts {
  readonly memory: Memory;
  readonly memoryAsTeam?: Pick<Memory, 'list' | 'texts'>;
  readonly roster: NoteRoster;
  readonly state: StateBank;
  readonly model: Model;
  readonly prompts: Prompts;
  readonly now: () => Date;
  readonly zone?: string;
}

const plenty = 1_000_000_000;

/** The half of a process that reads notes and says what they mean, without a second witness and short of no tokens. */
export function createReadingHalf(parts: Parts) {
  const { memory, memoryAsTeam = memory, roster, state, model, prompts, now, zone = 'UTC' } = parts;
  const errors: unknown[] = [];
  const { rubric, reading: prompt } = prompts;
  const reader = createNoteReader({
    ...{ memory, memoryAsTeam, roster, state, model, prompt, now },
    check: (raw, asked) =>
      checkReading({ raw, asked, kinds: rubric.kinds, against: [], isMonthFirst: false }),
    witness: null,
    readsPrivate: true,
    ...{ tokensPerMinute: plenty, tokensPerDay: plenty },
    told: { bill: () => undefined, read: () => undefined, progress: () => undefined },
    report: (error) => void errors.push(error),
  });
  const readings = createReadingStore(state, editionOf(prompt, model.name));
  const corrections = createCorrectionStore(state);
  const deals = createReadDeals({ readings, corrections, rubric, zone, now });
  const briefer = createBriefer({
    ...{ memory, deals, readFirst: reader.readFirst },
    wait: async () => undefined,
    words: { on: async () => () => null },
  });
  return { reader, deals, briefer, errors };
}
