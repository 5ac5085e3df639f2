import type { Memory } from '../memory/memory.ts';
import type { Note } from '../memory/note.ts';
import type { Briefer } from './brief.ts';
import type { ReadDeals } from './reading/read-deals.ts';
import type { NoteReader } from './reading/read-notes.ts';
import type { DealWords } from './words/words.ts';

interface WordingDeps {
  readonly memory: Memory;
  readonly memoryAsTeam: Pick<Memory, 'list' | 'texts'>;
  readonly reader: NoteReader;
  readonly briefer: Pick<Briefer, 'catchUp'>;
  readonly deals: ReadDeals;
  readonly words: DealWords;
}

/** Makes the sentences of a deal's next card once its new note is read and checked: for its author, and for the team where it may read it. */
export async function wordWhenRead(
  { memory, memoryAsTeam, reader, briefer, deals, words }: WordingDeps,
  saved: Note,
): Promise<void> {
  await reader.readFirst(saved.deal.key, saved.author);
  await briefer.catchUp({ deal: saved.deal.key, prospect: null, asker: saved.author });
  const notes = await memory.texts(await memory.list({ deal: saved.deal.key }, saved.author));
  const all = await memoryAsTeam.texts(await memoryAsTeam.list({ deal: saved.deal.key }, saved.author));
  const shared = all.filter(({ visibility }) => visibility === 'team');
  const isShared = saved.visibility === 'team';
  const audiences = shared.length !== notes.length && isShared ? [notes, shared] : [notes];
  for (const seen of audiences.filter(({ length }) => length > 0)) await words.make(await deals.of(seen));
}
