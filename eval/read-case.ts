import { createMemoryServer } from '../sandbox/memory/memory-server.ts';
import type { Model } from '../src/brief/model/model.ts';
import { checkReading } from '../src/brief/reading/check-reading.ts';
import { createNoteReader, type NoteReaderDeps } from '../src/brief/reading/read-notes.ts';
import type { SecondWitness } from '../src/brief/reading/reading-keeper.ts';
import type { ReadingPrompt } from '../src/brief/reading/reading-prompt.ts';
import { createReadingStore, editionOf } from '../src/brief/reading/reading-store.ts';
import {
  applyWitness,
  type WitnessPrompt,
  witnessItems,
  witnessMessage,
} from '../src/brief/reading/witness.ts';
import type { Rubric } from '../src/brief/score/rubric.ts';
import { createHindsight } from '../src/memory/hindsight/hindsight.ts';
import type { Memory } from '../src/memory/memory.ts';
import { byNewestCall, type Note } from '../src/memory/note.ts';
import type { ReadFor } from './judge-deal.ts';

interface Needs {
  readonly model: Model;
  readonly prompt: ReadingPrompt;
  readonly rubric: Rubric;
  /** Null without a second witness. */
  readonly witness: { readonly model: Model; readonly prompt: WitnessPrompt } | null;
  readonly now: () => Date;
}

/** Where notes and readings are kept. */
export interface CaseBank extends Pick<NoteReaderDeps, 'state'> {
  readonly memory: Pick<Memory, 'save' | 'list' | 'texts'>;
  readonly roster: NoteReaderDeps['roster'];
}

/** The product's own reader over a memory of its own. */
export interface CaseReader {
  /** Saves the notes of a deal and has them read: one after the other as they were logged, or all at once. */
  read(notes: readonly Note[], path: 'notes' | 'import'): Promise<void>;
  /** What was read, for somebody who may see just these notes of one deal. */
  for(notes: readonly Note[]): Promise<ReadFor>;
  /** How many notes nobody could read. */
  unread(): number;
  close(): Promise<void>;
}

const plenty = 1_000_000_000;
/** Nothing is waited for longer than this, whatever the reader would wait. */
const longestWaitMs = 20;

/**
 * A clock so slow that a run stays within one of the spans in which a claim on a note holds: at the end of each the
 * reader would wait for the next.
 */
export function createSlowClock(): () => Date {
  const began = Date.now();
  return () => new Date(Date.UTC(2026, 10, 27, 10) + (Date.now() - began) / 50);
}

/** The product's adapter before the sandbox's memory, both made for one run. */
export async function openCaseBank(now: () => Date): Promise<CaseBank & { close(): Promise<void> }> {
  const server = await createMemoryServer({ now });
  const where = { url: server.url, apiKey: undefined, prefix: 'eval', team: 'T1' };
  const bank = createHindsight({ ...where, fetch, now, warn: (error) => console.error(error) });
  return { ...bank, close: server.close };
}

/** `now` is the clock that the models were made with. */
export function createCaseReader(
  { model, prompt, rubric, witness, now }: Needs,
  { memory, roster, state }: CaseBank,
): CaseReader {
  const report = (error: unknown) => console.error(error);
  const reader = createNoteReader({
    ...{ memory, roster, state, model, prompt, now, report },
    check: (raw, asked) =>
      checkReading({ raw, asked, kinds: rubric.kinds, against: [], isMonthFirst: false }),
    witness: witness && secondWitness(witness, now),
    readsPrivate: true,
    ...{ tokensPerMinute: plenty, tokensPerDay: plenty },
    told: { bill: () => undefined, read: () => undefined, progress: () => undefined },
    after: (ms, call) => {
      const timer = setTimeout(call, Math.min(ms, longestWaitMs));
      return () => clearTimeout(timer);
    },
  });
  const store = createReadingStore(state, editionOf(prompt, model.name));

  return {
    async read(notes, path) {
      const asLogged = notes.toSorted((a, b) => a.loggedAt.localeCompare(b.loggedAt));
      for (const note of asLogged) {
        await memory.save(note);
        if (path === 'import') continue;
        reader.noteSaved(note);
        await reader.idle();
      }
      if (path === 'import') for (const note of asLogged) reader.noteSaved(note);
      await reader.idle();
    },
    async for(notes) {
      const [kept] = await store.of([notes.toSorted(byNewestCall)]);
      return kept ?? { readings: [], comparisons: [] };
    },
    unread: () => reader.progress().waiting,
    close: () => reader.stop(),
  };
}

/** Asks the second model what the first one's words prove. */
function secondWitness({ model, prompt }: NonNullable<Needs['witness']>, now: () => Date): SecondWitness {
  return {
    async check(reading, note, people) {
      const items = witnessItems(prompt, note, reading);
      if (items.length === 0) return reading;
      const user = witnessMessage(note, people, items);
      const { system, schema } = prompt;
      const asked = { name: 'witness', system, schema, user, maxOutputTokens: 8000 };
      const raw = await model.complete({ ...asked, priority: 'note' }, new Date(now().getTime() + 60_000));
      return applyWitness(reading, items, raw);
    },
  };
}
