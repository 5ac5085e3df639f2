import type { Indexed } from './name-match.ts';
import { canonical, wordsOf } from './names.ts';
import type { Deal, Prospect } from './note.ts';

interface Dated {
  readonly deal: Deal;
  readonly lastDay: string;
}

/** People, or targets that are people; deals are left out. */
export function indexPeople<T extends Dated & { readonly prospect: Prospect | null }>(
  people: readonly T[],
): readonly Indexed<T>[] {
  return people.flatMap((of) => {
    if (of.prospect === null) return [];
    const main = canonical(of.prospect.name);
    const company = canonical(of.deal.company ?? of.prospect.company ?? '');
    return [taken(of, main, { company, label: canonical(of.deal.label ?? '') })];
  });
}

/** Deals by the name of their company. */
export function indexDeals<T extends Dated>(deals: readonly T[]): readonly Indexed<T>[] {
  return deals.map((of) =>
    taken(of, canonical(of.deal.company ?? ''), { company: '', label: canonical(of.deal.label ?? '') }),
  );
}

function taken<T>(of: T, main: string, more: { company: string; label: string }): Indexed<T> {
  const withCompany = joined(main, more.company);
  const full = joined(withCompany, more.label);
  const mainWords = wordsOf(main);
  return {
    of,
    main,
    full,
    first: mainWords[0] ?? '',
    exact: [main, withCompany, full],
    mainWords,
    all: wordsOf(full),
  };
}

function joined(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' ');
}
