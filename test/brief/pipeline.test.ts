import { expect, test } from 'vitest';
import { type Correction, refOf } from '../../src/brief/corrections/corrections.ts';
import { createPipelines, pipelineLine } from '../../src/brief/pipeline/pipeline.ts';
import { type History, newestFirst } from '../../src/brief/score/history.ts';
import { score } from '../../src/brief/score/score.ts';
import type { Signal } from '../../src/brief/score/signal.ts';
import type { Standings } from '../../src/brief/standings.ts';
import type { Note } from '../../src/memory/note.ts';
import { memoryOf } from './memory-stand-in.ts';
import { note, rubric, signal } from './support.ts';

const asOf = '2026-11-23';

function lineOf(notes: readonly Note[], signals: readonly Signal[] | null) {
  const [newest, ...rest] = newestFirst(notes);
  if (!newest) throw new RangeError('a line needs a note');
  const known: History | undefined = signals ? { signals, notes } : undefined;
  return pipelineLine([newest, ...rest], known, { rubric, asOf });
}

const unread: Standings = {
  correctionsOn: async () => [],
  known: async () => undefined,
  of: async () => undefined,
  dayFor: () => asOf,
  rubric,
};
const older = note({ day: '2026-11-02' });
const newer = note({ day: '2026-11-20', outcome: 'next_step' });

test('a deal that was read has the score of its card, its competitors and its open objections', () => {
  const signals = [
    signal('competitor', older.day, { text: 'Notewright' }),
    signal('objection', older.day, { text: 'Migration' }),
    signal('objection', older.day, { text: 'Price', closedBy: signal('objection', newer.day).raisedBy }),
  ];
  const line = lineOf([older, newer], signals);
  const { value, band } = score({ signals, notes: [older, newer] }, rubric, asOf);
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

test('an objection that somebody put right is neither open nor settled', () => {
  const signals = [signal('objection', newer.day, { text: 'Migration' })];
  const corrections = signals.map((one) => ({
    ...{ id: 'ruling-1', deal: 'd', signal: refOf(one), says: 'not_true', reason: 'said so', by: 'U1' },
    ...{ day: asOf, at: `${asOf}T08:00:00.000Z` },
  })) satisfies Correction[];
  const notes = [newer, older] as const;
  const line = pipelineLine([...notes], { signals, notes, corrections }, { rubric, asOf });
  expect(line).toMatchObject({
    objections: [],
    score: { value: score({ signals: [], notes }, rubric, asOf).value },
  });
  expect(line.changes).not.toContain('settled');
  expect(line.changes).not.toContain('raised');
});

test('a pipeline is not shown with what was put right counted again, while memory does not tell of it', async () => {
  const away = new Error('memory is down');
  const standings = { ...unread, correctionsOn: () => Promise.reject(away) };
  const notes = [older, newer];
  const roster = { headers: async () => notes };
  const pipelines = createPipelines({ memory: memoryOf(notes), roster, standings });
  await expect(pipelines.read('U1')).rejects.toBe(away);
});

test('a deal that was not read still has its last call, its silence and its state', () => {
  const line = lineOf([older, note({ day: '2026-11-20', outcome: 'no_answer' })], null);
  expect(line).toMatchObject({ reading: 'unread', score: null, silentDays: 21, outcome: 'no_answer' });
  expect(line.changes).toEqual([]);
});

test('a remark to oneself is no call', () => {
  const remark = note({ day: '2026-11-22', outcome: 'note' });
  expect(lineOf([newer, remark], null)).toMatchObject({ outcome: 'next_step', lastDay: newer.day });
});

test('an agreed silence keeps a read deal from counting as silent', () => {
  const pause = signal('agreed_silence', older.day, { dueOn: '2026-12-07' });
  expect(lineOf([older, note({ day: '2026-11-03' })], [pause]).silentDays).toBe(0);
});

test.each(['won', 'lost'] as const)(
  'a deal that was %s is closed until a next step opens it again',
  (outcome) => {
    const closing = note({ day: '2026-11-18', outcome });
    expect(lineOf([older, closing], [])).toMatchObject({
      state: outcome,
      changes: expect.arrayContaining([outcome]),
    });
    expect(lineOf([older, closing, newer], []).state).toBe('open');
  },
);

test('a deal whose first note is of this week is new, and one of a single note has no score', () => {
  const line = lineOf([newer], []);
  expect(line.changes).toEqual(['new']);
  expect(line.score).toBeNull();
});

test('a pilot agreed this week moves the score up', () => {
  const line = lineOf([older, note({ day: '2026-11-05' }), newer], [signal('pilot_agreed', newer.day)]);
  expect(line.changes).toContain('up');
});
