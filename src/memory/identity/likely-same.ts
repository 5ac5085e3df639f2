import { companyCore, isSameCompany } from './company-names.ts';
import { prospectKey } from './keys.ts';
import { isSameFirstName } from './nicknames.ts';
import { byLastContact, type Person } from './people.ts';
import { hasMoreWords, isSameInAnyOrder, waysToWrite } from './person-names.ts';

/** The person probably meant by a name about to be added; undefined for somebody new, or known under just this name. */
export function likelySame(
  name: string,
  company: string | null,
  people: readonly Person[],
): Person | undefined {
  const key = prospectKey(name, company);
  if (people.some(({ prospect }) => prospect.key === key)) return undefined;
  const wanted = { ways: waysToWrite(name), company: company ?? '' };
  let best: { person: Person; rank: number } | undefined;
  for (const person of people.toSorted(byLastContact)) {
    const rank = likeness(wanted, named(person));
    if (rank > (best?.rank ?? 0)) best = { person, rank };
  }
  return best?.person;
}

interface Named {
  readonly ways: readonly (readonly string[])[];
  /** Empty for none. */
  readonly company: string;
}

function named({ prospect, deal }: Person): Named {
  return { ways: waysToWrite(prospect.name), company: prospect.company ?? deal.company ?? '' };
}

/**
 * How likely two different entries are one person, from 0 (no reason to think so) to 3. At one company a slip, an
 * initial, a nickname or a missing surname will do; without a company the whole name must agree, in any order and
 * with more words.
 */
function likeness(a: Named, b: Named): number {
  const company = companyLikeness(a.company, b.company);
  if (company === 'other') return 0;
  const isAny = (fits: (one: readonly string[], other: readonly string[]) => boolean) =>
    a.ways.some((one) => b.ways.some((other) => fits(one, other)));
  if (isAny(isSameInAnyOrder)) return 3;
  if (isAny(hasMoreWords)) return 2;
  if (company === 'unknown') return 0;
  if (isAny((one, other) => isTypo(one.join(' '), other.join(' ')))) return 2;
  return isAny(isShortFor) ? 1 : 0;
}

/** "Priya" or "Priya S" for "Priya Sharma", "Bob Jones" for "Robert Jones". */
function isShortFor(a: readonly string[], b: readonly string[]): boolean {
  const [[firstA = '', ...restA], [firstB = '', ...restB]] = [a, b];
  const sameFirst = isSameFirstName(firstA, firstB) || isInitialOf(firstA, firstB);
  if (!sameFirst) return false;
  const [lastA, lastB] = [restA.at(-1), restB.at(-1)];
  if (lastA === undefined || lastB === undefined) return isSameFirstName(firstA, firstB);
  return lastA === lastB || (isSameFirstName(firstA, firstB) && isInitialOf(lastA, lastB));
}

function isInitialOf(a: string, b: string): boolean {
  const [shorter, longer] = a.length < b.length ? [a, b] : [b, a];
  return [...shorter].length === 1 && longer.startsWith(shorter);
}

type CompanyLikeness = 'same' | 'unknown' | 'other';

/** Of two names, empty for none; a legal form more or a slip is still the same company. */
export function companyLikeness(a: string, b: string): CompanyLikeness {
  const [coreA, coreB] = [companyCore(a), companyCore(b)];
  if (coreA === coreB) return 'same';
  if (coreA === '' || coreB === '') return 'unknown';
  return isSameCompany(a, b) || isTypo(coreA, coreB) ? 'same' : 'other';
}

/**
 * How many letters to insert, delete, replace or swap with their neighbour to get from one to the other;
 * stops counting past `most`.
 */
export function editDistance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let [beforeLast, last]: [number[], number[]] = [[], Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) row.push(cell({ a, b, beforeLast, last, row }, i, j));
    if (Math.min(...row) > most) return most + 1;
    [beforeLast, last] = [last, row];
  }
  return last[b.length] ?? most + 1;
}

interface Table {
  readonly a: string;
  readonly b: string;
  readonly beforeLast: readonly number[];
  readonly last: readonly number[];
  readonly row: readonly number[];
}

function cell({ a, b, beforeLast, last, row }: Table, i: number, j: number): number {
  const same = a[i - 1] === b[j - 1];
  const change = at(last, j - 1) + (same ? 0 : 1);
  const least = Math.min(at(last, j) + 1, at(row, j - 1) + 1, change);
  const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
  return swapped ? Math.min(least, at(beforeLast, j - 2) + 1) : least;
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Number.POSITIVE_INFINITY;
}

/** Whether one of two spellings is probably a slip of the other: one slip, two in a long name. */
export function isTypo(a: string, b: string): boolean {
  const shorter = Math.min(a.length, b.length);
  if (shorter < 3) return false;
  const most = shorter >= 9 ? 2 : 1;
  return a !== b && editDistance(a, b, most) <= most;
}
