import { expect, test } from 'vitest';
import { readListQuestion } from '../../src/ask/list/list-question.ts';
import { type MoneyQuestion, readMoneyQuestion } from '../../src/ask/money/money-question.ts';
import type { Reading } from '../../src/brief/signals/reading.ts';
import type { Note } from '../../src/memory/note.ts';
import { spelledDays } from '../../src/util/named-days.ts';
import { note, rubric } from '../brief/support.ts';
import { answering, readingOf, said } from './answering.ts';

const asOf = '2026-11-23';
const bands = rubric.bands.map(({ name }) => name);
const read = (question: string, isMonthFirst = false) =>
  readMoneyQuestion(spelledDays(question, isMonthFirst), { bands, asOf, names: ['rentfield'] });

const value = (more: Partial<Extract<MoneyQuestion, { kind: 'value' }>> = {}) => ({
  ...{ kind: 'value', by: null, scoreOver: null, scoreUnder: null, band: null },
  ...more,
});
const days = (from: string, to: string) => expect.objectContaining({ period: { from, to } });
const quarter = days('2026-10-01', '2026-12-31');
const december = days('2026-12-01', '2026-12-31');

test.each([
  ['pipeline value by stage', value({ by: 'stage' })],
  ['What is our pipeline value by stage?', value({ by: 'stage' })],
  ['pipeline value by score', value({ by: 'band' })],
  ['Value per owner', value({ by: 'owner' })],
  ['What is the open value by rep?', value({ by: 'owner' })],
  ['How much is open with deals over 60?', value({ scoreOver: 60 })],
  ['How much is open in deals below 40?', value({ scoreUnder: 40 })],
  ['How much is open in Hot?', value({ band: 'Hot' })],
  ['How much is open?', value()],
  ['How much is in the pipeline?', value()],
  ['What is my pipeline worth?', value()],
  ['weighted pipeline', value()],
  ['Show me the weighted pipeline value by health', value({ by: 'band' })],
  ['How much is open with Rentfield?', value()],
  ['what is closing in December?', { kind: 'closing', days: december }],
  ['Which deals close in December?', { kind: 'closing', days: december }],
  ['How much is closing this month?', { kind: 'closing', days: days('2026-11-01', '2026-11-30') }],
  ['How many deals are closing this quarter?', { kind: 'closing', days: quarter }],
  ['What signs by 5 December?', { kind: 'closing', days: days('0000-01-01', '2026-12-05') }],
  ['win rate this quarter', { kind: 'rate', days: quarter }],
  ["What's our win rate?", { kind: 'rate', days: null }],
  ['What was the win rate last quarter?', { kind: 'rate', days: days('2026-07-01', '2026-09-30') }],
  ['why did we lose deals this quarter?', { kind: 'why', as: 'lost', days: quarter }],
  ['Why do we lose?', { kind: 'why', as: 'lost', days: null }],
  [
    'What are the main reasons for lost deals this year?',
    { kind: 'why', as: 'lost', days: days('2026-01-01', '2026-12-31') },
  ],
  ['Why did we win Rentfield?', { kind: 'why', as: 'won', days: null }],
  ['How much did we win this quarter?', { kind: 'ended', as: 'won', days: quarter }],
  ['value won this quarter', { kind: 'ended', as: 'won', days: quarter }],
  ['What did we lose in October?', { kind: 'ended', as: 'lost', days: days('2026-10-01', '2026-10-31') }],
  ['which deals are in commit', { kind: 'commit', isOwn: false }],
  ['what is in my commit?', { kind: 'commit', isOwn: true }],
  ['what do I have in commit', { kind: 'commit', isOwn: true }],
  ['is Rentfield in commit', { kind: 'commit', isOwn: false }],
  ['how much is in our commit this quarter', { kind: 'commit', isOwn: false }],
  ['committed deals', { kind: 'commit', isOwn: false }],
  ['Which closing dates slipped?', { kind: 'slipped' }],
  ['Which deals have no amount?', { kind: 'unpriced' }],
  ['How long does it take from first contact to a pilot?', { kind: 'pace', to: 'pilot' }],
  ['median days from first contact to won', { kind: 'pace', to: 'won' }],
  ['time from first contact', { kind: 'pace', to: null }],
  ['biggest open deal by yearly price?', { kind: 'largest' }],
  ['Which deal is worth the most?', { kind: 'largest' }],
  ['what are our largest accounts by value', { kind: 'largest' }],
  ['total deals still open, me vs ben', { kind: 'owners', colleague: 'ben', withOwn: true }],
  ['how many open deals, ben or me', { kind: 'owners', colleague: 'ben', withOwn: true }],
  ['how many open deals does Ben have', { kind: 'owners', colleague: 'ben', withOwn: false }],
  ['number of open deals per rep', { kind: 'owners', colleague: null, withOwn: true }],
])('%s is counted by code', (question, wanted) => {
  expect(read(question)).toEqual(wanted);
});

