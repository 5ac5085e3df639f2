import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { gainOf } from '../../src/brief/gain.ts';
import { raisesOf } from '../../src/brief/score/raises.ts';
import { score } from '../../src/brief/score/score.ts';
import type { Signal } from '../../src/brief/score/signal.ts';
import { type Note, outcomes } from '../../src/memory/note.ts';
import { addDays } from '../../src/util/calendar.ts';
import { note, rubric, signal } from './support.ts';

const asOf = '2026-11-23';
const sum = (points: readonly { points: number }[]) => points.reduce((total, row) => total + row.points, 0);

function scored(signals: readonly Signal[], notes: readonly Note[], day = asOf) {
  return score({ signals, notes }, rubric, day);
}

const worry = signal('objection', '2026-11-03', { text: 'Migration timeline' });
const twoCalls = [note({ day: '2026-11-03' }), note({ day: '2026-11-17' })];
const step = signal('next_step', '2026-11-17', { dueOn: '2026-12-02' });

describe('calibration', () => {
  const pilot = signal('pilot_agreed', '2026-11-17');
  const signer = signal('decision_maker', '2026-11-17');
  test.each([
    ['alone', [pilot, worry]],
    ['with a decision maker', [pilot, worry, signer]],
    ['with a next step', [pilot, worry, step]],
    ['with both', [pilot, worry, signer, step]],
    [
      'with both, a champion and budget',
      [
        pilot,
        worry,
        signer,
        step,
        signal('champion', '2026-11-17'),
        signal('budget_confirmed', '2026-11-17'),
      ],
    ],
    [
      'with a budget freeze that is over',
      [pilot, worry, signal('budget_doubt', '2026-05-03', { dueOn: '2026-07-01' })],
    ],
  ])('a pilot with a migration worry is Hot %s', (_, signals) => {
    expect(scored(signals, twoCalls).band).toBe('Hot');
  });

  test.each([
    ['alone', []],
    ['with a decision maker', [signal('decision_maker', '2026-11-16')]],
    [
      'with a decision maker and a champion',
      [signal('decision_maker', '2026-11-16'), signal('champion', '2026-11-16')],
    ],
  ])('a week without an answer after an early chat is Warming up at most, %s', (_, warm) => {
    const chat = note({ day: '2026-11-16', text: 'Early chat, he runs operations.' });
    const told = [chat, note({ day: asOf, text: 'Still no reply from James.' })];
    const called = [chat, note({ day: asOf, outcome: 'no_answer', text: 'No answer.' })];
    expect(scored([...warm, signal('ask_unanswered', asOf, { who: 'us' })], told).value).toBeLessThanOrEqual(
      40,
    );
    expect(scored(warm, called).value).toBeLessThanOrEqual(40);
  });

  test('a verbal yes with a dated signature step is Closing', () => {
    expect(scored([signal('verbal_yes', '2026-11-17'), step], twoCalls)).toMatchObject({
      value: 85,
      band: 'Closing',
    });
  });

  test('won is 100 and lost is 0, each in one row', () => {
    const won = scored([worry], [...twoCalls, note({ day: '2026-11-20', outcome: 'won' })]);
    expect(won).toMatchObject({ value: 100, band: 'Won', range: [100, 100], atRisk: null });
    expect(won.factors).toMatchObject([{ kind: 'closed', label: 'Won', points: 100 }]);
    expect(scored([worry], [...twoCalls, note({ day: '2026-11-20', outcome: 'lost' })]).value).toBe(0);
  });

  test('a later next step reopens a lost deal', () => {
    const notes = [
      note({ day: '2026-11-03', outcome: 'lost' }),
      note({ day: '2026-11-17', outcome: 'next_step' }),
    ];
    expect(scored([], notes)).toMatchObject({ value: 35, band: 'Warming up' });
  });
});

test('objections stop at their cap, in a row of its own', () => {
  const many = ['a', 'b', 'c', 'd', 'e'].map((text) => signal('objection', '2026-11-17', { text }));
  const { factors, value, atRisk } = scored(many, twoCalls);
  expect(value).toBe(35 - 24);
  expect(factors.filter((row) => row.kind === 'cap')).toMatchObject([{ points: 16 }]);
  expect(atRisk).toBe('5 objections are open');
});

test('an answered objection gives its points back from that day on', () => {
  const answered = { ...worry, closedBy: { noteId: 'note-2026-11-17', day: '2026-11-17', quote: 'x' } };
  expect(scored([answered], twoCalls, '2026-11-16').value).toBe(35 - 8 - 6);
  expect(scored([answered], twoCalls, '2026-11-17').value).toBe(35);
});

