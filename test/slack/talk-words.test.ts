import fc from 'fast-check';
import { expect, test } from 'vitest';
import { peopleOf } from '../../src/memory/identity/people.ts';
import { countedLength } from '../../src/slack/kit/blocks.ts';
import { readWords } from '../../src/slack/kit/pending-note.ts';
import { clean, limits } from '../../src/slack/kit/text.ts';
import { outcomeTold, toldOf } from '../../src/slack/kit/told-call.ts';
import { offerMessage } from '../../src/slack/talk/verb.ts';
import { intentOf } from '../../src/slack/talk/what-was-said.ts';
import { call } from '../support/filled.ts';
import { expectLegalMessage } from '../support/legal.ts';

const question = [
  'What did Priya say about migration?',
  'what did priya say about migration',
  'who raised security',
  'Which deals went quiet in March',
  'How many open deals do I have',
  'how much did they offer',
  'why is Rentfield at risk',
  'When is the next call with Amit',
  'Tell me about Rentfield',
  'please show me my promises',
  'any news from Priya',
  'Did she sign?',
  'Priya signed?',
  'and what about pricing?',
  'क्या प्रिया ने हस्ताक्षर किए',
  '¿Cuándo llamo a Priya?',
  'She said “when?”',
  'is there anything late',
  'whats the plan for monday',
  'whos signing at Wilk',
  'did she sign the dpa',
  'have they answered yet',
  'do we owe anybody a quote',
  'is it signed',
  'has anybody heard from Yusuf',
];

const notes = [
  'Priya agreed to the pilot.',
  'Did the demo with Priya, she liked it.',
  'Will send the plan to Amit on Friday',
  'When I called Priya she was on holiday',
  'What a call. Priya signed.',
  'What they want is a pilot in March: twenty seats.',
  'How it went: Amit asked for a discount.',
  'Who signs is open. Amit will ask. Priya is away.',
  `Priya went on at length about the plan. ${'She said so again and again. '.repeat(9)} Could we start in May?`,
  'Met Amit. He asked: when can we start? Promised him an answer. Priya joined later.',
  'note that Priya left',
  'log Priya: she signed',
  'Is happy with the plan',
  'Did it yesterday in her office',
  'Have it in writing now',
  'Did they agree, no. Asked for May again.',
  'Should we lose the pilot, she will go with Stockwise',
  'Was there on Monday and they liked it',
  'Prep for the call went well',
  'प्रिया शुक्रवार तक प्रस्ताव चाहती हैं।',
];

test.each(question)('“%s” is a question', (text) => {
  expect(intentOf(text, false)).toEqual({ kind: 'question' });
});

test.each(notes)('“%s” is a note, where no name behind its first word makes it a question', (text) => {
  expect(['note', 'named question']).toContain(intentOf(text, false).kind);
});

test.each(['help', 'Hi!', 'hello there', '?', '…', '👍', ':+1: :tada:', '/log', 'what can you do?'])(
  '“%s” is answered with help',
  (text) => {
    expect(intentOf(text, false)).toEqual({ kind: 'help' });
  },
);

test.each([
  ['brief Priya', 'Priya', false],
  ['brief', '', true],
  ['/brief Priya Sharma', 'Priya Sharma', false],
  ['Brief me on Priya Sharma.', 'Priya Sharma', true],
  ['can you brief me before my call with Amit?', 'Amit', true],
  ['please brief me on Rentfield', 'Rentfield', true],
  ['prep me for orla', 'orla', true],
  ['prepare me for my call with Amit', 'Amit', true],
  ['Brief call with Amit, he signed.', 'call with Amit, he signed', false],
])('“%s” may be a wish for a brief', (text, name, isSure) => {
  expect(intentOf(text, false)).toEqual({ kind: 'brief', name, isSure });
});

test.each([
  ['did chloe sign the dpa', 'named question'],
  ['has Wilk paid', 'named question'],
  ['Is Priya’s contract signed', 'named question'],
  ['Did the demo with Priya', 'named question'],
  ['Did Priya’s demo today', 'note'],
  ['Did Priya today, went well', 'note'],
  ['Have Orla on Thursday', 'note'],
])('“%s” may be a question about somebody: %s', (text, kind) => {
  expect(intentOf(text, false)).toEqual({ kind });
});

