import { promisesOf } from '../brief/open-items.ts';
import { type Commits, commitOf } from '../brief/pipeline/commits.ts';
import { isReadEnough, type ReadDeals } from '../brief/reading/read-deals.ts';
import { lostSaid, reopeningNote } from '../brief/signals/history.ts';
import { type Cited, troubleKinds } from '../brief/signals/signal.ts';
import type { Memory, NoteRoster } from '../memory/memory.ts';
import { byNewestCall, type Note } from '../memory/note.ts';
import { addDays, dayIn } from '../util/calendar.ts';
import { groupBy } from '../util/group-by.ts';
import { ownTurn } from '../util/own-turn.ts';
import { byRank, dueNowOf } from './bucket.ts';
import { type DealFlagStore, noFlags } from './deal-flags.ts';
import {
  closedDeal,
  type DealCase,
  dealsOf,
  isDormant,
  isSince,
  knownOf,
  type LastWeek,
  lastWeekOf,
  type RepDeal,
  type WeekScale,
  weekDays,
} from './deals.ts';
import { lineOf, withWords } from './line.ts';
import type { Holiday } from './settings.ts';
import {
  buckets,
  type ClosedDeal,
  type CommittedDeal,
  type DueNow,
  type DuePromise,
  type Happening,
  type UnreadDeal,
  type Week,
  type WeekChange,
  type WeekLine,
} from './week.ts';
import type { Wording, WordWeek } from './wording.ts';

interface Deps {
  readonly memory: Memory;
  readonly roster: NoteRoster;
  readonly flags: DealFlagStore;
  readonly deals: ReadDeals;
  readonly commits: Pick<Commits, 'all'>;
  readonly report: (error: unknown) => void;
}

interface WeekRequest {
  /** Slack user id. */
  readonly rep: string;
  /** The rep's own IANA zone. */
  readonly zone: string;
  readonly at: Date;
  readonly holidays: readonly Holiday[];
}

/** How far a week is, for "Reading 50 people". */
export interface Progress {
  readonly deals: number;
  readonly stage: 'reading' | 'asking';
}

export interface WeekReader {
  /** Rejects with UpstreamError when memory does not list the notes; anything less costs lines or words, and is said. */
  weekOf(request: WeekRequest, hear?: (progress: Progress) => void): Promise<Week>;
}

/** What one bulk read holds comfortably; a read that fails costs these deals their lines, not all. */
const dealsAtOnce = 40;

/** Weeks over one team's notes, from what was read of them; `word` is left out for what must be there in a moment. */
export function createWeekReader(deps: Deps, word?: WordWeek): WeekReader {
  const { memory, roster, flags, deals, commits, report } = deps;
  const { rubric } = deals;

  /** Snoozes that can not be read show a deal too early; that is better than no digest. */
  const flagsOf = (rep: string) =>
    flags.read(rep).catch((error: unknown) => {
      report(error);
      return noFlags;
    });

  const saidOf = () =>
    commits.all().catch((error: unknown) => {
      report(error);
      return new Map<string, readonly string[]>();
    });

  /** Deals whose notes or readings did not come are left out. */
  async function casesOf(own: readonly RepDeal[]): Promise<readonly DealCase[]> {
    const cases: DealCase[] = [];
    for (let start = 0; start < own.length; start += dealsAtOnce) {
      const chunk = own.slice(start, start + dealsAtOnce);
      try {
        const notes = await memory.texts(chunk.flatMap(({ headers }) => headers));
        cases.push(...(await readAll(chunk, notes)));
      } catch (error) {
        report(error);
      }
    }
    return cases;
  }

  async function readAll(own: readonly RepDeal[], notes: readonly Note[]): Promise<readonly DealCase[]> {
    const byDeal = groupBy(notes.toSorted(byNewestCall), ({ deal }) => deal.key);
    const found = own.filter(({ deal }) => byDeal.has(deal.key));
    const read = await deals.ofMany(found.map(({ deal }) => byDeal.get(deal.key) ?? []));
    return found.flatMap(({ deal, prospect }, index) => {
      const one = read[index];
      return one ? [{ deal, prospect, read: one }] : [];
    });
  }

  return {
    async weekOf({ rep, zone, at, holidays }, hear = () => undefined) {
      const [visible, own, said] = await Promise.all([roster.headers(rep), flagsOf(rep), saidOf()]);
      const today = dayIn(zone, at);
      const lastWeek = lastWeekOf(today, at);
      const scale: WeekScale = { rubric, rep, today, lastWeek, holidays, flags: own };
      const all = dealsOf(rep, visible, own);
      const lost = all.filter(isLostForGood);
      const dormant = all.filter((deal) => closedDeal(deal) === null && isDormant(deal, scale.today));
      const rest = all.filter((deal) => !lost.includes(deal) && !dormant.includes(deal));
      hear({ deals: rest.length, stage: 'reading' });
      const cases = await casesOf(rest);
      const read = cases.filter(({ read: one }) => isReadEnough(one.notes, one.reading.unread));
      const pairs: { readonly one: DealCase; readonly line: WeekLine | null }[] = [];
      for (const one of read) {
        await ownTurn();
        pairs.push({ one, line: lineOf(one, scale) });
      }
      const over = new Set(pairs.flatMap(({ one, line }) => (line === null ? one.deal.key : [])));
      const open = pairs.flatMap(({ one, line }) => (line === null ? [] : [{ one, line }]));
      const seen = new Set(read.map(({ deal }) => deal.key));
      const unseen = rest.filter(({ deal }) => !seen.has(deal.key));
      // A closed deal comes back for what is owed or asked alone, and that takes a reading.
      const ended = unseen.filter((deal) => closedDeal(deal) !== null);
      const closed = [...lost, ...ended, ...rest.filter(({ deal }) => over.has(deal.key))];
      const unread = unseen.filter((deal) => !ended.includes(deal)).flatMap(unreadDeal);
      hear({ deals: open.length, stage: 'asking' });
      const lines = inNeed(open.map(({ line }) => line));
      const counted = cases.flatMap((one) => committed(one, said, scale));
      const wording = word ? await word({ rep, lines, cases: read, scale }) : null;
      const told = open.map(({ one, line }) => {
        const words = wording?.lines.get(one.deal.key);
        return { one, line: words ? withWords(line, words, one, scale) : line };
      });
      return assembleWeek(
        {
          ...{ rep, told, unread, wording, dormant: dormant.length, commits: counted },
          closed: closed.flatMap((deal) => closedDeal(deal) ?? []),
        },
        scale,
      );
    },
  };
}

