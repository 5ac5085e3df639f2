import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ReadDeal } from '../../src/brief/reading/read-deals.ts';
import { chartOf } from '../../src/brief/score/chart.ts';
import { score } from '../../src/brief/score/score.ts';
import { createHistory } from '../../src/brief/signals/replay.ts';
import type { Timeline } from '../../src/brief/timelines.ts';
import { type Note, outcomes } from '../../src/memory/note.ts';
import {
  decodeState,
  encodeState,
  firstPage,
  noteView,
  pageOf,
  timelineView,
} from '../../src/slack/timeline/view.ts';
import { readingOf } from '../ask/answering.ts';
import { note, rubric } from '../brief/support.ts';
import { anyNote, anyText } from '../support/arbitrary.ts';
import { expectLegalView } from '../support/legal.ts';
import { textOf } from '../support/person.ts';

const asOf = '2026-11-23';
/** All of it read, and nothing found but who was reached when. */
function readOf(notes: readonly Note[]): ReadDeal {
  const readings = notes.map((note) => readingOf(note));
  const at = `${asOf}T12:00:00Z`;
  const history = createHistory({
    ...{ notes, readings, comparisons: [], at },
    correct: ({ signals }) => signals,
  });
  const reading = {
    unread: new Set(notes.slice(20).map(({ id }) => id)),
    uncompared: 0,
    isBeingChecked: false,
    leftOut: 0,
  };
  return {
    ...{ notes, history, asOf, reading, leftOut: new Map(), corrections: [] },
    score: notes.length > 1 ? score(history, rubric, asOf) : null,
    raises: () => [],
    readingBy: () => reading,
  };
}

const anyTimeline: fc.Arbitrary<Timeline> = fc
  .record({
    notes: fc.array(anyNote, { minLength: 1, maxLength: 25 }),
    by: fc.constantFrom('words' as const, 'meaning' as const, null),
    at: fc.nat(9_000),
    hides: fc.boolean(),
    isPerson: fc.boolean(),
  })
  .map(({ notes, by, at, hides, isPerson }) => {
    const [first] = notes;
    const read = readOf(notes);
    return {
      prospect: isPerson ? (first?.prospects[0] ?? null) : null,
      deal: first?.deal ?? { key: 'd', company: null, label: null },
      rows: hides ? [] : notes.map((note) => ({ note, by, at: Math.min(at, note.text.length) })),
      count: notes.length,
      dealCount: notes.length + 2,
      read,
      chart: read.score ? chartOf(read.history, { rubric, asOf }, 24) : [],
    };
  });

const anyState = fc.record({
  deal: fc.constant('deal-1'),
  prospect: fc.option(fc.constant('person-1')),
  isWhole: fc.boolean(),
  outcome: fc.option(fc.constantFrom(...outcomes)),
  query: anyText.map((text) => text.slice(0, 200)),
  page: fc.nat(9),
});

test('a timeline and a note in it are legal modals whatever they hold', () => {
  fc.assert(
    fc.property(anyTimeline, anyState, anyText, (timeline, state, notice) => {
      const reader = { asker: 'U0AVA00001', today: asOf, notice, pictures: { areAllowed: true } };
      expectLegalView(timelineView(timeline, state, reader));
      for (const { note } of timeline.rows.slice(0, 2)) expectLegalView(noteView(note, state, reader));
    }),
    { numRuns: 120 },
  );
});

test('what a timeline shows survives the way through the modal', () => {
  fc.assert(
    fc.property(anyState, (state) => {
      const view = { private_metadata: encodeState(state), state: { values: {} } };
      fc.pre(view.private_metadata.length <= 3_000);
      return JSON.stringify(decodeState(view)) === JSON.stringify(state);
    }),
  );
});

test('of a page that is there no more, the last one is shown', () => {
  const seen = (count: number, page: number) => {
    const rows = Array.from({ length: count }, () => ({ note: note(), by: null, at: 0 }));
    const shown = pageOf({ rows }, { page });
    return [shown.page, shown.pages, shown.from, shown.rows.length];
  };
  expect(seen(21, 2)).toEqual([2, 3, 20, 1]);
  expect(seen(20, 2)).toEqual([1, 2, 10, 10]);
  expect(seen(0, 4)).toEqual([0, 1, 0, 0]);
});

test('words found far down a note are shown from a whole word before them', () => {
  const before = 'sevenly '.repeat(40);
  const found = note({ text: `${before}security review` });
  const timeline: Timeline = {
    ...{ prospect: null, deal: found.deal, count: 1, dealCount: 1, read: readOf([found]), chart: [] },
    rows: [{ note: found, by: 'words', at: before.length }],
  };
  const state = { ...firstPage({ deal: found.deal.key, prospect: null }), query: 'security' };
  const reader = { asker: found.author, today: asOf, notice: '', pictures: { areAllowed: false } };
  expect(textOf(timelineView(timeline, state, reader))).toMatch(/“…(?:sevenly ){7}security review”/);
});
