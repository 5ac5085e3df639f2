import { companyLikeness } from '../company-likeness.ts';
import { dealKey } from '../keys.ts';
import { canonical } from '../names.ts';
import type { Alias } from './alias.ts';
import type { Link } from './classes.ts';

/** Whose deal it is: a company's, or a person's when no company is known. */
export interface Subject {
  readonly name: string;
  readonly company: string | null;
}

/** A subject stands for all of its deals, whatever their labels. */
export function subjectKey(subject: Subject): string {
  return dealKey(subject, null);
}

/**
 * Which deals become one with their people: those of one company in two spellings, and those of a person without a
 * company. A renamed person's deal keeps its key, and a merged one's takes the survivor's, with all that is kept there.
 */
export function dealLink({ type, from, to }: Alias): Link | undefined {
  const [fromKey, toKey] = [subjectKey(from), subjectKey(to)];
  if (fromKey === toKey || type === 'move' || !isOneBuyer(from, to)) return undefined;
  return type === 'rename' ? { from: toKey, to: fromKey } : { from: fromKey, to: toKey };
}

function isOneBuyer(from: Subject, to: Subject): boolean {
  if (from.company === null) return true;
  return to.company !== null && companyLikeness(canonical(from.company), canonical(to.company)) === 'same';
}
