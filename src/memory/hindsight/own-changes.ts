import type { NoteHeader } from '../note.ts';

interface Change {
  readonly id: string;
  /** Undefined for a deletion. */
  readonly header: NoteHeader | undefined;
  readonly moment: number;
}

/** What this process did lately: a reading that began before it must not undo it. */
export interface OwnChanges {
  /** The moment now, to be taken before a reading. */
  mark(): number;
  add(id: string, header: NoteHeader | undefined): void;
  /** What was done after that moment; everything before it is forgotten. */
  since(moment: number): readonly Change[];
  isNewer(id: string, moment: number): boolean;
}

export function createOwnChanges(): OwnChanges {
  const changes = new Map<string, Change>();
  let moment = 0;
  return {
    mark: () => moment,
    add: (id, header) => {
      moment += 1;
      changes.set(id, { id, header, moment });
    },
    since: (mark) => {
      for (const change of changes.values()) if (change.moment <= mark) changes.delete(change.id);
      return [...changes.values()];
    },
    isNewer: (id, mark) => (changes.get(id)?.moment ?? 0) > mark,
  };
}
