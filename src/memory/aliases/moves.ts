import { dealKey } from '../keys.ts';
import { byLastContact } from '../last-contact.ts';
import { canonical } from '../names.ts';
import type { Deal, NoteHeader, Prospect } from '../note.ts';
import { type Person, peopleOf } from '../people.ts';
import type { View } from './view.ts';

/** Who went from one company to another, as a view shows them. */
export interface Moves {
  /** Under which keys this person was known before, and before that; not the key itself. */
  before(key: string): ReadonlySet<string>;
  /** All keys that this person has or had anywhere, the given one first. */
  everywhere(key: string): readonly string[];
  /** Whether the newest move of this person led away from here. */
  hasLeft(key: string): boolean;
  /** People known by a move alone: no note is on them where they are now, some are on them where they were. */
  arrived(headers: readonly NoteHeader[]): readonly Person[];
}

/** The headers are to be seen through the same view. */
export function movesIn(view: View): Moves {
  const moves = view.aliases
    .filter(({ type }) => type === 'move')
    .map(({ from, to }) => ({ from: view.personKey(from.key), to: view.person(to) }))
    .filter(({ from, to }) => from !== to.key);

  function reached(key: string, step: (at: string) => readonly string[]): ReadonlySet<string> {
    const found = new Set([key]);
    for (const at of found) for (const next of step(at)) found.add(next);
    return found;
  }
  const back = (at: string) => moves.filter(({ to }) => to.key === at).map(({ from }) => from);
  const forth = (at: string) => moves.filter(({ from }) => from === at).map(({ to }) => to.key);

  const before = (key: string) => {
    const found = new Set(reached(key, back));
    found.delete(key);
    return found;
  };
  const hasLeft = (key: string) =>
    moves.findLast(({ from, to }) => from === key || to.key === key)?.from === key;

  function arrival(prospect: Prospect, people: readonly Person[]): Person | undefined {
    const earlier = before(prospect.key);
    const [last] = people.filter((one) => earlier.has(one.prospect.key)).toSorted(byLastContact);
    if (!last || hasLeft(prospect.key)) return undefined;
    return { prospect, deal: dealAt(prospect, people), lastDay: last.lastDay, noteCount: 0 };
  }

  return {
    before,
    everywhere: (key) => [...reached(key, (at) => [...back(at), ...forth(at)])],
    hasLeft,
    arrived(headers) {
      if (moves.length === 0) return [];
      const people = peopleOf(headers);
      const noted = new Set(people.map(({ prospect }) => prospect.key));
      const targets = new Map(moves.map(({ to }) => [to.key, to]));
      return [...targets.values()].flatMap((to) => (noted.has(to.key) ? [] : (arrival(to, people) ?? [])));
    },
  };
}

/** The one deal that is known at the company, else the one without a label. */
function dealAt({ name, company }: Prospect, people: readonly Person[]): Deal {
  const there = people.filter(({ deal }) => sameCompany(deal.company, company)).map(({ deal }) => deal);
  const [only, ...others] = [...new Map(there.map((deal) => [deal.key, deal])).values()];
  if (only && others.length === 0) return only;
  return { key: dealKey({ name, company }, null), company, label: null };
}

function sameCompany(a: string | null, b: string | null): boolean {
  return a !== null && b !== null && canonical(a) === canonical(b);
}
