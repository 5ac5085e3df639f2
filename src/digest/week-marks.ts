import { createHash } from 'node:crypto';
import { z } from 'zod';
import { dealMark, marksOf } from '../memory/identity/keys.ts';
import type { DealKeys } from '../memory/note.ts';
import type { StateBank, StateRecord } from '../memory/state-bank.ts';
import { type Marks, weekTag } from './marks.ts';
import { ownersIn } from './owners.ts';

/** Marks in the state bank. Rejects when memory does not answer. */
export interface WeekMarks {
  /** One list, however many there are. */
  read(rep: string): Promise<Marks>;
  /** Of the deal's key the mark alone is kept. `until` is the last day it sleeps; null wakes it under all of its keys. */
  snooze(rep: string, deal: DealKeys, until: string | null): Promise<void>;
}

/** `deal` is the deal's mark, since its key spells names. */
const snooze = z.object({ deal: z.string(), until: z.string() });

function idOf(kind: string, ...parts: readonly string[]): string {
  return `${kind}-${createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 40)}`;
}

function ofKind<T>(records: readonly StateRecord[], kind: string, shape: z.ZodType<T>): readonly T[] {
  return records.flatMap((record) => {
    const parsed = record.kind === kind ? shape.safeParse(record.data) : undefined;
    return parsed?.success ? [parsed.data] : [];
  });
}

/** The state bank's records under the tag `week:<rep>`: kinds `snooze`, and `owner` for deals given and taken. */
export function createWeekMarks(state: StateBank): WeekMarks {
  const read = async (rep: string): Promise<Marks> => {
    const records = await state.list(weekTag(rep));
    return {
      snoozed: new Map(ofKind(records, 'snooze', snooze).map(({ deal, until }) => [deal, until])),
      ...ownersIn(records),
    };
  };
  return {
    read,
    async snooze(rep, deal, until) {
      if (until === null) {
        for (const mark of marksOf(deal)) await state.remove(idOf('snooze', rep, mark));
        return;
      }
      const mark = dealMark(deal.key);
      const id = idOf('snooze', rep, mark);
      await state.put({ id, kind: 'snooze', data: { deal: mark, until }, noteIds: [], tags: [weekTag(rep)] });
    },
  };
}
