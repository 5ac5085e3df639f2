import { type Comparison, linesOf, type Week } from './week.ts';
import type { WeekLine } from './week-line.ts';

const bucketWords = {
  now: 'needs attention now',
  this_week: 'is for this week',
  on_track: 'is on track',
} as const;

function nameOf({ prospect }: WeekLine): string {
  return prospect.name;
}

function scoreOf({ score }: WeekLine): string {
  return score === null ? 'no score yet' : `${score.value} ${score.band}`;
}

function sentence(upper: WeekLine, lower: WeekLine): string {
  const [above, below] = [nameOf(upper), nameOf(lower)];
  if (upper.bucket !== lower.bucket) {
    const [first, second] = [bucketWords[upper.bucket], bucketWords[lower.bucket]];
    return `${above} ${first}: ${upper.why}. ${below} ${second}: ${lower.why}.`;
  }
  return `${above}: ${upper.why}, ${scoreOf(upper)}. ${below}: ${lower.why}, ${scoreOf(lower)}.`;
}

/**
 * Why one deal stands above another, with a note of each, by code. The deals come back in the order they stand in, which
 * tells when it is the other way round. Null when either is not a line of the week.
 */
export function whyAbove(week: Week, a: string, b: string): Comparison | null {
  const lines = linesOf(week);
  const [first, second] = [a, b].map((key) => lines.findIndex(({ deal }) => deal.key === key));
  if (first === undefined || second === undefined || first === second) return null;
  const [upper, lower] = [lines[Math.min(first, second)], lines[Math.max(first, second)]];
  if (upper === undefined || lower === undefined) return null;
  return {
    text: sentence(upper, lower),
    deals: [upper.deal.key, lower.deal.key],
    cited: [upper.reason.cited, lower.reason.cited],
    by: 'facts',
  };
}
