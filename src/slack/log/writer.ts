import { UpstreamError } from '../../errors.ts';
import type { Log } from '../../log.ts';
import type { Memory, WriteResult } from '../../memory/memory.ts';
import type { Parcel } from './parcel.ts';
import type { Turn } from './turns.ts';

/** Writes notes under their own ids, so that trying again never stores twice. */
export interface Writer {
  /** One try. */
  write(parcel: Parcel): Promise<WriteResult>;
  /** Goes on for about half an hour, as long as nothing newer happens to the note. */
  persist(parcel: Parcel, firstTry: Promise<WriteResult>, turn: Turn): Promise<Outcome>;
}

/** `later`, `never`: memory did not take it, and may or will not. */
type Outcome = WriteResult | 'later' | 'never';

interface Deps {
  readonly memory: Memory;
  readonly log: Log;
  readonly wait: (ms: number) => Promise<void>;
}

const pausesMs = [5_000, 15_000, 30_000, 60_000, 120_000, 300_000, 600_000, 900_000];

/** Tries with growing pauses; gives up at once on what time can't mend. */
export function createWriter({ memory, log, wait }: Deps): Writer {
  function write({ note, edits, isAgain }: Parcel): Promise<WriteResult> {
    return edits || isAgain ? memory.edit(note) : memory.save(note);
  }

  async function tried(parcel: Parcel, attempt: Promise<WriteResult>): Promise<Outcome> {
    try {
      return await attempt;
    } catch (error) {
      log.warn({ err: error, note: parcel.note.id }, 'a note is not saved yet');
      return error instanceof UpstreamError && error.retryable ? 'later' : 'never';
    }
  }

  async function persist(parcel: Parcel, firstTry: Promise<WriteResult>, turn: Turn) {
    let result = await tried(parcel, firstTry);
    for (const pauseMs of pausesMs) {
      if (result !== 'later') return result;
      await wait(pauseMs);
      result = turn.isCurrent() ? await tried(parcel, write(parcel)) : 'never';
    }
    return result;
  }

  return { write, persist };
}
