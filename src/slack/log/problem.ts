import { likelySame } from '../../memory/identity/likely-same.ts';
import type { Person } from '../../memory/identity/people.ts';
import type { Deal } from '../../memory/note.ts';
import { clean } from '../mrkdwn.ts';
import { companyOf, dealsAt } from './company.ts';
import type { Draft } from './draft.ts';
import { fieldErrors } from './field-errors.ts';
import { isNew } from './is-new.ts';

/** What stands between a draft and a note. */
export type Problem =
  | { readonly kind: 'errors'; readonly errors: Record<string, string> }
  | { readonly kind: 'same'; readonly person: Person }
  | { readonly kind: 'deal'; readonly deals: readonly Deal[] };

/** Checks a submitted form against the people its author knows; `today` is the author's. Undefined when all is well. */
export function problemOf(draft: Draft, people: readonly Person[], today: string): Problem | undefined {
  const errors = fieldErrors(draft, today);
  if (Object.keys(errors).length > 0) return { kind: 'errors', errors };
  if (!isNew(draft.who)) return undefined;
  const company = companyOf(draft, people);
  const likely = draft.same === null ? likelySame(clean(draft.name).trim(), company, people) : undefined;
  if (likely) return { kind: 'same', person: likely };
  const deals = dealsAt(company, people);
  const isAsked = deals.length > 1 && draft.deal === null && (draft.same ?? 'new') === 'new';
  return isAsked ? { kind: 'deal', deals } : undefined;
}
