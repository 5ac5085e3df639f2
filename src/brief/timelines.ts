import type { Memory } from '../memory/memory.ts';
import type { Note } from '../memory/note.ts';
import { searchNotes } from './evidence/search-notes.ts';
import { newestFirst } from './score/history.ts';
import type { Standings } from './standing.ts';
import type { TimelineRequest, TimelineRow, Timelines } from './timeline.ts';

interface Deps {
  readonly memory: Memory;
  readonly standings: Standings;
}

export function createTimelines({ memory, standings }: Deps): Timelines {
  async function rowsOf(notes: readonly Note[], request: TimelineRequest): Promise<readonly TimelineRow[]> {
    const { outcome, query, deal, asker } = request;
    const wanted = outcome === null ? notes : notes.filter((note) => note.outcome === outcome);
    if (query.trim() === '') return wanted.map((note) => ({ note, by: null }));
    return searchNotes(memory, { deal, asker, text: query, notes: wanted });
  }

  return {
    async read(request) {
      const headers = await memory.list({ deal: request.deal }, request.asker);
      const all = newestFirst(await memory.texts(headers));
      const isTheirs = (note: Note) => note.prospects.some(({ key }) => key === request.prospect);
      const notes = request.prospect === null ? all : all.filter(isTheirs);
      const [newest] = notes;
      if (!newest) return undefined;
      const [rows, standing] = await Promise.all([rowsOf(notes, request), standings.of(all)]);
      return {
        prospect: newest.prospects.find(({ key }) => key === request.prospect) ?? null,
        deal: newest.deal,
        rows,
        count: notes.length,
        dealCount: all.length,
        standing,
        asOf: standings.dayFor(all),
      };
    },
  };
}
