import type { Person, Target } from '../../memory/identity/people.ts';
import { resolveAmong } from '../../memory/identity/resolve.ts';
import { type Markup, md } from '../mrkdwn.ts';
import type { Draft } from './draft.ts';
import { withNewPerson, withPerson } from './opening.ts';

/** A form, and what it says above its fields. */
export interface FilledForm {
  readonly draft: Draft;
  readonly notice?: Markup;
}

/** Fills in who a typed name means, and says so when it may mean several. */
export function withTypedName(draft: Draft, name: string, people: readonly Person[]): FilledForm {
  if (!name) return { draft };
  const found = resolveAmong(name, people);
  if (found.kind === 'none') return { draft: withNewPerson(draft, name) };
  if (found.kind !== 'one') {
    const lead = found.kind === 'many' ? md`Several match *${name}*` : md`Did you mean`;
    const said = found.targets.slice(0, 5).map(targetLabel).join(' or ');
    return { draft: { ...draft, typedName: name }, notice: md`${lead}: ${said}? Choose under Who.` };
  }
  const person = personOfTarget(found.target, people);
  return { draft: person ? withPerson(draft, person) : draft };
}

function personOfTarget(target: Target, people: readonly Person[]): Person | undefined {
  const inDeal = people.filter(({ deal }) => deal.key === target.deal.key);
  return inDeal.find(({ prospect }) => prospect.key === target.prospect?.key) ?? inDeal[0];
}

function targetLabel({ prospect, deal }: Target): string {
  return [prospect?.name, deal.company, deal.label].filter(Boolean).join(' · ');
}
