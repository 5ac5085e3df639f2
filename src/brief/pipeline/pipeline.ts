import pMap from 'p-map';
import type { Memory, Roster } from '../../memory/memory.ts';
import type { Deal, Note, Outcome, Prospect } from '../../memory/note.ts';
import { addDays } from '../../util/calendar.ts';
import type { PromiseLine } from '../brief.ts';
import { type Correction, correctionsIn } from '../corrections/corrections.ts';
import { promisesOf } from '../open-items.ts';
import { closingNote, type History, historyOn, newestFirst } from '../score/history.ts';
import type { Scale } from '../score/rubric.ts';
import { score } from '../score/score.ts';
import type { Signal } from '../score/signal.ts';
import { silentDays } from '../score/silence.ts';
import type { Standings } from '../standings.ts';

/** All deals that somebody may see, in numbers; last contact first. */
export interface Pipelines {
  /** No model is asked: documents, tags and what was read before. Of these deals alone when they are given. */
  read(asker: string, deals?: ReadonlySet<string>): Promise<readonly PipelineLine[]>;
}

/** At one time, so that a long list does not starve the other requests. */
const dealsAtOnce = 8;

interface Deps {
  readonly memory: Memory;
  readonly roster: Pick<Roster, 'headers'>;
  readonly standings: Standings;
}

export function createPipelines({ memory, roster, standings }: Deps): Pipelines {
  async function lineOf(
    notes: readonly Note[],
    corrections: readonly Correction[],
  ): Promise<PipelineLine | undefined> {
    const [newest, ...rest] = newestFirst(notes);
    if (!newest) return undefined;
    const known = await standings.known(notes, correctionsIn(notes, corrections));
    return pipelineLine([newest, ...rest], known, {
      rubric: standings.rubric,
      asOf: standings.dayFor(notes),
    });
  }

  return {
    async read(asker, wanted) {
      const headers = await roster.headers(asker);
      const notes = await memory.texts(headers.filter(({ deal }) => wanted?.has(deal.key) ?? true));
      const deals = new Map<string, Note[]>();
      for (const note of notes) deals.set(note.deal.key, [...(deals.get(note.deal.key) ?? []), note]);
      const corrections = await standings.correctionsOn(
        [...deals.values()].flatMap(([newest]) => newest?.deal ?? []),
      );
      const lineOfDeal = (own: readonly Note[]) => lineOf(own, corrections);
      const lines = await pMap(deals.values(), lineOfDeal, { concurrency: dealsAtOnce });
      return lines.flatMap((line) => line ?? []).toSorted((a, b) => b.lastDay.localeCompare(a.lastDay));
    },
  };
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
  /** Without contact; 0 while an agreed silence or a dated step holds. */
  readonly silentDays: number;
  /** `unread`: no model has read just these notes yet, so score, competitors and objections are not known. */
  readonly reading: 'read' | 'unread';
  /** Null while unread, or with one note; `atRisk` says why in a few words, or is null. */
  readonly score: { readonly value: number; readonly band: string; readonly atRisk: string | null } | null;
  /** In a few words each, not answered yet. */
  readonly competitors: readonly string[];
  readonly objections: readonly string[];
  /** Not kept yet, by due date. */
  readonly promises: readonly PromiseLine[];
  readonly changes: readonly Change[];
}

/** A deal's notes, newest call first, at least one; `known` is undefined while no model has read them. */
export function pipelineLine(
  notes: readonly [Note, ...Note[]],
  known: History | undefined,
  scale: Scale,
): PipelineLine {
  const [newest] = notes;
  const lastCall = notes.find(({ outcome }) => outcome !== 'note') ?? newest;
  const now = historyOn(scale.asOf, known ?? { signals: [], notes });
  const closed = closingNote(now.notes)?.outcome;
  const scored = known && notes.length > 1 ? score(known, scale.rubric, scale.asOf) : null;
  return {
    deal: newest.deal,
    prospects: newest.prospects,
    state: closed === 'won' || closed === 'lost' ? closed : 'open',
    noteCount: notes.length,
    lastDay: lastCall.day,
    outcome: lastCall.outcome,
    silentDays: silentDays(now, scale.asOf),
    reading: known ? 'read' : 'unread',
    score: scored && { value: scored.value, band: scored.band, atRisk: scored.atRisk },
    competitors: openTexts(now.signals, 'competitor'),
    objections: openTexts(now.signals, 'objection'),
    promises: promisesOf(now, scale.asOf),
    changes: changesOf(known ?? { signals: [], notes }, scale, scored?.value),
  };
}

function openTexts(signals: readonly Signal[], kind: string): readonly string[] {
  const open = signals.filter((signal) => signal.kind === kind && signal.closedBy === null);
  return [...new Map(open.map(({ text }) => [text.toLowerCase(), text])).values()];
}

/** What happened on a deal in the last seven days. */
export type Change = 'new' | 'won' | 'lost' | 'up' | 'down' | 'raised' | 'settled';

const weekDays = 7;

/** All that happened in the week up to the day; `value` is the score then, undefined without one. */
function changesOf(history: History, { rubric, asOf }: Scale, value: number | undefined): readonly Change[] {
  const since = addDays(asOf, -weekDays);
  const now = historyOn(asOf, history);
  const before = historyOn(since, history);
  const closing = closingNote(now.notes);
  const then = value !== undefined && before.notes.length > 1 ? score(before, rubric, since).value : value;
  // One that never was true was not settled.
  const objections = now.signals.filter(
    ({ kind, correction }) => kind === 'objection' && correction?.says !== 'not_true',
  );
  const raised = objections.some((one) => one.raisedBy.day > since && one.closedBy === null);
  const happened: Readonly<Record<Change, boolean>> = {
    new: before.notes.length === 0,
    won: closing?.outcome === 'won' && closing.day > since,
    lost: closing?.outcome === 'lost' && closing.day > since,
    up: (value ?? 0) > (then ?? 0),
    down: (value ?? 0) < (then ?? 0),
    raised,
    settled: objections.some((one) => one.closedBy !== null && one.closedBy.day > since),
  };
  const order: readonly Change[] = ['new', 'won', 'lost', 'up', 'down', 'raised', 'settled'];
  return order.filter((change) => happened[change]);
}
