import { z } from 'zod';
import { UserError } from '../../errors.ts';
import { companyTyped, isSameCompany } from '../../memory/identity/company-names.ts';
import { dealKey, prospectKey } from '../../memory/identity/keys.ts';
import { canonical } from '../../memory/identity/names.ts';
import type { Person, Target } from '../../memory/identity/people.ts';
import { nameAtCompany } from '../../memory/identity/person-names.ts';
import { resolveAmong } from '../../memory/identity/resolve.ts';
import type { Deal, Note, Outcome, Prospect } from '../../memory/note.ts';
import { hashOf } from '../../util/hash.ts';
import { noonIn } from './dates.ts';
import { dealToken, personFromLabel, personLabel, personOf, personToken } from './find-person.ts';
import { newPerson } from './ids.ts';
import { clean, limits, type Markup, md } from './text.ts';

/** People on a call besides the first. */
export const mostAlso = 5;

/** Reads what `encodeOrigin` wrote. */
export const originShape = z.object({
  id: z.string(),
  edits: z.boolean(),
  zone: z.string(),
  source: z.string(),
  link: z.string().nullable(),
  /** A name typed with the command that may mean several: suggestions begin there. */
  typedName: z.string().optional(),
  /** How many people are of the team; left out where it is everybody. */
  teamSize: z.number().optional(),
  /** Handed back once already: what is saved now wins over what was tried before. */
  isAgain: z.boolean().optional(),
  /** What is to become of secrets in the words; asked once. */
  secrets: z.enum(['leave out', 'keep']).optional(),
  /** What else was asked and answered, and of whom: one question's answer outlives the next question. */
  answered: z
    .object({ who: z.string(), same: z.string().nullable(), deal: z.string().nullable(), label: z.string() })
    .optional(),
});

/** Carried by the modal unseen: which note it makes, whether it replaces one, and where it came from. */
type DraftOrigin = z.infer<typeof originShape>;

export interface Choice {
  readonly value: string;
  readonly text: string;
}

/** The form as filled in so far. */
export interface Draft extends DraftOrigin {
  readonly who: Choice | null;
  readonly name: string;
  readonly company: string;
  readonly label: string;
  /** The answer to "Which deal?": a deal's token, `new` for another, null while not asked. */
  readonly deal: string | null;
  /** The answer to "Same as ...?": the value of the person meant, `new` for somebody else, null while not asked. */
  readonly same: string | null;
  /** At most `mostAlso`. */
  readonly also: readonly Choice[];
  readonly text: string;
  readonly outcome: Outcome;
  /** `YYYY-MM-DD`, or what was typed. */
  readonly day: string;
  readonly share: boolean;
}

export function encodeOrigin(draft: Draft): string {
  const { id, edits, zone, source, link, typedName, teamSize, isAgain, secrets, same, deal, label } = draft;
  const short = link !== null && link.length < limits.privateMetadata / 2 ? link : null;
  const isAnswered = same !== null || deal !== null;
  const answered = isAnswered ? { who: whoIn(draft), same, deal, label } : undefined;
  const carried = { id, edits, zone, source, link: short, typedName, teamSize, isAgain, secrets, answered };
  return JSON.stringify(carried);
}

/** With what was asked and answered of the same person before, where the form asks it no more. */
export function withAnswers(draft: Draft): Draft {
  const { answered } = draft;
  if (!answered || answered.who !== whoIn(draft)) return draft;
  const { same, deal, label } = answered;
  return { ...draft, same: draft.same ?? same, deal: draft.deal ?? deal, label: draft.label || label };
}

/** Tells one new person of a form from another. */
function whoIn({ who, name, company }: Draft): string {
  return hashOf(JSON.stringify([who?.value, name, company]), 16);
}

/** The name that the form was opened with, when it was left to choose among several. */
export function typedNameOf(view: { readonly private_metadata: string } | undefined): string {
  return originShape.safeParse(JSON.parse(view?.private_metadata || '{}')).data?.typedName ?? '';
}

interface DraftStart extends DraftOrigin {
  /** The author's day, which the call is taken to be of. */
  readonly today: string;
  readonly share: boolean;
}

/** An empty form. */
export function emptyDraft({ today, share, ...origin }: DraftStart): Draft {
  const nobody = { who: null, name: '', company: '', label: '', deal: null, same: null, also: [] };
  return { ...origin, ...nobody, text: '', outcome: 'spoke', day: today, share };
}

