import { UpstreamError } from '../../errors.ts';
import type { Memory } from '../../memory/memory.ts';
import type { Note } from '../../memory/note.ts';
import { chooseEvidence, leastNoteTokens, noteBudget, outputTokens } from '../evidence/evidence.ts';
import { estimateTokens, type Model, type Priority } from '../model/model.ts';
import type { Rubric } from '../score/rubric.ts';
import type { Testimony } from '../score/signal.ts';
import { checkAnswer } from './check.ts';
import { type KeptTestimony, testimonyKey } from './kept.ts';
import { type Prompt, userMessage } from './prompt.ts';

interface ReaderDeps {
  readonly memory: Memory;
  readonly kept: KeptTestimony;
  readonly model: Model;
  readonly prompt: Prompt;
  readonly rubric: Rubric;
  /** Tokens a minute that the account may use. */
  readonly tokensPerMinute: number;
}

/** What is to be read, for whom, and until when. */
interface Reading {
  readonly deal: string;
  readonly asker: string;
  /** All that the asker may see of the deal, newest call first. */
  readonly notes: readonly Note[];
  readonly priority: Priority;
  readonly deadline: Date;
}

/** Reads a deal's notes once per set of notes: from what is kept, else by the model. */
export interface Reader {
  /** Rejects with UpstreamError when the model does not answer usefully by the deadline. */
  read(reading: Reading): Promise<{ readonly testimony: Testimony; readonly source: 'model' | 'kept' }>;
}

/** A reader over one model; identical readings under way share one call. */
export function createReader(deps: ReaderDeps): Reader {
  const underWay = new Map<string, Promise<Testimony>>();

  const ask = async (reading: Reading, budgetTokens: number): Promise<Testimony> => {
    const chosen = await chooseEvidence(deps.memory, { ...reading, budgetTokens });
    const shown = chosen.toReversed();
    const request = {
      name: 'brief',
      system: deps.prompt.system,
      user: userMessage(shown),
      schema: deps.prompt.schema,
      maxOutputTokens: outputTokens(shown.length),
      priority: reading.priority,
    };
    const answer = await deps.model.complete(request, reading.deadline);
    const originals = new Map(reading.notes.map((note) => [note.id, note]));
    const notes = shown.map((note) => originals.get(note.id) ?? note);
    const testimony = checkAnswer(answer, notes, deps.rubric);
    if (testimony !== null) return testimony;
    throw new UpstreamError({ service: 'groq', kind: 'invalid', operation: 'complete' });
  };

  /** Too large for the model: once more with half of the notes. */
  const askOnceSmaller = async (reading: Reading): Promise<Testimony> => {
    const budget = noteBudget(deps, reading.notes.length);
    try {
      return await ask(reading, budget);
    } catch (error) {
      if (!(error instanceof UpstreamError) || error.status !== 413) throw error;
      const used = reading.notes.reduce((total, note) => total + estimateTokens(note.text), 0);
      return await ask(reading, Math.max(leastNoteTokens, Math.floor(Math.min(budget, used) / 2)));
    }
  };

  const readAnew = async (key: string, reading: Reading): Promise<Testimony> => {
    const testimony = await askOnceSmaller(reading);
    void deps.kept.keep(key, testimony, reading.notes);
    return testimony;
  };

  const read: Reader['read'] = async (reading) => {
    const key = testimonyKey(reading.notes, deps.prompt, deps.model.name);
    const shared = underWay.get(key);
    if (shared !== undefined) return { testimony: await shared, source: 'model' };
    const kept = await deps.kept.find(key);
    if (kept !== undefined) return { testimony: kept, source: 'kept' };
    const work = underWay.get(key) ?? readAnew(key, reading);
    underWay.set(key, work);
    try {
      return { testimony: await work, source: 'model' };
    } finally {
      underWay.delete(key);
    }
  };
  return { read };
}
