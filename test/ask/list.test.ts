import { expect, test } from 'vitest';
import { answering, readingOf, said } from './answering.ts';
import {
  asking,
  asks,
  data,
  ends,
  list,
  notes,
  of,
  plan,
  proposal,
  readings,
  references,
  second,
} from './listed-notes.ts';

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

const trial = of('30', 'Bianca Szabo', 'Danube', {
  day: '2026-11-10',
  text: 'Trial agreed until 16 December. Odoo is in too, SAP is out. Piet sends the animal counts by 20 November. They pay half within 14 days.',
});
const lostSaid = of('31', 'Hannelore Brück', 'Bestattungen Brück', {
  day: '2026-11-20',
  text: 'Frau Brück nimmt Testo. Grund: der Sohn.',
});
const lately = of('32', 'Bianca Szabo', 'Danube', {
  day: '2026-11-12',
  text: 'SAP is out of it. Piet sent the animal counts.',
});
const sap = said('competitor', 'SAP', 'SAP is out');
const counts = said('promise', 'Animal counts', 'Piet sends the animal counts by 20 November', {
  dueOn: '2026-11-20',
});
const over = (one: typeof sap, how: 'settled' | 'done', quote: string) => ({
  of: { noteId: trial.id, kind: one.kind, who: one.who, quote: one.quote, text: one.text },
  ...{ how, quote, dueOn: null },
});
const ofTrial = [
  readingOf(trial, {
    signals: [
      said('pilot_agreed', 'Trial', 'Trial agreed until 16 December', { dueOn: '2026-12-16' }),
      said('competitor', 'Odoo', 'Odoo is in too'),
      ...[sap, counts, said('promise', 'Pay half', 'pay half within 14 days', { dueOn: '2026-11-24' })],
    ],
  }),
  readingOf(lately, {
    changes: [over(sap, 'settled', 'SAP is out of it'), over(counts, 'done', 'Piet sent the animal counts')],
  }),
  readingOf(lostSaid, {
    signals: [said('reason', 'The son preferred Testo', 'Grund: der Sohn')],
    outcome: { words: 'lost', quote: 'Frau Brück nimmt Testo' },
  }),
];
const trialRow = 'Bianca Szabo at Danube: Trial, by Wed 16 Dec.';

test.each([
  ['which trials are running?', [trialRow]],
  ['who has a pilot running?', [trialRow]],
  ['which deals are in a pilot', [trialRow]],
  ['are there any pilots', [trialRow]],
  ['when does the trial at Danube end?', [trialRow]],
  ['how long does the pilot with Bianca run', [trialRow]],
  ['is Odoo still a competitor?', ['Bianca Szabo at Danube: Odoo, open since 10 Nov.']],
  ['is SAP still in play at Danube?', ['Bianca Szabo at Danube: SAP, settled on 12 Nov.']],
  ['is SAP out?', ['Bianca Szabo at Danube: SAP, settled on 12 Nov.']],
  [
    'did Piet send the animal counts?',
    ['Bianca Szabo at Danube: “Piet sends the animal counts by 20 November”, done on 12 Nov.'],
  ],
  ['has Bianca paid up?', ['Bianca Szabo at Danube: they promised: Pay half, by Tue 24 Nov.']],
  [
    'why did we lose Brück?',
    [
      'Hannelore Brück at Bestattungen Brück: The son preferred Testo, said on 20 Nov; the newest note says: lost?',
    ],
  ],
])('“%s” is told from what was read, and no model is asked', async (question, rows) => {
  const { ask, asked } = await answering([trial, lately, lostSaid], async () => null, ofTrial);
  const answer = await ask(question);
  expect(answer.kind === 'cited' ? answer.sentences.map(({ text }) => text) : [answer.kind]).toEqual(rows);
  expect(asked).toEqual([]);
});

test.each([
  'when does the trial at Danube start?',
  'is Testo still a competitor?',
  'why did we lose Danube?',
  'did Jonas send the animal counts?',
  'who paid for the trial?',
  'has Hannelore paid?',
  'when does the pilot at Bestattungen Brück end?',
])('“%s”, of which nothing was read, is left to the notes', async (question) => {
  const { ask, asked } = await answering(
    [trial, lately, lostSaid],
    async () => ({ found: false, sentences: [] }),
    ofTrial,
  );
  await ask(question);
  expect(asked).toHaveLength(1);
});