test('in a thread a few words more are a question, at top level they are not', () => {
  expect(intentOf('and pricing', true)).toEqual({ kind: 'question' });
  expect(intentOf('and pricing', false)).toEqual({ kind: 'note' });
  expect(intentOf('Amit signed', true)).toEqual({ kind: 'note' });
});

/** A Saturday. */
const today = '2026-11-28';

const calls = [
  call(),
  call({ name: 'Amit Rao' }),
  call({ name: 'Priya Raman', company: 'Northhaul' }),
  call({ name: 'Robert Hale', company: 'Longhaul' }),
  call({ name: 'Mark Lane', company: 'Pinehurst' }),
  call({ name: 'Alexandra Moss', company: 'Rentfield' }),
  call({ name: 'Alexander Frey', company: 'Rentfield' }),
];
const known = peopleOf(calls);

const namesFor = (text: string) =>
  toldOf(text, known, today).subjects.map((people) =>
    people.map(({ prospect }) => prospect.name).join(' + '),
  );

test.each([
  ['AMIT signed', ['Amit Rao']],
  ['Amitabh signed', []],
  ['Bob wants a demo', ['Robert Hale']],
  ['priya, of northhaul, rang', ['Priya Raman']],
  ['Priya Sharma rang. Priya wants more.', ['Priya Sharma']],
  ['Amit and Priya Sharma agreed', ['Amit Rao + Priya Sharma']],
  ['Longhaul pays late', ['Robert Hale']],
  ['Amit: rang twice', ['Amit Rao']],
  ['Rang twice', []],
  ['Mark wants the plan', ['Mark Lane']],
  ['We mark it as done', []],
  ['Amit will mark it as done', ['Amit Rao']],
  ['Alex wants a demo', ['Alexandra Moss', 'Alexander Frey']],
  ['Alexander wants a demo', ['Alexander Frey']],
  ['Call with Amit Ashby from Norcliff', []],
  ['Amit Hale at Rentfield wants a demo', []],
  ['Spoke with Dr Priya Sharma', ['Priya Sharma']],
  ['Priya Northhaul rang', ['Priya Raman']],
  ['Met Amit Ashby and Priya Sharma', ['Priya Sharma']],
])('“%s” names %j', (text, names) => {
  expect(namesFor(text)).toEqual(names);
});

test.each([
  ['Amit: rang twice', 'rang twice'],
  ['log Amit Rao, Rentfield: rang twice', 'Amit Rao, Rentfield: rang twice'],
  ['/log Amit: rang twice', 'rang twice'],
  ['A: first point', 'A: first point'],
  ['Amit Amit: rang', 'Amit Amit: rang'],
  ['* Amit: rang', '* Amit: rang'],
  ['Amit: 👍', 'Amit: 👍'],
])('of “%s” the note is “%s”', (text, note) => {
  expect(toldOf(text, known, today).text).toBe(note);
});

test.each([
  ['Spoke with Zebedee Quill about seats', 'Zebedee Quill'],
  ['Zebedee: wants seats', 'Zebedee'],
  ['Call with Amit Ashby from Norcliff', 'Amit Ashby'],
  ['Amit Ashby: wants seats', 'Amit Ashby'],
  ['Update: spoke with her', 'Update'],
  ['wants seats', ''],
])('of “%s” the stranger is “%s”', (text, stranger) => {
  expect(toldOf(text, known, today).stranger).toBe(stranger);
});

