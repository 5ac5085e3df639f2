import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Cited, Signal } from '../brief/testimony.ts';
import type { StateBank, StateRecord } from '../memory/state-bank.ts';

/** What a rep said of their week: snoozed deals, promises kept, deals handed over. */
export interface Marks {
  /** Deal key to the last day it sleeps. */
  readonly snoozed: ReadonlyMap<string, string>;
  readonly kept: readonly KeptPromise[];
  /** Keys of deals that are somebody else's now. */
  readonly handedOver: ReadonlySet<string>;
}

/** A promise that the rep ticked off, named by the words it rests on. */
interface KeptPromise {
  readonly deal: string;
  readonly noteId: string;
  readonly quote: string;
  readonly day: string;
}

export const noMarks: Marks = { snoozed: new Map(), kept: [], handedOver: new Set() };

/** Marks in the state bank; a kept promise dies with its note. Rejects when memory does not answer. */
export interface WeekMarks {
  /** One list, however many there are. */
  read(rep: string): Promise<Marks>;
  /** `until` is the last day it sleeps; null wakes it. */
  snooze(rep: string, deal: string, until: string | null): Promise<void>;
  keepPromise(rep: string, promise: { deal: string; cited: Cited; day: string }): Promise<void>;
  /** Undo of `keepPromise`. */
  openPromise(rep: string, promise: { deal: string; cited: Cited }): Promise<void>;
}

const snooze = z.object({ deal: z.string(), until: z.string() });
const kept = z.object({ deal: z.string(), noteId: z.string(), quote: z.string(), day: z.string() });
const owner = z.object({ deal: z.string() });

function tagOf(rep: string): string {
  return `week:${rep}`;
}

function idOf(kind: string, ...parts: readonly string[]): string {
  return `${kind}-${createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 40)}`;
}

function ofKind<T>(records: readonly StateRecord[], kind: string, shape: z.ZodType<T>): readonly T[] {
  return records.flatMap((record) => {
    const parsed = record.kind === kind ? shape.safeParse(record.data) : undefined;
    return parsed?.success ? [parsed.data] : [];
  });
}

/** The state bank's records under the tag `week:<rep>`: kinds `snooze`, `done`, and `owner` for a deal given away. */
export function createWeekMarks(state: StateBank): WeekMarks {
  const read = async (rep: string): Promise<Marks> => {
    const records = await state.list(tagOf(rep));
    return {
      snoozed: new Map(ofKind(records, 'snooze', snooze).map(({ deal, until }) => [deal, until])),
      kept: ofKind(records, 'done', kept),
      handedOver: new Set(ofKind(records, 'owner', owner).map(({ deal }) => deal)),
    };
  };
  return {
    read,
    async snooze(rep, deal, until) {
      const id = idOf('snooze', rep, deal);
      if (until === null) return state.remove(id);
      await state.put({ id, kind: 'snooze', data: { deal, until }, noteIds: [], tags: [tagOf(rep)] });
    },
    async keepPromise(rep, { deal, cited: { noteId, quote }, day }) {
      const id = idOf('done', rep, deal, noteId, quote);
      const data = { deal, noteId, quote, day };
      await state.put({ id, kind: 'done', data, noteIds: [noteId], tags: [tagOf(rep)] });
    },
    openPromise: (rep, { deal, cited }) => state.remove(idOf('done', rep, deal, cited.noteId, cited.quote)),
  };
}

/** Signals with the promises closed that the rep ticked off, as of the day they did. */
export function withMarks(
  signals: readonly Signal[],
  deal: string,
  marks: Pick<Marks, 'kept'>,
): readonly Signal[] {
  const own = marks.kept.filter((one) => one.deal === deal);
  if (own.length === 0) return signals;
  return signals.map((signal) => {
    const { noteId, quote } = signal.raisedBy;
    const mark = signal.kind === 'promise' && own.find((one) => one.noteId === noteId && one.quote === quote);
    return mark && signal.closedBy === null
      ? { ...signal, closedBy: { ...signal.raisedBy, day: mark.day } }
      : signal;
  });
}
