import { addDays } from '../brief/calendar.ts';
import { promisesOf } from '../brief/open-items.ts';
import { type DealCase, knownOf, type WeekScale } from './deal-case.ts';
import { lineOf, type Words } from './line.ts';
import { byRank } from './rank.ts';
import type { ClosedDeal, Comparison, DuePromise, Telling, UnreadDeal, Week } from './week.ts';
import { changeOf, closings } from './week-changes.ts';
import type { WeekLine } from './week-line.ts';
import { weekDays } from './week-scores.ts';

/** What a week is put together from. */
export interface WeekFindings {
  readonly rep: string;
  readonly cases: readonly DealCase[];
  /** By deal key. */
  readonly words: ReadonlyMap<string, Words>;
  readonly unread: readonly UnreadDeal[];
  readonly closed: readonly ClosedDeal[];
  readonly comparisons: readonly Comparison[];
  readonly telling: Telling;
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
    const { ground } = line;
    return ground.kind === 'quiet' || ground.kind === 'snoozed' ? [{ day: ground.until, line }] : [];
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
    telling: findings.telling,
  };
}
