import { expect, test } from 'vitest';
import { topicOf } from '../../src/ask/about.ts';

test.each([
  ['does it fall due this week?', '“fall due this week”'],
  ['did Stockwise not pick us?', null],
  ['what is the difference between this week and last week?', '“difference between this week and last week”'],
  ['What is Maya’s email?', '“email”'],
  ['Does Maya Chen like blue wine with fish?', '“blue wine with fish”'],
  ['Does the licence scare Maya over lunch?', '“licence scare”'],
])('of “%s” the words that are quoted stand in a row: %s', (question, words) => {
  expect(topicOf(question, ['Maya Chen', 'Stockwise'])).toBe(words);
});
