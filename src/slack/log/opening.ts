import type { Note, NoteHeader } from '../../memory/note.ts';
import { type Person, peopleOf, resolve, type Target } from '../../memory/people.ts';
import { limits } from '../limits.ts';
import { clean, type Markup, md } from '../mrkdwn.ts';
import { personLabel, personToken } from '../person-option.ts';
import type { Choice, Draft, DraftOrigin } from './draft.ts';
import { newPerson } from './ids.ts';

interface Start extends DraftOrigin {
  /** The author's day, which the call is taken to be of. */
  readonly today: string;
  readonly share: boolean;
}

/** An empty form. */
export function emptyDraft({ today, share, ...origin }: Start): Draft {
  const nobody = { who: null, name: '', company: '', label: '', deal: null, same: null, also: [] };
  return { ...origin, ...nobody, text: '', outcome: 'spoke', day: today, share };
}

/** The form with a known person in it. */
export function withPerson(draft: Draft, person: Pick<Person, 'prospect' | 'deal'>): Draft {
  return { ...draft, who: choiceOf(person) };
}

/** The form with somebody new in it. */
export function withNewPerson(draft: Draft, name: string): Draft {
  return name.trim() ? { ...draft, ...newChoice(name) } : draft;
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

/** A form, and what it says above its fields. */
export interface FilledForm {
  readonly draft: Draft;
  readonly notice?: Markup;
}

/** Fills in who a typed name means, and says so when it may mean several. */
export function withTypedName(draft: Draft, name: string, headers: readonly NoteHeader[]): FilledForm {
  if (!name) return { draft };
  const found = resolve(name, headers);
  if (found.kind === 'none') return { draft: withNewPerson(draft, name) };
  if (found.kind !== 'one') {
    const lead = found.kind === 'many' ? md`Several match *${name}*` : md`Did you mean`;
    const said = found.targets.slice(0, 5).map(targetLabel).join(' or ');
    return { draft: { ...draft, typedName: name }, notice: md`${lead}: ${said}? Choose under Who.` };
  }
  const person = personOfTarget(found.target, headers);
  return { draft: person ? withPerson(draft, person) : draft };
}

/** A stored note in the form again. */
export function draftOf(note: Note, zone: string): Draft {
  const [first, ...rest] = note.prospects.map((prospect) => choiceOf({ prospect, deal: note.deal }));
  const { id, source, link, text, outcome, day } = note;
  const share = note.visibility === 'team';
  const empty = emptyDraft({ id, edits: true, zone, source, link, today: day, share });
  return { ...empty, who: first ?? null, also: rest, text, outcome };
}

function choiceOf(person: Pick<Person, 'prospect' | 'deal'>): Choice {
  return { value: personToken(person), text: personLabel(person) };
}

function personOfTarget(target: Target, headers: readonly NoteHeader[]): Person | undefined {
  const inDeal = peopleOf(headers).filter(({ deal }) => deal.key === target.deal.key);
  return inDeal.find(({ prospect }) => prospect.key === target.prospect?.key) ?? inDeal[0];
}

function targetLabel({ prospect, deal }: Target): string {
  return [prospect?.name, deal.company, deal.label].filter(Boolean).join(' · ');
}
