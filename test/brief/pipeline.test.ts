import { expect, test } from 'vitest';
import { createPipelines, pipelineLine } from '../../src/brief/pipeline/pipeline.ts';
import { score } from '../../src/brief/score/score.ts';
import { refOf } from '../../src/brief/signals/reading.ts';
import type { Correction, Signal } from '../../src/brief/signals/signal.ts';
import { byNewestCall, type Note } from '../../src/memory/note.ts';
import { dealsOver, historyWith, readingsFor } from './by-hand.ts';
import { memoryOf } from './memory-stand-in.ts';
import { ended, note, rubric, signal } from './support.ts';

const asOf = '2026-11-23';
const now = () => new Date(`${asOf}T12:00:00Z`);

/** The line of a deal of which this was read; null where nothing was. */
async function lineOf(
  notes: readonly Note[],
  signals: readonly Signal[] | null,
  said: readonly Correction[] = [],
) {
  const readings = signals ? readingsFor(notes, signals) : [];
  const deals = dealsOver({ readings, corrections: { on: async () => said }, now });
  const [line] = pipelineLine(await deals.of(notes.toSorted(byNewestCall)), rubric);
  if (!line) throw new RangeError('a line needs a note');
  return line;
}

const older = note({ day: '2026-11-02' });
const newer = note({ day: '2026-11-20', outcome: 'next_step' });

test('a deal that was read has the score of its card, its competitors and its open objections', async () => {
  const signals = [
    signal('competitor', older.day, { text: 'Notewright' }),
    signal('objection', older.day, { text: 'Migration' }),
    ended(signal('objection', older.day, { text: 'Price' }), newer.day, 'settled'),
  ];
  const line = await lineOf([older, newer], signals);
  const { value, band } = score(historyWith(signals, [older, newer]), rubric, asOf);
  expect(line).toMatchObject({
    reading: 'read',
    score: { value, band },
    competitors: ['Notewright'],
    objections: ['Migration'],
    outcome: 'next_step',
    lastDay: newer.day,
    silentDays: 3,
    state: 'open',
  });
  expect(line.changes).toContain('settled');
  expect(line.changes).not.toContain('raised');
});

test('an objection that somebody put right is neither open nor settled', async () => {
  const signals = [signal('objection', newer.day, { text: 'Migration' })];
  const corrections = signals.map((one) => ({
    ...{ id: 'ruling-1', deal: 'd', signal: refOf(one), says: 'not_true', reason: 'said so', by: 'U1' },
    ...{ day: asOf, at: `${asOf}T08:00:00.000Z` },
  })) satisfies Correction[];
  const notes = [newer, older];
  const line = await lineOf(notes, signals, corrections);
  expect(line).toMatchObject({
    objections: [],
    score: { value: score(historyWith([], notes), rubric, asOf).value },
  });
  expect(line.changes).not.toContain('settled');
  expect(line.changes).not.toContain('raised');
});

test('a pipeline is not shown with what was put right counted again, while memory does not tell of it', async () => {
  const away = new Error('memory is down');
  const notes = [older, newer];
  const roster = { headers: async () => notes };
  const deals = dealsOver({ corrections: { on: () => Promise.reject(away) } });
  const pipelines = createPipelines({
    memory: memoryOf(notes),
    roster,
    deals,
    holders: async () => new Map(),
    commits: { all: async () => new Map() },
  });
  await expect(pipelines.read('U1')).rejects.toBe(away);
});

test('a deal that was not read still has its last call, its silence and its state', async () => {
  const line = await lineOf([older, note({ day: '2026-11-20', outcome: 'no_answer' })], null);
  expect(line).toMatchObject({ reading: 'unread', score: null, silentDays: 21, outcome: 'no_answer' });
  expect(line.changes).toEqual([]);
});

test('a remark to oneself is no call', async () => {
  const remark = note({ day: '2026-11-22', outcome: 'note' });
  expect(await lineOf([newer, remark], null)).toMatchObject({ outcome: 'next_step', lastDay: newer.day });
});

test('an agreed silence keeps a read deal from counting as silent', async () => {
  const pause = signal('agreed_silence', older.day, { dueOn: '2026-12-07' });
  expect(await lineOf([older, note({ day: '2026-11-03' })], [pause])).toMatchObject({
    silentDays: 20,
    quietUntil: pause.dueOn,
  });
});

test.each(['won', 'lost'] as const)('a deal that was %s is closed', async (outcome) => {
  const closing = note({ day: '2026-11-18', outcome });
  expect(await lineOf([older, closing], [])).toMatchObject({
    state: outcome,
    changes: expect.arrayContaining([outcome]),
  });
});

test('a next step opens a lost deal again, and leaves a won one won', async () => {
  const closed = (outcome: Note['outcome']) =>
    lineOf([older, note({ day: '2026-11-18', outcome }), newer], []);
  expect((await closed('lost')).state).toBe('open');
  expect((await closed('won')).state).toBe('won');
});

test('a deal whose first note is of this week is new, and one of a single note has no score', async () => {
  const line = await lineOf([newer], []);
  expect(line.changes).toEqual(['new']);
  expect(line.score).toBeNull();
});

test('a pilot agreed this week moves the score up', async () => {
  const line = await lineOf([older, note({ day: '2026-11-05' }), newer], [signal('pilot_agreed', newer.day)]);
  expect(line.changes).toContain('up');
});
