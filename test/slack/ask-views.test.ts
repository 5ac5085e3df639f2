import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { echoed } from '../../sandbox/slack/output.ts';
import type { Answer } from '../../src/ask/answer.ts';
import { answerMessage, lookingFor } from '../../src/slack/ask/answer-message.ts';
import { askedView, askForm, createRecentQuestions } from '../../src/slack/ask/verb.ts';
import { questionBlock, questionIn, typedQuestion } from '../../src/slack/kit/question.ts';
import { anyNote, anyText } from '../support/arbitrary.ts';
import { expectLegalMessage, expectLegalView } from '../support/legal.ts';

const asOf = '2026-11-23';
const cited = fc.tuple(anyNote, anyText).map(([{ id, day, prospects, deal, author }, quote]) => {
  return { noteId: id, day, quote, prospects, deal, author, isPrivate: quote.length % 2 === 0 };
});
const common = { asOf: fc.constant(asOf), followUps: fc.array(anyText, { maxLength: 2 }) };
const ofNotes = { ...common, reading: fc.record({ unread: fc.nat(3), of: fc.nat(9) }) };
const behind = anyNote.map(({ deal, prospects, day }) => ({
  deal,
  prospects,
  lastDay: day,
  noteCount: 1,
  why: deal.label,
}));
const count = fc.record({
  total: fc.nat(5_000),
  unit: fc.constantFrom('deals', 'people', 'companies', 'notes', 'calls'),
  conditions: fc.array(anyText, { maxLength: 8 }),
  parts: fc.array(fc.record({ label: anyText, count: fc.nat(99) }), { maxLength: 7 }),
  behind: fc.array(behind, { maxLength: 30 }),
  doubtful: fc.array(behind, { maxLength: 30 }),
  unread: fc.nat(3),
});

const anyAnswer: fc.Arbitrary<Answer> = fc.oneof(
  fc.record({
    kind: fc.constant('cited' as const),
    sentences: fc.array(
      fc.record({
        text: anyText.map((text) => `${text} said`),
        cited: fc.array(cited, { minLength: 1, maxLength: 3 }),
      }),
      { minLength: 1, maxLength: 3 },
    ),
    ...ofNotes,
  }),
  fc.record({ kind: fc.constant('counted' as const), count, ...common }),
  fc.record({ kind: fc.constant('uncountable' as const), ...common }),
  fc.record({
    kind: fc.constant('nothing' as const),
    about: fc.option(anyText),
    names: fc.array(anyText, { maxLength: 9 }),
    holding: fc.array(cited, { maxLength: 3 }),
    besides: fc.array(fc.record({ text: anyText, cited: fc.array(cited, { maxLength: 3 }) }), {
      maxLength: 3,
    }),
    isOwn: fc.boolean(),
    ...ofNotes,
  }),
  fc.record({
    kind: fc.constant('facts' as const),
    reason: fc.constantFrom('model' as const, 'busy' as const),
    notes: fc.array(cited, { minLength: 1, maxLength: 3 }),
    ...ofNotes,
  }),
);

test('an answer is legal in Slack and inert whatever was asked, noted and said', () => {
  fc.assert(
    fc.property(anyText, anyAnswer, (typed, answer) => {
      const question = typedQuestion(typed);
      expectLegalMessage(answerMessage(question, answer, 'U1'));
      expectLegalMessage(lookingFor(question));
    }),
    { numRuns: 300 },
  );
});

test('a question is read back to the letter from its answer as Slack hands it back', () => {
  fc.assert(
    fc.property(anyText, (typed) => {
      const { text } = typedQuestion(typed);
      expect(text.length).toBeLessThanOrEqual(300);
      const handedBack = z.array(z.unknown()).parse(echoed([{ type: 'divider' }, questionBlock(text)]));
      expect(questionIn(handedBack)).toBe(text);
    }),
  );
  expect(questionIn(undefined)).toBeUndefined();
  expect(questionIn([{ type: 'section', text: { text: '“no”' } }])).toBeUndefined();
});

test('the form and what takes its place are legal', () => {
  expectLegalView(askForm());
  expectLegalView(askedView());
});

test.each([11, 14])('of %i deals behind a number ten are named, and the rest is counted', (deals) => {
  const one = { deal: { key: 'rentfield', company: 'Rentfield', label: null }, prospects: [], noteCount: 3 };
  const count = {
    ...{ total: 500, unit: 'calls' as const, conditions: [], parts: [], unread: 0 },
    doubtful: [],
    behind: Array.from({ length: deals }, () => ({ ...one, lastDay: asOf, why: null })),
  };
  const answer = { kind: 'counted' as const, count, asOf, followUps: [] };
  const shown = answerMessage(typedQuestion('how many calls'), answer, 'U1');
  expect(JSON.stringify(shown)).toContain(`and ${deals - 10} more`);
});

test('a pronoun looks back at the last three questions of its asker, and at none older than ten minutes', () => {
  let at = Date.parse('2026-11-23T09:00:00Z');
  const recent = createRecentQuestions(() => new Date(at));
  for (const question of ['Who is Zoe?', 'Who is Omar?', 'Who is Ida?', 'Who is Pim?'])
    recent.asked('U1', question);
  expect(recent.of('U1')).toEqual(['Who is Omar?', 'Who is Ida?', 'Who is Pim?']);
  expect(recent.of('U2')).toEqual([]);
  at += 10 * 60_000 - 1;
  expect(recent.of('U1')).toHaveLength(3);
  at += 1;
  expect(recent.of('U1')).toEqual([]);
});

test('a note that a colleague wrote stands below an answer with their name, the asker’s own without', () => {
  const deal = { key: 'rentfield', company: 'Rentfield', label: null };
  const note = { noteId: 'n', day: asOf, quote: 'I promised her', prospects: [], deal, isPrivate: false };
  const answer = (author: string): Answer => {
    const sentences = [{ text: 'Rentfield: promised.', cited: [{ ...note, author }] }];
    return { kind: 'cited', sentences, asOf, followUps: [], reading: { unread: 0, of: 1 } };
  };
  const shown = (author: string) =>
    JSON.stringify(answerMessage(typedQuestion('what was promised'), answer(author), 'U1'));
  expect(shown('U2')).toContain('23 Nov, Rentfield · by <@U2>');
  expect(shown('U1')).not.toContain(' by ');
});
