import { expect, test } from 'vitest';
import { aboutOf, topicOf, withLikelyNames } from '../../src/ask/about.ts';
import { note, person } from '../memory/support.ts';

test.each([
  ['does it fall due this week?', '“fall due this week”'],
  ['did Stockwise not pick us?', null],
  ['what is the difference between this week and last week?', '“difference between this week and last week”'],
  ['What is Maya’s email?', '“email”'],
  ['Does Maya Chen like blue wine with fish?', '“blue wine with fish”'],
  ['who is about to leave at Stockwise', '“leave”'],
  ['which deals of Ava are at risk', 'Ava'],
  ['what is known of the licence is it dear', 'licence'],
  ['Does the licence scare Maya over lunch?', '“licence scare”'],
])('of “%s” the words that are quoted stand in a row: %s', (question, words) => {
  expect(topicOf(question, ['Maya Chen', 'Stockwise'])).toBe(words);
});

const maya = person('Maya Chen', 'Portline');
const [renewal, pilot, other] = [
  note({ who: [maya], label: 'Renewal' }),
  note({ who: [maya], label: 'Pilot' }),
  note({ who: [person('Tom Keller', 'Rentfield')] }),
];
const dealsOf = (question: string, ...earlier: readonly string[]) => {
  const { deals } = aboutOf(question, { earlier, spokenOf: [] }, [renewal, pilot, other]);
  return deals && [...deals].toSorted();
};

test('of a company’s deals the one is meant whose name was said too, and all of them where none was', () => {
  expect(dealsOf('What is open on the Renewal at Portline?')).toEqual([renewal.deal.key]);
  expect(dealsOf('What is open at Portline?')).toEqual([renewal.deal.key, pilot.deal.key].toSorted());
});

test('a question that looks beyond whoever was asked about before is of all', () => {
  const before = 'What worries Tom Keller?';
  expect(dealsOf('When do we talk next?', before)).toEqual([other.deal.key]);
  for (const question of ['Who else is worried?', 'Which deals are at risk?', 'How many calls were there?'])
    expect(dealsOf(question, before)).toBeNull();
});

test('a word that may mean up to three names is asked about, and one that may mean more is left alone', () => {
  const known = ['Marta Lund', 'Martin Holm', 'Martha Roe', 'Martello Bru'].map((name) =>
    note({ who: [person(name, 'Portline')] }),
  );
  const meant = (count: number) => withLikelyNames('what did mart say', () => false, known.slice(0, count));
  expect(meant(3)).toEqual(['Marta Lund', 'Martin Holm', 'Martha Roe'].map((name) => `what did ${name} say`));
  expect(meant(4)).toEqual([]);
});
