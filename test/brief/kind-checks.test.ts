import { expect, test } from 'vitest';
import { readCases } from '../../eval/cases.ts';
import { isNamed, type KindRule, kindFault, whoOf } from '../../src/brief/checks/kind-checks.ts';
import { dueDay } from '../../src/brief/quotes/due-day.ts';
import { figuresIn } from '../../src/brief/quotes/figures.ts';
import { createPlaceFinder } from '../../src/brief/quotes/quote.ts';

const people: KindRule = { needs: ['people'] };
const free: KindRule = { needs: [] };
/** As the rubric has them. */
const kinds: Readonly<Record<string, KindRule>> = {
  evaluation_passed: { stage: 60, needs: ['people', 'pilot_before'] },
  verbal_yes: { stage: 84, needs: ['people', 'decision_maker_same_note'] },
  decision_maker: { adds: 6, needs: ['people', 'person_on_call'] },
  close_date: { adds: 3, needs: ['people', 'day'] },
  pilot_agreed: { stage: 54, ...people },
  paper_process: { stage: 72, ...people },
  budget_confirmed: { adds: 6, ...people },
  champion: { adds: 4, ...people },
  next_step: { adds: 5, ...people },
  proposal_out: { stage: 48, ...free },
  terms_agreed: { stage: 68, ...free },
  ask_unanswered: free,
  promise: free,
  person: free,
  amount: free,
};

interface Told {
  readonly note: string;
  readonly kind: string;
  readonly quote: string;
  readonly text?: string | undefined;
  readonly due_words?: string | undefined;
}

function countDropped(folder: string) {
  const count = { facts: 0, lost: 0, traps: 0, stopped: 0 };
  for (const { notes, facts, traps } of readCases(
    new URL(`../../eval/${folder}`, import.meta.url).pathname,
  )) {
    const faultOf = (one: Told) => {
      const at = notes.findIndex(({ id }) => id === one.note);
      const note = notes[at];
      const place = note && createPlaceFinder(note.text)(one.quote);
      if (!note || !place) throw new TypeError(`${one.quote} is not in ${one.note}`);
      const known = facts
        .filter((fact) => notes.findIndex(({ id }) => id === fact.note) <= at)
        .map((fact) => ({
          kind: fact.kind,
          text: fact.text,
          quote: fact.quote,
          dueOn: fact.due_on ?? null,
          isSameNote: fact.note === one.note,
        }));
      const { kind, due_words: words = '' } = one;
      const dueOn = dueDay({
        words,
        text: note.text,
        quote: place,
        day: note.day,
        kind,
        isMonthFirst: false,
      });
      return kindFault(
        { kind, text: one.text ?? one.quote, place, dueOn, note, known },
        kinds[kind] ?? people,
      );
    };
    count.facts += facts.length;
    count.lost += facts.filter((fact) => faultOf(fact) !== null).length;
    count.traps += traps.length;
    count.stopped += traps.filter((trap) => faultOf(trap) !== null).length;
  }
  return count;
}

test('the checks stop two traps in three and lose no fact of the cases', () => {
  const { facts, lost, traps, stopped } = countDropped('cases');
  expect([facts, lost]).toEqual([305, 0]);
  expect(stopped / traps).toBeGreaterThan(0.66);
});

test('on deals that they were not made on they stop more than a third of the traps', () => {
  const { lost, traps, stopped } = countDropped('more-cases');
  expect(lost).toBe(0);
  expect(stopped / traps).toBeGreaterThan(0.33);
});

test.each([
  ['Hamish Petrow', 'Hamish signs himself', true],
  ['Ximena Barraza', 'ximenas one condition', true],
  ['Efraín Cuesta', 'efraín wants less', true],
  ['표도영', '표 부장: 깎아달라', true],
  ['표도영', '표를 보냄', false],
  ['Grant Sefton', 'we were granted a week', false],
])('"%s" is named in "%s": %s', (name, text, isSo) => {
  expect(isNamed(name, text)).toBe(isSo);
});

