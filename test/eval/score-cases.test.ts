import { describe, expect, test } from 'vitest';
import { readCases } from '../../eval/cases.ts';
import { figuresOf, judgeCases, rankCorrelation } from '../../eval/score-cases.ts';
import { scoreOn } from '../../src/brief/score/score.ts';
import { addDays } from '../../src/util/calendar.ts';
import { rubric } from '../brief/support.ts';

const folder = new URL('../../eval/more-cases/', import.meta.url).pathname;
const judged = judgeCases(readCases(folder), rubric);

/** Days after the day of the case on which the score is looked at, too. */
const daysAfter = 60;
/** Nothing changes by more than this overnight without a note. */
const mostOvernight = 5;

test('deals are ranked, levelled and sorted about as a manager does', () => {
  const figures = figuresOf(judged);
  expect(figures.rankCorrelation).toBeGreaterThan(0.9);
  expect(figures.meanDistance).toBeLessThan(8);
  expect(figures.insideRange).toBeGreaterThanOrEqual(figures.views - 2);
  expect(figures.bucketNamed).toBeGreaterThanOrEqual(figures.views - 1);
  expect(figures.atRiskRight).toBeGreaterThanOrEqual(figures.views - 1);
});

describe.each(judged.map((one) => [one.view.deal.deal, one] as const))('%s', (_, { view, history }) => {
  test('moves little from one day to the next without a note', () => {
    const noteDays = new Set(view.deal.notes.map(({ day }) => day));
    const last = addDays(view.deal.as_of, daysAfter);
    const valueOn = (asOf: string) => scoreOn(history.on(asOf), { rubric, asOf }).value;
    for (let day = view.deal.notes[0]?.day ?? last; day < last; day = addDays(day, 1)) {
      const next = addDays(day, 1);
      if (noteDays.has(next)) continue;
      expect(Math.abs(valueOn(next) - valueOn(day)), next).toBeLessThanOrEqual(mostOvernight);
    }
  });
});

test('the first thing to do is what the manager would do first', () => {
  const said = Object.fromEntries(judged.map((one) => [one.view.deal.deal, one.doNext.text]));
  expect(said).toMatchInlineSnapshot(`
    {
      "arkwell-renewal": "Send the contract to Tessa by 26 Oct. They mean to sign on 4 Nov.",
      "bexhill-cold-call": "Try Sol Hartnett once more, another way: no answer for 12 days.",
      "corvane-bakery": "Fix for the slow app, 1 day late: ring Mirela Corvane today with a firm day.",
      "drostan-reopened": "Prepare 10 Nov with Gregor Tait. Demo for Gregor Tait.",
      "eskelund-security": "Send the answer on storage to Anton, 1 day late.",
      "fenmoor-silent": "Reach Annette Roe: Perry Lund gave no answer for 29 days.",
      "gildan-pause": "Let it rest until 8 Dec, then reach Hanne Osterby. Talk after the vote, 10 Dec.",
      "hollins-won": "Nothing is owed: the deal is won.",
    }
  `);
});

test('rank correlation is 1 for the same order, -1 for the reverse, and shares equal ranks', () => {
  expect(rankCorrelation([1, 2, 3], [10, 20, 30])).toBeCloseTo(1);
  expect(rankCorrelation([1, 2, 3], [30, 20, 10])).toBeCloseTo(-1);
  expect(rankCorrelation([1, 2, 2, 4], [1, 2, 3, 4])).toBeCloseTo(0.949, 2);
});