/** Lost, and nothing was noted since: words of a later note may ask whether it is open again. */
function isLostForGood(deal: RepDeal): boolean {
  const closed = closedDeal(deal);
  return closed?.outcome === 'lost' && closed.noteId === deal.headers[0]?.id;
}

/** None for a deal that nobody counts on, or that is over. */
function committed(
  { deal, prospect, read }: DealCase,
  said: ReadonlyMap<string, readonly string[]>,
  { rubric, rep }: WeekScale,
): readonly CommittedDeal[] {
  const commit = commitOf(read, rubric, { said, viewer: rep });
  return commit === null ? [] : [{ deal, prospect, commit }];
}

/** The most urgent first. */
function inNeed(lines: readonly WeekLine[]): readonly WeekLine[] {
  return lines.toSorted((a, b) => buckets.indexOf(a.bucket) - buckets.indexOf(b.bucket) || byRank(a, b));
}

function unreadDeal({ deal, prospect, headers }: RepDeal): readonly UnreadDeal[] {
  const call = headers.find(({ outcome }) => outcome !== 'note') ?? headers[0];
  return call ? [{ deal, prospect, lastDay: call.day, outcome: call.outcome }] : [];
}

/** What a week is put together from. */
interface WeekFindings {
  readonly rep: string;
  readonly told: readonly { readonly one: DealCase; readonly line: WeekLine }[];
  readonly unread: readonly UnreadDeal[];
  readonly closed: readonly ClosedDeal[];
  readonly dormant: number;
  readonly commits: readonly CommittedDeal[];
  /** Null where no model was asked. */
  readonly wording: Wording | null;
}

/** The whole week: each open deal in one bucket or, unread, in the list of those. */
function assembleWeek(findings: WeekFindings, scale: WeekScale): Week {
  const { told, unread, closed, wording } = findings;
  const inBucket = (bucket: WeekLine['bucket']) =>
    told
      .filter(({ line }) => line.bucket === bucket)
      .map(({ line }) => line)
      .toSorted(byRank);
  const [now, thisWeek, onTrack] = [inBucket('now'), inBucket('this_week'), inBucket('on_track')];
  const asleep = onTrack.filter(({ rule }) => rule.kind === 'snoozed').length;
  const back = told.flatMap(
    ({ one: { deal, prospect, read } }) => closedDeal({ deal, prospect, headers: read.notes }) ?? [],
  );
  const wonOwed = back.filter(({ outcome }) => outcome === 'won');
  const lostAsked = back.length - wonOwed.length;
  const ended = closings([...closed, ...back], scale.lastWeek);
  const isEnded = new Set(ended.map(({ deal }) => deal.key));
  const changes = [
    ...ended,
    ...told
      .filter(({ one }) => !isEnded.has(one.deal.key))
      .flatMap(({ one, line }) => changeOf(line, one, scale)),
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
      open: told.length + unread.length - back.length,
      ...(wonOwed.length > 0 ? { wonOwed: wonOwed.length } : {}),
      ...(lostAsked > 0 ? { lostAsked } : {}),
      considered: told.length,
      now: now.length,
      thisWeek: thisWeek.length,
      onTrack: onTrack.length,
      ...(asleep > 0 ? { snoozed: asleep } : {}),
      unread: unread.length,
      closed: closed.length,
      closedLastWeek: ended.length,
      ...(findings.dormant > 0 ? { dormant: findings.dormant } : {}),
    },
    dueNow: told.flatMap(({ one }) => dueNow(one, scale)).toSorted((a, b) => a.dueOn.localeCompare(b.dueOn)),
    promises: told
      .flatMap(({ one }) => dueSoon(one, scale))
      .toSorted((a, b) => a.dueOn.localeCompare(b.dueOn)),
    changes,
    comparisons: wording?.comparisons ?? [],
    commits: findings.commits,
    nextDate: nextDateOf(onTrack),
    isAllClear: now.length + thisWeek.length + unread.length === 0,
    wording: wording?.summary ?? { kind: 'all', reason: null, withoutWords: [], calls: 0 },
  };
}

