import type { NoteHeader, Prospect } from '../../memory/note.ts';
import type { Behind } from './count.ts';

/** The deals of notes that count, newest first, each with the people on them; `why` goes by their keys. */
export function behindOf(
  headers: readonly NoteHeader[],
  why: ReadonlyMap<string, string | null>,
): readonly Behind[] {
  const deals = new Map<string, NoteHeader[]>();
  for (const header of headers) deals.set(header.deal.key, [...(deals.get(header.deal.key) ?? []), header]);
  return [...deals.values()].flatMap((own) => {
    const [newest] = own;
    if (!newest) return [];
    const people = new Map<string, Prospect>();
    for (const one of own.flatMap(({ prospects }) => prospects)) {
      if (!people.has(one.key)) people.set(one.key, one);
    }
    return [
      {
        deal: newest.deal,
        prospects: [...people.values()],
        lastDay: newest.day,
        noteCount: own.length,
        why: why.get(newest.deal.key) ?? null,
      },
    ];
  });
}
