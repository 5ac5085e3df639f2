import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readCount } from '../../src/ask/count/count-question.ts';
import { plainQuestion } from '../../src/ask/plain-question.ts';
import { isDay } from '../../src/util/calendar.ts';
import { periodIn } from '../../src/util/named-days.ts';
import { anyText } from '../support/arbitrary.ts';

/** A Wednesday. */
const asOf = '2026-11-25';
const known = {
  bands: ['Cold', 'Warming up', 'Engaged', 'Hot', 'Closing'],
  asOf,
  names: ['rentfield', 'priya'],
};
const read = (question: string) => readCount(question, known);

test.each([
  ['How many deals are there?', { unit: 'deals' }],
  ['how many open deals do i have', { unit: 'deals', state: 'open' }],
  ['Count my hot deals', { unit: 'deals', band: 'Hot' }],
  ['What is the number of deals warming up?', { unit: 'deals', band: 'Warming up' }],
  ['How many deals have we won or lost?', { unit: 'deals', state: 'closed' }],
  [
    'How many deals were closed won this week?',
    { unit: 'deals', state: 'won', period: ['2026-11-23', '2026-11-29'] },
  ],
  ['How many deals are silent?', { unit: 'deals', silentOver: 14 }],
  ['How many deals silent for two weeks?', { unit: 'deals', silentOver: 13 }],
  ['How many deals had no contact for more than 30 days', { unit: 'deals', silentOver: 30 }],
  ['How many deals are without contact this week?', { unit: 'deals', silentOver: 2 }],
  ['How many deals have a competitor?', { unit: 'deals', hasCompetitor: true }],
  ['How many deals with security objections?', { unit: 'deals', hasObjection: true, words: ['security'] }],
  ['How many people raised pricing?', { unit: 'people', words: ['pricing'] }],
  ['How many private notes are there on Rentfield?', { unit: 'notes', visibility: 'private' }],
  ["How many notes are in Priya's deal?", { unit: 'notes' }],
  [
    'How many calls did I make in October?',
    { unit: 'calls', author: 'asker', period: ['2026-10-01', '2026-10-31'] },
  ],
  ['How many calls were there yesterday?', { unit: 'calls', period: ['2026-11-24', '2026-11-24'] }],
  ['How many calls since Monday?', { unit: 'calls', period: ['2026-11-23', '2026-11-25'] }],
  [
    'How many calls in the last 30 days had no answer?',
    { unit: 'calls', outcome: 'no_answer', period: ['2026-10-26', '2026-11-25'] },
  ],
  ['How often did we talk with Priya last month?', { unit: 'calls', period: ['2026-10-01', '2026-10-31'] }],
  ['How many companies are there?', { unit: 'companies' }],
  ['How many deals are at risk?', { unit: 'deals', isAtRisk: true }],
  ['how many open at-risk deals do we have', { unit: 'deals', isAtRisk: true, state: 'open' }],
  ['How many people have I not called in two weeks?', { unit: 'people', silentOver: 13, author: 'asker' }],
  ['Which deals are at risk?', { unit: 'deals', isAtRisk: true }],
  ['Which deals have no next step?', { unit: 'deals', isWithoutStep: true }],
  ['how many open deals without an agreed next step', { unit: 'deals', isWithoutStep: true, state: 'open' }],
  ['List all deals', { unit: 'deals' }],
  ['show me all open deals', { unit: 'deals', state: 'open' }],
  ['list the deals at risk', { unit: 'deals', isAtRisk: true }],
  ['deals over 90', { unit: 'deals', scoreOver: 90 }],
  ['my open deals at risk?', { unit: 'deals', isAtRisk: true, state: 'open' }],
  ['Deals without contact this week', { unit: 'deals', silentOver: 2 }],
  ['Who has gone quiet?', { unit: 'deals', silentOver: 14 }],
  ['Who have we not heard from in three weeks?', { unit: 'deals', silentOver: 20 }],
  ['Which hot deals do I have at Rentfield?', { unit: 'deals', band: 'Hot' }],
  [
    'Which deals did we win last month?',
    { unit: 'deals', state: 'won', period: ['2026-10-01', '2026-10-31'] },
  ],
])('“%s” is understood', (question, { period, ...wanted }: Record<string, unknown>) => {
  const [from, to] = Array.isArray(period) ? period : [];
  expect(read(question)).toEqual({ words: [], ...wanted, ...(from ? { period: { from, to } } : {}) });
});

test.each([
  ['who haven’t I talked to', { unit: 'deals', silentOver: 14, words: [] }],
  ["who haven't we called in three weeks", { unit: 'deals', silentOver: 20, words: [] }],
  ["who haven't I spoken to this month", { unit: 'deals', silentOver: 24, words: [] }],
])('“%s” is understood as it was meant', (question, wanted) => {
  expect(read(plainQuestion(question))).toEqual(wanted);
});

