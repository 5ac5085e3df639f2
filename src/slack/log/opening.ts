import type { Person } from '../../memory/identity/people.ts';
import type { Note } from '../../memory/note.ts';
import { limits } from '../limits.ts';
import { clean } from '../mrkdwn.ts';
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