test.each([
  ['2026-10-14', null],
  ['2026-10-15', null],
  ['2026-10-16', 'pilot_before'],
])('on 15 October a test is passed only when its pilot ends by then: one until %s', (dueOn, fault) => {
  const text = 'Priya says the pilot went through with all points met.';
  const quote = 'the pilot went through';
  const place = createPlaceFinder(text)(quote) ?? { start: 0, end: 0 };
  const note = { day: '2026-10-15', text, outcome: 'spoke' as const, people: ['Priya Sharma'] };
  const pilot = { kind: 'pilot_agreed', text: '20 seats', quote: 'pilot agreed', dueOn, isSameNote: false };
  const passed = { kind: 'evaluation_passed', text: quote, place, dueOn: null, note, known: [pilot] };
  expect(kindFault(passed, kinds['evaluation_passed'] ?? free)).toBe(fault);
});

test.each([
  [['Dana Kern'], null],
  [['Priya Sharma'], 'decision_maker_same_note'],
])(
  'a yes in words on a call with %s counts by who was heard to decide in an earlier note: %s',
  (people, fault) => {
    const text = 'They said yes to our offer.';
    const quote = 'said yes to our offer';
    const place = createPlaceFinder(text)(quote) ?? { start: 0, end: 0 };
    const note = { day: '2026-10-15', text, outcome: 'spoke' as const, people };
    const decider = { kind: 'decision_maker', text: 'Dana Kern signs', quote: 'she signs it herself' };
    const known = [{ ...decider, dueOn: null, isSameNote: false }];
    const yes = { kind: 'verbal_yes', text: quote, place, dueOn: null, note, known };
    expect(kindFault(yes, kinds['verbal_yes'] ?? free)).toBe(fault);
  },
);

test.each([
  ['spoke', null],
  ['lost', 'wording'],
] as const)('the words of a yes in a note marked “%s” are one: %s', (outcome, fault) => {
  const text = 'Dana said yes to the old offer back then.';
  const quote = 'said yes to the old offer';
  const place = createPlaceFinder(text)(quote) ?? { start: 0, end: 0 };
  const note = { day: '2026-10-15', text, outcome, people: ['Dana Kern'] };
  const decider = { kind: 'decision_maker', text: 'Dana Kern signs', quote: 'she signs it herself' };
  const known = [{ ...decider, dueOn: null, isSameNote: false }];
  const yes = { kind: 'verbal_yes', text: quote, place, dueOn: null, note, known };
  expect(kindFault(yes, kinds['verbal_yes'] ?? free)).toBe(fault);
});

test.each([
  ['Oluchi: he signs, she doesnt.', 'he signs, she doesnt', null],
  ['Oluchi said he signs, she does not.', 'he signs, she does not', null],
  ['Oluchi decides alone, no board.', 'Oluchi decides alone, no board', null],
  ['Oluchi decides alone, no board no nothing.', 'Oluchi decides alone, no board no nothing', null],
  ['Oluchi decides, nobody else.', 'Oluchi decides, nobody else', null],
  ['No board of Oluchi decides.', 'No board of Oluchi decides', 'clause'],
  ["Oluchi doesn't sign, he does.", "Oluchi doesn't sign, he does", 'clause'],
])('of who signs, “%s” denies nothing but what it denies', (text, quote, fault) => {
  const place = createPlaceFinder(text)(quote) ?? { start: 0, end: 0 };
  const note = { day: '2026-10-15', text, outcome: 'spoke' as const, people: ['Oluchi Barrow'] };
  const given = { kind: 'decision_maker', text: 'Oluchi Barrow signs', place, dueOn: null, note, known: [] };
  expect(kindFault(given, kinds['decision_maker'] ?? free)).toBe(fault);
});

