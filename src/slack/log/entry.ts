import { UserError } from '../../errors.ts';
import { canonical, dealKey, prospectKey } from '../../memory/names.ts';
import type { Deal, Note, Prospect } from '../../memory/note.ts';
import { likelySame, type Person } from '../../memory/people.ts';
import { noonIn } from '../dates.ts';
import { clean } from '../mrkdwn.ts';
import { personOf } from '../person-option.ts';
import type { Choice, Draft } from './draft.ts';
import { ids, newPerson } from './ids.ts';

/** The most a note holds, in characters: what one message can hand back whole when memory is down. */
const longestNote = 9_000;

/** What stands between a draft and a note. */
export type Problem =
  | { readonly kind: 'errors'; readonly errors: Record<string, string> }
  | { readonly kind: 'ask'; readonly person: Person };

/** Checks a submitted form against the people its author knows; `today` is the author's. Undefined when all is well. */
export function problemOf(draft: Draft, people: readonly Person[], today: string): Problem | undefined {
  const errors = { ...whoErrors(draft, people), ...textErrors(draft), ...dayErrors(draft, today) };
  if (Object.keys(errors).length > 0) return { kind: 'errors', errors };
  if (!isNew(draft.who) || draft.same !== null || draft.label.trim()) return undefined;
  const person = likelySame(clean(draft.name).trim(), companyOf(draft), people);
  return person ? { kind: 'ask', person } : undefined;
}

interface Author {
  readonly id: string;
  readonly now: Date;
}

/** @throws UserError when a chosen person is not in the author's notes any more. */
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

function companyOf(draft: Draft): string | null {
  return clean(draft.company).trim() || null;
}

function whoErrors(draft: Draft, people: readonly Person[]): Record<string, string> {
  if (!draft.who) return { [ids.who]: 'Choose who the call was with, or type a name to add somebody new.' };
  if (!isNew(draft.who)) return {};
  if (!canonical(draft.name))
    return { [ids.name]: 'Write the name as you would say it, such as Priya Sharma.' };
  const labels = dealsAt(companyOf(draft), people).map((deal) => deal.label ?? 'the one without a name');
  if (labels.length < 2 || draft.label.trim()) return {};
  return {
    [ids.label]: `${draft.company.trim()} has ${labels.length} deals: ${labels.join(', ')}. Which one is it?`,
  };
}

function textErrors({ text }: Draft): Record<string, string> {
  const field = `${ids.text}0`;
  if (!clean(text).trim()) return { [field]: 'Write a sentence on what happened.' };
  if (text.length <= longestNote) return {};
  return {
    [field]: `This has ${text.length} characters and a note holds ${longestNote}. Save it as two notes.`,
  };
}

function dayErrors({ day }: Draft, today: string): Record<string, string> {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return { [ids.day]: 'Choose the day of the call.' };
  return day > today ? { [ids.day]: 'That date is in the future. When was the call?' } : {};
}

function subjectOf(draft: Draft, people: readonly Person[]): { prospect: Prospect; deal: Deal } {
  const token = draft.same && draft.same !== 'new' ? draft.same : draft.who?.value;
  const known = personOf(token ?? '', people);
  if (known) return known;
  if (!isNew(draft.who))
    throw new UserError(
      'That person is not in your notes any more. Choose again, or add them as somebody new.',
    );
  const name = clean(draft.name).trim();
  const company = companyOf(draft);
  const prospect = { key: prospectKey(name, company), name, company };
  return { prospect, deal: dealOf(draft, prospect, people) };
}

function dealOf(draft: Draft, prospect: Prospect, people: readonly Person[]): Deal {
  const { company } = prospect;
  const label = clean(draft.label).trim() || null;
  const [only, ...others] = dealsAt(company, people);
  if (only && others.length === 0 && !label) return only;
  return { key: dealKey(prospect, label), company, label };
}

/** The deals known at a company; none when no company is given. */
function dealsAt(company: string | null, people: readonly Person[]): readonly Deal[] {
  if (!company) return [];
  const same = people.filter(({ deal }) => deal.company && canonical(deal.company) === canonical(company));
  return [...new Map(same.map(({ deal }) => [deal.key, deal])).values()];
}

function otherOf(choice: Choice, deal: Deal, people: readonly Person[]): Prospect {
  const known = personOf(choice.value, people);
  if (known) return known.prospect;
  if (!isNew(choice)) throw new UserError(`${choice.text} is not in your notes any more. Choose again.`);
  const name = clean(choice.value.slice(newPerson.length)).trim();
  return { key: prospectKey(name, deal.company), name, company: deal.company };
}
