import { UpstreamError } from '../../errors.ts';
import type { Log } from '../../log.ts';
import type { Memory, WriteResult } from '../../memory/memory.ts';
import type { Parcel } from './parcel.ts';

/** Writes notes under their own ids, so that trying again never stores twice. */
export interface Writer {
  /** One try. */
  write(parcel: Parcel): Promise<WriteResult>;
  /** Goes on after a first try for about half an hour; undefined when memory never took it. */
  persist(parcel: Parcel, firstTry: Promise<WriteResult>): Promise<WriteResult | undefined>;
}

interface Deps {
  readonly memory: Memory;
  readonly log: Log;
  readonly wait: (ms: number) => Promise<void>;
}

const pausesMs = [5_000, 15_000, 30_000, 60_000, 120_000, 300_000, 600_000, 900_000];

/** Tries with growing pauses; gives up at once on what time can't mend. */
export function createWriter({ memory, log, wait }: Deps): Writer {
  function write({ note, edits }: Parcel): Promise<WriteResult> {
    return edits ? memory.edit(note) : memory.save(note);
  }

  return {
    write,
    async persist(parcel, firstTry) {
      let attempt = firstTry;
      for (const pauseMs of pausesMs) {
        try {
          return await attempt;
        } catch (error) {
          log.warn({ err: error, note: parcel.note.id }, 'a note is not saved yet');
          if (!(error instanceof UpstreamError && error.retryable)) return undefined;
        }
        await wait(pauseMs);
        attempt = write(parcel);
      }
      return attempt.catch(() => undefined);
    },
  };
}