test.each([
  'How many objections are there?',
  'How many are silent?',
  'How many of them are nervous?',
  'How many deals are not won?',
  'How many deals without an objection?',
  'How many deals will slip into January?',
  'How many deals are over $50K?',
  'How many deals mention security or price?',
  'How many new deals are there?',
  'How many hot and cold deals?',
  'how many people does Priya have',
  'How many people has Rentfield?',
  'how many people did Priya have',
  'how many',
])('“%s” is a count that code does not make, and no model is asked for', (question) => {
  expect(read(question)).toBe('uncountable');
});

test.each([
  'How long does onboarding take?',
  'How many trucks does Fleetline have?',
  'How many stores did Priya say?',
  'How much did she have in mind?',
  'Who counts the votes?',
  'What does the account team want?',
  'Who was quiet on the call?',
  'Who is at risk of missing the date?',
  'Which deals have an objection?',
  'Which deals are not at risk?',
  'Which deals are at risk over security?',
  'Who won the last round at Rentfield?',
])('“%s” is for the notes to answer', (question) => {
  expect(read(question)).toBeUndefined();
});

test.each([
  ['this quarter', '2026-10-01', '2026-12-31'],
  ['last year', '2025-01-01', '2025-12-31'],
  ['in December', '2025-12-01', '2025-12-31'],
  ['on 3 Nov', '2026-11-03', '2026-11-03'],
  ['on Friday', '2026-11-20', '2026-11-20'],
  ['since 1 October', '2026-10-01', '2026-11-25'],
  ['from 1 Nov to 5 Nov', '2026-11-01', '2026-11-05'],
  ['over the past two weeks', '2026-11-11', '2026-11-25'],
  ['in the last three months', '2026-08-27', '2026-11-25'],
  ['in the last 2 years', '2024-11-25', '2026-11-25'],
  ['since last month', '2026-10-01', '2026-11-25'],
  ['since last week', '2026-11-16', '2026-11-25'],
])('“%s” counts from %s to %s', (words, from, to) => {
  expect(periodIn(`How many calls ${words}?`, asOf)?.period).toEqual({ from, to });
});

test.each([
  ['2027-01-01', 'in October', '2026-10-01', '2026-10-31'],
  ['2027-01-01', 'last month', '2026-12-01', '2026-12-31'],
  ['2027-01-01', 'this week', '2026-12-28', '2027-01-03'],
  ['2024-02-29', 'last year', '2023-01-01', '2023-12-31'],
])('on %s “%s” counts from %s to %s', (today, words, ...days) => {
  const { from, to } = periodIn(`How many calls ${words}?`, today)?.period ?? {};
  expect([from, to]).toEqual(days);
});

test.each(['in two weeks', 'in 3 days', 'on 24 December 2026'])(
  '“%s” is ahead: no note is of then',
  (words) => {
    expect(periodIn(`How many calls ${words}?`, asOf)).toBeUndefined();
  },
);

test.each(['in the last few weeks', 'over the last couple of months', 'in the past fortnight'])(
  '“%s” is no day that could be counted by',
  (words) => {
    expect(read(`How many calls did we have ${words}?`)).toBe('uncountable');
  },
);

test('a word that is a month too is none without a word before it', () => {
  expect(periodIn('How many deals may close, second try?', asOf)).toBeUndefined();
});

test('whatever is typed is read without failing, and a period is made of days in order', () => {
  const words = fc.constantFrom(
    ...'how many count number of deals notes calls open won hot silent for more than 14 days in october since monday last week not or with objection about security 99 31 february 0'.split(
      ' ',
    ),
  );
  const typed = fc.oneof(
    anyText,
    fc.array(words, { maxLength: 14 }).map((all) => `how many ${all.join(' ')}`),
  );
  fc.assert(
    fc.property(typed, (question) => {
      const found = read(question);
      if (found === undefined || found === 'uncountable') return;
      expect(found.silentOver ?? 0).toBeGreaterThanOrEqual(0);
      if (!found.period) return;
      expect(isDay(found.period.from) && isDay(found.period.to)).toBe(true);
      expect(found.period.from <= found.period.to).toBe(true);
    }),
    { numRuns: 1_500 },
  );
});

test('a word of denial is never passed over', () => {
  const denial = fc.constantFrom('not', 'no', 'without', 'never', 'except');
  const rest = fc.constantFrom('open', 'won', 'hot', 'private', 'competitor');
  fc.assert(
    fc.property(denial, rest, (no, what) => {
      const found = read(`How many deals are ${no} ${what}?`);
      expect(found).toBe('uncountable');
    }),
  );
});
