import { expect, test } from 'vitest';
import { searchNotes } from '../../src/brief/evidence/search-notes.ts';
import { createTimelines } from '../../src/brief/timelines.ts';
import type { Scope } from '../../src/memory/memory.ts';
import { readDealsOf, readingOf, said } from '../ask/answering.ts';
import { memoryOf } from './memory-stand-in.ts';
import { deal, note, priya } from './support.ts';

const deals = readDealsOf([]);
const request = { deal: deal.key, prospect: priya.key, asker: 'U1', outcome: null, query: '' };

test('a timeline asks memory for its own deal and for nothing else, whatever else is stored', async () => {
  const scopes: Scope[] = [];
  const memory = memoryOf([note({ day: '2026-11-03' }), note({ day: '2026-11-17' })]);
  const watched = {
    ...memory,
    list: (scope: Scope, asker: string) => {
      scopes.push(scope);
      return memory.list(scope, asker);
    },
  };
  const timeline = await createTimelines({ memory: watched, deals }).read(request);
  expect(timeline?.rows.map((row) => row.note.day)).toEqual(['2026-11-17', '2026-11-03']);
  expect(scopes).toEqual([{ deal: deal.key }]);
});

test('calls stand by the day of the call, not by when they were logged', async () => {
  const late = note({ day: '2026-10-01', loggedAt: '2026-11-22T09:00:00Z' });
  const memory = memoryOf([late, note({ day: '2026-11-17' })]);
  const timeline = await createTimelines({ memory, deals }).read(request);
  expect(timeline?.rows.at(-1)?.note.id).toBe(late.id);
});

test('of whomever a timeline is, its score and its chart are those of the whole deal', async () => {
  const amit = { ...priya, key: 'amit-rao', name: 'Amit Rao' };
  const notes = [
    note({ day: '2026-11-03' }),
    note({ day: '2026-11-10', prospects: [amit], text: 'We agreed on a pilot.' }),
    note({ day: '2026-11-17' }),
  ];
  const pilot = { signals: [said('pilot_agreed', 'Pilot agreed', 'We agreed on a pilot')] };
  const readings = notes.map((one) => readingOf(one, one.prospects.includes(amit) ? pilot : {}));
  const timelines = createTimelines({ memory: memoryOf(notes), deals: readDealsOf(readings) });
  const of = (prospect: string | null) => timelines.read({ ...request, prospect });
  const whole = await of(null);
  expect(whole?.read.score?.factors).toContainEqual(
    expect.objectContaining({ label: 'Stage: pilot agreed' }),
  );
  for (const [{ key }, calls] of [[priya, 2] as const, [amit, 1] as const]) {
    const theirs = await of(key);
    expect(theirs?.rows).toHaveLength(calls);
    expect(theirs?.read.score).toEqual(whole?.read.score);
    expect(theirs?.chart).toEqual(whole?.chart);
  }
});

test('a deal without a note left has no timeline', async () => {
  expect(await createTimelines({ memory: memoryOf([]), deals }).read(request)).toBeUndefined();
});

const worded = note({ day: '2026-11-03', text: 'Their security review takes six weeks.' });
const close = note({ day: '2026-11-10', text: 'Legal asked for the data processing terms.' });
const far = note({ day: '2026-11-17', text: 'Lunch was good.' });
const search = { deal: deal.key, asker: 'U1', text: 'security', notes: [far, close, worded] };

test('words come first, then what is near in meaning, each note once and only from where it was looked for', async () => {
  const memory = { ...memoryOf([]), recall: async () => [close.id, worded.id, 'note-of-another-filter'] };
  const found = await searchNotes(memory, search);
  expect(found.map(({ note: one, by }) => [one.id, by])).toEqual([
    [worded.id, 'words'],
    [close.id, 'meaning'],
  ]);
});

test('a search looks among the notes of the outcome that was chosen alone', async () => {
  const objection = { ...worded, outcome: 'objection' as const };
  const memory = { ...memoryOf([far, objection, close]), recall: async () => [close.id, far.id] };
  const asked = { ...request, outcome: 'objection' as const, query: 'terms' };
  expect((await createTimelines({ memory, deals }).read(asked))?.rows).toEqual([]);
  const found = await createTimelines({ memory, deals }).read({ ...asked, query: 'security' });
  expect(found?.rows.map((row) => row.note.id)).toEqual([objection.id]);
});

test('while memory can not search by meaning, words are found all the same', async () => {
  const memory = { ...memoryOf([]), recall: () => Promise.reject(new Error('away')) };
  const found = await searchNotes(memory, { ...search, text: 'securty reviews' });
  expect(found.map(({ note: one }) => one.id)).toEqual([worded.id]);
});
