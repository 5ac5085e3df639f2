import { expect, test } from 'vitest';
import { readColleagueQuestion } from '../../src/ask/house/colleague.ts';
import { note } from '../brief/support.ts';
import { answering, quiet, readingOf, said, told } from './answering.ts';

const bens = note({
  id: 'note-ben',
  author: 'U2',
  visibility: 'team',
  day: '2026-11-20',
  text: 'I promised her a quote by Wednesday.',
});
const bensWon = note({
  id: 'note-won',
  author: 'U2',
  visibility: 'team',
  day: '2026-11-18',
  outcome: 'won',
  prospects: [{ key: 'olga', name: 'Olga Petrova', company: 'Sever' }],
  deal: { key: 'sever', company: 'Sever', label: null },
  text: 'Signed.',
});
const mine = note({ id: 'note-mine', day: '2026-11-19', text: 'I promised her a plan by Friday.' });
const promisedBy = [
  readingOf(bens, {
    signals: [
      said('promise', 'Quote', 'promised her a quote by Wednesday', { who: 'us', dueOn: '2026-11-25' }),
    ],
  }),
  readingOf(mine, {
    signals: [said('promise', 'Plan', 'promised her a plan by Friday', { who: 'us', dueOn: '2026-11-20' })],
  }),
  readingOf(bensWon),
];
const quote = 'Priya Sharma at Rentfield: Ben Carter promised: Quote, by Wed 25 Nov.';

test.each([
  ['what did Ben promise', [quote]],
  ['what does ben owe', [quote]],
  ['what did Ben promise Priya Sharma', [quote]],
  ['what are Ben’s open promises', [quote]],
  ['what did Ben log this week', ['Ben Carter shared 0 notes this week.']],
  [
    'what did Ben log last week',
    [
      'Ben Carter shared 2 notes last week.',
      'Priya Sharma at Rentfield, 20 Nov: 1 note; new: Quote.',
      'Olga Petrova at Sever, 18 Nov: 1 note; won on 18 Nov.',
    ],
  ],
  [
    'what did Ben win this quarter',
    [
      'Ben Carter, from notes shared with the team:',
      '1 deal won this quarter: none with an amount.',
      'Olga Petrova at Sever: won on 18 Nov, no amount read.',
    ],
  ],
])('“%s” is told of that colleague alone, from what is shared', async (question, rows) => {
  expect(await told(question, [bens, mine, bensWon], { readings: promisedBy })).toEqual(rows);
});

test.each([
  ['When did Ben last speak to Priya Sharma?', ['Priya Sharma at Rentfield: 20 Nov, 3 days ago.']],
  ['Who spoke to Olga Petrova?', ['Olga Petrova at Sever: Ben Carter, 18 Nov, 5 days ago.']],
  ['How many calls did Ben log last week?', ['Ben Carter shared 2 calls last week.', /Rentfield/, /Sever/]],
  [
    'How much is in Ben’s pipeline?',
    [
      'Ben Carter, from notes shared with the team: 1 open deal, none with an amount.',
      'Priya Sharma at Rentfield: no amount read.',
    ],
  ],
  [
    'Which rep has the most open deals?',
    ['From notes shared with the team: Ben Carter 1 open.', 'Ben Carter: Priya Sharma at Rentfield.'],
  ],
  ['Which of my reps has overdue promises?', [/^Priya Sharma at Rentfield: you promised: Plan, 3 days late/]],
  ['What happened at Sever?', [/^Olga Petrova at Sever, since 16 Nov: 1 note; won on 18 Nov/]],
])('“%s” is told as what stands beside it is', async (question, rows) => {
  const lines = await told(question, [bens, mine, bensWon], { readings: promisedBy });
  expect(lines).toEqual(rows.map((row) => (typeof row === 'string' ? row : expect.stringMatching(row))));
});

test('who has no next step is counted, and so is what nobody touched', async () => {
  const { ask } = await answering([bens, mine], async () => null, promisedBy, { team: quiet });
  expect(await ask('Who has no next step?')).toMatchObject({ kind: 'counted', count: { total: 1 } });
  expect(await ask('Which deals has nobody touched for two weeks?')).toMatchObject({
    kind: 'counted',
    count: { total: 0 },
  });
});

test.each([
  'Compare Ben and Carl',
  'What should I ask Ben about?',
  'Who logged nothing this month?',
  'Did Ben’s deals move?',
])(
  '“%s”, which is not understood, denies no colleague and no word of what everything is told by',
  async (question) => {
    const nothing = async () => ({ found: false, sentences: [] });
    const carls = note({ id: 'note-c', author: 'U3', visibility: 'team', day: '2026-11-19' });
    const names = async () =>
      new Map([
        ['U2', 'Ben Carter'],
        ['U3', 'Carl Ek'],
      ]);
    const { ask } = await answering([bens, carls, mine], nothing, promisedBy, { team: { ...quiet, names } });
    expect(await ask(question)).toMatchObject({ kind: 'nothing', about: null });
  },
);

test.each(['which deals does Ben have', 'show me Ben’s deals', 'which deals of Ben are at risk'])(
  '“%s” has the open deals that a colleague shares notes on',
  async (question) => {
    const [lead] = await told(question, [bens, mine, bensWon], { readings: promisedBy });
    expect(lead).toBe(
      'Ben Carter, from notes shared with the team: 1 open deal, 1 won, 2 calls since 17 Nov.',
    );
  },
);

test('a colleague who promised nothing is said to have promised nothing, and nobody else is told for them', async () => {
  const silent = note({ id: 'note-s', author: 'U2', visibility: 'team', day: '2026-11-20' });
  const readings = [...promisedBy, readingOf(silent)];
  expect(await told('what did Ben promise', [silent, mine], { readings })).toEqual(['nothing']);
});

test.each([
  'what did they promise',
  'what did I promise',
  'which deals are at risk',
  'what did we win',
  'what did customers promise',
])('“%s” is of no colleague', (question) => {
  expect(readColleagueQuestion(question, { names: [], asOf: '2026-11-23' })).toBeUndefined();
});
