import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createCorrectionStore } from '../../src/brief/corrections/correction-store.ts';
import {
  correctComparisons,
  correctReadings,
  isCorrected,
  saidBy,
  unfitting,
  withCorrections,
} from '../../src/brief/corrections/corrections.ts';
import { gainOf } from '../../src/brief/gain.ts';
import { score } from '../../src/brief/score/score.ts';
import type { History } from '../../src/brief/signals/history.ts';
import { refOf } from '../../src/brief/signals/reading.ts';
import { type Correction, endings, mentionsOf, type Signal } from '../../src/brief/signals/signal.ts';
import { type Note, outcomes } from '../../src/memory/note.ts';
import { addDays } from '../../src/util/calendar.ts';
import { historyOf, historyWith, readingsFor } from './by-hand.ts';
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
/** These very signals as people have put them right by the end of the day. */
const putRight = (signals: readonly Signal[], corrections: readonly Correction[], day = asOf) =>
  withCorrections({ notes, signals, readIds: new Set() }, corrections, day);
const quoting = (one: Signal, quote: string): Signal => ({ ...one, raisedBy: { ...one.raisedBy, quote } });

test('what was said not to be true is closed from that day on, and open as it was before', () => {
  const history = historyWith([worry], notes, [ruled(worry, 'not_true', { day: '2026-11-20' })]);
  expect(history.on('2026-11-19').signals).toEqual([worry]);
  const [now] = history.on('2026-11-20').signals;
  expect(now).toMatchObject({ closedBy: { day: '2026-11-20' }, correction: { reason: 'approved by phone' } });
  expect(score(history, rubric, '2026-11-20').value - score(history, rubric, '2026-11-19').value).toBe(4);
});

test('momentum counts the day before as it was then', () => {
  const early = [...notes, note({ day: '2026-11-04' })];
  const history = historyWith([worry], early, [ruled(worry, 'not_true')]);
  const without = historyWith([worry], early);
  const before = score(without, rubric, addDays(asOf, -rubric.momentum_days)).value;
  expect(score(history, rubric, asOf).momentum).toBe(score(history, rubric, asOf).value - before);
});

test('what somebody confirmed stands against an earlier answer, until a later note answers it', () => {
  const quote = 'fine with it now';
  const closedBy = { noteId: 'note-2026-11-17', day: '2026-11-17', quote, how: 'settled' as const };
  const settled = { ...worry, closedBy };
  const corrections = [ruled(settled, 'holds', { at: '2026-11-20T10:00:00Z', day: '2026-11-20' })];
  const history = historyWith([settled], notes, corrections);
  expect(history.on(asOf).signals).toMatchObject([{ closedBy: null, correction: { says: 'holds' } }]);
  expect(history.on('2026-11-18').signals).toEqual([settled]);
  const later = notes.map((one) => ({ ...one, loggedAt: '2026-11-21T09:00:00Z' }));
  expect(historyWith([settled], later, corrections).on(asOf).signals).toEqual([settled]);
});

test('what somebody confirmed still stands when the note whose words they had spoken of is merely edited', () => {
  const quote = 'fine with it now';
  const closedBy = { noteId: 'note-2026-11-17', day: '2026-11-17', quote, how: 'settled' as const };
  const settled = { ...worry, closedBy };
  const answer = quoting(signal('pain', '2026-11-17'), quote);
  const at = { at: '2026-11-20T10:00:00Z', day: '2026-11-20' };
  const spoken = [ruled(settled, 'holds', at), ruled(answer, 'not_true', at)];
  const edited = notes.map((one) => ({ ...one, loggedAt: '2026-11-21T09:00:00Z' }));
  expect(historyWith([settled], edited, spoken).on(asOf).signals).toMatchObject([{ closedBy: null }]);
});

