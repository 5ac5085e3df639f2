import { expect, test } from 'vitest';
import { readColleagueQuestion } from '../../src/ask/house/colleague.ts';
import { note } from '../brief/support.ts';
import { readingOf, said, told } from './answering.ts';

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
