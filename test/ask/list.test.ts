import { expect, test } from 'vitest';
import type { AskedTeam } from '../../src/ask/house/house.ts';
import type { Reading } from '../../src/brief/signals/reading.ts';
import type { Note } from '../../src/memory/note.ts';
import { note } from '../brief/support.ts';
import { answering, type Given, readingOf, said } from './answering.ts';

const of = (id: string, name: string, company: string, more: Partial<Note> = {}) =>
  note({
    id: `note-${id}`,
    prospects: [{ key: `${name} ${company}`, name, company }],
    deal: { key: company, company, label: null },
    ...more,
  });

const first = of('1', 'Maya Chen', 'Portline', {
  day: '2026-09-01',
  text: 'She worries about security. I promised the plan by Friday.',
});
const second = of('2', 'Maya Chen', 'Portline', {
  day: '2026-10-01',
  text: 'Security is cleared. Plan sent. They sign on 15 December. Scanforte is in too.',
});
const other = of('3', 'Tom Keller', 'Rentfield', {
  day: '2026-11-01',
  author: 'U2',
  text: 'Security is a blocker for him. Budget frozen until January. We send the form by 20 November.',
});
const third = of('4', 'Ines Falk', 'Ledgerly', {
  day: '2026-11-05',
  outcome: 'lost',
  text: 'Lost to Scanforte.',
});
const notes = [first, second, other, third];

const worry = said('objection', 'Security', 'worries about security');
const plan = said('promise', 'Migration plan', 'promised the plan by Friday', {
  who: 'us',
  dueOn: '2026-09-04',
});
const ends = (of: typeof worry, how: 'settled' | 'done', quote: string) => ({
  of: { noteId: first.id, kind: of.kind, who: of.who, quote: of.quote, text: of.text },
  how,
  quote,
  dueOn: null,
});
const readings: readonly Reading[] = [
  readingOf(first, { signals: [worry, plan] }),
  readingOf(second, {
    signals: [
      said('close_date', 'They sign', 'sign on 15 December', { dueOn: '2026-12-15' }),
      said('competitor', 'Scanforte in play', 'Scanforte is in too'),
    ],
    changes: [ends(worry, 'settled', 'Security is cleared'), ends(plan, 'done', 'Plan sent')],
  }),
  readingOf(other, {
    signals: [
      said('objection', 'Security review', 'Security is a blocker for him'),
      said('budget_doubt', 'Budget frozen', 'Budget frozen until January', { dueOn: '2027-01-01' }),
      said('promise', 'Security form', 'send the form by 20 November', { who: 'us', dueOn: '2026-11-20' }),
    ],
  }),
  readingOf(third, { signals: [said('competitor', 'Lost to Scanforte', 'Lost to Scanforte')] }),
];

async function list(question: string, read: readonly Reading[] = readings) {
  const { ask, asked } = await answering(notes, async () => ({ found: false, sentences: [] }), read);
  const answer = await ask(question);
  const sentences = answer.kind === 'cited' ? answer.sentences : [];
  return {
    answer,
    asked,
    lines: sentences.map(({ text }) => text),
    cited: sentences.map(({ cited }) => cited),
  };
}

test.each([
  [
    'Who raised security?',
    [
      'Tom Keller at Rentfield: Security review, open since 1 Nov.',
      'Maya Chen at Portline: Security, settled on 1 Oct.',
    ],
  ],
  ['Which rivals are in play?', ['Maya Chen at Portline: Scanforte in play, open since 1 Oct.']],
  ['Whose budget is frozen?', ['Tom Keller at Rentfield: Budget frozen, until Fri 1 Jan 2027.']],
  [
    'What is closing in December?',
    [
      '1 deal is to close in December: none with an amount.',
      'Maya Chen at Portline: by Tue 15 Dec, no amount read.',
    ],
  ],
  [
    'Which promises are open?',
    ['Tom Keller at Rentfield: a colleague promised: Security form, 3 days late, due Fri 20 Nov.'],
  ],
  ['What did we promise Portline?', ['Maya Chen at Portline: you promised: Migration plan, done on 1 Oct.']],
])('“%s” is a list by code, each line with its words, and no model is asked', async (question, wanted) => {
  const { lines, asked, cited } = await list(question);
  expect(lines).toEqual(wanted);
  expect(asked).toEqual([]);
  for (const { noteId, quote } of cited.flat())
    expect(notes.find(({ id }) => id === noteId)?.text).toContain(quote);
});

