import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createCorrectionStore } from '../../src/brief/corrections/correction-store.ts';
import { type Correction, isCorrected, refOf, saidBy } from '../../src/brief/corrections/corrections.ts';
import { gainOf } from '../../src/brief/gain.ts';
import { historyOn } from '../../src/brief/score/history.ts';
import { score } from '../../src/brief/score/score.ts';
import { mentionsOf, type Signal } from '../../src/brief/score/signal.ts';
import { type Note, outcomes } from '../../src/memory/note.ts';
import { addDays } from '../../src/util/calendar.ts';
import { stateInMemory } from './memory-stand-in.ts';
import { deal, note, rubric, signal } from './support.ts';

const asOf = '2026-11-23';
const notes = [note({ day: '2026-11-03' }), note({ day: '2026-11-17' })];

function ruled(on: Signal, says: Correction['says'], overrides: Partial<Correction> = {}): Correction {
  const day = overrides.day ?? asOf;
  const said = { deal: deal.key, signal: refOf(on), says, reason: 'approved by phone', by: 'U1', day };
  return { id: `ruling-${day}-${says}`, at: `${day}T10:00:00Z`, ...said, ...overrides };
}

const worry = signal('objection', '2026-11-03', { text: 'Migration timeline' });
const quoting = (one: Signal, quote: string): Signal => ({ ...one, raisedBy: { ...one.raisedBy, quote } });

test('what was said not to be true is closed from that day on, and open as it was before', () => {
  const history = { signals: [worry], notes, corrections: [ruled(worry, 'not_true', { day: '2026-11-20' })] };
  expect(historyOn('2026-11-19', history).signals).toEqual([worry]);
  const [now] = historyOn('2026-11-20', history).signals;
  expect(now).toMatchObject({ closedBy: { day: '2026-11-20' }, correction: { reason: 'approved by phone' } });
  expect(score(history, rubric, '2026-11-20').value - score(history, rubric, '2026-11-19').value).toBe(8);
});

test('momentum counts the day before as it was then', () => {
  const history = { signals: [worry], notes, corrections: [ruled(worry, 'not_true')] };
  const without = { signals: [worry], notes };
  const before = score(without, rubric, addDays(asOf, -14)).value;
  expect(score(history, rubric, asOf).momentum).toBe(score(history, rubric, asOf).value - before);
});

test('what somebody confirmed stands against an earlier answer, until a later note answers it', () => {
  const closedBy = { noteId: 'note-2026-11-17', day: '2026-11-17', quote: 'fine with it now' };
  const settled = { ...worry, closedBy };
  const corrections = [ruled(settled, 'holds', { at: '2026-11-20T10:00:00Z', day: '2026-11-20' })];
  expect(historyOn(asOf, { signals: [settled], notes, corrections }).signals).toMatchObject([
    { closedBy: null, correction: { says: 'holds' } },
  ]);
  expect(historyOn('2026-11-18', { signals: [settled], notes, corrections }).signals).toEqual([settled]);
  const later = notes.map((one) => ({ ...one, loggedAt: '2026-11-21T09:00:00Z' }));
  expect(historyOn(asOf, { signals: [settled], notes: later, corrections }).signals).toEqual([settled]);
});

test('of several corrections on one signal the latest counts, and without it the one before', () => {
  const first = ruled(worry, 'not_true', { day: '2026-11-18' });
  const second = ruled(worry, 'holds', { day: '2026-11-20' });
  const on = (day: string, corrections: readonly Correction[]) =>
    historyOn(day, { signals: [worry], notes, corrections }).signals[0]?.correction?.says;
  expect(on(asOf, [second, first])).toBe('holds');
  expect(on('2026-11-19', [second, first])).toBe('not_true');
  expect(on(asOf, [first])).toBe('not_true');
});

test.each([
  ['a piece of it', 'about the migration timeline'],
  ['more of it', 'She is nervous about the migration timeline, she said'],
  ['other case and quote marks', '“NERVOUS about the migration  timeline”'],
  ['half of its words', 'nervous about the whole timeline, and her boss'],
])('a correction finds its signal when a later reading quotes %s', (_, quote) => {
  const one = quoting(worry, 'nervous about the migration timeline');
  const again = quoting(worry, quote);
  const [found] = historyOn(asOf, { signals: [again], notes, corrections: [ruled(one, 'not_true')] }).signals;
  expect(found?.correction).toBeDefined();
});

test('a correction leaves other words, kinds and notes alone, and takes the best of two that would fit', () => {
  const said = ruled(quoting(worry, 'nervous about the migration timeline'), 'not_true');
  const others = [
    quoting(worry, 'the price is far too high for them'),
    { ...quoting(worry, 'nervous about the migration timeline'), kind: 'competitor' },
    quoting(signal('objection', '2026-11-17'), 'nervous about the migration timeline'),
  ];
  const cost = quoting(worry, 'nervous about the migration cost');
  const timeline = quoting(worry, 'nervous about the migration timeline');
  const ruledOf = (signals: readonly Signal[]) =>
    historyOn(asOf, { signals, notes, corrections: [said] }).signals.map(
      ({ correction }) => correction !== undefined,
    );
  expect(ruledOf(others)).toEqual([false, false, false]);
  expect(ruledOf([cost, timeline])).toEqual([false, true]);
});

