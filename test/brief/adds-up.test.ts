import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gainOf, scoreChanges } from '../../src/brief/gain.ts';
import { chartOf } from '../../src/brief/score/chart.ts';
import { raisesOf } from '../../src/brief/score/raises.ts';
import { score, scoreOn } from '../../src/brief/score/score.ts';
import { addDays } from '../../src/util/calendar.ts';
import { anyReadDeal, historyFrom, type ReadDeal, readOn } from './generated-readings.ts';
import { rubric } from './support.ts';

const numRuns = 300;
const scale = { rubric, asOf: readOn };
const anyBack = fc.nat(200);
const sum = (rows: readonly { points: number }[]) => rows.reduce((total, { points }) => total + points, 0);
const scoreOfDeal = (deal: ReadDeal, asOf = readOn) =>
  scoreOn(historyFrom(deal).on(asOf), { rubric, asOf }).value;

test('the rows of a score add up to it, and it lies in its band', () => {
  const property = fc.property(anyReadDeal, anyBack, (deal, back) => {
    const asOf = addDays(readOn, -back);
    fc.pre(deal.notes.some(({ day }) => day <= asOf));
    const { factors, value, range } = score(historyFrom(deal), rubric, asOf);
    expect(sum(factors)).toBe(value);
    expect(Number.isInteger(value) && value >= 0 && value <= 100).toBe(true);
    expect(value >= range[0] && value <= range[1]).toBe(true);
    expect(factors.every(({ points }) => Number.isInteger(points))).toBe(true);
  });
  fc.assert(property, { numRuns });
});

test('the score of a past day is the one that the notes up to then give on that day', () => {
  const property = fc.property(anyReadDeal, anyBack, (deal, back) => {
    const asOf = addDays(readOn, -back);
    const notes = deal.notes.filter(({ day }) => day <= asOf);
    fc.pre(notes.length > 0);
    const ids = new Set(notes.map(({ id }) => id));
    const readings = deal.readings.filter(({ noteId }) => ids.has(noteId));
    expect(score(historyFrom(deal), rubric, asOf)).toEqual(
      score(historyFrom({ notes, readings }), rubric, asOf),
    );
  });
  fc.assert(property, { numRuns });
});

test('each point of the chart is the score of its day, and the last one the score', () => {
  const property = fc.property(anyReadDeal, (deal) => {
    const history = historyFrom(deal);
    const points = chartOf(history, scale, 24);
    for (const { day, value } of points) expect(value).toBe(score(history, rubric, day).value);
    expect(points.at(-1)?.day).toBe(readOn);
  });
  fc.assert(property, { numRuns });
});

test('what the second witness has not spoken of never raises a score', () => {
  const property = fc.property(anyReadDeal, (deal) => {
    const at = deal.readings.length - 1;
    const [being, unread] = [{ checkingUntil: '2027-01-01T00:00:00.000Z' }, { signals: [], changes: [] }];
    const withReading = (change: object) => ({
      ...deal,
      readings: deal.readings.map((one, index) => (index === at ? { ...one, ...change } : one)),
    });
    expect(scoreOfDeal(withReading(being))).toBeLessThanOrEqual(scoreOfDeal(withReading(unread)));
  });
  fc.assert(property, { numRuns });
});

test('the parts of what a note gained add up to what it changed', () => {
  const property = fc.property(anyReadDeal, fc.nat(11), (deal, which) => {
    const id = deal.notes[which % deal.notes.length]?.id ?? '';
    const { before, after, parts } = gainOf(id, historyFrom(deal), scale);
    if (before === null || after === null) expect(parts).toEqual([]);
    else expect(sum(parts)).toBe(after.value - before.value);
  });
  fc.assert(property, { numRuns });
});

test('what moved a score from one day of its chart to the next adds up, and the first day adds up to its score', () => {
  const property = fc.property(anyReadDeal, (deal) => {
    const history = historyFrom(deal);
    const points = chartOf(history, scale, 24);
    const changes = scoreChanges(points, history, rubric);
    expect(changes.map(({ day, value }) => ({ day, value }))).toEqual(points);
    for (const [at, { value, change, parts }] of changes.entries()) {
      expect(change).toBe(at === 0 ? null : value - (points[at - 1]?.value ?? 0));
      expect(sum(parts)).toBe(change ?? value);
    }
  });
  fc.assert(property, { numRuns });
});

test('what would raise a score raises it, by more than a call alone, the most first', () => {
  let lines = 0;
  const property = fc.property(anyReadDeal, (deal) => {
    const known = historyFrom(deal).on(readOn);
    const raises = raisesOf(known, scale);
    const alone = raises.find(({ text }) => text === 'Any call that reaches them')?.points ?? 0;
    for (const { text, points } of raises) {
      expect(points, text).toBeGreaterThan(text === 'Any call that reaches them' ? 0 : alone);
      expect(points + scoreOn(known, scale).value, text).toBeLessThanOrEqual(100);
      lines += 1;
    }
  });
  fc.assert(property, { numRuns });
  expect(lines).toBeGreaterThan(numRuns);
});