test.each([
  ['Visita hecha. Don Hernán vino, dijo que si hay señal compra.', 'Don Hernán vino', null],
  ['MD Ama Boateng on the call: they have capex.', 'MD Ama Boateng on the call', null],
  ['Hernán Ruiz war mit dabei.', 'Hernán Ruiz war mit dabei', null],
  ['The COO sat in for the second half.', 'the COO sat in', null],
  ["Hernán didn't come, he was there in spirit.", "Hernán didn't come, he was there", 'clause'],
  ['Hernán was not on the call.', 'Hernán was not on the call', 'clause'],
  ['Hernán will be on the call next week.', 'Hernán will be on the call', 'person_on_call'],
  ['We want Hernán on the call.', 'Hernán on the call', 'person_on_call'],
  ["Hernán's name came up.", "Hernán's name came up", 'person_on_call'],
  ['Our CEO joined.', 'Our CEO joined', 'person_on_call'],
  ['Jonas from IT joined.', 'Jonas from IT joined', 'person_on_call'],
  ['Hernán, owner, signs.', 'Hernán, owner, signs', 'person_on_call'],
])('of somebody who was not picked, “%s” says that who signs was heard: %s', (text, quote, fault) => {
  const place = createPlaceFinder(text)(quote) ?? { start: 0, end: 0 };
  const note = { day: '2026-10-15', text, outcome: 'spoke' as const, people: ['Luz Ortega'] };
  const named = (name: string) => ({ kind: 'person', text: name, quote: name, dueOn: null });
  const known = ['Don Hernán, owner', 'Ama Boateng, MD'].map((one) => ({ ...named(one), isSameNote: false }));
  const given = { kind: 'decision_maker', text: quote, place, dueOn: null, note, known };
  expect(kindFault(given, kinds['decision_maker'] ?? free)).toBe(fault);
});

test('whose it is follows from the kind, but for promises', () => {
  const text = 'She will send it.';
  const said = { text, place: { start: 0, end: text.length }, ours: [] };
  expect([
    whoOf('promise', 'them', said),
    whoOf('objection', 'us', said),
    whoOf('ask_unanswered', 'them', said),
  ]).toEqual(['them', 'them', 'us']);
});

test.each([
  ['My colleague Ben will call her on 5 January.', 'Ben will call her on 5 January', 'us'],
  ['She is fine, and our warehouse team promised them a demo unit.', 'promised them a demo unit', 'us'],
  ['Mein Kollege Ben wird ihr die Muster schicken.', 'wird ihr die Muster schicken', 'us'],
  ['She will call my colleague Ben on 5 January.', 'will call my colleague Ben', 'them'],
  ['Her colleague Anna will send the plan.', 'Anna will send the plan', 'them'],
  ['My colleague Ben calls her, and she will send the list.', 'she will send the list', 'them'],
  ['My colleague Ben will call and Priya will send the list.', 'Priya will send the list', 'them'],
  ['Noor promised her the offer by Friday.', 'promised her the offer by Friday', 'us'],
  ['Noor Haddad will send the plan.', 'will send the plan', 'us'],
  ['She asked when Noor will send the plan.', 'when Noor will send the plan', 'us'],
  ['She will send Noor the plan.', 'She will send Noor the plan', 'them'],
  ['Noor will call and she will send the list.', 'she will send the list', 'them'],
  ['From: Anna\nNoor will send the plan.', 'Noor will send the plan', 'them'],
  ['From: Anna\nMy colleague Jonas will send the plan.', 'My colleague Jonas will send the plan', 'them'],
] as const)('in "%s" whoever promises is on the side that the words say', (text, quote, who) => {
  const place = createPlaceFinder(text)(quote) ?? { start: 0, end: 0 };
  expect(whoOf('promise', 'them', { text, place, ours: ['Noor'] })).toBe(who);
});

test.each([
  ['£310k a year', 310_000],
  ['14.2m kes', 14_200_000],
  ['76,800 euros', 76_800],
  ['1억 2천', 120_000_000],
  ['9,5 %', 9.5],
  ['48 000 EUR', 48_000],
  ['2 Mio', 2_000_000],
])('the number of "%s" is %d', (text, number) => {
  expect(figuresIn(text).has(number)).toBe(true);
});
