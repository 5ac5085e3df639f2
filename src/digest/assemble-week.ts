import { promisesOf } from '../brief/open-items.ts';
import { addDays } from '../util/calendar.ts';
import { byRank } from './bucket.ts';
import { type DealCase, knownOf, type WeekScale, weekDays } from './deal-case.ts';
import { type LineWords, lineOf } from './line.ts';
import type {
  ClosedDeal,
  Comparison,
  DuePromise,
  UnreadDeal,
  Week,
  WeekChange,
  WeekLine,
  WordingSummary,
} from './week.ts';

/** What a week is put together from. */
interface WeekFindings {
  readonly rep: string;
  readonly cases: readonly DealCase[];
  /** By deal key. */
  readonly words: ReadonlyMap<string, LineWords>;
  readonly unread: readonly UnreadDeal[];
  readonly closed: readonly ClosedDeal[];
  readonly comparisons: readonly Comparison[];
  readonly wording: WordingSummary;
}

function dueSoon(one: DealCase, scale: WeekScale): readonly DuePromise[] {
  const { known, asOf } = knownOf(one, scale);
  const last = addDays(scale.today, weekDays - 1);
  return promisesOf(known, asOf).flatMap((promise) => {
    const { dueOn } = promise;
    const isDue = dueOn !== null && dueOn <= last;
    return isDue ? [{ ...promise, dueOn, deal: one.deal, prospect: one.prospect }] : [];
  });
}

function nextDateOf(onTrack: readonly WeekLine[]): Week['nextDate'] {
  const dated = onTrack.flatMap((line) => {
    const { rule } = line;
    return rule.kind === 'quiet' || rule.kind === 'snoozed' ? [{ day: rule.until, line }] : [];
  });
  return dated.toSorted((a, b) => a.day.localeCompare(b.day))[0] ?? null;
}

/** The whole week: each open deal in one bucket or, unread, in the list of those. */
export function assembleWeek(findings: WeekFindings, scale: WeekScale): Week {
  const { cases, words, unread, closed } = findings;
  const since = addDays(scale.today, -weekDays);
  const pairs = cases.map((one) => ({ one, line: lineOf(one, scale, words.get(one.deal.key) ?? null) }));
  const inBucket = (bucket: WeekLine['bucket']) =>
    pairs
      .filter(({ line }) => line.bucket === bucket)
      .map(({ line }) => line)
      .toSorted(byRank);
  const [now, thisWeek, onTrack] = [inBucket('now'), inBucket('this_week'), inBucket('on_track')];
  const changes = [
    ...closings(closed, since),
    ...pairs.flatMap(({ one, line }) => changeOf(line, one, since)),
  ];
  return {
    rep: findings.rep,
    asOf: scale.today,
    now,
    thisWeek,
    onTrack,
    unread,
    closed: closed.toSorted((a, b) => b.day.localeCompare(a.day)),
    coverage: {
      open: cases.length + unread.length,
      considered: cases.length,
      now: now.length,
      thisWeek: thisWeek.length,
      onTrack: onTrack.length,
      unread: unread.length,
      closed: closed.length,
      closedLastWeek: closings(closed, since).length,
    },
    promises: cases.flatMap((one) => dueSoon(one, scale)).toSorted((a, b) => a.dueOn.localeCompare(b.dueOn)),
    changes,
    comparisons: findings.comparisons,
    nextDate: nextDateOf(onTrack),
    isAllClear: now.length + thisWeek.length + unread.length === 0,
    wording: findings.wording,
  };
}

/** A move of the score that is worth a line. */
const leastMove = 8;

/** What a line did in the last seven days; at most one change for each, the weightiest. */
function changeOf(line: WeekLine, one: DealCase, since: string): readonly WeekChange[] {
  const { deal, prospect, change, rule } = line;
  const shared = { deal, prospect, points: null, day: null };
  const first = one.notes.at(-1)?.day ?? since;
  if (first > since) return [{ ...shared, kind: 'new', day: first }];
  if (change !== null && Math.abs(change) >= leastMove) {
    return [{ ...shared, kind: change > 0 ? 'up' : 'down', points: change }];
  }
  if (rule.kind === 'not_logged' && rule.pauseEnd !== null && rule.pauseEnd >= since) {
    return [{ ...shared, kind: 'pause_ended', day: rule.pauseEnd }];
  }
  return [];
}

/** Deals won and lost after that day. */
function closings(closed: readonly ClosedDeal[], since: string): readonly WeekChange[] {
  return closed
    .filter(({ day }) => day > since)
    .map(({ deal, prospect, outcome, day }) => ({ deal, prospect, kind: outcome, points: null, day }));
}
