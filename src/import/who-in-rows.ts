import { companyCore, companyTyped } from '../memory/identity/company-names.ts';
import { dealKey, prospectKey } from '../memory/identity/keys.ts';
import { likelySame } from '../memory/identity/likely-same.ts';
import { canonical } from '../memory/identity/names.ts';
import type { Person } from '../memory/identity/people.ts';
import { resolveAmong } from '../memory/identity/resolve.ts';
import type { Deal, Prospect } from '../memory/note.ts';
import { hashOf } from '../util/hash.ts';
import type { Named } from './names-in-cell.ts';

/** Whom and what one row names, as it stands there. */
export interface RowNames {
  readonly people: readonly Named[];
  /** Empty when none is named, as the deal. */
  readonly company: string;
  readonly deal: string;
}

/** Somebody in a deal, known or new. */
export type Someone = Pick<Person, 'prospect' | 'deal'>;

/** What was said of a name that may mean several: somebody known, by their keys' hash; somebody new; nobody. */
export type Said = string | 'new' | 'leave out';

export interface Found {
  readonly kind: 'meant';
  readonly prospects: readonly [Prospect, ...Prospect[]];
  readonly deal: Deal;
}

/** It may be several, or nobody is named at a company where several are known. */
export interface ToChoose {
  readonly kind: 'choose';
  readonly key: string;
  readonly candidates: readonly Someone[];
}

/** Who a row is about. */
export type Meant = Found | ToChoose | { readonly kind: 'left out' } | { readonly kind: 'nobody' };

/** Finds who is meant in each row of one file. */
export interface WhoInRows {
  of(row: RowNames): Meant;
}

const mostCandidates = 20;

/** Stands for somebody in a choice: spells no name. */
export function someoneToken({ prospect, deal }: Someone): string {
  return hashOf(`${prospect.key}\n${deal.key}`, 24);
}

/** Stands for what a row names: equal where it is spelled alike. */
function namesKey({ people, company }: RowNames): string {
  return hashOf(`${canonical(people[0]?.name ?? '')}\n${companyCore(company)}`, 16);
}

/** `people` are those that the author's notes know, `rows` all rows of the file: one may complete another. */
export function createWhoInRows(
  people: readonly Person[],
  rows: readonly RowNames[],
  said: Readonly<Record<string, Said>>,
): WhoInRows {
  const inFile = fileIndex(rows, people);
  const byKey = new Map<string, Meant>();
  const known = new Map(people.map((one) => [someoneToken(one), one]));

  function whole(row: RowNames): RowNames {
    const [first] = row.people;
    const company = row.company || first?.company || (first ? inFile.companyOf(first.name) : '');
    return { ...row, company: inFile.spelled(company) };
  }

  function dealFor(prospect: Prospect, row: RowNames): Deal | readonly Deal[] {
    const { company } = prospect;
    const label = company !== null && row.deal !== '' && inFile.dealCount(company) > 1 ? row.deal : null;
    const deals = company === null ? [] : dealsAt(company, people);
    const named = deals.find((deal) => deal.label !== null && canonical(deal.label) === canonical(row.deal));
    if (named) return named;
    if (label !== null) return { key: dealKey(prospect, label), company, label };
    if (deals.length > 1) return deals;
    return deals[0] ?? { key: dealKey(prospect, null), company, label: null };
  }

  function withOthers(row: RowNames, { prospect, deal }: Someone): Meant {
    const others = row.people.slice(1).map(({ name }): Prospect => {
      const found = people.find(
        (one) => one.deal.key === deal.key && canonical(one.prospect.name) === canonical(name),
      );
      return found?.prospect ?? { key: prospectKey(name, deal.company), name, company: deal.company };
    });
    const rest = others.filter(({ key }) => key !== prospect.key);
    return { kind: 'meant', prospects: [prospect, ...rest], deal };
  }

  function asNew(row: RowNames): Meant {
    const [first] = row.people;
    if (!first) return { kind: 'nobody' };
    const company = row.company === '' ? null : row.company;
    const prospect = { key: prospectKey(first.name, company), name: first.name, company };
    const deal = dealFor(prospect, row);
    return 'key' in deal
      ? withOthers(row, { prospect, deal })
      : choiceOf(
          row,
          deal.map((one) => ({ prospect, deal: one })),
        );
  }

  function find(row: RowNames): Meant {
    const answer = said[namesKey(row)];
    if (answer === 'leave out') return { kind: 'left out' };
    if (answer === 'new') return asNew(row);
    const chosen = answer === undefined ? undefined : known.get(answer);
    if (chosen) return withOthers(row, chosen);
    const [first] = row.people;
    return first ? findPerson(row, first.name) : findAtCompany(row);
  }

  /** Those who are called so, where the row says they are, and in its deal where one is of that name. */
  function calledSo(row: RowNames, name: string): readonly Person[] {
    const same = people.filter((one) => canonical(one.prospect.name) === canonical(name));
    const here = row.company === '' ? same : same.filter((one) => isAt(one, row.company));
    const label = canonical(row.deal);
    const inDeal = here.filter(({ deal }) => deal.label !== null && canonical(deal.label) === label);
    return inDeal.length > 0 ? inDeal : here;
  }

  function findPerson(row: RowNames, name: string): Meant {
    const found = calledSo(row, name);
    const [only] = found;
    if (only && found.length > 1) return choiceOf(row, found);
    if (only) {
      // One company's second deal in the file is a deal of its own.
      const deal = dealFor(only.prospect, row);
      return withOthers(row, 'key' in deal ? { ...only, deal } : only);
    }
    const candidates = likelyMeant(row, name);
    return candidates.length > 0 ? choiceOf(row, candidates) : asNew(row);
  }

  /** Nobody is called just so: who may be meant all the same. */
  function likelyMeant(row: RowNames, name: string): readonly Someone[] {
    const likely = likelySame(name, row.company || null, people);
    if (likely) return [likely];
    return row.company === '' && !canonical(name).includes(' ') ? firstNames(name, people) : [];
  }

  function findAtCompany(row: RowNames): Meant {
    if (row.company === '') return { kind: 'nobody' };
    const here = people.filter((one) => isAt(one, row.company));
    const [only] = here;
    if (only) return here.length === 1 ? withOthers(row, only) : choiceOf(row, here);
    const named = inFile.peopleAt(row.company);
    return named.length === 1 ? asNew({ ...row, people: named }) : { kind: 'nobody' };
  }

  return {
    of(typed) {
      const row = whole(typed);
      const key = JSON.stringify([row.people.map(({ name }) => name), row.company, row.deal]);
      const before = byKey.get(key);
      const meant = before ?? find(row);
      byKey.set(key, meant);
      return meant;
    },
  };
}