test('a promise of ours and one of theirs in the same words are two', () => {
  const words = 'I send the sheet and she sends the form';
  const [ours, theirs] = (['us', 'them'] as const).map((who) =>
    quoting(signal('promise', '2026-11-17', { who }), words),
  );
  if (!ours || !theirs) throw new TypeError('two promises');
  for (const one of [ours, theirs]) {
    const history = { signals: [ours, theirs], notes, corrections: [ruled(one, 'done')] };
    const done = historyOn(asOf, history).signals.filter(({ correction }) => correction);
    expect(done.map(({ who }) => who)).toEqual([one.who]);
  }
});

test('what is said in a later zone counts at once in an earlier one', () => {
  const said = ruled(worry, 'not_true', { day: addDays(asOf, 1) });
  expect(saidBy(asOf, [said])).toEqual([{ ...said, day: asOf }]);
});

test('no sentence rests on words that were put right, and one on words that stand does', () => {
  const history = { signals: [worry], notes, corrections: [ruled(worry, 'not_true')] };
  expect(isCorrected(worry.raisedBy, historyOn(asOf, history).signals)).toBe(true);
  const upheld = { ...history, corrections: [ruled(worry, 'holds')] };
  expect(isCorrected(worry.raisedBy, historyOn(asOf, upheld).signals)).toBe(false);
});

test('corrections are kept by deal with the note they rest on, once however often they are said', async () => {
  const state = stateInMemory();
  const corrections = createCorrectionStore(state);
  const { id, ...said } = ruled(worry, 'not_true');
  const first = await corrections.say(said);
  expect((await corrections.say({ ...said, at: '2026-11-23T11:00:00Z' })).id).toBe(first.id);
  await corrections.say({ ...said, deal: 'deal-other' });
  expect(await corrections.on([deal, { key: 'deal-none' }])).toMatchObject([
    { id: first.id, says: 'not_true' },
  ]);
  expect(await corrections.on([])).toEqual([]);
  expect(await state.get(first.id)).toMatchObject({ kind: 'ruling', noteIds: [worry.raisedBy.noteId] });
  await corrections.takeBack(first.id);
  expect(await corrections.on([deal])).toEqual([]);
  expect(await corrections.on([{ key: 'deal-other' }])).toHaveLength(1);
});

const days = fc.integer({ min: -200, max: 0 }).map((offset) => addDays(asOf, offset));
const kinds = Object.keys(rubric.kinds);

/** Signals with words of their own, each on one of some notes; some answered by another note. */
const anyHistory = fc
  .tuple(
    fc.array(fc.tuple(days, fc.constantFrom(...outcomes)), { minLength: 1, maxLength: 8 }),
    fc.array(
      fc.record({
        kind: fc.constantFrom(...kinds),
        at: fc.nat(),
        closed: fc.option(fc.nat()),
        due: fc.option(days),
      }),
      { minLength: 1, maxLength: 12 },
    ),
  )
  .map(([made, raised]) => {
    const all = made.map(([day, outcome], index): Note => note({ day, outcome, id: `note-${index}` }));
    const cite = (at: number, quote: string) => {
      const one = all[at % all.length] ?? note();
      return { noteId: one.id, day: one.day, quote };
    };
    const signals = raised.map(({ kind, at, closed, due }, index): Signal => {
      const raisedBy = cite(at, `w${index}a w${index}b w${index}c`);
      const answer = closed === null ? null : cite(closed, 'answered here');
      const closedBy = answer && answer.day >= raisedBy.day ? answer : null;
      return { kind, text: `matter ${index}`, who: 'them', raisedBy, closedBy, dueOn: due };
    });
    return { notes: all, signals };
  });

test('scoring with corrections is scoring notes in which that was closed on that day, and the rows add up', () => {
  const property = fc.property(
    anyHistory,
    fc.array(fc.tuple(fc.nat(), days, fc.constantFrom('not_true' as const, 'done' as const)), {
      maxLength: 4,
    }),
    days,
    (history, said, day) => {
      const chosen = new Map(said.map(([at, from, says]) => [at % history.signals.length, { from, says }]));
      const corrections = [...chosen].flatMap(([index, { from, says }]) => {
        const one = history.signals[index];
        return one ? [ruled(one, says, { day: from, id: `ruling-${index}` })] : [];
      });
      const closed = history.signals.map((one, index) => {
        const from = chosen.get(index)?.from;
        if (from === undefined || (one.closedBy && one.closedBy.day <= from)) return one;
        return { ...one, closedBy: { ...one.raisedBy, day: from } };
      });
      const result = score({ ...history, corrections }, rubric, day);
      expect(result).toEqual(score({ ...history, signals: closed }, rubric, day));
      expect(result.factors.reduce((sum, { points }) => sum + points, 0)).toBe(result.value);
    },
  );
  fc.assert(property, { numRuns: 1000 });
});

