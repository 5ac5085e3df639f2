import { z } from 'zod';
import { dealHash, keysOf } from '../../memory/identity/keys.ts';
import type { StateBank } from '../../memory/memory.ts';
import type { DealKeys } from '../../memory/note.ts';
import { hashOf } from '../../util/hash.ts';
import { type Correction, correctionWords, settlements } from '../signals/signal.ts';

/** What people said about signals, kept beside the notes. All methods reject when memory does not answer. */
export interface CorrectionStore {
  /** All on these deals, on private notes too: they show only through a signal that the asker may read. */
  on(deals: readonly DealKeys[]): Promise<readonly Correction[]>;
  /**
   * The same person saying the same of the same words on one day says it once. `joined` are further keys of the deal:
   * it is found by each of them, should the deals be parted again.
   */
  say(said: Omit<Correction, 'id'>, joined?: readonly string[]): Promise<Correction>;
  /** What was said before it counts again. Safe to repeat. */
  takeBack(id: string): Promise<void>;
}

/** Stands in records since before it was called a correction, as `verdict` does. */
const kind = 'ruling';
const data = z.object({
  deal: z.string(),
  signal: z.object({ noteId: z.string(), kind: z.string(), who: z.enum(['us', 'them']), quote: z.string() }),
  verdict: z.enum(correctionWords),
  reason: z.string(),
  added: z.object({ text: z.string(), dueOn: z.string().nullable() }).optional(),
  settled: z.enum(settlements).optional(),
  by: z.string(),
  day: z.string(),
  at: z.string(),
});

/** By the mark, since the key of another deal spells names that are not the note's own. */
function tagOf(deal: string): string {
  return `${kind}:${dealHash(deal)}`;
}

function idOf({ deal, signal, says, by, day }: Omit<Correction, 'id'>): string {
  const basis = [deal, signal.noteId, signal.kind, signal.who, signal.quote, says, by, day];
  return `${kind}-${hashOf(JSON.stringify(basis), 40)}`;
}

/** Corrections in the state bank; each dies with its note. */
export function createCorrectionStore(state: StateBank): CorrectionStore {
  return {
    async on(deals) {
      if (deals.length === 0) return [];
      const records = await state.list([...new Set(deals.flatMap(keysOf))].map(tagOf));
      return records.flatMap((record) => {
        const parsed = record.kind === kind ? data.safeParse(record.data) : undefined;
        if (!parsed?.success) return [];
        const { verdict: says, ...said } = parsed.data;
        return [{ ...said, says, id: record.id }];
      });
    },
    async say(said, joined = []) {
      const id = idOf(said);
      const tags = [said.deal, ...joined].map(tagOf);
      const { noteId, quote } = said.signal;
      const { says: verdict, ...rest } = said;
      await state.put({ id, kind, data: { ...rest, verdict }, noteIds: [noteId], words: quote, tags });
      return { ...said, id };
    },
    takeBack: (id) => state.remove(id),
  };
}