const ghosted = of('5', 'Sara Ito', 'Bellmere', {
  day: '2026-11-10',
  text: 'I owe her the plan by 20 November. Visit on 27 November.',
});
const gone = of('6', 'Sara Ito', 'Bellmere', {
  day: '2026-11-20',
  text: 'She says they went with somebody else.',
});
const doubtful = [
  readingOf(ghosted, {
    signals: [
      said('promise', 'Rollout plan', 'owe her the plan by 20 November', { who: 'us', dueOn: '2026-11-20' }),
      said('next_step', 'Visit', 'Visit on 27 November', { dueOn: '2026-11-27' }),
    ],
  }),
  readingOf(gone, { outcome: { words: 'lost', quote: 'they went with somebody else' } }),
];

test.each([
  [
    'what do i owe people',
    'you promised: Rollout plan, 3 days late, due Fri 20 Nov; the newest note says: lost?',
  ],
  ["what's late", 'you promised: Rollout plan, 3 days late, due Fri 20 Nov; the newest note says: lost?'],
  ['visits this week', 'Visit, on Fri 27 Nov; the newest note says: lost?'],
  ['who am i meeting this week', 'Visit, on Fri 27 Nov; the newest note says: lost?'],
])('“%s” says at the end of its row that the newest note says lost', async (question, row) => {
  const { ask } = await answering([ghosted, gone], async () => null, doubtful);
  const answer = await ask(question);
  expect(answer).toMatchObject({ kind: 'cited', sentences: [{ text: `Sara Ito at Bellmere: ${row}` }] });
});

const asking = of('7', 'Karin Berg', 'Dorsal', {
  day: '2026-11-10',
  text: 'Wants a proposal by 27 November and asked for references by 20 November. She sends the data by 20 November.',
});
const asks = [
  readingOf(asking, {
    signals: [
      said('buyer_request', 'Proposal', 'Wants a proposal by 27 November', { dueOn: '2026-11-27' }),
      said('buyer_request', 'References', 'asked for references by 20 November', { dueOn: '2026-11-20' }),
      said('promise', 'Data', 'sends the data by 20 November', { dueOn: '2026-11-20' }),
    ],
  }),
];
const proposal = 'they asked for: Proposal, by Fri 27 Nov.';
const references = 'they asked for: References, 3 days late, due Fri 20 Nov.';
const data = 'they promised: Data, 3 days late, due Fri 20 Nov.';

const alsoLate = `2 are late already, the first Karin Berg at Dorsal: ${references}`;

test.each([
  ['what is due this week?', [proposal, alsoLate]],
  ['what is due on Friday?', [proposal, alsoLate]],
  ['what is due by Friday?', [references, data, proposal]],
  ['what is due?', [references, data, proposal]],
  ['what is overdue?', [references, data]],
  ['what am I late with?', [references]],
  ['who is waiting for us?', [references, proposal]],
  ['what is late from them?', [data]],
])('“%s” has what they asked for by a day beside what was promised', async (question, rows) => {
  const { ask } = await answering([asking], async () => null, asks);
  const answer = await ask(question);
  expect(answer.kind === 'cited' ? answer.sentences.map(({ text }) => text) : []).toEqual(
    rows.map((row) => (row === alsoLate ? row : `Karin Berg at Dorsal: ${row}`)),
  );
});

