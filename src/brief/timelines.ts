import type { Memory } from '../memory/memory.ts';
import { byNewestCall, type Deal, type Note, type Outcome, type Prospect } from '../memory/note.ts';
import { type Found, searchNotes } from './evidence/search-notes.ts';
import type { ReadDeal, ReadDeals } from './reading/read-deals.ts';
import { type ChartPoint, chartOf } from './score/chart.ts';

const chartPoints = 24;

interface Deps {
  readonly memory: Memory;
  readonly deals: ReadDeals;
}

export function createTimelines({ memory, deals }: Deps): Timelines {
  async function rowsOf(notes: readonly Note[], request: TimelineRequest): Promise<readonly TimelineRow[]> {
    const { outcome, query, deal, asker } = request;
    const wanted = outcome === null ? notes : notes.filter((note) => note.outcome === outcome);
    if (query.trim() === '') return wanted.map((note) => ({ note, by: null, at: 0 }));
    return searchNotes(memory, { deal, asker, text: query, notes: wanted });
  }

  return {
    async read(request) {
      const headers = await memory.list({ deal: request.deal }, request.asker);
      const all = (await memory.texts(headers)).toSorted(byNewestCall);
      const isTheirs = (note: Note) => note.prospects.some(({ key }) => key === request.prospect);
      const notes = request.prospect === null ? all : all.filter(isTheirs);
      const [newest] = notes;
      if (!newest) return undefined;
      const [rows, read] = await Promise.all([rowsOf(notes, request), deals.of(all)]);
      return {
        prospect: newest.prospects.find(({ key }) => key === request.prospect) ?? null,
        deal: newest.deal,
        rows,
        count: notes.length,
        dealCount: all.length,
        read,
        chart: read.score
          ? chartOf(read.history, { rubric: deals.rubric, asOf: read.asOf }, chartPoints)
          : [],
      };
    },
  };
}

/** Which of a deal's notes to show, to whom. */
interface TimelineRequest {
  readonly deal: string;
  /** Key of the person whose calls are meant; null for all of the deal. */
  readonly prospect: string | null;
  /** Slack user id. */
  readonly asker: string;
  /** Null for all. */
  readonly outcome: Outcome | null;
  /** Words or a question; empty for none. */
  readonly query: string;
}

/** One row: a note, and by what it was found when it was searched for. */
export interface TimelineRow {
  readonly note: Note;
  readonly by: Found['by'] | null;
  /** Where in its text the words stand that were searched for, from 0. */
  readonly at: number;
}

/** The calls with a person or on a deal, as the asker may see them. */
export interface Timeline {
  /** Null when all of the deal is meant. */
  readonly prospect: Prospect | null;
  readonly deal: Deal;
  /** Newest call first; when searched for, the best match first. */
  readonly rows: readonly TimelineRow[];
  /** All notes with this person, or on this deal, before filter and search. */
  readonly count: number;
  /** All notes on the deal. */
  readonly dealCount: number;
  /** What was read of the deal, whoever of it is meant. */
  readonly read: ReadDeal;
  /** The score over time, oldest first; empty without a score. */
  readonly chart: readonly ChartPoint[];
}

/** Reads timelines; the cost grows with the notes on the deal alone. */
export interface Timelines {
  /** Undefined when there is no note left that the asker may see. */
  read(request: TimelineRequest): Promise<Timeline | undefined>;
}