test.each([
  'How much is Rentfield worth?',
  'what did they commit to',
  'did Rentfield commit',
  'What is open with Rentfield?',
  'How much budget is open?',
  'What is our revenue?',
  'How many open deals are there?',
  'Which deals are over 60?',
  'Which deals did we win this quarter?',
  'How many deals were lost last week?',
  'How long does it take them to roll out?',
  'How long has Elena been quiet?',
  'When does Rentfield sign?',
  'What did we lose sleep over?',
  'Why did she lose interest?',
  'What did they say about the price?',
  'What is the value of the pilot for them?',
  'How much do they lose a month?',
  'What is closing?',
  'What is the biggest risk in the deal?',
  'Who has the biggest team?',
  'How many deals are there?',
  'how many open deals, hot or cold',
])('%s is no question about the pipeline’s money', (question) => {
  expect(read(question)).toBeUndefined();
});

test('a day in figures is read as the asker writes it', () => {
  expect(read('What closes by 12/5?', true)).toEqual({
    kind: 'closing',
    days: days('0000-01-01', '2026-12-05'),
  });
  expect(read('What closes by 5/12?', false)).toEqual({
    kind: 'closing',
    days: days('0000-01-01', '2026-12-05'),
  });
  expect(read('What closes by 5.12.2026?', false)).toEqual({
    kind: 'closing',
    days: days('0000-01-01', '2026-12-05'),
  });
});

test('what is one deal’s amount or date stays a list of signals', () => {
  const context = { asOf, names: ['rentfield'] };
  expect(readListQuestion('How much is Rentfield worth?', context)?.kinds).toEqual(new Set(['amount']));
  expect(readListQuestion('When does Rentfield sign?', context)?.kinds).toEqual(new Set(['close_date']));
});

const of = (id: string, company: string, more: Partial<Note> = {}) =>
  note({
    id: `note-${id}`,
    prospects: [{ key: `pat ${company}`, name: 'Pat Lee', company }],
    deal: { key: company, company, label: null },
    visibility: 'team',
    ...more,
  });
const notes = [
  of('1', 'Portline', { day: '2026-09-01', text: 'Quote at 48k EUR.' }),
  of('2', 'Portline', { day: '2026-10-20', text: 'We go with 42k EUR a year. They sign on 10 December.' }),
  of('3', 'Rentfield', { day: '2026-11-02', text: 'Price is $900 a month, they decide by 18 December.' }),
  of('4', 'Ledgerly', { day: '2026-11-05', text: 'No price yet.' }),
  of('5', 'Gridmont', {
    day: '2026-10-15',
    outcome: 'lost',
    text: 'Lost. The price was 30k EUR, a rival was cheaper.',
  }),
  of('6', 'Tidebank', { day: '2026-11-10', outcome: 'won', text: 'Signed for 20k EUR.' }),
  of('7', 'Bellmere', { day: '2026-08-10', outcome: 'lost', text: 'They build it themselves.' }),
];
const amount = (quote: string) => said('amount', '1 EUR', quote, { who: 'us' });
const closes = (quote: string, dueOn: string) => said('close_date', 'They sign', quote, { dueOn });
const readings: readonly Reading[] = [
  readingOf(of('1', 'Portline'), {
    signals: [amount('Quote at 48k EUR'), closes('sign in October', '2026-10-30')],
  }),
  readingOf(of('2', 'Portline'), {
    signals: [amount('42k EUR a year'), closes('sign on 10 December', '2026-12-10')],
  }),
  readingOf(of('3', 'Rentfield'), {
    signals: [amount('$900 a month'), closes('decide by 18 December', '2026-12-18')],
  }),
  readingOf(of('4', 'Ledgerly')),
  readingOf(of('5', 'Gridmont'), {
    signals: [amount('price was 30k EUR'), said('reason', 'Rival cheaper', 'a rival was cheaper')],
  }),
  readingOf(of('6', 'Tidebank'), { signals: [amount('Signed for 20k EUR')] }),
  readingOf(of('7', 'Bellmere'), { signals: [said('reason', 'They build it', 'build it themselves')] }),
];

