import { byLastContact } from './last-contact.ts';
import { indexPeople } from './name-index.ts';
import { canonical, wordsOf } from './names.ts';
import { nearly } from './nearly.ts';
import type { Person } from './people.ts';

/** Up to `limit` people for a type-ahead, last contact first; slips only when nothing matches. */
export function suggest(query: string, people: readonly Person[], limit: number): readonly Person[] {
  const wanted = wordsOf(canonical(query));
  const ordered = people.toSorted(byLastContact);
  if (wanted.length === 0) return ordered.slice(0, limit);
  const indexed = indexPeople(ordered);
  const found = indexed.filter(({ all }) => wanted.every((word) => all.some((one) => one.startsWith(word))));
  const shown = found.length > 0 ? found : nearly(wanted.join(' '), indexed);
  return shown.slice(0, limit).map(({ of }) => of);
}
