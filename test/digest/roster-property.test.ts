import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createOwners } from '../../src/digest/deal-flags.ts';
import { buckets, linesOf, type Week } from '../../src/digest/week.ts';
import { dealHash } from '../../src/memory/identity/keys.ts';
import { type Note, outcomes } from '../../src/memory/note.ts';
import { anyText } from '../support/arbitrary.ts';
import { dealNamed, modelDown, modelThat, noteOn, readerOver, shownIn } from './support.ts';

const anyNote = fc
  .record({
    firm: fc.integer({ min: 0, max: 12 }),
    age: fc.integer({ min: 0, max: 90 }),
    author: fc.constantFrom('U1', 'U1', 'U2'),
    visibility: fc.constantFrom('private' as const, 'team' as const),
    outcome: fc.constantFrom(...outcomes),
    text: anyText,
  })
  .map(({ firm, age, ...rest }) => {
    const day = new Date(Date.parse('2026-11-23T12:00:00Z') - age * 86_400_000).toISOString().slice(0, 10);
    return noteOn(`Firm${firm}`, day, rest);
  });
const anyNotes = fc
  .array(anyNote, { maxLength: 60 })
  .map((notes) => notes.map((note, index): Note => ({ ...note, id: `note-${index}` })));

const claim = fc.record({ text: anyText, note: fc.integer({ min: -2, max: 70 }), quote: anyText });
const anyDeal = fc.oneof(
  fc.record({
    deal: fc.integer({ min: -1, max: 20 }),
    reason: fc.oneof(claim, fc.constant(null), fc.jsonValue()),
    next: fc.oneof(claim, fc.constant(null)),
    signals: fc.oneof(fc.array(fc.jsonValue()), fc.jsonValue()),
  }),
  fc.jsonValue(),
);
const garbage = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom(null, undefined, '', [], {}, { deals: null }),
  fc.record({ deals: fc.array(anyDeal), comparisons: fc.array(fc.jsonValue()) }),
);

/** Honest quotes under hostile words and kinds, for the first so many deals only. */
const hostile = fc.tuple(anyText, fc.integer({ min: 0, max: 12 })).map(([text, count]) => ({ text, count }));

function hostileAnswer(user: string, { text, count }: { text: string; count: number }): unknown {
  const shown = shownIn(user).slice(0, count);
  return {
    deals: shown.map(({ notes }, index) => {
      const at = { note: notes[0]?.number ?? 0, quote: notes[0]?.quote ?? '' };
      const signal = { kind: 'next_step', text, who: 'us', raised: at, closed: null, due_on: '2027-01-01' };
      return { deal: index + 1, reason: { text, ...at }, next: { text, ...at }, signals: [signal] };
    }),
    comparisons: [],
  };
}

/** Numbers of firms whose deal changed hands, and whether U1 holds it since. */
type Moves = ReadonlyMap<number, boolean>;
const anyMoves: fc.Arbitrary<Moves> = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 14 }), fc.boolean()), { maxLength: 12 })
  .map((moves) => new Map(moves));

/** The deals that must be in the week, by the rule as it is written down. */
function openDeals(notes: readonly Note[], moves: Moves): readonly string[] {
  const holds = (note: Note) =>
    [...moves].find(([firm]) => note.deal.key === dealNamed(`Firm${firm}`).key)?.[1] ?? note.author === 'U1';
  const mine = new Set(notes.filter(holds).map(({ deal }) => deal.key));
  return [...mine].filter((key) => {
    const visible = notes.filter(
      ({ deal, author, visibility }) => deal.key === key && (author === 'U1' || visibility === 'team'),
    );
    if (visible.length === 0) return false;
    const deciding = visible
      .toSorted(
        (a, b) =>
          a.day.localeCompare(b.day) || a.loggedAt.localeCompare(b.loggedAt) || a.id.localeCompare(b.id),
      )
      .findLast(({ outcome }) => ['won', 'lost', 'next_step'].includes(outcome));
    return deciding === undefined || deciding.outcome === 'next_step';
  });
}

