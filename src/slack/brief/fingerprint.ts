import { createHash } from 'node:crypto';
import type { NoteHeader } from '../../memory/note.ts';

/** Changes whenever a note is added, edited or gone: tells an old card from a fresh one. */
export function fingerprint(notes: readonly Pick<NoteHeader, 'id' | 'loggedAt'>[]): string {
  const versions = notes.map(({ id, loggedAt }) => `${id} ${loggedAt}`).sort();
  return createHash('sha256').update(versions.join('\n')).digest('hex').slice(0, 16);
}
