import { dealHashes } from '../../memory/identity/keys.ts';
import type { Memory, Roster } from '../../memory/memory.ts';
import { byNewestCall, type Deal, type NoteHeader, type Outcome, type Prospect } from '../../memory/note.ts';
import { addDays } from '../../util/calendar.ts';
import { groupBy } from '../../util/group-by.ts';
import type { PromiseLine } from '../brief.ts';
import { promisesOf } from '../open-items.ts';
import { isReadEnough, type ReadDeal, type ReadDeals } from '../reading/read-deals.ts';
import type { Rubric } from '../score/rubric.ts';
import type { Score } from '../score/score.ts';
import { contactDay, daysSinceContact, quietOn } from '../score/silence.ts';
import { closingNote, type SaidOutcome } from '../signals/history.ts';
import type { Signal } from '../signals/signal.ts';
import { type ClosedThen, closedThen } from './calibration.ts';
import { type Commit, type Commits, commitOf } from './commits.ts';
import { type DealMoney, dealMoney } from './deal-money.ts';

/** All deals that somebody may see, in numbers; last contact first. */
export interface Pipelines {
  /** No model is asked: documents, tags and what was read before. Of these deals alone when they are given. */
  read(asker: string, deals?: ReadonlySet<string>): Promise<readonly PipelineLine[]>;
  /** Private notes are out before anything is counted, the asker's own too: the same for all who may read them. */
  team(asker: string, deals?: ReadonlySet<string>): Promise<readonly OwnedLine[]>;
  /** The same for the deals of these people alone, each with all that was read of it. */
  teamOf(
    asker: string,
    people: ReadonlySet<string>,
    deals?: ReadonlySet<string>,
  ): Promise<readonly OwnedDeal[]>;
  /** What is won or lost, as it stood so many days before. */
  calibration(asker: string): Promise<readonly ClosedThen[]>;
}

/** A deal with whose it is. */
export interface OwnedLine extends PipelineLine {
  /** Slack user id. */
  readonly owner: string;
  /** It was given to them: nobody is its owner for having logged the newest call. */
  readonly isGiven: boolean;
}

/** A deal of somebody's, in numbers and as it was read. */
export interface OwnedDeal {
  readonly line: OwnedLine;
  readonly read: ReadDeal;
}

interface Deps {
  readonly memory: Memory;
  readonly roster: Pick<Roster, 'headers'>;
  readonly deals: ReadDeals;
  /** Who was given a deal last, by the hash of its key, and when, ISO 8601. */
  readonly holders: () => Promise<ReadonlyMap<string, Holder>>;
  readonly commits: Pick<Commits, 'all'>;
}

interface Holder {
  /** Slack user id. */
  readonly rep: string;
  readonly at: string;
}

export function createPipelines({ memory, roster, deals, holders, commits }: Deps): Pipelines {
  const { rubric } = deals;

  async function readDeals(headers: readonly NoteHeader[]): Promise<readonly ReadDeal[]> {
    const notes = await memory.texts(headers);
    const byDeal = groupBy(notes.toSorted(byNewestCall), ({ deal }) => deal.key);
    return deals.ofMany([...byDeal.values()]);
  }

  /** Each deal with its line, last contact first; `viewer` is null where all who may see them are shown the same. */
  async function linesOf(headers: readonly NoteHeader[], viewer: string | null) {
    const [read, said] = await Promise.all([readDeals(headers), commits.all()]);
    const found = read.flatMap((deal) =>
      pipelineLine(deal, rubric).map((line) => ({
        read: deal,
        line: { ...line, commit: commitOf(deal, rubric, { said, viewer }) },
      })),
    );
    return found.toSorted((a, b) => b.line.lastDay.localeCompare(a.line.lastDay));
  }

  /** What the team's notes alone tell of deals that are meant, by deal and owner. */
  async function teamDeals(asker: string, isMeant: (deal: string, owner: string) => boolean) {
    const [headers, held] = await Promise.all([roster.headers(asker), holders()]);
    const shared = headers.filter(({ visibility }) => visibility === 'team').toSorted(byNewestCall);
    const byDeal = groupBy(shared, ({ deal }) => deal.key);
    const owners = new Map([...byDeal].map(([key, notes]) => [key, ownerOf(notes, held)]));
    const meant = shared.filter(({ deal }) => isMeant(deal.key, owners.get(deal.key) ?? ''));
    const found = await linesOf(meant, null);
    return found.map(({ read, line }): OwnedDeal => {
      const owner = owners.get(line.deal.key) ?? line.money.author;
      return { read, line: { ...line, owner, isGiven: holderOf(line.deal, held) !== undefined } };
    });
  }

  return {
    async read(asker, wanted) {
      const headers = await roster.headers(asker);
      const found = await linesOf(
        headers.filter(({ deal }) => wanted?.has(deal.key) ?? true),
        asker,
      );
      return found.map(({ line }) => line);
    },
    async team(asker, wanted) {
      const found = await teamDeals(asker, (deal) => wanted?.has(deal) ?? true);
      return found.map(({ line }) => line);
    },
    teamOf: (asker, people, wanted) =>
      teamDeals(asker, (deal, owner) => people.has(owner) && (wanted?.has(deal) ?? true)),
    async calibration(asker) {
      const read = await readDeals(await roster.headers(asker));
      return read.flatMap((deal) =>
        pipelineLine(deal, rubric).flatMap((line) => closedThen(line, deal, rubric)),
      );
    },
  };
}