function holds(week: Week, notes: readonly Note[], moves: Moves = new Map()): void {
  const lines = linesOf(week);
  const all = [...lines, ...week.unread].map(({ deal }) => deal.key);
  expect(all.toSorted()).toEqual(openDeals(notes, moves).toSorted());
  const { coverage } = week;
  expect(coverage.now + coverage.thisWeek + coverage.onTrack).toBe(coverage.considered);
  expect(coverage.considered + coverage.unread).toBe(coverage.open);
  expect(coverage.open).toBe(all.length);
  expect(
    [week.now, week.thisWeek, week.onTrack].map((one) => new Set(one.map(({ bucket }) => bucket)).size <= 1),
  ).toEqual([true, true, true]);
  expect(lines.map(({ bucket }) => buckets.indexOf(bucket))).toEqual(
    lines.map(({ bucket }) => buckets.indexOf(bucket)).toSorted(),
  );
  const texts = new Map(notes.map(({ id, text }) => [id, text]));
  for (const { reason, deal } of lines) {
    expect(texts.get(reason.cited.noteId)).toContain(reason.cited.quote);
    expect(notes.find(({ id }) => id === reason.cited.noteId)?.deal.key).toBe(deal.key);
  }
  const told = new Set(lines.map(({ deal }) => deal.key));
  expect(week.wording.withoutWords.every((key) => told.has(key))).toBe(true);
}

test('every open deal is in exactly one place and the coverage adds up, whatever the model answers', async () => {
  await fc.assert(
    fc.asyncProperty(anyNotes, garbage, async (notes, answer) => {
      holds(await readerOver({ notes, model: modelThat(() => answer) }).weekOf(), notes);
    }),
    { numRuns: 120 },
  );
});

test('the same holds for honest quotes under hostile words, on some of the deals', async () => {
  await fc.assert(
    fc.asyncProperty(anyNotes, hostile, async (notes, told) => {
      const model = modelThat(({ user }) => hostileAnswer(user, told));
      const week = await readerOver({ notes, model, tokensPerMinute: 9000 }).weekOf();
      holds(week, notes);
      const shown = linesOf(week).flatMap(({ reason, next }) =>
        [reason, next].filter(({ by }) => by === 'model'),
      );
      for (const { text } of shown) expect(text).not.toMatch(/[<>]|@\p{L}|:\/\//u);
    }),
    { numRuns: 80 },
  );
});

test('the same holds when deals were taken over and handed over, some of them several times', async () => {
  await fc.assert(
    fc.asyncProperty(anyNotes, anyMoves, anyMoves, async (notes, earlier, moves) => {
      const over = readerOver({ notes, model: modelDown() });
      const owners = createOwners(over.state);
      const at = '2026-11-20T08:00:00.000Z';
      const all = [...[...earlier].filter(([firm]) => moves.has(firm)), ...moves];
      for (const [firm, isHeld] of all)
        await owners.set({ rep: 'U1', deal: dealHash(dealNamed(`Firm${firm}`).key), holds: isHeld, at });
      const week = await over.weekOf();
      holds(week, notes, moves);
      expect(week.coverage.open + week.coverage.closed).toBeLessThanOrEqual(
        new Set(notes.map(({ deal }) => deal.key)).size,
      );
    }),
    { numRuns: 120 },
  );
});

test('the same holds without a model, and when some of the notes can not be read', async () => {
  await fc.assert(
    fc.asyncProperty(anyNotes, fc.integer({ min: 0, max: 12 }), async (notes, lost) => {
      const texts = async (headers: readonly { id: string }[]) =>
        notes.filter(
          ({ id, deal }) => headers.some((one) => one.id === id) && deal.company !== `Firm${lost}`,
        );
      const week = await readerOver({ notes, model: modelDown(), memory: { texts } }).weekOf();
      holds(week, notes);
      expect(week.unread.every(({ deal }) => deal.company === `Firm${lost}`)).toBe(true);
    }),
    { numRuns: 80 },
  );
});
