import type { Model } from '../src/brief/model/model.ts';
import type { Rubric } from '../src/brief/score/rubric.ts';
import { checkReading } from '../src/brief/signals/check-reading.ts';
import { createHistory } from '../src/brief/signals/history.ts';
import type { Reading } from '../src/brief/signals/reading.ts';
import {
  type ReadingPrompt,
  readingMessage,
  type StandingLine,
} from '../src/brief/signals/reading-prompt.ts';
import type { Note } from '../src/memory/note.ts';
import type { ReadFor } from './judge-deal.ts';

interface Needs {
  readonly model: Model;
  readonly prompt: ReadingPrompt;
  readonly rubric: Rubric;
  readonly path: 'notes' | 'import';
}

/** One deal, read. */
export interface DealRead {
  /** What was read of it for somebody who may see just these of its notes. */
  for(notes: readonly Note[]): Promise<ReadFor>;
}

const mostTries = 4;

/** Stands in for the reader until it is there: asks, checks, and asks again for what was not answered. */
export async function readDeal(notes: readonly Note[], needs: Needs): Promise<DealRead> {
  const readings: Reading[] = [];
  const inOrder = notes.toSorted(
    (a, b) => a.day.localeCompare(b.day) || a.loggedAt.localeCompare(b.loggedAt),
  );
  for (const batch of batches(inOrder, needs.path === 'import' ? 6 : 1)) {
    let left = batch;
    for (let tries = 0; tries < mostTries && left.length > 0; tries += 1) {
      const unread = await readBatch(left, inOrder, readings, needs);
      left = left.filter(({ id }) => unread.includes(id));
    }
  }
  return {
    async for(seen) {
      const ids = new Set(seen.map(({ id }) => id));
      return { readings: readings.filter(({ noteId }) => ids.has(noteId)), comparisons: [] };
    },
  };
}

async function readBatch(
  batch: readonly Note[],
  all: readonly Note[],
  readings: Reading[],
  { model, prompt, rubric }: Needs,
): Promise<readonly string[]> {
  const [first] = batch;
  if (!first) return [];
  const before = all.filter((note) => note.day <= first.day && !batch.includes(note) && mayShow(note, first));
  const standing = standingOf(before, readings);
  const asked = { people: [], standing, notes: batch };
  const { system, schema } = prompt;
  const raw = await model.complete(
    { name: 'reading', system, schema, user: readingMessage(asked), maxOutputTokens: 8000, priority: 'note' },
    new Date(Date.now() + 60_000),
  );
  const against = before.map(({ id }) => id);
  const checked = checkReading({ raw, asked, kinds: rubric.kinds, against, isMonthFirst: false });
  readings.push(...checked.readings);
  return checked.unreadIds;
}

function mayShow(note: Note, to: Note): boolean {
  return note.visibility === 'team' || (to.visibility === 'private' && to.author === note.author);
}

function batches(notes: readonly Note[], size: number): readonly (readonly Note[])[] {
  const found: Note[][] = [];
  for (const note of notes) {
    const last = found.at(-1);
    const fits = last && last.length < size && last[0]?.visibility === 'team' && note.visibility === 'team';
    if (fits) last.push(note);
    else found.push([note]);
  }
  return found;
}

function standingOf(notes: readonly Note[], readings: readonly Reading[]): readonly StandingLine[] {
  const day = notes.at(-1)?.day;
  if (day === undefined) return [];
  const ids = new Set(notes.map(({ id }) => id));
  const history = createHistory({
    notes,
    comparisons: [],
    at: '2999-01-01T00:00:00Z',
    correct: ({ signals }) => signals,
    readings: readings.filter(({ noteId }) => ids.has(noteId)),
  });
  const open = history.on(day).signals.filter(({ closedBy }) => closedBy === null);
  return open.map((signal, index) => ({ id: `s${index + 1}`, signal }));
}