type Said = readonly [at: number, says: Correction['says'], minute: number];

/** A matter that several notes tell, logged in any order, and what was said of it between. */
const anyMatter = fc.record({
  told: fc.array(fc.tuple(days, fc.nat(50)), { minLength: 1, maxLength: 6 }),
  said: fc.array(
    fc.tuple(fc.nat(), fc.constantFrom<Correction['says']>('not_true', 'done', 'holds'), fc.nat(50)),
    {
      maxLength: 4,
    },
  ),
  kind: fc.constantFrom('objection', 'budget_doubt', 'promise'),
});

const logged = (minute: number) => `2026-11-23T10:${String(minute).padStart(2, '0')}:00Z`;

function matterOf({
  told,
  said,
  kind,
}: {
  told: readonly (readonly [string, number])[];
  said: readonly Said[];
  kind: string;
}) {
  const all = told
    .toSorted(([a], [b]) => a.localeCompare(b))
    .map(([day, minute], index) => note({ day, id: `note-${index}`, loggedAt: logged(minute) }));
  const [first, ...later] = all.map(({ id, day }) => ({ noteId: id, day, quote: `words of ${id} alone` }));
  const again = later.map((mention) => ({ ...mention, dueOn: null }));
  const raisedBy = first ?? { noteId: '', day: asOf, quote: '' };
  const whole: Signal = { ...signal(kind, asOf), raisedBy, again };
  const corrections = said.flatMap(([at, says, minute], index) => {
    const known = all.filter(({ loggedAt }) => loggedAt <= logged(minute));
    const mention = [raisedBy, ...later].find(({ noteId }) => noteId === known[at % known.length]?.id);
    const on = mention && { ...whole, raisedBy: mention };
    return on ? [ruled(on, says, { id: `ruling-${index}`, at: logged(minute) })] : [];
  });
  return { notes: all, signals: [whole], corrections };
}

test('a correction never hides words of a note logged after it, loses none and counts no matter twice', () => {
  const property = fc.property(anyMatter, days, (given, day) => {
    const history = matterOf(given);
    const known = historyOn(day, {
      ...history,
      corrections: history.corrections.map((one) => ({ ...one, day })),
    });
    const told = (list: readonly Signal[]) =>
      list.flatMap((one) => mentionsOf(one).map(({ noteId }) => noteId));
    const open = known.signals.filter(({ closedBy }) => closedBy === null);
    for (const { id, loggedAt } of known.notes) {
      if (history.corrections.every(({ at }) => loggedAt > at)) expect(told(open)).toContain(id);
    }
    expect(told(known.signals).toSorted()).toEqual(known.notes.map(({ id }) => id).toSorted());
    expect(open.length).toBeLessThanOrEqual(1);
  });
  fc.assert(property, { numRuns: 1000 });
});

test('a worry said again after it was ruled out is open from that note’s day, in that note’s words', () => {
  const again = { noteId: 'note-2026-11-17', day: '2026-11-17', quote: 'still nervous', dueOn: null };
  const said = ruled(worry, 'not_true', { day: '2026-11-10' });
  const history = { signals: [{ ...worry, again: [again] }], notes, corrections: [said] };
  expect(historyOn('2026-11-16', history).signals).toMatchObject([{ closedBy: { day: '2026-11-10' } }]);
  const [closed, open, ...more] = historyOn(asOf, history).signals;
  expect(closed).toMatchObject({ correction: { id: said.id }, closedBy: { day: '2026-11-10' } });
  expect(open).toMatchObject({ raisedBy: { day: '2026-11-17', quote: 'still nervous' }, closedBy: null });
  expect(open?.correction).toBeUndefined();
  expect(more).toEqual([]);
  const once = { ...history, corrections: [said, ruled(worry, 'not_true', { day: '2026-11-20' })] };
  expect(historyOn(asOf, once).signals).toHaveLength(1);
  expect(score(once, rubric, asOf).value - score(history, rubric, asOf).value).toBe(8);
});

test('logging the note that says it again is what the note cost', () => {
  const again = { noteId: 'note-2026-11-17', day: '2026-11-17', quote: 'still nervous', dueOn: null };
  const said = ruled(worry, 'not_true', { day: '2026-11-10' });
  const more = [...notes, note({ day: '2026-11-05' })];
  const history = { signals: [{ ...worry, again: [again] }], notes: more, corrections: [said] };
  const { parts, news } = gainOf('note-2026-11-17', history, { rubric, asOf });
  expect(parts).toContainEqual(expect.objectContaining({ points: -8 }));
  expect(news).toMatchObject([{ raisedBy: { noteId: 'note-2026-11-17' } }]);
});
