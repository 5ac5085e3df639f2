import { UserError } from '../../errors.ts';
import type { Memory } from '../../memory/memory.ts';
import { authorsOnly, type Note } from '../../memory/note.ts';

/** A note to read. Rejects with UserError alike when it is gone and when it may not be read. */
export async function readableNote(memory: Pick<Memory, 'read'>, id: string, user: string): Promise<Note> {
  const note = await memory.read(id, user);
  if (note) return note;
  throw new UserError('That note is deleted or no longer shared with you.');
}

/** A note to change, for its author alone. Rejects with UserError otherwise. */
export async function ownNote(memory: Pick<Memory, 'read'>, id: string, user: string): Promise<Note> {
  const note = await readableNote(memory, id, user);
  if (note.author === user) return note;
  throw new UserError(authorsOnly);
}
