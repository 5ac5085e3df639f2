import type { Note, NoteHeader } from '../note.ts';

/** Words of notes by note and version, so that a change makes the old words unreachable. */
export interface TextCache {
  get(header: NoteHeader): string | undefined;
  put(note: Note): void;
  drop(id: string): void;
}

/** Keeps the most recently used texts, up to so many characters in all. */
export function createTextCache(mostCharacters: number): TextCache {
  const texts = new Map<string, { version: string; text: string }>();
  let characters = 0;
  const drop = (id: string) => {
    characters -= texts.get(id)?.text.length ?? 0;
    texts.delete(id);
  };
  const put = (id: string, version: string, text: string) => {
    drop(id);
    texts.set(id, { version, text });
    characters += text.length;
    for (const oldest of texts.keys()) {
      if (characters <= mostCharacters) return;
      drop(oldest);
    }
  };
  return {
    get: ({ id, loggedAt }) => {
      const known = texts.get(id);
      if (known?.version !== loggedAt) return undefined;
      put(id, loggedAt, known.text);
      return known.text;
    },
    put: ({ id, loggedAt, text }) => put(id, loggedAt, text),
    drop,
  };
}