test('whom somebody meets is told of deals on which they wrote a note, whoever agreed the meeting', async () => {
  const visits = { day: '2026-11-20', text: 'Visit on 27 November.' };
  const met = [
    of('20', 'Ada Berg', 'Norvik', { day: '2026-11-02', text: 'First call.' }),
    of('21', 'Ada Berg', 'Norvik', { ...visits, author: 'U2', visibility: 'team' }),
    of('22', 'Leo Hart', 'Calder', { ...visits, author: 'U2', visibility: 'team' }),
  ];
  const step = said('next_step', 'Visit', 'Visit on 27 November', { dueOn: '2026-11-27' });
  const read = met.map((one, at) => readingOf(one, at === 0 ? {} : { signals: [step] }));
  const { ask } = await answering(met, async () => null, read);
  const answer = await ask('who am i meeting this week');
  expect(answer.kind === 'cited' && answer.sentences.map(({ text }) => text)).toEqual([
    'Ada Berg at Norvik: Visit, on Fri 27 Nov.',
  ]);
});

test('what is open is told before what is settled, though it was said earlier', async () => {
  const open = of('23', 'Ada Berg', 'Norvik', { day: '2026-11-01', text: 'Security is a blocker.' });
  const raised = of('24', 'Leo Hart', 'Calder', { day: '2026-11-10', text: 'Security worries him.' });
  const cleared = of('25', 'Leo Hart', 'Calder', { day: '2026-11-15', text: 'Security is cleared.' });
  const his = said('objection', 'Security', 'Security worries him');
  const of24 = { noteId: raised.id, kind: his.kind, who: his.who, quote: his.quote, text: his.text };
  const read = [
    readingOf(open, { signals: [said('objection', 'Security', 'Security is a blocker')] }),
    readingOf(raised, { signals: [his] }),
    readingOf(cleared, {
      changes: [{ of: of24, how: 'settled', quote: 'Security is cleared', dueOn: null }],
    }),
  ];
  const { ask } = await answering([open, raised, cleared], async () => null, read);
  const answer = await ask('Who raised security?');
  expect(answer.kind === 'cited' && answer.sentences.map(({ text }) => text)).toEqual([
    'Ada Berg at Norvik: Security, open since 1 Nov.',
    'Leo Hart at Calder: Security, settled on 15 Nov.',
  ]);
});

const chose = of('8', 'Jo Park', 'Quarrel', { day: '2026-11-12', text: 'They went with Stockwise, not us.' });
const may = of('9', 'Lu Chan', 'Kestrel', { day: '2026-11-13', text: 'They may go with Stockwise.' });
const stockwise = [
  readingOf(chose, { signals: [said('competitor', 'Stockwise', 'went with Stockwise, not us')] }),
  readingOf(may, { signals: [said('competitor', 'Stockwise', 'may go with Stockwise')] }),
];

test.each(['who went with a competitor?', 'who chose Stockwise?', 'which deals went with Stockwise'])(
  '“%s” has whose note says so, and nobody who may',
  async (question) => {
    const { ask, asked } = await answering([chose, may], async () => null, stockwise);
    const answer = await ask(question);
    expect(answer.kind === 'cited' ? answer.sentences.map(({ text }) => text) : []).toEqual([
      'Jo Park at Quarrel: Stockwise, open since 12 Nov.',
    ]);
    expect(asked).toEqual([]);
  },
);

test.each([
  ['won', 'still owed', ['Sara Ito at Bellmere: you promised: Rollout plan, 3 days late, due Fri 20 Nov.']],
  ['lost', 'owed no more', []],
] as const)('what was promised on a deal that is %s since is %s', async (outcome, _what, rows) => {
  const over = of('6', 'Sara Ito', 'Bellmere', { day: '2026-11-20', outcome, text: 'It is over.' });
  const { ask } = await answering([ghosted, over], async () => null, [
    ...doubtful.slice(0, 1),
    readingOf(over),
  ]);
  const answer = await ask('what do i owe people');
  expect(answer.kind === 'cited' ? answer.sentences.map(({ text }) => text) : []).toEqual(rows);
});

