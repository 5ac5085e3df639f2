import fc from 'fast-check';
import { expect, test } from 'vitest';
import { notesAsJson, notesAsMarkdown } from '../../src/memory/export.ts';
import type { ForgetPlan } from '../../src/memory/forget.ts';
import {
  confirmView,
  decodeConfirmation,
  nameOf,
  previewMessage,
  receiptMessage,
} from '../../src/slack/forget/views.ts';
import { snippetMessages } from '../../src/slack/kit/snippet.ts';
import { anyNote, anyText } from '../support/arbitrary.ts';
import { expectLegalMessage, expectLegalView } from '../support/legal.ts';
import { textOf } from '../support/person.ts';

const today = '2026-11-23';
const asked = { command: '/forget', today };

const anyPlan: fc.Arbitrary<ForgetPlan> = fc
  .record({
    notes: fc.array(anyNote, { maxLength: 8 }),
    aliasCount: fc.nat(3),
    staying: fc.nat(9),
  })
  .map(({ notes, ...rest }) => {
    const people = notes.flatMap(({ prospects }) => prospects);
    return { ...rest, notes, person: people[0], alsoOn: people.slice(1) };
  });

test('a preview, the question for the name and a receipt are legal whatever they hold', () => {
  fc.assert(
    fc.property(
      anyPlan,
      fc.option(anyPlan),
      fc.array(fc.nat(3), { minLength: 5, maxLength: 5 }),
      fc.array(anyNote, { maxLength: 5 }),
      (own, all, left, naming) => {
        expectLegalMessage(previewMessage({ prospect: 'p-1', own, all, naming, today }));
        const name = own.person?.name ?? 'x';
        expectLegalView(confirmView(own, { prospect: 'p-1', scope: 'own', name }));
        const [listed = 0, recalled = 0, readable = 0, records = 0, aliases = 0] = left;
        const receipt = {
          noteIds: ['note-1'],
          aliasCount: 2,
          left: { listed, recalled, readable, records, aliases },
          naming,
        };
        expectLegalMessage(receiptMessage({ prospect: 'p-1', scope: 'all', name }, receipt, asked));
      },
    ),
    { numRuns: 120 },
  );
});

test('a receipt calls it clean when no search found anything, and not while one of them still does', () => {
  const none = { listed: 0, recalled: 0, readable: 0, records: 0, aliases: 0 };
  const told = (left: Partial<typeof none>) =>
    textOf(
      receiptMessage(
        { prospect: 'p-1', scope: 'own', name: 'Priya' },
        { noteIds: ['note-1'], aliasCount: 0, left: { ...none, ...left }, naming: [] },
        asked,
      ).blocks,
    );
  expect(told({})).toContain('Nothing of yours is left.');
  for (const search of Object.keys(none)) {
    expect(told({ [search]: 1 })).toContain('Something is left: type /forget and the name once more.');
  }
});

test('nothing that an admin is shown depends on how many notes of others there are, or on what was kept of them', () => {
  const several = anyPlan.filter(({ notes }) => notes.length > 0);
  const anyLeft = fc.constantFrom(0, 3);
  fc.assert(
    fc.property(anyPlan, several, several, anyLeft, (own, all, other, left) => {
      const person = own.person ?? all.person;
      const views = [all, { ...other, person: all.person }].map((plan) => {
        const noteIds = plan.notes.map(({ id }) => id);
        const found = {
          listed: left && plan.notes.length,
          recalled: left,
          readable: 0,
          records: left,
          aliases: 0,
        };
        const meant = { prospect: 'p-1', scope: 'all' as const, name: person?.name ?? 'x' };
        const receipt = { noteIds, aliasCount: plan.aliasCount, left: found, naming: [] };
        return [
          previewMessage({ prospect: 'p-1', own, all: plan, naming: [], today }),
          confirmView({ ...plan, person }, meant),
          receiptMessage(meant, receipt, asked),
        ];
      });
      expect(views[0]).toEqual(views[1]);
    }),
  );
});

test('a name is confirmed by typing it as it is, and by nothing else', () => {
  const typed = (name: string, value: string) => {
    const { private_metadata } = confirmView(
      { person: undefined, notes: [], aliasCount: 0, alsoOn: [], staying: 0 },
      { prospect: 'p-1', scope: 'own', name },
    );
    const state = { values: { forget_name: { forget_name: { value } } } };
    return decodeConfirmation({ private_metadata, state }).isTyped;
  };
  fc.assert(fc.property(anyText, (name) => typed(name, name)));
  expect(typed('Priya Sharma', 'priya sharma ')).toBe(true);
  expect(typed('Priya Sharma', 'Priya')).toBe(false);
  expect(typed('Priya Sharma', '')).toBe(false);
  expect(typed('???', '!!!')).toBe(false);
});

test('an export is legal in Slack, and its JSON gives back every note', () => {
  fc.assert(
    fc.property(fc.array(anyNote, { minLength: 1, maxLength: 4 }), (notes) => {
      const title = `Notes on ${nameOf(notes[0]?.prospects[0])}`;
      expect(JSON.parse(notesAsJson(notes))).toEqual(JSON.parse(JSON.stringify(notes)));
      for (const text of [notesAsJson(notes), notesAsMarkdown(title, notes)])
        for (const message of snippetMessages(title, text)) expectLegalMessage(message);
    }),
    { numRuns: 40 },
  );
});
