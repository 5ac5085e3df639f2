/** Tells what a person did last with a note from what is still under way from before: saving, gains, retries. */
export interface Turns {
  /** Everything begun earlier on this note is over: it must show nothing any more. */
  begin(noteId: string): Turn;
}

export interface Turn {
  isCurrent(): boolean;
}

const most = 5_000;

/** Remembers the last 5,000 notes. */
export function createTurns(): Turns {
  const latest = new Map<string, symbol>();

  return {
    begin(noteId) {
      const mark = Symbol(noteId);
      latest.delete(noteId);
      latest.set(noteId, mark);
      for (const oldest of latest.keys()) {
        if (latest.size <= most) break;
        latest.delete(oldest);
      }
      return { isCurrent: () => latest.get(noteId) === mark };
    },
  };
}