/** The form with a known person in it. */
export function withPerson(draft: Draft, person: Pick<Person, 'prospect' | 'deal'>): Draft {
  return { ...draft, who: choiceOf(person) };
}

/** The form with somebody new in it. */
export function withNewPerson(draft: Draft, name: string): Draft {
  return name.trim() ? { ...draft, ...newChoice(name), ...newcomer(name) } : draft;
}

/** Name and company as typed for somebody new, who may be "Zoe Hale at Acmetech". */
export function newcomer(typed: string): { name: string; company?: string } {
  const { name, company } = nameAtCompany(typed) ?? { name: typed };
  const field = (text: string) => clean(text.slice(0, limits.name)).trim();
  return { name: field(name), ...(company === undefined ? {} : { company: field(company) }) };
}

/** A form, and what it says above its fields. */
export interface FilledDraft {
  readonly draft: Draft;
  readonly notice?: Markup;
}

/** Fills in who a typed name means, and says so when it may mean several. */
export function withTypedName(draft: Draft, name: string, people: readonly Person[]): FilledDraft {
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

/** "Priya Sharma · Rentfield". */
export function targetLabel({ prospect, deal }: Pick<Target, 'prospect' | 'deal'>): string {
  return [prospect?.name, deal.company, deal.label].filter(Boolean).join(' · ');
}

const longestTypedName = 5;

/** Splits `Priya: two sentences`. Without a colon a few words are a name, and more than that are what happened. */
export function parseLogText(text: string): { name: string; note: string } {
  const typed = text.trim();
  const [, name, note] = /^([^:：\n]{1,120}?)\s*[:：](?=\s|$)([\s\S]*)$/.exec(typed) ?? [];
  if (name !== undefined) return { name: name.trim(), note: (note ?? '').trim() };
  return typed.split(/\s+/).length <= longestTypedName
    ? { name: typed, note: '' }
    : { name: '', note: typed };
}

/** A name as typed, as the option that adds somebody and as the name to begin with. */
export function newChoice(typed: string): { who: Choice; name: string } {
  const name = clean(typed.slice(0, limits.name)).trim();
  return {
    who: {
      value: `${newPerson}${clean(name.slice(0, 60))}`,
      text: `New person: ‘${clean(name.slice(0, 50))}’`,
    },
    name,
  };
}

/** A stored note in the form again. */
export function draftOf(note: Note, zone: string): Draft {
  const [first, ...rest] = note.prospects.map((prospect) => choiceOf({ prospect, deal: note.deal }));
  const { id, source, link, text, outcome, day } = note;
  const share = note.visibility === 'team';
  const empty = emptyDraft({ id, edits: true, zone, source, link, today: day, share });
  return { ...empty, who: first ?? null, also: rest, text, outcome };
}

/** Somebody known as the option that stands for them. */
export function choiceOf(person: Pick<Person, 'prospect' | 'deal'>): Choice {
  return { value: personToken(person), text: personLabel(person) };
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

/** Who the call was with, and whose deal it belongs to. @throws UserError when neither notes nor label tell. */
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

/** Somebody else on the call. @throws UserError as `subjectOf` does. */
function otherOf(choice: Choice, deal: Deal, people: readonly Person[]): Prospect {
  if (!isNew(choice)) return knownPerson(choice, people).prospect;
  const name = clean(choice.value.slice(newPerson.length)).trim();
  return { key: prospectKey(name, deal.company), name, company: deal.company };
}

/** Whether the chosen option makes somebody new. */
export function isNew(choice: Choice | null): boolean {
  return choice?.value.startsWith(newPerson) ?? false;
}

/** The company of a new person; null when none is given. */
export function companyOf(draft: Draft, people: readonly Person[]): string | null {
  return knownCompany(clean(draft.company).trim(), people);
}

/** As known already where only the legal form differs: "Rentfield Inc." is Rentfield. Null for an empty name. */
export function knownCompany(typed: string, people: readonly Person[]): string | null {
  if (!typed) return null;
  const known = people.find(({ deal }) => deal.company && isSameCompany(deal.company, typed));
  return known?.deal.company ?? companyTyped(typed);
}

/** The deals known at a company; none when no company is given. */
export function dealsAt(company: string | null, people: readonly Person[]): readonly Deal[] {
  if (!company) return [];
  const same = people.filter(({ deal }) => deal.company && canonical(deal.company) === canonical(company));
  return [...new Map(same.map(({ deal }) => [deal.key, deal])).values()];
}