test.each([
  ['ok thanks', 'thanks'],
  ['Great, thank you so much!', 'thanks'],
  ['👌 perfect', 'thanks'],
  ['no worries, see you tomorrow', 'thanks'],
  ['ok thanks, Priya signed', 'note'],
  ['Great call with Priya', 'note'],
  ['undo', 'order'],
  ['Delete my last note please', 'order'],
  ['delete it', 'order'],
  ['pause the week until 7 Jan', 'order'],
  ["I'm on holiday until 11 January", 'order'],
  ['remind me to call Anna on Friday', 'order'],
  ['done', 'order'],
  ['that is done', 'order'],
  ['remind me what Anna said', 'question'],
  ['Done: the quote went to Kiran', 'note'],
  ['I am on holiday with Priya’s team, they want the plan', 'note'],
  ['Cancel the call with Priya, she is ill', 'note'],
  ['She is away until Monday', 'note'],
])('“%s” is %s', (text, kind) => {
  expect(intentOf(text, false).kind).toBe(kind);
});

test.each([
  ['Yesterday Amit agreed to the pilot.', '2026-11-27'],
  ['On Tuesday I spoke to Amit about seats', '2026-11-24'],
  ['Spoke to Amit on Monday, he wants the plan by Friday', '2026-11-23'],
  ['Last Friday’s call with Amit: he signs', '2026-11-27'],
  ['Met Amit two days ago. He will sign on Thursday.', '2026-11-26'],
  ['Amit signed yesterday.', '2026-11-27'],
  ['Had lunch with Priya on 3 November', '2026-11-03'],
  ['Amit wants the contract by Friday', today],
  ['Called Amit, he is away until Monday', today],
  ['Amit asked for a demo on Thursday', today],
  ['Spoke to Amit about the meeting on Tuesday', today],
  ['Friday he will sign', today],
  ['Amit said the board met yesterday', today],
  ['Call Amit on Monday', '2026-11-23'],
  ['Rang Amit. Next call on 2 December.', today],
  [
    'From: Zoe <zoe@acme.com>\nDate: Tue, 3 Nov 2026 10:02:11 +0100\nSubject: Seats\n\nWe take 20.',
    '2026-11-03',
  ],
  ['fyi\n\nSent: Monday, 9 November 2026 10:02\nTo: Ava\n\nWe take 20.', '2026-11-09'],
  ['On Wed, Nov 4, 2026 at 10:02 AM Zoe Quill <z@acme.com> wrote:\n> We take 20.', '2026-11-04'],
  ['Date: Tue, 3 Nov 2099\n\nFrom the future', today],
])('“%s” was on %s', (text, day) => {
  expect(toldOf(text, known, today).day).toBe(day);
});

test.each([
  ['Zoe from Acmetech wants a demo', 'Zoe', [], 'Acmetech'],
  ['Met Zoe Quill and Tom Baker from Acmetech', 'Zoe Quill', ['Tom Baker'], 'Acmetech'],
  ['Quentin Blake at Northhaul wants a quote', 'Quentin Blake', [], 'Northhaul'],
  ['call with Bosse: he agreed', 'Bosse', [], ''],
  ['Will May at Hallmark Builders: He wants two loaders in April.', 'Will May', [], 'Hallmark Builders'],
  ['Will May wants two more loaders', 'Will May', [], ''],
  ['Ann Call at Hallmark Builders: she agreed', 'Ann Call', [], 'Hallmark Builders'],
  ['Met Zoe Quill May 3 at the fair', 'Zoe Quill', [], ''],
  ['Met Zoe Monday, she agreed', 'Zoe', [], ''],
  ['Zoe Quill (Acme & Sons) rang', 'Zoe Quill', [], 'Acme & Sons'],
  ['Ida Lund, Moorgate Ltd: she agreed', 'Ida Lund', [], 'Moorgate Ltd'],
  ['Spoke with Ida Lund, Tom Baker and Zoe', 'Ida Lund', ['Tom Baker', 'Zoe'], ''],
])('“%s” introduces %s', (text, stranger, others, company) => {
  expect(toldOf(text, known, today)).toMatchObject({ subjects: [], stranger, others, company, text });
});

