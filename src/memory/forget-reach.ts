import type { Mends } from './aliases/mends.ts';
import type { Erasure } from './erasure.ts';
import type { ForgetRequest } from './forget.ts';
import type { Memory } from './memory.ts';
import type { NoteHeader } from './note.ts';

/** A request, with every key under which the asker knows the person. */
export interface Wanted extends ForgetRequest {
  /** What the asker sees now first. */
  readonly keys: readonly string[];
}

/** What a request to forget somebody reaches, as of now. */
export interface ForgetReach {
  of(request: ForgetRequest): Promise<Wanted>;
  notes(wanted: Wanted): Promise<readonly NoteHeader[]>;
  /** Ids of what was said of the person: the asker's own words, or everybody's. */
  aliases(wanted: Wanted): Promise<readonly string[]>;
}

interface Deps {
  readonly memory: Memory;
  readonly erasure: Erasure;
  readonly mends: Mends;
}

/** Whether a note is on one of them. */
export function isOn(keys: readonly string[]): (note: NoteHeader) => boolean {
  return ({ prospects }) => prospects.some(({ key }) => keys.includes(key));
}

export function createForgetReach({ memory, erasure, mends }: Deps): ForgetReach {
  return {
    async of(request) {
      return { ...request, keys: await mends.everywhere(request.prospect, request.asker) };
    },
    async notes({ asker, scope, keys }) {
      if (scope === 'all') {
        const found = (await Promise.all(keys.map((key) => erasure.notesOn(key)))).flat();
        return [...new Map(found.map((note) => [note.id, note])).values()];
      }
      const own = await memory.list({ rep: asker }, asker);
      return own.filter(isOn(keys)).filter(({ author }) => author === asker);
    },
    async aliases({ asker, scope, keys }) {
      const by = scope === 'all' ? undefined : asker;
      const ids = await Promise.all(keys.map((key) => mends.ofAnybody(key, by)));
      return [...new Set(ids.flat())];
    },
  };
}
