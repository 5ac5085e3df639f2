import fc from 'fast-check';
import { expect, test } from 'vitest';
import { endings, type Signal, type Who } from '../../src/brief/signals/signal.ts';
import { createOwners } from '../../src/digest/deal-flags.ts';
import type { LineWords } from '../../src/digest/line.ts';
import { buckets, linesOf, type Week } from '../../src/digest/week.ts';
import type { WordWeek } from '../../src/digest/wording.ts';
import { dealHash } from '../../src/memory/identity/keys.ts';
import { type Note, outcomes } from '../../src/memory/note.ts';
import { addDays } from '../../src/util/calendar.ts';
import { rubric, signal } from '../brief/support.ts';
import { anyText } from '../support/arbitrary.ts';
import { dealNamed, noteOn, readerOver } from './support.ts';

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

/** What was read in the notes, true or not, and which of them nobody has read. */
const anySaid = fc.array(
  fc.record({
    kind: fc.constantFrom(...Object.keys(rubric.kinds)),
    who: fc.constantFrom<Who>('us', 'them'),
    at: fc.nat(),
    closedAt: fc.option(fc.nat()),
    how: fc.constantFrom(...endings),
    due: fc.option(fc.integer({ min: -40, max: 40 })),
  }),
  { maxLength: 60 },
);
type Said = typeof anySaid extends fc.Arbitrary<infer T> ? T : never;

function signalsIn(notes: readonly Note[], said: Said): readonly Signal[] {
  if (notes.length === 0) return [];
  return said.flatMap(({ kind, who, at, closedAt, how, due }, index) => {
    const raisedIn = notes[at % notes.length];
    const own = notes.filter(({ deal }) => deal.key === raisedIn?.deal.key);
    const closedIn = closedAt === null ? undefined : own[closedAt % own.length];
    if (!raisedIn) return [];
    const dueOn = due === null ? null : addDays(raisedIn.day, due);
    const quote = raisedIn.text.slice(index % 3);
    const raisedBy = { noteId: raisedIn.id, day: raisedIn.day, quote, dueOn };
    const closing =
      closedIn && closedIn.day > raisedIn.day
        ? { noteId: closedIn.id, day: closedIn.day, quote: closedIn.text, how }
        : null;
    return signal(kind, raisedIn.day, { who, text: `matter ${index}`, raisedBy, closedBy: closing, dueOn });
  });
}

/** Numbers of firms whose deal changed hands, and whether U1 holds it since. */
type Moves = ReadonlyMap<number, boolean>;
const anyMoves: fc.Arbitrary<Moves> = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 14 }), fc.boolean()), { maxLength: 12 })
  .map((moves) => new Map(moves));

/** U1's deals and how each stands, by the rule as it is written down. */
function dealsOf(notes: readonly Note[], moves: Moves): ReadonlyMap<string, 'open' | 'won' | 'lost'> {
  const isMine = (note: Note) =>
    [...moves].find(([firm]) => note.deal.key === dealNamed(`Firm${firm}`).key)?.[1] ?? note.author === 'U1';
  const mine = new Set(notes.filter(isMine).map(({ deal }) => deal.key));
  const stands = [...mine].flatMap((key) => {
    const visible = notes.filter(
      ({ deal, author, visibility }) => deal.key === key && (author === 'U1' || visibility === 'team'),
    );
    if (visible.length === 0) return [];
    const inOrder = visible.toSorted(
      (a, b) =>
        a.day.localeCompare(b.day) || a.loggedAt.localeCompare(b.loggedAt) || a.id.localeCompare(b.id),
    );
    const closing = inOrder.findLast(({ outcome }) => outcome === 'won' || outcome === 'lost');
    const later = closing === undefined ? [] : inOrder.slice(inOrder.indexOf(closing));
    const isReopened = later.some(
      ({ outcome }) => outcome === 'reopened' || (outcome === 'next_step' && closing?.outcome === 'lost'),
    );
    const state = closing === undefined || isReopened ? 'open' : closing.outcome === 'won' ? 'won' : 'lost';
    return [[key, state] as const];
  });
  return new Map(stands);
}