test('of several corrections on one signal the latest counts, and without it the one before', () => {
  const first = ruled(worry, 'not_true', { day: '2026-11-18' });
  const second = ruled(worry, 'holds', { day: '2026-11-20' });
  const on = (day: string, corrections: readonly Correction[]) =>
    historyWith([worry], notes, corrections).on(day).signals[0]?.correction?.says;
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
  const [found] = putRight([again], [ruled(one, 'not_true')]);
  expect(found?.correction).toBeDefined();
});

test('a correction leaves other words and notes alone, holds whatever kind they are read as, and takes the best of two that would fit', () => {
  const words = 'nervous about the migration timeline';
  const said = ruled(quoting(worry, words), 'not_true');
  const timeline = quoting(worry, words);
  const elsewhere = [
    quoting(worry, 'the price is far too high for them'),
    quoting(signal('objection', '2026-11-17'), words),
    { ...quoting(worry, 'nervous about the cost'), kind: 'competitor' },
  ];
  const otherKind = { ...timeline, kind: 'competitor' };
  const cost = quoting(worry, 'nervous about the migration cost');
  const ruledOf = (signals: readonly Signal[]) =>
    putRight(signals, [said]).map(({ correction }) => correction !== undefined);
  expect(ruledOf(elsewhere)).toEqual([false, false, false]);
  expect(ruledOf([otherKind])).toEqual([true]);
  expect(ruledOf([otherKind, timeline])).toEqual([false, true]);
  expect(ruledOf([cost, timeline])).toEqual([false, true]);
});

test('what nobody ever said is gone from every day, with what later notes said of it', () => {
  const again = { noteId: 'note-2026-11-17', day: '2026-11-17', quote: worry.raisedBy.quote, dueOn: null };
  const readings = readingsFor(notes, [worry, signal('pain', '2026-11-03')]);
  const left = correctReadings(readings, [ruled(worry, 'never')]);
  const history = historyOf({ notes, readings: left });
  expect(history.on('2026-11-04').signals.map(({ kind }) => kind)).toEqual(['pain']);
  const denied = correctReadings(readingsFor(notes, [{ ...worry, again: [again] }]), [
    ruled({ ...worry, raisedBy: again }, 'never'),
  ]);
  expect(historyOf({ notes, readings: denied }).on(asOf).signals).toMatchObject([{ again: [] }]);
});

test('what people say a note holds is there on every day from the note’s on, until that is taken back', () => {
  const missing = ruled(signal('promise', '2026-11-17', { who: 'us' }), 'added', {
    added: { text: 'ROI sheet', dueOn: '2026-11-20' },
  });
  const readings = readingsFor(notes, [worry]);
  const history = historyOf({ notes, readings: correctReadings(readings, [missing]) });
  expect(history.on('2026-11-16').signals).toEqual([worry]);
  expect(history.on('2026-11-17').signals).toMatchObject([
    { kind: 'objection' },
    { kind: 'promise', who: 'us', text: 'ROI sheet', dueOn: '2026-11-20', closedBy: null },
  ]);
  expect(correctReadings(readings, [])).toEqual(readings);
});

test('a correction that fits nothing any more is listed', () => {
  const said = ruled(quoting(worry, 'nervous about the migration timeline'), 'not_true');
  expect(unfitting([quoting(worry, 'about the migration timeline')], [said])).toEqual([]);
  expect(unfitting([quoting(worry, 'price is far too high')], [said])).toEqual([said]);
});

test('a promise of ours and one of theirs in the same words are two', () => {
  const words = 'I send the sheet and she sends the form';
  const [ours, theirs] = (['us', 'them'] as const).map((who) =>
    quoting(signal('promise', '2026-11-17', { who }), words),
  );
  if (!ours || !theirs) throw new TypeError('two promises');
  for (const one of [ours, theirs]) {
    const done = putRight([ours, theirs], [ruled(one, 'done')]).filter(({ correction }) => correction);
    expect(done.map(({ who }) => who)).toEqual([one.who]);
  }
});