/** Whose a deal is: who was given it last, else who wrote its newest call. At least one note, newest call first. */
function ownerOf(notes: readonly NoteHeader[], held: ReadonlyMap<string, Holder>): string {
  const [newest] = notes;
  const call = notes.find(({ outcome }) => outcome !== 'note') ?? newest;
  return (newest && holderOf(newest.deal, held)) ?? call?.author ?? '';
}

/** Of several deals that became one, who was given any of them last. */
function holderOf(deal: Deal, held: ReadonlyMap<string, Holder>): string | undefined {
  return dealHashes(deal)
    .flatMap((hash) => held.get(hash) ?? [])
    .toSorted((a, b) => a.at.localeCompare(b.at))
    .at(-1)?.rep;
}

/** One deal in numbers. */
export interface PipelineLine {
  readonly deal: Deal;
  /** Who was on the newest call. */
  readonly prospects: readonly Prospect[];
  readonly state: 'open' | 'won' | 'lost';
  readonly noteCount: number;
  /** Day and outcome of the newest call; a remark to oneself counts only where there is no call. */
  readonly lastDay: string;
  readonly outcome: Outcome;
  /** What the newest note's words say became of it, while nobody has said so; null where they do not. */
  readonly outcomeSaid: SaidOutcome['words'] | null;
  /** The day somebody was reached last, as a brief has it. */
  readonly contactDay: string;
  /** Without contact, as a brief counts them. */
  readonly silentDays: number;
  /** The last day of an agreed silence or a dated step that holds, `YYYY-MM-DD`: till then silence means nothing. */
  readonly quietUntil: string | null;
  /** `unread`: too little of it is read yet for a score, and more may be open than is known. */
  readonly reading: 'read' | 'unread';
  /** Null while unread, and with one note; `atRisk` says why in a few words, or is null. */
  readonly score: Pick<Score, 'value' | 'band' | 'atRisk' | 'momentum'> | null;
  /** In a few words each, not answered yet. */
  readonly competitors: readonly string[];
  readonly objections: readonly string[];
  /** Not kept yet, by due date. */
  readonly promises: readonly PromiseLine[];
  readonly changes: readonly Change[];
  readonly money: DealMoney;
  /** Null where nobody counts on it, or it is over. */
  readonly commit: Commit | null;
}

/** None for a deal without notes. */
export function pipelineLine(deal: ReadDeal, rubric: Rubric): PipelineLine[] {
  const { notes, history, asOf, score, reading } = deal;
  const [newest] = notes;
  if (!newest) return [];
  const lastCall = notes.find(({ outcome }) => outcome !== 'note') ?? newest;
  const now = history.on(asOf);
  const closed = closingNote(now.notes)?.outcome;
  const isRead = isReadEnough(notes, reading.unread);
  return [
    {
      deal: newest.deal,
      prospects: newest.prospects,
      state: closed === 'won' || closed === 'lost' ? closed : 'open',
      noteCount: notes.length,
      lastDay: lastCall.day,
      outcome: lastCall.outcome,
      outcomeSaid: now.outcomeSaid?.words ?? null,
      contactDay: contactDay(now, asOf),
      silentDays: daysSinceContact(now, asOf),
      quietUntil: quietOn(now, { rubric, asOf })?.until ?? null,
      reading: isRead ? 'read' : 'unread',
      score: score && pick(score),
      competitors: openTexts(now.signals, 'competitor'),
      objections: openTexts(now.signals, 'objection'),
      promises: promisesOf(now, asOf),
      changes: changesOf({ notes, history, asOf, score }, rubric),
      money: dealMoney(deal, rubric, isRead),
      commit: null,
    },
  ];
}

function openTexts(signals: readonly Signal[], kind: string): readonly string[] {
  const open = signals.filter((signal) => signal.kind === kind && signal.closedBy === null);
  return [...new Map(open.map(({ text }) => [text.toLowerCase(), text])).values()];
}

function pick({ value, band, atRisk, momentum }: Score): PipelineLine['score'] {
  return { value, band, atRisk, momentum };
}

/** What happened on a deal in the days of the trend. */
export type Change = 'new' | 'won' | 'lost' | 'up' | 'down' | 'raised' | 'settled';

/** All that happened in those days. */
function changesOf(
  { history, asOf, score: now }: Pick<ReadDeal, 'notes' | 'history' | 'asOf' | 'score'>,
  rubric: Rubric,
): readonly Change[] {
  const since = addDays(asOf, -rubric.momentum_days);
  const [known, before] = [history.on(asOf), history.on(since)];
  const closing = closingNote(known.notes);
  // One that never was true was not settled.
  const objections = known.signals.filter(
    ({ kind, correction }) => kind === 'objection' && correction?.says !== 'not_true',
  );
  const raised = objections.some((one) => one.raisedBy.day > since && one.closedBy === null);
  const happened: Readonly<Record<Change, boolean>> = {
    new: before.notes.length === 0,
    won: closing?.outcome === 'won' && closing.day > since,
    lost: closing?.outcome === 'lost' && closing.day > since,
    up: (now?.momentum ?? 0) > 0,
    down: (now?.momentum ?? 0) < 0,
    raised,
    settled: objections.some((one) => one.closedBy !== null && one.closedBy.day > since),
  };
  const order: readonly Change[] = ['new', 'won', 'lost', 'up', 'down', 'raised', 'settled'];
  return order.filter((change) => happened[change]);
}