test('an objection raised and answered on one day costs nothing, on that day and after', () => {
  const closedBy = { noteId: 'note-2026-11-17', day: '2026-11-17', quote: 'fine now' };
  const settled = signal('objection', '2026-11-17', { closedBy });
  for (const day of ['2026-11-17', '2026-11-18']) expect(scored([settled], twoCalls, day).value).toBe(35);
});

test('silence costs a point a day past the first week and never more than its cap', () => {
  const one = [note({ day: '2026-10-01' })];
  expect(scored([], one, '2026-10-08').value).toBe(35);
  expect(scored([], one, '2026-10-18').value).toBe(25);
  expect(scored([], one, '2027-06-01').value).toBe(5);
});

test('an agreed silence stops the count until its day and starts it there', () => {
  const notes = [note({ day: '2026-03-10' })];
  const frozen = [signal('agreed_silence', '2026-03-10', { dueOn: '2026-04-07' })];
  expect(scored(frozen, notes, '2026-04-07')).toMatchObject({ value: 35, atRisk: null });
  expect(scored(frozen, notes, '2026-04-14').value).toBe(35);
  expect(scored(frozen, notes, '2026-04-17').value).toBe(32);
});

test('a call without answer and a bare note are no contact', () => {
  const notes = [
    note({ day: '2026-11-01' }),
    note({ day: '2026-11-20', outcome: 'note' }),
    note({ day: '2026-11-21', outcome: 'no_answer' }),
  ];
  expect(scored([], notes).factors).toMatchObject([
    { kind: 'base', points: 35 },
    { kind: 'ask_unanswered', points: -10, cited: { noteId: 'note-2026-11-21' } },
    { kind: 'silence', points: -15 },
  ]);
});

test.each([
  ['2026-11-18', 25],
  ['2026-11-19', 35],
])('an ask weighs once nobody was reached for five days: reached on %s it scores %i', (reached, value) => {
  const rang = [note({ day: reached }), note({ day: asOf, outcome: 'no_answer' })];
  expect(scored([], rang).value).toBe(value);
  const told = [note({ day: reached }), note({ day: asOf, outcome: 'note' })];
  expect(scored([signal('ask_unanswered', asOf, { who: 'us' })], told).value).toBe(value);
});

test('one voice mail the day after a good call costs nothing', () => {
  const notes = [note({ day: '2026-11-22' }), note({ day: asOf, outcome: 'no_answer' })];
  expect(scored([], notes).value).toBe(35);
});

test('a next step without a date or with a past one is worth nothing', () => {
  expect(scored([signal('next_step', '2026-11-17')], twoCalls).value).toBe(35);
  expect(scored([signal('next_step', '2026-11-17', { dueOn: '2026-11-22' })], twoCalls).value).toBe(35);
});

test('a pilot fades to half after 60 days', () => {
  const notes = [note({ day: '2026-09-01' }), note({ day: '2026-11-20' })];
  expect(scored([signal('pilot_agreed', '2026-09-01')], notes).value).toBe(35 + 18);
});

test('a gate and a ceiling are rows, so the sum still holds', () => {
  const kinds = ['pilot_agreed', 'budget_confirmed', 'champion'];
  const held = scored([step, ...kinds.map((kind) => signal(kind, '2026-11-17'))], twoCalls);
  expect(held.value).toBe(80);
  expect(held.factors.at(-1)).toMatchObject({ kind: 'gate', points: -20 });
  const full = scored(
    [signal('verbal_yes', '2026-11-17'), step, ...kinds.map((kind) => signal(kind, '2026-11-17'))],
    twoCalls,
  );
  expect(full.factors.at(-1)).toMatchObject({ kind: 'ceiling', points: -40 });
});

test.each([
  ['the lower one first', [45, 60]],
  ['the higher one first', [60, 45]],
])('of two gates that hold at once the lower one decides, with %s in the file', (_, limits) => {
  const gates = limits.map((hold_at) => ({
    hold_at,
    label: `nobody ${hold_at}`,
    unless: ['decision_maker'],
  }));
  const signals = [signal('pilot_agreed', '2026-11-17')];
  const held = score({ signals, notes: twoCalls }, { ...rubric, gates }, asOf);
  expect(held.value).toBe(45);
  expect(held.factors.filter(({ kind }) => kind === 'gate')).toMatchObject([
    { label: 'Held at 45: nobody 45', points: 45 - 70 },
  ]);
  const open = [...signals, signal('decision_maker', '2026-11-17')];
  expect(score({ signals: open, notes: twoCalls }, { ...rubric, gates }, asOf).value).toBe(80);
});