/** Those whom a first name alone may mean. */
function firstNames(name: string, people: readonly Person[]): readonly Someone[] {
  const found = resolveAmong(name, people);
  const targets = found.kind === 'one' ? [found.target] : found.kind === 'many' ? found.targets : [];
  return targets.flatMap(({ prospect, deal }) => (prospect ? [{ prospect, deal }] : []));
}

function choiceOf(row: RowNames, candidates: readonly Someone[]): Meant {
  return { kind: 'choose', key: namesKey(row), candidates: candidates.slice(0, mostCandidates) };
}

function isAt({ prospect, deal }: Someone, company: string): boolean {
  const own = prospect.company ?? deal.company;
  return own !== null && companyCore(own) === companyCore(company);
}

function dealsAt(company: string, people: readonly Person[]): readonly Deal[] {
  const here = people.filter(
    ({ deal }) => deal.company !== null && companyCore(deal.company) === companyCore(company),
  );
  return [...new Map(here.map(({ deal }) => [deal.key, deal])).values()];
}

/** What the file as a whole tells of its companies. */
function fileIndex(rows: readonly RowNames[], people: readonly Person[]) {
  const spelling = new Map<string, string>();
  const deals = new Map<string, Set<string>>();
  const companies = new Map<string, Set<string>>();
  const named = new Map<string, Map<string, Named>>();
  function learn(own: Named, core: string): void {
    const name = canonical(own.name);
    companies.set(name, (companies.get(name) ?? new Set()).add(core));
    named.set(core, (named.get(core) ?? new Map<string, Named>()).set(name, own));
  }
  for (const { deal } of people)
    if (deal.company !== null) spelling.set(companyCore(deal.company), deal.company);
  for (const { people: own, company: typed, deal } of rows) {
    const company = typed || own[0]?.company || '';
    if (company === '') continue;
    const core = companyCore(company);
    if (!spelling.has(core)) spelling.set(core, companyTyped(company));
    if (deal !== '') deals.set(core, (deals.get(core) ?? new Set()).add(canonical(deal)));
    for (const one of own) learn(one, core);
  }
  return {
    /** As it is known already, or as the file first spells it. */
    spelled: (company: string) =>
      company === '' ? '' : (spelling.get(companyCore(company)) ?? companyTyped(company)),
    dealCount: (company: string) => deals.get(companyCore(company))?.size ?? 0,
    /** Where every other row has them, when the whole name stands there and they are at one company alone. */
    companyOf(name: string): string {
      const words = canonical(name);
      const [core, ...more] = companies.get(words) ?? [];
      return core !== undefined && more.length === 0 && words.includes(' ') ? (spelling.get(core) ?? '') : '';
    },
    peopleAt: (company: string) => [...(named.get(companyCore(company))?.values() ?? [])],
  };
}
