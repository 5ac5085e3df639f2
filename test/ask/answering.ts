import { expect } from 'vitest';
import { createAnswers } from '../../src/ask/ask.ts';
import { readAskPrompt } from '../../src/ask/ask-model.ts';
import type { AskedTeam } from '../../src/ask/house/house.ts';
import type { ModelRequest } from '../../src/brief/model/model.ts';
import { createPipelines } from '../../src/brief/pipeline/pipeline.ts';
import { createReadDeals, type ReadDeals } from '../../src/brief/reading/read-deals.ts';
import type { Reading, ReadSignal } from '../../src/brief/signals/reading.ts';
import { ownDeals } from '../../src/digest/deals.ts';
import { dealHash } from '../../src/memory/identity/keys.ts';
import type { Memory } from '../../src/memory/memory.ts';
import { byNewestCall, type Note, type NoteHeader } from '../../src/memory/note.ts';
import { memoryOf } from '../brief/memory-stand-in.ts';
import { rubric } from '../brief/support.ts';

const now = () => new Date('2026-11-23T10:00:00Z');

/** What a note says, all else left out. */
export function readingOf({ id }: Pick<Note, 'id'>, more: Partial<Reading> = {}): Reading {
  const nothing = { changes: [], outcome: null, leftOut: [], against: [], checkingUntil: null };
  return { noteId: id, signals: [], ...nothing, ...more };
}

/** A signal of theirs, open and without a day. */
export function said(kind: string, text: string, quote: string, more: Partial<ReadSignal> = {}): ReadSignal {
  return { kind, who: 'them', text, quote, dueOn: null, over: null, ...more };
}

/** Deals in which just these readings are kept. */
export function readDealsOf(readings: readonly Reading[]): ReadDeals {
  const byNote = new Map(readings.map((reading) => [reading.noteId, reading]));
  const kept = (notes: readonly Note[]) => ({
    readings: notes.flatMap(({ id }) => byNote.get(id) ?? []),
    comparisons: [],
    uncompared: new Set<string>(),
  });
  const all = { of: async (deals: readonly (readonly Note[])[]) => deals.map(kept) };
  const corrections = { on: async () => [] };
  return createReadDeals({ readings: all, corrections, rubric, zone: 'UTC', now });
}

/** By the user who was given their deals last. */
export type Given = Readonly<Record<string, readonly Note[]>>;

/** Answers over these notes; what the model was asked and which notes were read is kept. */
export async function answering(
  notes: readonly Note[],
  complete: () => Promise<unknown>,
  readings: readonly Reading[] = [],
  { team, given = {}, committed = [] }: { team?: AskedTeam; given?: Given; committed?: readonly Note[] } = {},
) {
  const asked: ModelRequest[] = [];
  const read: string[] = [];
  const whole = memoryOf(notes);
  const memory: Memory = {
    ...whole,
    texts: async (headers) => {
      read.push(...headers.map(({ id }) => id));
      return whole.texts(headers);
    },
  };
  const roster = { headers: async () => notes.toSorted(byNewestCall) };
  const deals = readDealsOf(readings);
  const model = {
    name: 'm',
    complete: (request: ModelRequest) => {
      asked.push(request);
      return complete();
    },
  };
  const pipelines = createPipelines({
    memory,
    roster,
    deals,
    holders: async () =>
      new Map(
        Object.entries(given).flatMap(([rep, theirs]) =>
          theirs.map((one) => [dealHash(one.deal.key), { rep, at: '2026-11-21T10:00:00Z' }] as const),
        ),
      ),
    commits: { all: async () => new Map(committed.map(({ deal }) => [dealHash(deal.key), ['U1']])) },
  });
  const ownOf = async (rep: string, headers: readonly NoteHeader[]) => {
    const records = Object.entries(given).flatMap(([holder, theirs]) =>
      theirs.map(({ deal }) => [dealHash(deal.key), { holds: holder === rep, at: '2026-11-21' }] as const),
    );
    return ownDeals(rep, headers, { owned: new Map(records) });
  };
  const report = () => undefined;
  const prompt = await readAskPrompt();
  const shared = { memory, roster, deals, pipelines, ownDeals: ownOf, model, prompt, now, report };
  const answers = createAnswers({ ...shared, tokensPerMinute: 8_000 });
  const ask = (question: string, ...earlier: readonly string[]) =>
    answers.answer({ question, earlier, asker: 'U1', zone: 'Europe/Stockholm', ...(team ? { team } : {}) });
  /** In the same DM, after these in messages of their own. */
  const askAfter = (question: string, lately: readonly string[]) =>
    answers.answer({ question, earlier: [], lately, asker: 'U1', zone: 'Europe/Stockholm' });
  return { ask, askAfter, asked, read };
}

/** A week without anything, and two colleagues. */
export const quiet: AskedTeam = {
  week: async () => ({
    coverage: '1 of 1 open deals considered',
    deals: [],
    needs: [],
    due: [],
    changes: [],
  }),
  names: async (users) =>
    new Map(users.map((user) => [user, user === 'U2' ? 'Ben Carter' : 'Ava Lindqvist'])),
};

/** What U1 is told on Monday 23 November, in sentences of code. */
export async function told(
  question: string,
  notes: readonly Note[],
  { readings = [], given = {} }: { readings?: readonly Reading[]; given?: Given } = {},
): Promise<readonly string[]> {
  const { ask, asked } = await answering(notes, async () => null, readings, { team: quiet, given });
  const answer = await ask(question);
  expect(asked).toEqual([]);
  return answer.kind === 'cited' ? answer.sentences.map(({ text }) => text) : [answer.kind];
}
