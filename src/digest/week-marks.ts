import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Cited } from '../brief/testimony.ts';
import type { StateBank, StateRecord } from '../memory/state-bank.ts';
import type { Marks } from './marks.ts';
import { ownersIn } from './owners.ts';
import { weekTag } from './week-tag.ts';

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

function idOf(kind: string, ...parts: readonly string[]): string {
  return `${kind}-${createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 40)}`;
}

function ofKind<T>(records: readonly StateRecord[], kind: string, shape: z.ZodType<T>): readonly T[] {
  return records.flatMap((record) => {
    const parsed = record.kind === kind ? shape.safeParse(record.data) : undefined;
    return parsed?.success ? [parsed.data] : [];
  });
}

/** The state bank's records under the tag `week:<rep>`: kinds `snooze`, `done`, and `owner` for deals given and taken. */
export function createWeekMarks(state: StateBank): WeekMarks {
  const read = async (rep: string): Promise<Marks> => {
    const records = await state.list(weekTag(rep));
    return {
      snoozed: new Map(ofKind(records, 'snooze', snooze).map(({ deal, until }) => [deal, until])),
      kept: ofKind(records, 'done', kept),
      ...ownersIn(records),
    };
  };
  return {
    read,
    async snooze(rep, deal, until) {
      const id = idOf('snooze', rep, deal);
      if (until === null) return state.remove(id);
      await state.put({ id, kind: 'snooze', data: { deal, until }, noteIds: [], tags: [weekTag(rep)] });
    },
    async keepPromise(rep, { deal, cited: { noteId, quote }, day }) {
      const id = idOf('done', rep, deal, noteId, quote);
      const data = { deal, noteId, quote, day };
      await state.put({ id, kind: 'done', data, noteIds: [noteId], tags: [weekTag(rep)] });
    },
    openPromise: (rep, { deal, cited }) => state.remove(idOf('done', rep, deal, cited.noteId, cited.quote)),
  };
}
