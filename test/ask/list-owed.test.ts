import { expect, test } from 'vitest';
import type { AskedTeam } from '../../src/ask/house/house.ts';
import { answering, type Given, readingOf, said } from './answering.ts';
import { asking, asks, first, list, of, proposal, readings, references } from './listed-notes.ts';

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

const both = of('20', 'Ingrid Solheim', 'Fjordbakeri', {
  day: '2026-11-19',
  text: 'She sends floor plans by 20 November. We send the contract by 30 November. She wants a quote by 30 November.',
});
const ofBoth = [
  readingOf(both, {
    signals: [
      said('promise', 'Floor plans', 'sends floor plans by 20 November', { dueOn: '2026-11-20' }),
      said('promise', 'Contract', 'We send the contract by 30 November', { who: 'us', dueOn: '2026-11-30' }),
      said('buyer_request', 'Quote', 'wants a quote by 30 November', { dueOn: '2026-11-30' }),
    ],
  }),
];
const floorPlans = 'they promised: Floor plans, 3 days late, due Fri 20 Nov.';
const ofUs = ['you promised: Contract, by Mon 30 Nov.', 'they asked for: Quote, by Mon 30 Nov.'];

test.each([
  ['what does Ingrid owe me?', [floorPlans]],
  ['what does Fjordbakeri still owe us', [floorPlans]],
  ['what does ingrid solheim owe', [floorPlans]],
  ['what do they owe us?', [floorPlans]],
  ['what is owed to us', [floorPlans]],
  ['does Ingrid owe us anything?', [floorPlans]],
  ['anything left to do for Ingrid?', ofUs],
  ['is there anything still to do for Ingrid', ofUs],
  ['what is left to do at Fjordbakeri', ofUs],
  ['what is happening on 30 November?', ofUs],
  ['what is going on at Fjordbakeri next week', ofUs],
  ['what happens on 30 November', ofUs],
])('“%s” is told from what each side owes', async (question, rows) => {
  const { ask, asked } = await answering([both], async () => null, ofBoth, { team: colleagues });
  const answer = await ask(question);
  const told = answer.kind === 'cited' ? answer.sentences.map(({ text }) => text) : [answer.kind];
  expect(told.filter((text) => !text.startsWith('Late already'))).toEqual(
    rows.map((row) => `Ingrid Solheim at Fjordbakeri: ${row}`),
  );
  expect(asked).toEqual([]);
});

test('“they” in a question of all that is owed is everybody where the question before it was of nobody', async () => {
  const other = of('21', 'Omar Haddad', 'Norwick', { day: '2026-11-20', text: 'He wants to think.' });
  const { askAfter } = await answering([both, other], async () => null, [...ofBoth, readingOf(other)]);
  expect(await askAfter('what do they owe us?', ['Who is Omar Haddad?', 'What is due?'])).toMatchObject({
    sentences: [{ text: `Ingrid Solheim at Fjordbakeri: ${floorPlans}` }],
  });
  expect(await askAfter('what do they owe us?', ['What is due?', 'Who is Omar Haddad?'])).toMatchObject({
    kind: 'nothing',
    about: 'an open promise of theirs',
    names: ['Omar Haddad'],
  });
});

test('where nothing is left to do for somebody, that is what is said', async () => {
  const { ask } = await answering([against], async () => null, [readingOf(against)]);
  expect(await ask('anything left to do for Sunil?')).toMatchObject({
    kind: 'nothing',
    about: 'anything left to do',
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