test.each([
  ['before the win', '2026-11-20', []],
  [
    'since the win',
    '2026-11-09',
    ['Karin Berg at Dorsal: they asked for: References, 3 days late, due Fri 20 Nov.'],
  ],
])('of a won deal “whats overdue” has what they asked for by a day: %s', async (_when, day, rows) => {
  const over = of('6', 'Karin Berg', 'Dorsal', { day, outcome: 'won', text: 'Signed.' });
  const [asked] = asks;
  const wanted = asked ? [{ ...asked, signals: asked.signals.filter(({ kind }) => kind !== 'promise') }] : [];
  const { ask } = await answering([asking, over], async () => null, [...wanted, readingOf(over)]);
  const answer = await ask('whats overdue');
  expect(answer.kind === 'cited' ? answer.sentences.map(({ text }) => text) : []).toEqual(rows);
});

test.each(['what do i owe people', 'whom do i owe what', 'everything i promised that is not done'])(
  '“%s” has no promise of a colleague’s, also where there is no other',
  async (question) => {
    const { answer, asked } = await list(question);
    expect(answer).toMatchObject({ kind: 'nothing', about: 'an open promise' });
    expect(asked).toEqual([]);
  },
);

const colleagues: AskedTeam = {
  week: () => expect.fail('nobody asked for the week'),
  names: async (users) =>
    new Map(users.map((user) => [user, user === 'U2' ? 'Ben Carter' : 'Ava Lindqvist'])),
};
const handed = of('10', 'Helga Strom', 'Bageri', {
  day: '2026-11-16',
  author: 'U2',
  visibility: 'team',
  text: 'I promised her samples by 20 November and a quote by 25 November.',
});
const ofHanded = [
  readingOf(handed, {
    signals: [
      said('promise', 'Samples', 'promised her samples by 20 November', { who: 'us', dueOn: '2026-11-20' }),
      said('promise', 'Quote', 'a quote by 25 November', { who: 'us', dueOn: '2026-11-25' }),
    ],
  }),
];

test.each([
  ['what do I owe', ['Samples, 3 days late, due Fri 20 Nov', 'Quote, by Wed 25 Nov']],
  ['what did I promise Helga Strom', ['Samples, 3 days late, due Fri 20 Nov', 'Quote, by Wed 25 Nov']],
  ['whats overdue', ['Samples, 3 days late, due Fri 20 Nov']],
  ['what is due by Wednesday', ['Samples, 3 days late, due Fri 20 Nov', 'Quote, by Wed 25 Nov']],
])('“%s” has what a colleague promised on a deal that was taken over since', async (question, rows) => {
  const ask = async (given: Given) => {
    const over = await answering([handed], async () => null, ofHanded, { team: colleagues, given });
    const answer = await over.ask(question);
    return answer.kind === 'cited' ? answer.sentences.map(({ text }) => text) : [];
  };
  expect(await ask({ U1: [handed] })).toEqual(
    rows.map((row) => `Helga Strom at Bageri: Ben Carter promised: ${row}.`),
  );
});

test.each([
  ['what do I owe', []],
  ['whats overdue', []],
  [
    'what do I owe Maya Chen',
    ['Maya Chen at Portline: you promised: Migration plan, 80 days late, due Fri 4 Sep.'],
  ],
])('“%s” has nothing of a deal that was handed over, unless it is named', async (question, rows) => {
  const given = { U2: [first] };
  const over = await answering([first], async () => null, readings, { given });
  const answer = await over.ask(question);
  expect(answer.kind === 'cited' ? answer.sentences.map(({ text }) => text) : []).toEqual(rows);
});