test('why a deal was lost that is open again is told as what was, and that it is open', async () => {
  const back = of('8', 'Gridmont', { day: '2026-11-20', outcome: 'reopened', text: 'Back in play.' });
  const { ask } = await answering([...notes, back], () => Promise.reject(new Error('away')), readings);
  const answer = await ask('why did we lose Gridmont?');
  expect(JSON.stringify(answer)).toContain(
    'Pat Lee at Gridmont: open again since 20 Nov; lost on 15 Oct, the reason then: Rival cheaper.',
  );
});

test.each([
  [
    'What is closing in December?',
    [
      '2 deals are to close in December: 42k EUR in 1, 10,800 USD in 1; weighted by health 2,520 EUR (1 without a score left out).',
      'Pat Lee at Portline: by Thu 10 Dec, put off once, first 30 Oct, 42k EUR a year. [sign on 10 December | 42k EUR a year]',
      'Pat Lee at Rentfield: by Fri 18 Dec, 10,800 USD for twelve months. [decide by 18 December | $900 a month]',
    ],
  ],
  [
    'How much is open?',
    [
      '3 open deals: 42k EUR in 1, 10,800 USD in 1, 1 without an amount; weighted by health 2,520 EUR (1 without a score left out).',
      'Pat Lee at Portline: 42k EUR a year, 6 Cold. [42k EUR a year]',
      'Pat Lee at Rentfield: 10,800 USD for twelve months. [$900 a month]',
    ],
  ],
  [
    'win rate this quarter',
    [
      'Win rate this quarter: 50%, 1 of 2 deals won. Won: 20k EUR in 1.',
      'Pat Lee at Tidebank: won on 10 Nov, 20k EUR. [Signed for 20k EUR]',
      'Pat Lee at Gridmont: lost on 15 Oct, 30k EUR; the reason: Rival cheaper. [a rival was cheaper | price was 30k EUR]',
    ],
  ],
  [
    'why did we lose deals this quarter?',
    [
      '1 deal lost this quarter.',
      'Pat Lee at Gridmont: lost on 15 Oct, 30k EUR; the reason: Rival cheaper. [a rival was cheaper | price was 30k EUR]',
    ],
  ],
  [
    'Which closing dates slipped?',
    [
      'Put off: 1 of 2 open deals with a closing date, once in all.',
      'Pat Lee at Portline: by Thu 10 Dec, put off once, first 30 Oct, 42k EUR a year. [sign on 10 December | 42k EUR a year]',
    ],
  ],
  [
    'How much did we win this quarter?',
    [
      '1 deal won this quarter: 20k EUR in 1.',
      'Pat Lee at Tidebank: won on 10 Nov, 20k EUR. [Signed for 20k EUR]',
    ],
  ],
  [
    'Which deals are over 30k?',
    [
      '1 open deal over 30k; left out: 1 without an amount.',
      'Pat Lee at Portline: 42k EUR a year, 6 Cold. [42k EUR a year]',
    ],
  ],
  [
    'open deals under $1,000 a month',
    [
      '1 open deal under 12k USD for twelve months; left out: 1 without an amount.',
      'Pat Lee at Rentfield: 10,800 USD for twelve months. [$900 a month]',
    ],
  ],
  ['deals over 42k EUR', ['0 open deals over 42k EUR; left out: 1 without an amount.']],
  ['deals under 42k EUR', ['0 open deals under 42k EUR; left out: 1 without an amount.']],
  ['deals worth more than 50k EUR', ['0 open deals over 50k EUR; left out: 1 without an amount.']],
  [
    'How much is open in deals below 40?',
    [
      '1 open deal with a score under 40: 42k EUR in 1; weighted by health 2,520 EUR.',
      'Pat Lee at Portline: 42k EUR a year, 6 Cold. [42k EUR a year]',
    ],
  ],
  ['How much is open with deals over 60?', ['0 open deals with a score over 60: none with an amount.']],
  [
    'Which deals have no amount?',
    ['1 of 3 open deals without an amount.', 'Pat Lee at Ledgerly: no amount read. []'],
  ],
])('%s', async (question, told) => {
  const { ask, asked } = await answering(notes, () => Promise.reject(new Error('no model')), readings);
  const answer = await ask(question);
  const sentences = answer.kind === 'cited' ? answer.sentences : [];
  const shown = sentences.map(({ text, cited }, index) =>
    index === 0 ? text : `${text} [${cited.map(({ quote }) => quote).join(' | ')}]`,
  );
  expect(shown).toEqual(told);
  expect(asked).toEqual([]);
});

