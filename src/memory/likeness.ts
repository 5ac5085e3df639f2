import { companyLikeness } from './company-likeness.ts';
import { canonical, wordsOf } from './names.ts';
import { isSameFirstName } from './nicknames.ts';
import { isSlip } from './spelling.ts';

interface Named {
  readonly name: string;
  readonly company: string | null;
}

/**
 * How likely two different entries are one person, from 0 (no reason to think so) to 3. At one company a slip, an
 * initial, a nickname or a missing surname will do; without a company the whole name must agree.
 */
export function likeness(a: Named, b: Named): number {
  const [nameA, nameB] = [canonical(a.name), canonical(b.name)];
  const company = companyLikeness(canonical(a.company ?? ''), canonical(b.company ?? ''));
  if (company === 'other') return 0;
  if (nameA === nameB) return 3;
  if (company === 'unknown') return 0;
  if (isSlip(nameA, nameB)) return 2;
  return isShortFor(wordsOf(nameA), wordsOf(nameB)) ? 1 : 0;
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