test.each(['what did I promise Helga Strom', 'what do I owe Helga Strom', 'my promises to Helga Strom'])(
  '“%s” of somebody to whom only a colleague promised is told as nothing of one’s own, and as theirs',
  async (question) => {
    const { ask, asked } = await answering([handed], async () => null, ofHanded, { team: colleagues });
    const answer = await ask(question);
    expect(answer).toMatchObject({ kind: 'nothing', isOwn: true, names: ['Helga Strom'] });
    expect(answer.kind === 'nothing' && answer.besides.map(({ text }) => text)).toEqual([
      'Helga Strom at Bageri: Ben Carter promised: Samples, 3 days late, due Fri 20 Nov.',
      'Helga Strom at Bageri: Ben Carter promised: Quote, by Wed 25 Nov.',
    ]);
    expect(asked).toEqual([]);
  },
);

test.each([
  ['what do I owe Karin Berg?', [references, proposal]],
  ['what do we owe Dorsal', [references, proposal]],
  ['what do I owe Karin Berg by Friday', [references, proposal]],
])('“%s” of somebody who is named has what they asked for', async (question, rows) => {
  const { ask } = await answering([asking], async () => null, asks);
  const answer = await ask(question);
  expect(answer.kind === 'cited' ? answer.sentences.map(({ text }) => text) : []).toEqual(
    rows.map((row) => `Karin Berg at Dorsal: ${row}`),
  );
});

test('where nothing is owed to somebody any more, what was kept is told beside it', async () => {
  const { answer, asked } = await list('what do I owe Maya Chen');
  expect(answer).toMatchObject({
    kind: 'nothing',
    about: 'an open promise or request',
    isOwn: false,
    besides: [{ text: 'Maya Chen at Portline: you promised: Migration plan, done on 1 Oct.' }],
  });
  expect(asked).toEqual([]);
});

const owing = of('11', 'Kiran Patil', 'Deccan', {
  day: '2026-11-10',
  text: 'I promised him a quote by 18 November and a drawing by 26 November.',
});
const ofOwing = [
  readingOf(owing, {
    signals: [
      said('promise', 'Quote', 'promised him a quote by 18 November', { who: 'us', dueOn: '2026-11-18' }),
      said('promise', 'Drawing', 'a drawing by 26 November', { who: 'us', dueOn: '2026-11-26' }),
    ],
  }),
];
const quote = 'Kiran Patil at Deccan: you promised: Quote, 5 days late, due Wed 18 Nov.';
const drawing = 'Kiran Patil at Deccan: you promised: Drawing, by Thu 26 Nov.';

test.each([
  ['what do I owe this week', [quote, drawing]],
  ['what do I owe today', [quote]],
  ['what do I owe Kiran Patil this week', [quote, drawing]],
  ['what do I have to send this week', [quote, drawing]],
  ['what is due this week', [drawing, `Late already, ${quote}`]],
  ['which promises are due this week', [drawing, `Late already, ${quote}`]],
  ['what is due on Friday', ['nothing: anything due on Friday', `Late already, ${quote}`]],
  ['what do I owe next week', ['nothing: an open promise due next week', `Late already, ${quote}`]],
  ['what is due by Friday', [quote, drawing]],
  ['meetings this week', ['nothing: a meeting due this week']],
])('“%s” does not leave out what is late', async (question, rows) => {
  const { ask } = await answering([owing], async () => null, ofOwing);
  const answer = await ask(question);
  const told = answer.kind === 'cited' ? answer.sentences : answer.kind === 'nothing' ? answer.besides : [];
  const lead = answer.kind === 'nothing' ? [`nothing: ${answer.about}`] : [];
  expect([...lead, ...told.map(({ text }) => text)]).toEqual(rows);
});