test('a figure by stage names the deals behind it, and nothing is asked of a model', async () => {
  const { ask, asked } = await answering(notes, () => Promise.reject(new Error('no model')), readings);
  const answer = await ask('pipeline value by stage');
  expect(answer.kind === 'cited' && answer.sentences.map(({ text }) => text)).toEqual([
    '3 open deals: 42k EUR in 1, 10,800 USD in 1, 1 without an amount; weighted by health 2,520 EUR (1 without a score left out).',
    'In touch, 3 deals: 42k EUR in 1, 10,800 USD in 1, 1 without an amount. Pat Lee at Portline: 42k EUR a year; Pat Lee at Rentfield: 10,800 USD for twelve months; Pat Lee at Ledgerly: no amount read.',
  ]);
  expect(asked).toEqual([]);
});

test('how long deals take is told of each, the slowest first', async () => {
  const won = [
    of('1', 'Portline', { day: '2026-10-01' }),
    of('2', 'Portline', { day: '2026-10-11', outcome: 'won' }),
    of('3', 'Rentfield', { day: '2026-09-01' }),
    of('4', 'Rentfield', { day: '2026-10-01', outcome: 'won' }),
  ];
  const { ask } = await answering(won, async () => null);
  const answer = await ask('How long does it take from first contact to won?');
  expect(answer.kind === 'cited' && answer.sentences.map(({ text }) => text)).toEqual([
    'From first contact to won: 20 days, the median of 2 deals.',
    'Pat Lee at Rentfield: 30 days.',
    'Pat Lee at Portline: 10 days.',
  ]);
});

test('what only a note says was lost stands behind what was, and is not counted', async () => {
  const late = of('10', 'Dorsal', { day: '2026-11-12', text: 'They went with somebody else.' });
  const gone = readingOf(late, { outcome: { words: 'lost', quote: 'They went with somebody else' } });
  const { ask } = await answering([...notes, late], async () => null, [...readings, gone]);
  const told = async (question: string) => {
    const answer = await ask(question);
    return answer.kind === 'cited' ? answer.sentences.map(({ text }) => text) : [];
  };
  const doubt = 'Pat Lee at Dorsal: open; the newest note says: lost?';
  expect(await told('What did we lose in November?')).toEqual(['Nothing was lost in November.', doubt]);
  expect(await told('What did we lose in October?')).not.toContain(doubt);
  expect(await told('What did we win in November?')).not.toContain(doubt);
});