test('momentum compares with two weeks ago and is unknown for a younger deal', () => {
  expect(scored([worry, signal('pilot_agreed', '2026-11-17')], twoCalls).momentum).toBe(35);
  expect(scored([], [note({ day: '2026-11-17' })]).momentum).toBeNull();
});

test('a promise of ours a week overdue puts the deal at risk', () => {
  const promise = signal('promise', '2026-11-03', { who: 'us', dueOn: '2026-11-13' });
  expect(scored([promise], twoCalls).atRisk).toBe('a promise of ours is overdue since 13 Nov');
});

test('what would raise the score is honest after caps and gates', () => {
  const history = { signals: [worry, signal('pilot_agreed', '2026-11-17')], notes: twoCalls };
  const raises = raisesOf(history, { rubric, asOf });
  expect(raises).toContainEqual({ text: 'Settle: Migration timeline', points: 8 });
  expect(raises).toContainEqual({ text: 'Get a yes in words', points: 38 });
  expect(raises.some((raise) => raise.text === 'Agree a pilot')).toBe(false);
});

const days = fc.integer({ min: -500, max: 30 }).map((offset) => addDays(asOf, offset));
const anySignal = fc
  .record({
    kind: fc.constantFrom(...Object.keys(rubric.kinds), 'no_such_kind'),
    day: days,
    closed: fc.option(days),
    due: fc.option(days),
    text: fc.string(),
  })
  .map(({ kind, day, closed, due, text }) =>
    signal(kind, day, { text, closedBy: closed === null ? null : signal(kind, closed).raisedBy, dueOn: due }),
  );
const anyNote = fc.record({ day: days, outcome: fc.constantFrom(...outcomes) }).map((parts) => note(parts));

test('for any signals and notes the rows add up to the value and the band holds it', () => {
  const property = fc.property(
    fc.array(anySignal, { maxLength: 30 }),
    fc
      .array(anyNote, { minLength: 1, maxLength: 12 })
      .map((notes) => notes.map((one, index) => ({ ...one, id: `note-${index}` }))),
    days,
    (signals, notes, day) => {
      const result = scored(signals, notes, day);
      expect(sum(result.factors)).toBe(result.value);
      expect(Number.isInteger(result.value) && result.value >= 0 && result.value <= 100).toBe(true);
      expect(result.value >= result.range[0] && result.value <= result.range[1]).toBe(true);
      expect(scored(signals.toReversed(), notes.toReversed(), day).value).toBe(result.value);
    },
  );
  fc.assert(property, { numRuns: 3000 });
});

test('for any note the parts of its gain add up to what it changed', () => {
  const property = fc.property(
    fc.array(anySignal, { maxLength: 20 }),
    fc.array(anyNote, { minLength: 2, maxLength: 12 }),
    (signals, notes) => {
      const id = notes[0]?.id ?? '';
      const { before, after, parts } = gainOf(id, { signals, notes }, { rubric, asOf });
      if (before === null || after === null) expect(parts).toEqual([]);
      else expect(sum(parts)).toBe(after.value - before.value);
    },
  );
  fc.assert(property, { numRuns: 1000 });
});

test('a note that settles a worry gains its points back under a name that says so', () => {
  const closedBy = { noteId: 'note-2026-11-17', day: '2026-11-17', quote: 'fine now' };
  const notes = [note({ day: '2026-10-28' }), ...twoCalls];
  const history = { signals: [{ ...worry, closedBy }], notes };
  expect(gainOf('note-2026-11-17', history, { rubric, asOf }).parts).toEqual([
    { label: 'Silence past 7 days', points: 13 },
    { label: 'Open: Migration timeline, settled', points: 8 },
  ]);
});

test('a note that only repeats what counted already moves nothing and says so', () => {
  const pilots = ['2026-11-03', '2026-11-16'].map((day) => signal('pilot_agreed', day));
  const { parts, before, after } = gainOf(
    'note-2026-11-16',
    { signals: pilots, notes: [note({ day: '2026-11-16' }), ...twoCalls] },
    { rubric, asOf },
  );
  expect(parts).toEqual([]);
  expect(after?.value).toBe(before?.value);
});
