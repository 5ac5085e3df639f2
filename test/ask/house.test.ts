import { expect, test } from 'vitest';
import { readHouseQuestion } from '../../src/ask/house/house-question.ts';
import { note, rubric } from '../brief/support.ts';
import { answering, quiet, readingOf, said, told } from './answering.ts';

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

test('of more than a dozen changes the rest is told as a number', async () => {
  const changes = Array.from({ length: 14 }, (_, at) => ({
    deal: `deal-${at}`,
    text: `Deal ${at + 1} moved`,
  }));
  const team = { ...quiet, week: async () => ({ ...(await quiet.week()), changes }) };
  const { ask } = await answering([note({ day: '2026-11-20' })], async () => null, [], { team });
  const answer = await ask('what is new this week');
  const told = answer.kind === 'cited' ? answer.sentences.map(({ text }) => text) : [];
  expect(told.slice(10)).toEqual(['Deal 11 moved.', 'Deal 12 moved.', 'And 2 more.']);
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

test('a call taken for a colleague makes a deal theirs in no answer: of two authors it is told how it is counted', async () => {
  const avas = ['2026-11-09', '2026-11-12'].map((day) => note({ day, author: 'U1', visibility: 'team' }));
  const notes = [note({ id: 'note-ben', day: '2026-11-17', author: 'U2', visibility: 'team' }), ...avas];
  const authors = 'notes by Ben Carter (1 note, the last on 17 Nov), you (2 notes, the last on 12 Nov).';
  expect(await told('Who owns Rentfield?', notes)).toEqual([
    `Rentfield: counted with the deals of Ben Carter, who logged the newest shared call; ${authors}`,
  ]);
  expect(await told('Who owns Rentfield?', notes, { given: { U1: notes } })).toEqual([
    `Rentfield: held by you now; ${authors}`,
  ]);
});

test('how many deals a colleague has is one number, however it is asked', async () => {
  const deal = { key: 'deal-shared', company: 'Shared', label: null };
  const notes = [
    note({ id: 'note-1', day: '2026-11-16', author: 'U2', visibility: 'team' }),
    note({ id: 'note-2', day: '2026-11-09', author: 'U2', visibility: 'team', deal }),
    note({ id: 'note-3', day: '2026-11-17', author: 'U3', visibility: 'team', deal }),
  ];
  for (const question of [
    'How is Ben doing?',
    'Which deals does Ben have?',
    'Which of Ben’s deals are at risk?',
  ])
    expect((await told(question, notes))[0]).toBe(
      'Ben Carter, from notes shared with the team: 1 open deal, 0 calls since 17 Nov.',
    );
  expect((await told('How many open deals does Ben have?', notes))[0]).toBe(
    'From notes shared with the team: Ben Carter 1 open.',
  );
});

test('who holds a deal is told to nobody who knows it from notes of their own alone', async () => {
  const own = [note({ day: '2026-11-20' })];
  expect(await told('Whose deal is Rentfield?', own, { given: { U2: own } })).toEqual([
    'Rentfield: notes by you (1 note, the last on 20 Nov).',
  ]);
});

const names = ['priya sharma', 'rentfield', 'ines'];

test.each([
  ['why is Rentfield at risk?', 'risk'],
  ['is Rentfield still at risk?', 'risk'],
  ['what puts Rentfield at risk', 'risk'],
  ['what should I do next with Priya Sharma?', 'next'],
  ['what is next with Rentfield?', 'next'],
  ['next best action for Rentfield', 'next'],
  ['tell me about Rentfield', 'about'],
  ['Summarize Rentfield', 'about'],
  ['give me a quick summary of Rentfield', 'about'],
  ['what is the status of Rentfield?', 'doing'],
  ['summary of Rentfield', 'about'],
  ['what now with Rentfield?', 'next'],
  ['whose is Rentfield?', 'whose'],
  ['who is the owner of the Rentfield deal?', 'whose'],
  ['which deals are mine?', 'mine'],
  ['show me all my deals', 'mine'],
  ['which deals do I own', 'mine'],
  ['which deals need attention?', 'first'],
  ['who needs my attention today?', 'first'],
])('“%s” is answered by the house as %s', (question, kind) => {
  expect(readHouseQuestion(question, names)).toBe(kind);
});

test.each([
  'why is Rentfield not at risk?',
  'why is the migration at risk?',
  'tell me about Rentfield’s objections',
  'what should I do if Ines says no?',
  'which deals are not mine?',
  'who is the owner of Rentfield?',
  'which of my deals are over 60?',
  'which deals need a champion?',
  'which deals need no attention?',
  'what did we do next with Rentfield?',
])('“%s” is no question for the house', (question) => {
  expect(readHouseQuestion(question, names)).toBeUndefined();
});

const worried = note({ day: '2026-11-20', text: 'She fears the migration. I promised the plan by Friday.' });
const before = note({ id: 'note-0', day: '2026-10-20', text: 'First call. She runs support.' });
const readOf = [
  readingOf(before),
  readingOf(worried, {
    signals: [
      said('objection', 'Migration', 'fears the migration'),
      said('promise', 'Plan', 'promised the plan by Friday', { who: 'us', dueOn: '2026-11-27' }),
    ],
  }),
];

test('why a deal is at risk is told with what counts against it, and that it is not at risk', async () => {
  const [line = ''] = await told('why is Rentfield at risk?', [worried, before], { readings: readOf });
  expect(line).toMatch(
    /^Priya Sharma at Rentfield: (?:at risk: .+|not at risk, \d+ .+)\. What counts against it most: /,
  );
  expect(line).toMatch(/Migration \(-\d+\)/);
});

test.each(['won', 'lost'] as const)(
  'asked why a deal is at risk that is %s, that it is over is told',
  async (outcome) => {
    const closing = note({ id: 'note-9', day: '2026-11-21', outcome, text: 'It is over.' });
    const readings = [...readOf, readingOf(closing)];
    const lines = await told('why is Rentfield at risk?', [closing, worried, before], { readings });
    expect(lines).toEqual([`Priya Sharma at Rentfield: ${outcome}; last contact 21 Nov, 2 days ago.`]);
  },
);

test.each([
  ['why is Rentfield cold?', 'score'],
  ['why is Rentfield still so cold', 'score'],
  ['why has Rentfield gone warming up', 'score'],
  ['why is Rentfield’s score so low', 'score'],
  ['why is Rentfield down', 'score'],
  ['why has Rentfield gone quiet', 'silence'],
  ['why is Priya Sharma so silent', 'silence'],
  ['why is the weather cold', undefined],
  ['why is Rentfield late', undefined],
])('“%s” is answered by the house as %s', (question, kind) => {
  const bands = rubric.bands.map(({ name }) => name);
  expect(readHouseQuestion(question, names, bands)).toBe(kind);
});

test('why a deal is cold is told with what counts for it and against it', async () => {
  const [line = ''] = await told('why is Rentfield cold?', [worried, before], { readings: readOf });
  expect(line).toMatch(
    /^Priya Sharma at Rentfield: \d+ .+; last contact 20 Nov, 3 days ago\. What counts for it most: .+ \(\+\d+\).* Against it: .*Migration \(-\d+\)/,
  );
});

test('of a silence is told how long it is, the calls in vain, and the pause that was agreed, and no reason', async () => {
  const missed = note({ id: 'note-m', day: '2026-11-21', outcome: 'no_answer', text: 'Rang twice.' });
  const left = note({ day: '2026-11-20', text: 'She asks for peace until 1 December.' });
  const pause = said('agreed_silence', 'Peace', 'asks for peace until 1 December', { dueOn: '2026-12-01' });
  const readings = [readingOf(left, { signals: [pause] }), readingOf(missed)];
  expect(await told('why has Rentfield gone quiet', [missed, left], { readings })).toEqual([
    'Priya Sharma at Rentfield: last reached 20 Nov, 3 days ago, then 1 call without an answer; a pause is agreed until 1 Dec.',
  ]);
});

const sent = note({ id: 'note-s', day: '2026-11-22', text: 'Sent the plan. They start a pilot in January.' });
const plan = {
  noteId: worried.id,
  kind: 'promise',
  who: 'us' as const,
  quote: 'promised the plan by Friday',
  text: 'Plan',
};
const readOfAll = [
  ...readOf,
  readingOf(sent, {
    signals: [said('pilot_agreed', 'Pilot agreed', 'start a pilot in January')],
    changes: [{ of: plan, how: 'done', quote: 'Sent the plan', dueOn: null }],
  }),
];

test.each([
  [
    'what changed with Rentfield since 21 November',
    /^Priya Sharma at Rentfield, since 21 Nov: 1 note; new: Pilot agreed; over: Plan; \d+ → \d+ \D+\.$/,
  ],
  [
    'what is new with Rentfield since 1 November?',
    /^Priya Sharma at Rentfield, since 1 Nov: 2 notes; new: Migration, Pilot agreed; over: Plan\.$/,
  ],
  ['what changed at Rentfield since today', /^Priya Sharma at Rentfield, since 23 Nov: nothing noted\.$/],
])('“%s” is told from what its notes brought', async (question, row) => {
  const lines = await told(question, [sent, worried, before], { readings: readOfAll });
  expect(lines).toEqual([expect.stringMatching(row)]);
});

test.each([
  [
    'what changed with Rentfield last week',
    [
      expect.stringMatching(
        /^Priya Sharma at Rentfield, last week: 2 notes; new: Migration, Pilot agreed; over: Plan\.$/,
      ),
    ],
  ],
  [
    'what happened at Rentfield?',
    [expect.stringMatching(/^Priya Sharma at Rentfield, since 16 Nov: 2 notes; new: Migration/)],
  ],
  [
    'What changed since Friday?',
    [
      expect.stringMatching(
        /^Priya Sharma at Rentfield, since 20 Nov: 2 notes; new: Migration, Pilot agreed; over: Plan/,
      ),
    ],
  ],
  [
    'which deals moved last week?',
    [expect.stringMatching(/^Priya Sharma at Rentfield, last week: 2 notes; new: Migration/)],
  ],
  ['what changed since today', ['Nothing changed on your deals since 23 Nov.']],
])('“%s” is told from what notes brought then', async (question, rows) => {
  expect(await told(question, [sent, worried, before], { readings: readOfAll })).toEqual(rows);
});

test('what happened with somebody of whom the newest note is older than a week is what that brought', async () => {
  const [line] = await told('what happened at Rentfield', [before], { readings: readOf });
  expect(line).toBe('Priya Sharma at Rentfield, since 20 Oct: 1 note.');
});

test('what changed since last week has the week’s changes of deals on which no note brought anything', async () => {
  const week = await quiet.week();
  const changes = [
    { deal: worried.deal.key, text: 'Priya Sharma at Rentfield: up 6' },
    { deal: 'deal-other', text: 'Tom Keller at Portline: down 5' },
  ];
  const { ask } = await answering([worried, before], async () => null, readOf, {
    team: { ...quiet, week: async () => ({ ...week, changes }) },
  });
  const lines = async (question: string) => {
    const answer = await ask(question);
    return answer.kind === 'cited' ? answer.sentences.map(({ text }) => text) : [answer.kind];
  };
  const row = expect.stringMatching(/^Priya Sharma at Rentfield, since 16 Nov: 1 note; new: Migration, Plan/);
  expect(await lines('what changed since last week')).toEqual([row, 'Tom Keller at Portline: down 5.']);
  expect(await lines('what changed since Monday')).toEqual([row, 'Tom Keller at Portline: down 5.']);
  expect(await lines('what changed since yesterday')).toEqual([
    'Nothing changed on your deals since 22 Nov.',
  ]);
});

const called = [
  note({ id: 'note-a', day: '2026-11-17', text: 'Spoke about seats.' }),
  note({ id: 'note-b', day: '2026-11-20', outcome: 'no_answer', text: 'Rang.' }),
  note({ id: 'note-c', day: '2026-11-12', author: 'U2', visibility: 'team', text: 'Spoke.' }),
];
const reads = called.map((one) => readingOf(one));

test.each([
  [
    'who did I talk to last week',
    ['You reached people of 1 deal last week.', 'Priya Sharma at Rentfield: 17 Nov.'],
  ],
  ['who did I speak with in October', ['You logged no call in October that reached somebody.']],
  [
    'who did we talk to in November',
    ['We reached people of 1 deal in November.', 'Priya Sharma at Rentfield: 17 Nov.'],
  ],
  [
    'what did I do last week',
    ['You logged 2 notes last week.', 'Priya Sharma at Rentfield, 20 Nov: 2 notes.'],
  ],
  [
    'when did Priya Sharma and I last speak',
    [
      'Priya Sharma at Rentfield: 17 Nov, 6 days ago. Since then 1 call without an answer, the last on 20 Nov.',
    ],
  ],
  [
    'who talked to Priya Sharma last',
    [
      'Priya Sharma at Rentfield: you, 17 Nov, 6 days ago. Since then 1 call without an answer, the last on 20 Nov.',
    ],
  ],
])('“%s” is told from the days of calls', async (question, rows) => {
  expect(await told(question, called, { readings: reads })).toEqual(rows);
});

test('who talked last is told by name where it was a colleague', async () => {
  const [, , bens = note()] = called;
  expect(await told('who last spoke to Priya Sharma', [bens], { readings: reads })).toEqual([
    'Priya Sharma at Rentfield: Ben Carter, 12 Nov, 11 days ago.',
  ]);
});

test.each([
  'who did I talk to about the price last week',
  'what did I do wrong last week',
  'who talked about the price last',
])('“%s” is for the notes', (question) => {
  expect(readHouseQuestion(question, names)).toBeUndefined();
});

test('what to do next is the line under Do next', async () => {
  const [line = ''] = await told('what should I do next with Rentfield?', [worried, before], {
    readings: readOf,
  });
  expect(line).toMatch(/^Priya Sharma at Rentfield: .*plan.*\.$/i);
});

test('what is told about a deal is how it stands, and what is open on it', async () => {
  const lines = await told('Tell me about Rentfield', [worried, before], { readings: readOf });
  expect(lines).toEqual([
    expect.stringMatching(/^Priya Sharma at Rentfield: \d+ .*; last contact 20 Nov, 3 days ago\.$/),
    'Priya Sharma at Rentfield: you promised: Plan, by Fri 27 Nov.',
    'Priya Sharma at Rentfield: Migration, open since 20 Nov.',
  ]);
});
