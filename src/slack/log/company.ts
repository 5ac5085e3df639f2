import { canonical } from '../../memory/names.ts';
import type { Deal } from '../../memory/note.ts';
import type { Person } from '../../memory/people.ts';
import { clean } from '../mrkdwn.ts';
import type { Draft } from './draft.ts';

/** As known already where only the legal form differs: "Rentfield Inc." is Rentfield. */
export function companyOf(draft: Draft, people: readonly Person[]): string | null {
  const typed = clean(draft.company).trim();
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
