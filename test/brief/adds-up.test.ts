import fc from 'fast-check';
import { expect, test } from 'vitest';
import { assembleBrief } from '../../src/brief/assemble.ts';
import type { Brief } from '../../src/brief/brief.ts';
import { gainOf } from '../../src/brief/gain.ts';
import { chartOf } from '../../src/brief/score/chart.ts';
import type { History } from '../../src/brief/score/history.ts';
import { type Score, score } from '../../src/brief/score/score.ts';
import type { Signal } from '../../src/brief/score/signal.ts';
import { addDays } from '../../src/util/calendar.ts';
import { anyDeal, type GeneratedDeal, today } from './generated-deal.ts';
import { deal, note, priya, rubric } from './support.ts';

const request = { deal: deal.key, prospect: priya.key, asker: 'U1' };
const numRuns = 1000;
const sum = (rows: readonly { points: number }[]) => rows.reduce((total, { points }) => total + points, 0);

function briefOf({ notes, testimony }: GeneratedDeal, asOf?: string): Brief {
  const source = { kind: 'kept' } as const;
  const findings = { request: { ...request, asOf }, notes, testimony, source, corrections: [] };
  return assembleBrief(findings, { rubric, asOf: asOf ?? today });
}

function scoreOf({ score: scored }: Brief): Score {
  if (scored === null) throw new Error('a brief of two notes has a score');
  return scored;
}

test('the points on a card add up to its score, which lies in its band', () => {
  const property = fc.property(anyDeal, (generated) => {
    const { factors, value, range } = scoreOf(briefOf(generated));
    expect(sum(factors)).toBe(value);
    expect(value).toBeGreaterThanOrEqual(range[0]);
    expect(value).toBeLessThanOrEqual(range[1]);
  });
  fc.assert(property, { numRuns });
});

test('the last point of the chart is the score on the card, and each other the card as of its day', () => {
  const property = fc.property(anyDeal, (generated) => {
    const now = scoreOf(briefOf(generated));
    const history = { signals: generated.testimony.signals, notes: generated.notes };
    const points = chartOf({ history, rubric, asOf: today, score: score(history, rubric, today) }, 24);
    expect(points.at(-1)).toEqual({ day: today, value: now.value });
    for (const { day, value } of points.slice(0, -1))
      expect(value).toBe(scoreOf(briefOf(generated, day)).value);
  });
  fc.assert(property, { numRuns });
});

const call = note({ id: 'note-of-today', day: today, outcome: 'spoke', loggedAt: `${today}T20:00:00.000Z` });
const saidToday = { noteId: call.id, day: today, quote: 'what was said' };
const settling = 'Settle: ';

/** The deal after the call that a line speaks of was logged. */
function after(line: string, { notes, testimony: { signals } }: GeneratedDeal): History {
  const [kind] = Object.entries(rubric.kinds).find(([, { raise }]) => raise === line) ?? [];
  if (kind !== undefined) {
    const heard = { kind, text: 'heard', who: 'them', dueOn: addDays(today, 7) } as const;
    return {
      notes: [...notes, call],
      signals: [...signals, { ...heard, raisedBy: saidToday, closedBy: null }],
    };
  }
  const isMeant = ({ kind, closedBy, text }: Signal) =>
    kind === 'objection' && closedBy === null && line === settling + text;
  const settled = signals.find(isMeant);
  if (line.startsWith(settling)) expect(settled).toBeDefined();
  const closed = signals.map((one) => (one === settled ? { ...one, closedBy: saidToday } : one));
  return { notes: [...notes, call], signals: closed };
}

test('each line of what would raise the score is what logging that call then gains', () => {
  let lines = 0;
  const property = fc.property(anyDeal, (generated) => {
    const brief = briefOf(generated);
    for (const { text, points } of brief.raises) {
      const then = after(text, generated);
      expect(score(then, rubric, today).value - scoreOf(brief).value, text).toBe(points);
      expect(sum(gainOf(call.id, then, { rubric, asOf: today }).parts), text).toBe(points);
      expect(points).toBeGreaterThan(0);
      lines += 1;
    }
  });
  fc.assert(property, { numRuns });
  expect(lines).toBeGreaterThan(numRuns);
});

test('no step is left out that would raise the score by more than a call alone', () => {
  const property = fc.property(anyDeal, (generated) => {
    const { raises, ...brief } = briefOf(generated);
    const gain = (line: string) =>
      score(after(line, generated), rubric, today).value - (brief.score?.value ?? 0);
    const alone = Math.max(0, gain('Any call that reaches them'));
    const told = new Map(raises.map(({ text, points }) => [text, points]));
    for (const { raise } of Object.values(rubric.kinds)) {
      if (raise !== undefined && gain(raise) > alone) expect(told.get(raise)).toBe(gain(raise));
    }
    expect(told.get('Any call that reaches them') ?? 0).toBe(alone);
  });
  fc.assert(property, { numRuns: 300 });
});