test('of many that are late beside what is due the first is told with their number', async () => {
  const more = said('promise', 'Plan', 'promised him a quote', { who: 'us', dueOn: '2026-11-16' });
  const [one] = ofOwing;
  const read = one ? [{ ...one, signals: [...one.signals, more] }] : [];
  const { ask } = await answering([owing], async () => null, read);
  expect(await ask('what is due on Friday')).toMatchObject({
    besides: [{ text: expect.stringMatching(/^2 are late already, the first Kiran .*: Plan, 7 days late/) }],
  });
});

const boss = of('12', 'Kaja Lie', 'Lie Hus', {
  day: '2026-11-20',
  text: 'Her boss Per promised the contract by Friday.',
});
const drawings = of('13', 'Anil Rao', 'Rao Steel', {
  day: '2026-11-20',
  text: 'He promised to send the drawings by Monday. Arjun will send the tender by 8 January.',
});
const against = of('14', 'Sunil Rao', 'Rao Steel', { day: '2026-11-21', text: 'He is against it.' });
const ofOthers = [
  readingOf(boss, {
    signals: [said('promise', 'Contract', boss.text.slice(0, -1), { dueOn: '2026-11-27' })],
  }),
  readingOf(drawings, {
    signals: [
      said('promise', 'Drawings', 'promised to send the drawings by Monday', { dueOn: '2026-11-30' }),
      said('promise', 'Tender', 'Arjun will send the tender by 8 January', { dueOn: '2027-01-08' }),
    ],
  }),
  readingOf(against),
];
const contract = 'Kaja Lie at Lie Hus: “Her boss Per promised the contract by Friday”, by Fri 27 Nov.';
const tender = 'Anil Rao at Rao Steel: “Arjun will send the tender by 8 January”, by Fri 8 Jan 2027.';
const theDrawings = 'Anil Rao at Rao Steel: they promised: Drawings, by Mon 30 Nov.';

test.each([
  ['what did Kaja promise', ['nothing: a promise', contract]],
  ['what did Sunil promise', ['nothing: a promise', theDrawings, tender]],
  ['what did Anil promise', [theDrawings]],
  ['what did Arjun promise', [tender]],
  ['what did Per promise us', [contract]],
  ['what has Rao Steel promised', [theDrawings, tender]],
])('“%s” is answered with what that person promised, and nobody else', async (question, rows) => {
  const { ask, asked } = await answering([boss, drawings, against], async () => null, ofOthers);
  const answer = await ask(question);
  const told = answer.kind === 'cited' ? answer.sentences : answer.kind === 'nothing' ? answer.besides : [];
  const lead = answer.kind === 'nothing' ? [`nothing: ${answer.about}`] : [];
  expect([...lead, ...told.map(({ text }) => text)]).toEqual(rows);
  expect(asked).toEqual([]);
});

const unheard = [
  of('15', 'Mei Chen', 'Jade', { day: '2026-11-18', text: 'She looks at Medtrona too. Nice call.' }),
  of('16', 'Wim Baas', 'Baas', { day: '2026-11-18', text: 'They spend between 20k and 30k EUR. Two calls.' }),
  of('17', 'Ida Holt', 'Holt', { day: '2026-11-18', text: 'She talks to Ida’s team on Monday. 3 people.' }),
];

test.each([
  ['who else is Mei looking at', ['nothing: null', 'Mei Chen at Jade: “She looks at Medtrona too”.']],
  ['which rivals does Mei Chen have', ['nothing: null', 'Mei Chen at Jade: “She looks at Medtrona too”.']],
  ['how much is Wim worth', ['nothing: null', 'Wim Baas at Baas: “They spend between 20k and 30k EUR”.']],
  ['what does Mei Chen want', ['nothing: a request or a wish']],
  ['how much is Ida Holt worth', ['nothing: an amount']],
  ['who else is Ida Holt talking to', ['nothing: a rival in play']],
])('“%s” is denied only where no words of the notes may say it', async (question, rows) => {
  const { ask } = await answering(
    unheard,
    async () => null,
    unheard.map((one) => readingOf(one)),
  );
  const answer = await ask(question);
  const told = answer.kind === 'nothing' ? answer.besides : [];
  const lead = answer.kind === 'nothing' ? `nothing: ${answer.about}` : answer.kind;
  expect([lead, ...told.map(({ text }) => text)]).toEqual(rows);
});

