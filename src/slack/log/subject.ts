import { UserError } from '../../errors.ts';
import { dealKey, prospectKey } from '../../memory/identity/keys.ts';
import type { Person } from '../../memory/identity/people.ts';
import type { Deal, Prospect } from '../../memory/note.ts';
import { clean } from '../mrkdwn.ts';
import { dealToken, personFromLabel, personOf } from '../person-option.ts';
import { companyOf, dealsAt } from './company.ts';
import type { Choice, Draft } from './draft.ts';
import { newPerson } from './ids.ts';
import { isNew } from './is-new.ts';

/** Who the call was with, and whose deal it belongs to. @throws UserError when neither notes nor label tell. */
export function subjectOf(draft: Draft, people: readonly Person[]): { prospect: Prospect; deal: Deal } {
  if (!isNew(draft.who)) return knownPerson(draft.who, people);
  const same = personOf(draft.same ?? '', people);
  if (same) return same;
  const name = clean(draft.name).trim();
  const company = companyOf(draft, people);
  const prospect = { key: prospectKey(name, company), name, company };
  return { prospect, deal: dealOf(draft, prospect, people) };
}

/** From the author's notes; else from the label, which says as much as the keys are made of. */
function knownPerson(choice: Choice | null, people: readonly Person[]): { prospect: Prospect; deal: Deal } {
  const known = personOf(choice?.value ?? '', people) ?? personFromLabel(choice?.text ?? '');
  if (known) return known;
  throw new UserError(
    'That person is not in your notes any more. Choose again, or add them as somebody new.',
  );
}

function dealOf(draft: Draft, prospect: Prospect, people: readonly Person[]): Deal {
  const { company } = prospect;
  const deals = dealsAt(company, people);
  const chosen =
    deals.find((deal) => dealToken(deal) === draft.deal) ?? (deals.length === 1 ? deals[0] : undefined);
  if (chosen) return chosen;
  const label = clean(draft.label).trim() || null;
  return { key: dealKey(prospect, label), company, label };
}

/** Somebody else on the call. @throws UserError as `subjectOf` does. */
export function otherOf(choice: Choice, deal: Deal, people: readonly Person[]): Prospect {
  if (!isNew(choice)) return knownPerson(choice, people).prospect;
  const name = clean(choice.value.slice(newPerson.length)).trim();
  return { key: prospectKey(name, deal.company), name, company: deal.company };
}
