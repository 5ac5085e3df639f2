import { prospectKey } from './keys.ts';
import { byLastContact } from './last-contact.ts';
import { likeness } from './likeness.ts';
import type { Person } from './people.ts';

/** The person probably meant by a name about to be added; undefined for somebody new, or known under just this name. */
export function likelySame(
  name: string,
  company: string | null,
  people: readonly Person[],
): Person | undefined {
  const key = prospectKey(name, company);
  if (people.some(({ prospect }) => prospect.key === key)) return undefined;
  let best: { person: Person; rank: number } | undefined;
  for (const person of people.toSorted(byLastContact)) {
    const rank = likeness({ name, company }, companyKnown(person));
    if (rank > (best?.rank ?? 0)) best = { person, rank };
  }
  return best?.person;
}

function companyKnown({ prospect, deal }: Person): { name: string; company: string | null } {
  return { name: prospect.name, company: prospect.company ?? deal.company };
}