const signed = of('18', 'Pia Holm', 'Holm', {
  day: '2026-11-10',
  outcome: 'won',
  text: 'Signed. 40k EUR a year.',
});
const upsell = of('19', 'Pia Holm', 'Holm', {
  day: '2026-11-12',
  text: 'Wants 10 more by 20 November, 12k EUR a year. Decision on 15 January.',
});
const ofUpsell = [
  readingOf(signed, {
    signals: [said('amount', '40k EUR', '40k EUR a year'), said('objection', 'Price', 'Signed')],
  }),
  readingOf(upsell, {
    signals: [
      said('buyer_request', '10 more', 'Wants 10 more by 20 November', { dueOn: '2026-11-20' }),
      said('amount', '12k EUR', '12k EUR a year'),
      said('close_date', 'Decision', 'Decision on 15 January', { dueOn: '2027-01-15' }),
    ],
  }),
];

test.each([
  ['what is closing in January', ['Decision, by Fri 15 Jan 2027.']],
  ['how much is Pia Holm worth', ['12k EUR, said on 12 Nov.']],
  ['whats overdue', ['they asked for: 10 more, 3 days late, due Fri 20 Nov.']],
  ['what is still open with Pia Holm', ['they asked for: 10 more, 3 days late, due Fri 20 Nov.']],
])('“%s” has what a won deal brought after it was won, and nothing of before', async (question, rows) => {
  const { ask, asked } = await answering([signed, upsell], async () => null, ofUpsell);
  const answer = await ask(question);
  expect(answer.kind === 'cited' ? answer.sentences.map(({ text }) => text) : []).toEqual(
    rows.map((row) => `Pia Holm at Holm: ${row}`),
  );
  expect(asked).toEqual([]);
});

test('what was settled is told with the words that settled it', async () => {
  const { cited } = await list('Who raised security?');
  expect(cited[1]?.map(({ quote }) => quote)).toEqual(['worries about security', 'Security is cleared']);
});

test('what another took the place of is not told as if it had ended', async () => {
  const moved = readings.map((one) =>
    one.noteId === second.id
      ? { ...one, changes: [{ ...ends(plan, 'done', 'Plan sent'), how: 'moved' as const }] }
      : one,
  );
  expect((await list('What did we promise Portline?', moved)).lines).toEqual([]);
});

test('nothing of a kind is said to be nothing only where all is read', async () => {
  const all = await list('Who is our champion?');
  expect(all.answer).toMatchObject({ kind: 'nothing', about: 'a champion', reading: { unread: 0, of: 4 } });
  expect(all.asked).toEqual([]);
  const some = await list('Who is our champion at Portline?', readings.slice(1));
  expect(some.asked).toHaveLength(1);
});

test('a list says how many of the notes in question nobody has read yet', async () => {
  const { answer, lines } = await list('Which rivals are in play?', readings.slice(1, 2));
  expect(lines).toEqual(['Maya Chen at Portline: Scanforte in play, open since 1 Oct.']);
  expect(answer).toMatchObject({ reading: { unread: 3, of: 4 } });
});

test.each([
  'Explain the objections at Rentfield',
  'Explain the promise at Rentfield',
  'Explain the risk at Rentfield',
])('“%s” is not told that there is nothing of the kind, since one was read', async (question) => {
  expect((await list(question)).answer).toMatchObject({ kind: 'nothing', about: null });
});

test('words that were read nowhere are looked for in the notes', async () => {
  const { asked } = await list('Who raised the licence?');
  expect(asked[0]?.user).toContain('Who raised the licence?');
});
