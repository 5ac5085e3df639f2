import { byLastContact } from './last-contact.ts';
import { indexDeals, indexPeople } from './name-index.ts';
import { type Indexed, matchOf } from './name-match.ts';
import { canonical, wordsOf } from './names.ts';
import { nearly } from './nearly.ts';
import type { NoteHeader } from './note.ts';
import { type Person, peopleOf } from './people.ts';
import { dealTargets, type Resolution, type Target, targetOf } from './target.ts';

const mostSlips = 5;

/**
 * Who is meant by what was typed: a full name, "name company", part of a name, or a company. Whole words win over
 * beginnings of words; a single first name never hides the others who bear it.
 */
export function resolve(query: string, headers: readonly NoteHeader[]): Resolution {
  return resolveAmong(query, peopleOf(headers));
}

/** The same among people who are known already. */
export function resolveAmong(query: string, people: readonly Person[]): Resolution {
  const wanted = canonical(query);
  if (wanted === '') return { kind: 'none' };
  const indexed: readonly Indexed<Target>[] = [
    ...indexPeople(people.map(targetOf)),
    ...indexDeals(dealTargets(people)),
  ];
  const found = bestMatches(wanted, indexed);
  const [target] = found;
  if (!target) return slipsOf(wanted, indexed);
  return found.length === 1 ? { kind: 'one', target } : { kind: 'many', targets: found };
}

function bestMatches(wanted: string, indexed: readonly Indexed<Target>[]): readonly Target[] {
  const words = wordsOf(wanted);
  let best = 0;
  let found: Target[] = [];
  for (const one of indexed) {
    const match = matchOf(wanted, words, one);
    if (match === 0 || match < best) continue;
    if (match > best) found = [];
    best = match;
    found.push(one.of);
  }
  return found.toSorted(byLastContact);
}

function slipsOf(wanted: string, indexed: readonly Indexed<Target>[]): Resolution {
  const targets = nearly(wanted, indexed)
    .slice(0, mostSlips)
    .map(({ of }) => of);
  return targets.length > 0 ? { kind: 'slip', targets } : { kind: 'none' };
}
