import { expect, test } from 'vitest';
import { readPromises } from '../../src/ask/promises.ts';

const week = { from: '2026-12-28', to: '2027-01-03' };
const read = (question: string) => readPromises(question, { asOf: '2027-01-01', names: ['rentfield'] });

test.each([
  ['Which promises are due this week?', { said: 'due this week', due: week }],
  ['which promises are overdue', { said: 'overdue', due: { from: '0000-01-01', to: '2026-12-31' } }],
  ['What promises do we have due tomorrow?', { who: 'us', due: { from: '2027-01-02', to: '2027-01-02' } }],
  ['My promises this month', { who: 'us', due: { from: '2027-01-01', to: '2027-01-31' } }],
  ['list open promises at Rentfield', { said: '' }],
  ['Who owes us an answer?', { who: 'them', said: '' }],
  ['What do we owe Rentfield?', { who: 'us', said: '' }],
  ['show me their promises', { who: 'them', said: '' }],
])('“%s” is answered by code on 1 January', (question, wanted) => {
  expect(read(question)).toMatchObject(wanted);
});

test.each([
  'What did we promise Rentfield?',
  'Which promises did we break?',
  'Which promises about pricing are open?',
  'Which promises are not due this week?',
  'Who promised a pilot?',
  'Who owes us money?',
  'Is the promised plan due?',
])('“%s” is for the notes to answer', (question) => {
  expect(read(question)).toBeUndefined();
});