test.each([
  ['Ben Carter', '', 'From notes shared with the team: Ben Carter 2 open.'],
  ['Ben Carter', 'Ben Stone', 'uncountable'],
])(
  'how many deals Ben has is told of one colleague called so: of %s and %s, %s',
  async (one, other, told) => {
    const names = new Map([
      ['U2', one],
      ['U3', other],
    ]);
    const week = async () => ({ coverage: '', deals: [], needs: [], due: [], changes: [] });
    const theirs = [
      of('1', 'Portline', { author: 'U2' }),
      of('2', 'Rentfield', { author: 'U2' }),
      of('3', 'Ledgerly', { author: 'U3' }),
    ];
    const team = { week, names: async () => names };
    const { ask } = await answering(theirs, async () => null, [], { team });
    const answer = await ask('how many open deals does Ben have');
    expect(answer.kind === 'cited' ? answer.sentences[0]?.text : answer.kind).toBe(told);
  },
);

test('why one deal was lost is told of it alone, without a number of deals', async () => {
  const { ask } = await answering(notes, async () => null, readings);
  const answer = await ask('why did we lose Gridmont?');
  expect(answer.kind === 'cited' ? answer.sentences.map(({ text }) => text) : answer.kind).toEqual([
    'Pat Lee at Gridmont: lost on 15 Oct, 30k EUR; the reason: Rival cheaper.',
  ]);
});

test('a reason that no note of a closed deal tells is left to the notes', async () => {
  const { ask, asked } = await answering(notes, async () => ({ sentences: [] }), readings);
  await ask('Why did we win Tidebank?');
  expect(asked).toHaveLength(1);
});

test.each([
  ['48,000.50 EUR', '48,000 EUR', 'Portline is worth more, by 0.50 EUR.'],
  ['48k EUR a year', '4k EUR a month', 'Both are worth the same.'],
  ['48k EUR a year', '30k EUR', 'One is a price by the year and the other is not, so they are not compared.'],
  ['30k EUR', '48k EUR a year', 'One is a price by the year and the other is not, so they are not compared.'],
  ['48k EUR', '30k USD', 'They are in different currencies, so they are not compared.'],
  ['48k EUR', 'up to 90k EUR', 'One of them has no amount that counts, so they are not compared.'],
])('of %s and %s it is said: %s', async (one, other, told) => {
  const sides = [of('8', 'Portline', { text: one }), of('9', 'Rentfield', { text: other })];
  const said = sides.map((side) => readingOf(side, { signals: [amount(side.text)] }));
  const { ask, asked } = await answering(sides, async () => null, said);
  const answer = await ask('Which is worth more, Portline or Rentfield?');
  expect(answer.kind === 'cited' && answer.sentences[0]?.text).toBe(told);
  expect(asked).toEqual([]);
});

test.each([
  [
    'which deals are in commit',
    [
      '1 deal in commit: 42k EUR in 1; weighted by health 2,520 EUR.',
      'Pat Lee at Portline: 42k EUR a year, 6 Cold; nobody who signs was heard; no budget confirmed; the closing date was put off once, now 10 Dec; no contact for 34 days.',
    ],
  ],
  ['is Rentfield in commit?', ['Pat Lee at Rentfield: not in commit.']],
])('“%s” is told with what the notes do not carry', async (question, rows) => {
  const { ask, asked } = await answering(notes, async () => null, readings, { committed: notes.slice(0, 1) });
  const answer = await ask(question);
  expect(answer.kind === 'cited' ? answer.sentences.map(({ text }) => text) : []).toEqual(rows);
  expect(asked).toEqual([]);
});

test('where nobody counts on a deal that is said', async () => {
  const { ask } = await answering(notes, async () => null, readings);
  expect(await ask('what is in my commit')).toMatchObject({
    sentences: [{ text: 'No deal is in your commit.' }],
  });
});

test('a month is told with its capital however it was typed', async () => {
  const { ask } = await answering(notes, async () => null, readings);
  const answer = await ask('what is closing in december');
  expect(answer).toMatchObject({
    sentences: [{ text: expect.stringMatching(/^2 deals are to close in December:/) }, {}, {}],
  });
});