test('who is spelled nearly like somebody known is asked about, and so is who is known elsewhere', () => {
  for (const text of ['Priyy: she agreed', 'Spoke with Roberd about seats', 'Amitt Rao wants seats']) {
    const { subjects, text: kept } = toldOf(text, known, today);
    expect(subjects.length).toBeGreaterThan(0);
    expect(kept).toBe(text);
  }
  expect(toldOf('Spoke with Roberd about seats', known, today).isGuess).toBe(true);
  expect(toldOf('Amit from Acmetech rang', known, today)).toMatchObject({
    ...{ isGuess: true, stranger: 'Amit', company: 'Acmetech' },
  });
});

const anyText = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 400 }),
  fc.string({ unit: 'binary', maxLength: 400 }),
  fc.stringMatching(/^[<>&*_~`@!#|: \n]{0,300}$/),
  fc.string({ minLength: 2_800, maxLength: 3_100 }),
);

test('whatever is offered, the message is legal and holds the whole text, as Slack hands it back too', () => {
  const escaped = (text: string) =>
    text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  fc.assert(
    fc.property(anyText, fc.nat(4), (typed, people) => {
      const text = clean(typed).trim();
      if (text === '' || countedLength(text) > limits.note) return;
      const saved = calls.slice(0, people).map((note) => ({ ...note, text }));
      const offer = offerMessage({
        ...{ id: 'note-1', text, link: null, stranger: '', day: today, today, visibility: 'private' },
        notes: saved,
      });
      expectLegalMessage(offer);
      expect(readWords(offer.blocks, text.length)).toBe(text);
      const returned: unknown[] = JSON.parse(JSON.stringify(offer.blocks), (key, value) =>
        key === 'text' && typeof value === 'string' ? escaped(value) : value,
      );
      expect(readWords(returned, text.length)).toBe(text);
    }),
    { numRuns: 200 },
  );
});

test('Will May is not May Lin, though one of her words is his', () => {
  const people = peopleOf([call({ name: 'May Lin', company: 'Lin Bakery' })]);
  expect(toldOf('Will May wants two more loaders', people, today)).toMatchObject({
    subjects: [],
    stranger: 'Will May',
  });
});

test('a word too long for a name is no stranger’s, so that the buttons of its offer hold', () => {
  const told = toldOf(`Spoke with A${'a'.repeat(3_000)} today.`, [], today);
  expect(told.stranger).toBe('');
  const offer = {
    id: 'note-1',
    text: told.text,
    link: null,
    stranger: told.stranger,
    day: today,
    today,
  } as const;
  expectLegalMessage(offerMessage({ ...offer, visibility: 'private', notes: [] }));
});

test('a sentence that names more than a button holds is offered all the same', () => {
  const others = Array.from(
    { length: 40 },
    (_, index) => `Somebody Unknown the ${index} of the Northern Yards`,
  );
  const offer = {
    id: 'note-1',
    text: 'Met them all.',
    link: 'https://x.slack.com/1',
    stranger: 'Sam',
    others,
  };
  const more = { day: today, today, visibility: 'private' as const, notes: [] };
  expectLegalMessage(offerMessage({ ...offer, ...more }));
});

test('a company before a first name is no list of people', () => {
  const told = toldOf('Met Amit Rao and Mei Lin of Rentfield, Mei is the CFO and signs.', known, today);
  expect(told.subjects.map(([first]) => first.prospect.name)).toEqual(['Amit Rao']);
  expect(told.others).toEqual(['Mei Lin']);
});

test.each([
  ['no answer, left a voicemail.', 'no_answer'],
  ['Called Amit twice. He didn’t pick up, will try again tomorrow', 'no_answer'],
  ['Amit: no reply', 'no_answer'],
  ['went straight to voicemail', 'no_answer'],
  ['Nicht erreicht', 'no_answer'],
  ['No answer on the pricing question, else all good', 'spoke'],
  ['He has no answer from legal yet', 'spoke'],
  ['She has no answer yet', 'spoke'],
  ['Called Amit: no answer', 'no_answer'],
  ['Left a message for her boss, she will sign', 'spoke'],
  ['Amit picked up and agreed', 'spoke'],
  ['Called Amit', 'spoke'],
  ['', 'spoke'],
])('“%s” is a call that ended as %s', (text, outcome) => {
  expect(outcomeTold(text)).toBe(outcome);
});
