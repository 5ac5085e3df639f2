import { canonical } from '../../memory/identity/names.ts';
import type { Person } from '../../memory/identity/people.ts';
import type { Deal } from '../../memory/note.ts';
import { clean } from '../mrkdwn.ts';
import type { Draft } from './draft.ts';

/** The company of a new person; null when none is given. */
export function companyOf(draft: Draft, people: readonly Person[]): string | null {
  return knownCompany(clean(draft.company).trim(), people);
}

/** As known already where only the legal form differs: "Rentfield Inc." is Rentfield. Null for an empty name. */
export function knownCompany(typed: string, people: readonly Person[]): string | null {
  if (!typed) return null;
  const known = people.find(({ deal }) => deal.company && coreOf(deal.company) === coreOf(typed));
  return known?.deal.company ?? typed;
}

const legalForm = /[ ,.]+(inc|llc|ltd|limited|corp|co|plc|gmbh|ag|sa|sas|srl|bv|ab|oy|pty|pvt)$/;

function coreOf(company: string): string {
  const name = canonical(company);
  return name.replace(legalForm, '') || name;
}

/** The deals known at a company; none when no company is given. */
export function dealsAt(company: string | null, people: readonly Person[]): readonly Deal[] {
  if (!company) return [];
  const same = people.filter(({ deal }) => deal.company && canonical(deal.company) === canonical(company));
  return [...new Map(same.map(({ deal }) => [deal.key, deal])).values()];
}
