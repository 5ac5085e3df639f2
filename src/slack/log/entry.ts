import { UserError } from '../../errors.ts';
import { canonical, dealKey, prospectKey } from '../../memory/names.ts';
import type { Deal, Note, Prospect } from '../../memory/note.ts';
import { likelySame, type Person } from '../../memory/people.ts';
import { noonIn } from '../dates.ts';
import { countedLength } from '../message.ts';
import { clean } from '../mrkdwn.ts';
import { dealToken, personFromLabel, personOf } from '../person-option.ts';
import type { Choice, Draft } from './draft.ts';
import { nameBlockId } from './fields.ts';
import { ids, newPerson } from './ids.ts';

/** The most a note holds, in characters as Slack counts them: what one message can hand back whole when memory is down. */
const longestNote = 9_000;

/** What stands between a draft and a note. */
export type Problem =
  | { readonly kind: 'errors'; readonly errors: Record<string, string> }
  | { readonly kind: 'same'; readonly person: Person }
  | { readonly kind: 'deal'; readonly deals: readonly Deal[] };

/** Checks a submitted form against the people its author knows; `today` is the author's. Undefined when all is well. */
export function problemOf(draft: Draft, people: readonly Person[], today: string): Problem | undefined {
  const errors = { ...whoErrors(draft), ...textErrors(draft), ...dayErrors(draft, today) };
  if (Object.keys(errors).length > 0) return { kind: 'errors', errors };
  if (!isNew(draft.who)) return undefined;
  const company = companyOf(draft, people);
  const likely = draft.same === null ? likelySame(clean(draft.name).trim(), company, people) : undefined;
  if (likely) return { kind: 'same', person: likely };
  const deals = dealsAt(company, people);
  const isAsked = deals.length > 1 && draft.deal === null && (draft.same ?? 'new') === 'new';
  return isAsked ? { kind: 'deal', deals } : undefined;
}

interface Author {
  readonly id: string;
  readonly now: Date;
}

/** @throws UserError when a chosen person can not be told from their label and is not in the author's notes. */
export function noteOf(draft: Draft, people: readonly Person[], author: Author): Note {
  const { prospect, deal } = subjectOf(draft, people);
  const others = draft.also.map((choice) => otherOf(choice, deal, people));
  const unique = new Map([prospect, ...others].map((one) => [one.key, one]));
  return {
    id: draft.id,
    prospects: [...unique.values()],
    deal,
    author: author.id,
    outcome: draft.outcome,
    day: draft.day,
    timestamp: noonIn(draft.zone, draft.day),
    loggedAt: author.now.toISOString(),
    visibility: draft.share ? 'team' : 'private',
    source: draft.source,
    link: draft.link,
    text: clean(draft.text).trim(),
  };
}

function isNew(choice: Choice | null): boolean {
  return choice?.value.startsWith(newPerson) ?? false;
}

/** As known already where only the legal form differs: "Rentfield Inc." is Rentfield. */
function companyOf(draft: Draft, people: readonly Person[]): string | null {
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

function whoErrors(draft: Draft): Record<string, string> {
  if (!draft.who) return { [ids.who]: 'Choose who the call was with, or type a name to add somebody new.' };
  if (!isNew(draft.who)) return {};
  if (!canonical(draft.name))
    return { [nameBlockId(draft)]: 'Write the name as you would say it, such as Priya Sharma.' };
  if (draft.deal !== 'new' || canonical(draft.label)) return {};
  return { [ids.label]: 'Give the other deal a name, such as Renewal.' };
}

function textErrors({ text }: Draft): Record<string, string> {
  const field = `${ids.text}0`;
  if (!clean(text).trim()) return { [field]: 'Write a sentence on what happened.' };
  const length = countedLength(text);
  if (length <= longestNote) return {};
  return { [field]: `This has ${length} characters and a note holds ${longestNote}. Save it as two notes.` };
}

function dayErrors({ day }: Draft, today: string): Record<string, string> {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return { [ids.day]: 'Choose the day of the call.' };
  return day > today ? { [ids.day]: 'That date is in the future. When was the call?' } : {};
}

function subjectOf(draft: Draft, people: readonly Person[]): { prospect: Prospect; deal: Deal } {
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

/** The deals known at a company; none when no company is given. */
function dealsAt(company: string | null, people: readonly Person[]): readonly Deal[] {
  if (!company) return [];
  const same = people.filter(({ deal }) => deal.company && canonical(deal.company) === canonical(company));
  return [...new Map(same.map(({ deal }) => [deal.key, deal])).values()];
}

function otherOf(choice: Choice, deal: Deal, people: readonly Person[]): Prospect {
  if (!isNew(choice)) return knownPerson(choice, people).prospect;
  const name = clean(choice.value.slice(newPerson.length)).trim();
  return { key: prospectKey(name, deal.company), name, company: deal.company };
}