/** A move of the score that is worth a line. */
const leastMove = 8;

/** What a line did in the last seven days; at most one change for each, the weightiest. */
function changeOf(line: WeekLine, one: DealCase, scale: WeekScale): readonly WeekChange[] {
  const { deal, prospect, score, rule } = line;
  const change = score?.momentum ?? null;
  const shared = { deal, prospect, points: null, day: null };
  const first = one.read.notes.at(-1);
  const happened = happenedOn(one, scale);
  if (first && isSince(scale.lastWeek, first)) {
    const also = happened.length > 0 ? { also: happened } : {};
    return [{ ...shared, kind: 'new', day: first.day, ...also }];
  }
  const reopened = happened.find(({ kind }) => kind === 'reopened');
  if (reopened) return [{ ...shared, kind: 'reopened', day: reopened.day }];
  if (change !== null && Math.abs(change) >= leastMove) {
    return [{ ...shared, kind: change > 0 ? 'up' : 'down', points: change, inDays: score?.momentumDays }];
  }
  if (rule.kind === 'not_logged' && rule.pauseEnd !== null && rule.pauseEnd >= scale.lastWeek.day) {
    return [{ ...shared, kind: 'pause_ended', day: rule.pauseEnd }];
  }
  return [];
}

/** What notes after the first told in those days, oldest first. */
function happenedOn(one: DealCase, scale: WeekScale): readonly Happening[] {
  const { notes, signals } = knownOf(one, scale).known;
  const [first, opener] = [notes[0]?.id, reopeningNote(notes)];
  const since = new Set(notes.filter((note) => isSince(scale.lastWeek, note)).map(({ id }) => id));
  const isNews = ({ noteId }: Cited) => since.has(noteId) && noteId !== first;
  const told = signals.flatMap(({ kind, text, raisedBy, closedBy, correction }): readonly Happening[] => {
    if (correction?.says === 'not_true') return [];
    if (kind === 'setback' && closedBy === null && isNews(raisedBy))
      return [{ kind, day: raisedBy.day, text }];
    const isSettled = troubleKinds.includes(kind) && closedBy?.how === 'settled' && isNews(closedBy);
    return isSettled ? [{ kind: 'settled', day: closedBy.day, text }] : [];
  });
  const isBack = opener !== null && since.has(opener.id);
  const back: readonly Happening[] = isBack ? [{ kind: 'reopened', day: opener.day, text: null }] : [];
  return [...back, ...told].toSorted((a, b) => a.day.localeCompare(b.day));
}

/** Deals won and lost since. */
function closings(closed: readonly ClosedDeal[], lastWeek: LastWeek): readonly WeekChange[] {
  return closed
    .filter((one) => isSince(lastWeek, one))
    .map(({ deal, prospect, outcome, day }) => ({ deal, prospect, kind: outcome, points: null, day }));
}

function dueSoon(one: DealCase, scale: WeekScale): readonly DuePromise[] {
  const { known, asOf } = knownOf(one, scale);
  const last = addDays(scale.today, weekDays - 1);
  return promisesOf(known, asOf).flatMap((promise) => {
    const { dueOn } = promise;
    const isDue = dueOn !== null && dueOn <= last;
    // To whom it was promised, who need not be whoever was called last.
    const to = known.notes.find(({ id }) => id === promise.cited.noteId)?.prospects ?? [];
    const isLostSaid = lostSaid(known) !== null;
    return isDue ? [{ ...promise, dueOn, isLostSaid, deal: one.deal, prospect: to[0] ?? one.prospect }] : [];
  });
}

function dueNow(one: DealCase, scale: WeekScale): readonly DueNow[] {
  const { known, asOf } = knownOf(one, scale);
  return dueNowOf(known, asOf).flatMap((signal) => {
    const { dueOn, raisedBy } = signal;
    const author = known.notes.find(({ id }) => id === raisedBy.noteId)?.author ?? null;
    const isLostSaid = lostSaid(known) !== null;
    return dueOn === null
      ? []
      : [{ deal: one.deal, prospect: one.prospect, signal, author, dueOn, isLostSaid }];
  });
}

function nextDateOf(onTrack: readonly WeekLine[]): Week['nextDate'] {
  const dated = onTrack.flatMap((line) => {
    const { rule } = line;
    // A snooze ends on a day of the rep's, and no date of the deal's.
    return 'until' in rule && rule.kind !== 'snoozed' ? [{ day: rule.until, line }] : [];
  });
  return dated.toSorted((a, b) => a.day.localeCompare(b.day))[0] ?? null;
}