test('what is said in a later zone counts at once in an earlier one', () => {
  const said = ruled(worry, 'not_true', { day: addDays(asOf, 1) });
  expect(saidBy(asOf, [said])).toEqual([{ ...said, day: asOf }]);
});

test('no sentence rests on words that were put right, and one on words that stand does', () => {
  expect(isCorrected(worry.raisedBy, putRight([worry], [ruled(worry, 'not_true')]))).toBe(true);
  expect(isCorrected(worry.raisedBy, putRight([worry], [ruled(worry, 'holds')]))).toBe(false);
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

/** Signals with words of their own, each on one of some notes; some answered by a later note. */
const anyHistory = fc
  .tuple(
    fc.array(fc.tuple(days, fc.constantFrom(...outcomes)), { minLength: 1, maxLength: 8 }),
    fc.array(
      fc.record({
        kind: fc.constantFrom(...kinds),
        at: fc.nat(),
        closed: fc.option(fc.tuple(fc.nat(), fc.constantFrom(...endings))),
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
      const word = 'abcdefghijkl'.charAt(index).repeat(4);
      const raisedBy = { ...cite(at, `${word}x ${word}y ${word}z`), dueOn: due };
      const answer = closed === null ? null : { ...cite(closed[0], 'answered here'), how: closed[1] };
      const closedBy = answer && answer.day > raisedBy.day ? answer : null;
      return { ...signal(kind, raisedBy.day), text: word, raisedBy, closedBy, dueOn: due };
    });
    return { notes: all, signals };
  });

type Chosen = ReadonlyMap<string, { readonly from: string; readonly says: 'not_true' | 'done' }>;

/** The same history in which what was said of some words was so from its day on. */
function closedIn(history: History, chosen: Chosen): History {
  const close = (one: Signal, day: string): Signal => {
    const said = chosen.get(one.raisedBy.quote);
    if (!said || said.from > day || (one.closedBy && one.closedBy.day <= said.from)) return one;
    const { noteId, quote } = one.raisedBy;
    const how = said.says === 'done' ? 'done' : 'withdrawn';
    return { ...one, closedBy: { noteId, quote, day: said.from, how } };
  };
  return {
    on: (day) => {
      const known = history.on(day);
      return { ...known, signals: known.signals.map((one) => close(one, day)) };
    },
    without: (id) => closedIn(history.without(id), chosen),
  };
}

test('scoring with corrections is scoring notes in which that was closed on that day, and the rows add up', () => {
  const property = fc.property(
    anyHistory,
    fc.array(fc.tuple(fc.nat(), days, fc.constantFrom('not_true' as const, 'done' as const)), {
      maxLength: 4,
    }),
    days,
    ({ notes: all, signals }, said, day) => {
      const chosen = new Map(
        said.flatMap(([at, from, says]) => {
          const one = signals[at % signals.length];
          return one ? [[one.raisedBy.quote, { one, from, says }] as const] : [];
        }),
      );
      const corrections = [...chosen.values()].map(({ one, from, says }, index) =>
        ruled(one, says, { day: from, id: `ruling-${index}` }),
      );
      const told = ({ factors, ...rest }: ReturnType<typeof score>) => ({
        ...rest,
        factors: factors.map(({ signal: _, ...row }) => row),
      });
      const result = score(historyWith(signals, all, corrections), rubric, day);
      const same = score(closedIn(historyWith(signals, all), chosen), rubric, day);
      expect(told(result)).toEqual(told(same));
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
  const [first, ...again] = all.map(({ id, day }) => {
    return { noteId: id, day, quote: `words of ${id} alone`, dueOn: null };
  });
  const raisedBy = first ?? { noteId: '', day: asOf, quote: '', dueOn: null };
  const whole: Signal = { ...signal(kind, asOf), raisedBy, again };
  const corrections = said.flatMap(([at, says, minute], index) => {
    const known = all.filter(({ loggedAt }) => loggedAt <= logged(minute));
    const mention = [raisedBy, ...again].find(({ noteId }) => noteId === known[at % known.length]?.id);
    const on = mention && { ...whole, raisedBy: mention };
    return on ? [ruled(on, says, { id: `ruling-${index}`, at: logged(minute) })] : [];
  });
  return { notes: all, whole, corrections };
}

test('a correction never hides words of a note logged after it, loses none and counts no matter twice', () => {
  const property = fc.property(anyMatter, days, (given, day) => {
    const { whole, ...told } = matterOf(given);
    const corrections = told.corrections.map((one) => ({ ...one, day }));
    const known = historyWith([whole], told.notes, corrections).on(day);
    const idsIn = (list: readonly Signal[]) =>
      list.flatMap((one) => mentionsOf(one).map(({ noteId }) => noteId));
    const open = known.signals.filter(({ closedBy }) => closedBy === null);
    for (const { id, loggedAt } of known.notes) {
      if (corrections.every(({ at }) => loggedAt > at)) expect(idsIn(open)).toContain(id);
    }
    expect(idsIn(known.signals).toSorted()).toEqual(known.notes.map(({ id }) => id).toSorted());
    expect(open.length).toBeLessThanOrEqual(1);
  });
  fc.assert(property, { numRuns: 1000 });
});

const saidAgain = { noteId: 'note-2026-11-17', day: '2026-11-17', quote: 'still nervous', dueOn: null };

test('a worry said again after it was ruled out is open from that note’s day, in that note’s words', () => {
  const said = ruled(worry, 'not_true', { day: '2026-11-10' });
  const told = [{ ...worry, again: [saidAgain] }];
  const history = historyWith(told, notes, [said]);
  expect(history.on('2026-11-16').signals).toMatchObject([{ closedBy: { day: '2026-11-10' } }]);
  const [closed, open, ...more] = history.on(asOf).signals;
  expect(closed).toMatchObject({ correction: { id: said.id }, closedBy: { day: '2026-11-10' } });
  expect(open).toMatchObject({ raisedBy: { day: '2026-11-17', quote: 'still nervous' }, closedBy: null });
  expect(open?.correction).toBeUndefined();
  expect(more).toEqual([]);
  const once = historyWith(told, notes, [said, ruled(worry, 'not_true', { day: '2026-11-20' })]);
  expect(once.on(asOf).signals).toHaveLength(1);
  expect(score(once, rubric, asOf).value - score(history, rubric, asOf).value).toBe(4);
});

test('logging the note that says it again is what the note cost', () => {
  const said = ruled(worry, 'not_true', { day: '2026-11-10' });
  const more = [...notes, note({ day: '2026-11-05' })];
  const history = historyWith([{ ...worry, again: [saidAgain] }], more, [said]);
  const { parts, news } = gainOf('note-2026-11-17', history, { rubric, asOf });
  expect(parts).toContainEqual(expect.objectContaining({ points: -4 }));
  expect(news).toMatchObject([{ raisedBy: { noteId: 'note-2026-11-17' } }]);
});

test('what nobody ever said is gone from what was found when notes were compared, too', () => {
  const of = { ...refOf(worry), text: worry.text };
  const change = { of, how: 'again' as const, quote: 'still nervous about the timeline', dueOn: null };
  const compared = [{ noteId: 'note-2026-11-17', against: [], changes: [change] }];
  const again = { ...worry, raisedBy: { ...worry.raisedBy, noteId: 'note-2026-11-17', quote: change.quote } };
  expect(correctComparisons(compared, [ruled(again, 'never')])).toMatchObject([{ changes: [] }]);
  expect(correctComparisons(compared, [ruled(worry, 'never')])).toEqual(compared);
});

test('a correction of what nobody ever said, as is known by now, is nothing to look at again', () => {
  const said = ruled(worry, 'not_true');
  expect(unfitting([], [said])).toEqual([said]);
  expect(unfitting([], [said, ruled(worry, 'never')])).toEqual([]);
});
