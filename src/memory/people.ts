import { byLastContact } from './last-contact.ts';
import type { Deal, NoteHeader, Prospect } from './note.ts';

/** A person in one deal as the asker's notes know them; the same person in two deals is two of these. */
export interface Person {
  readonly prospect: Prospect;
  readonly deal: Deal;
  /** Day of the newest call, `YYYY-MM-DD`. */
  readonly lastDay: string;
  readonly noteCount: number;
}

/** The people in these notes, last contact first; names are spelled as in the newest note. */
export function peopleOf(headers: readonly NoteHeader[]): readonly Person[] {
  const people = new Map<string, Person>();
  for (const { prospects, deal, day } of headers) {
    for (const prospect of prospects) {
      const key = `${prospect.key} ${deal.key}`;
      const known = people.get(key);
      const newest = known && known.lastDay >= day ? known : { prospect, deal, lastDay: day };
      people.set(key, { ...newest, noteCount: (known?.noteCount ?? 0) + 1 });
    }
  }
  return [...people.values()].sort(byLastContact);
}
