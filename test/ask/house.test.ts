import { expect, test } from 'vitest';
import type { AskedTeam } from '../../src/ask/house/house.ts';
import { readHouseQuestion } from '../../src/ask/house/house-question.ts';
import type { Reading } from '../../src/brief/signals/reading.ts';
import type { Note } from '../../src/memory/note.ts';
import { note } from '../brief/support.ts';
import { answering, type Given, readingOf } from './answering.ts';

const quiet: AskedTeam = {
  week: async () => ({ coverage: '1 of 1 open deals considered', needs: [], due: [], changes: [] }),
  names: async (users) =>
    new Map(users.map((user) => [user, user === 'U2' ? 'Ben Carter' : 'Ava Lindqvist'])),
};

/** What U1 is told on Monday 23 November, in sentences of code. */
async function told(
  question: string,
  notes: readonly Note[],
  { readings = [], given = {} }: { readings?: readonly Reading[]; given?: Given } = {},
): Promise<readonly string[]> {
  const { ask, asked } = await answering(notes, async () => null, readings, { team: quiet, given });
  const answer = await ask(question);
  expect(asked).toEqual([]);
  return answer.kind === 'cited' ? answer.sentences.map(({ text }) => text) : [answer.kind];
}

test('a week has its calls of seven days, today and the first of them included, and neither remarks nor a colleague’s', async () => {
  const notes = [
    note({ day: '2026-11-16' }),
    note({ day: '2026-11-17' }),
    note({ day: '2026-11-23' }),
    note({ day: '2026-11-20', outcome: 'note' }),
    note({ day: '2026-11-21', author: 'U2', visibility: 'team' }),
  ];
  expect(await told('Summarise my week', notes)).toContain(
    'You logged 2 calls since 17 Nov: Priya Sharma at Rentfield.',
  );
});

test('a call in vain on the very day of the last contact is one since then, one of the day before is none', async () => {
  const reached = note({ day: '2026-11-17' });
  const missed = (day: string) => note({ id: 'note-missed', day, outcome: 'no_answer' });
  const last = 'Priya Sharma at Rentfield: 17 Nov, 6 days ago.';
  expect(await told('When did we last talk to Priya Sharma?', [reached, missed('2026-11-16')])).toEqual([
    last,
  ]);
  expect(await told('When did we last talk to Priya Sharma?', [reached, missed('2026-11-17')])).toEqual([
    `${last} Since then 1 call without an answer, the last on 17 Nov.`,
  ]);
});

test('a call that a colleague further east dates tomorrow is one of today', async () => {
  const [line] = await told('When did we last talk to Priya Sharma?', [note({ day: '2026-11-24' })]);
  expect(line).toBe('Priya Sharma at Rentfield: 24 Nov, today.');
});

test('how a colleague is doing is told without a note that the asker keeps private', async () => {
  const deal = { key: 'deal-hush', company: 'Hush', label: null };
  const theirs = note({ author: 'U2', visibility: 'team', day: '2026-11-20' });
  const own = note({ id: 'note-own', deal, day: '2026-11-21' });
  const beside = note({ id: 'note-beside', day: '2026-11-22' });
  const told1 = await told('How is Ben doing?', [theirs, own, beside]);
  expect(told1).toEqual(await told('How is Ben doing?', [theirs]));
  expect(told1[0]).toBe('Ben Carter, from notes shared with the team: 1 open deal, 1 call since 17 Nov.');
});

test('a week in which nothing changed is told as one', async () => {
  for (const question of ['What changed since last Monday?', 'what is new this week'])
    expect(await told(question, [note({ day: '2026-11-20' })])).toEqual([
      'Nothing changed on your deals in the last 7 days.',
    ]);
});

const gone = { words: 'lost', quote: 'they went with somebody else' } as const;

test.each([
  ['Is Rentfield lost?', 'lost', [], 'lost on 20 Nov.'],
  ['is the deal with Rentfield won yet', 'won', [], 'won on 20 Nov.'],
  ['did we lose Rentfield?', 'won', [], 'won on 20 Nov.'],
  ['did we win or lose Rentfield', 'spoke', [], 'open.'],
  ['did we lose Rentfield?', 'spoke', [gone], 'open; the newest note says: lost?'],
  ['Is Rentfield still open?', 'spoke', [gone], 'open; the newest note says: lost?'],
] as const)('“%s” is told from the deal’s state: %s %j', async (question, outcome, saidSo, state) => {
  const newest = note({ day: '2026-11-20', outcome, text: 'She said they went with somebody else.' });
  const readings = saidSo.map((one) => readingOf(newest, { outcome: one }));
  expect(await told(question, [newest], { readings })).toEqual([`Priya Sharma at Rentfield: ${state}`]);
});

test.each([
  'Is Priya Sharma open to a pilot?',
  'Did we lose Priya Sharma’s trust?',
  'Is Rentfield not lost?',
])('“%s” asks for no state of a deal', (question) => {
  expect(readHouseQuestion(question, ['priya sharma', 'rentfield'])).toBeUndefined();
});

test('whose a deal is names who was given it, beside who wrote its notes', async () => {
  const notes = [
    note({ day: '2026-11-20', author: 'U2', visibility: 'team' }),
    note({ id: 'note-before', day: '2026-11-18', author: 'U2', visibility: 'team' }),
  ];
  const byBen = 'notes by Ben Carter (2 notes, the last on 20 Nov).';
  expect(await told('Who owns Rentfield?', notes)).toEqual([`Rentfield: ${byBen}`]);
  expect(await told('Who owns Rentfield?', notes, { given: { U1: notes } })).toEqual([
    `Rentfield: held by you now; ${byBen}`,
  ]);
});

test('who holds a deal is told to nobody who knows it from notes of their own alone', async () => {
  const own = [note({ day: '2026-11-20' })];
  expect(await told('Whose deal is Rentfield?', own, { given: { U2: own } })).toEqual([
    'Rentfield: notes by you (1 note, the last on 20 Nov).',
  ]);
});