/** Where each deal is; a won one is in the week for what is owed alone, and that takes something read. */
function holds(week: Week, notes: readonly Note[], given: { moves?: Moves; isSaid?: boolean } = {}): void {
  const lines = linesOf(week);
  const deals = dealsOf(notes, given.moves ?? new Map());
  const shown = [...lines, ...week.unread].map(({ deal }) => deal.key);
  const closed = week.closed.map(({ deal }) => deal.key);
  expect([...shown, ...closed].toSorted()).toEqual([...deals.keys()].toSorted());
  for (const key of closed) expect(deals.get(key)).not.toBe('open');
  const lost = shown.filter((key) => deals.get(key) === 'lost');
  for (const key of lost) expect(lines.find(({ deal }) => deal.key === key)?.rule.kind).toBe('outcome_said');
  const won = shown.filter((key) => deals.get(key) === 'won');
  if (given.isSaid !== true) expect([...won, ...lost]).toEqual([]);
  expect(week.unread.filter(({ deal }) => deals.get(deal.key) === 'won')).toEqual([]);
  const { coverage } = week;
  expect(coverage.now + coverage.thisWeek + coverage.onTrack).toBe(coverage.considered);
  expect(coverage.considered + coverage.unread).toBe(shown.length);
  const { open, wonOwed = 0, lostAsked = 0 } = coverage;
  expect([open, wonOwed, lostAsked]).toEqual([
    shown.length - won.length - lost.length,
    won.length,
    lost.length,
  ]);
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

test('every deal is in exactly one place and the coverage adds up, whatever was read', async () => {
  await fc.assert(
    fc.asyncProperty(anyNotes, anySaid, fc.array(fc.nat(59)), async (notes, said, unread) => {
      const over = readerOver({
        notes,
        signals: signalsIn(notes, said),
        unread: unread.map((index) => `note-${index}`),
      });
      holds(await over.weekOf(), notes, { isSaid: true });
      expect(over.errors).toEqual([]);
    }),
    { numRuns: 120 },
  );
});

test('the same holds for words on some of the deals and on some that are not there', async () => {
  await fc.assert(
    fc.asyncProperty(anyNotes, anyText, fc.nat(12), async (notes, text, count) => {
      const word: WordWeek = async ({ lines }) => {
        const told = lines.slice(0, count).map(({ deal, reason }) => {
          const claim = { ...reason.cited, text };
          return [deal.key, { reason: claim, next: claim }] as const;
        });
        const withoutWords = lines.slice(count).map(({ deal }) => deal.key);
        const summary = { kind: 'some', reason: null, withoutWords, calls: 1 } as const;
        const nobody = { reason: null, next: null };
        const all = new Map<string, LineWords>([...told, ['deal-nobody', nobody]]);
        return { lines: all, comparisons: [], summary };
      };
      const week = await readerOver({ notes, word }).weekOf();
      holds(week, notes);
      const by = linesOf(week).filter(({ reason }) => reason.by === 'model');
      expect(by).toHaveLength(Math.min(count, week.coverage.considered));
    }),
    { numRuns: 80 },
  );
});

test('the same holds when deals were taken over and handed over, some of them several times', async () => {
  await fc.assert(
    fc.asyncProperty(anyNotes, anyMoves, anyMoves, async (notes, earlier, moves) => {
      const over = readerOver({ notes });
      const owners = createOwners(over.state);
      const at = '2026-11-20T08:00:00.000Z';
      const all = [...[...earlier].filter(([firm]) => moves.has(firm)), ...moves];
      for (const [firm, isHeld] of all)
        await owners.set({ rep: 'U1', deal: dealHash(dealNamed(`Firm${firm}`).key), holds: isHeld, at });
      const week = await over.weekOf();
      holds(week, notes, { moves });
      expect(week.coverage.open + week.coverage.closed).toBeLessThanOrEqual(
        new Set(notes.map(({ deal }) => deal.key)).size,
      );
    }),
    { numRuns: 120 },
  );
});

test('the same holds when some of the notes can not be read', async () => {
  await fc.assert(
    fc.asyncProperty(anyNotes, fc.integer({ min: 0, max: 12 }), async (notes, lost) => {
      const texts = async (headers: readonly { id: string }[]) =>
        notes.filter(
          ({ id, deal }) => headers.some((one) => one.id === id) && deal.company !== `Firm${lost}`,
        );
      const week = await readerOver({ notes, memory: { texts } }).weekOf();
      holds(week, notes);
      expect(week.unread.every(({ deal }) => deal.company === `Firm${lost}`)).toBe(true);
    }),
    { numRuns: 80 },
  );
});
