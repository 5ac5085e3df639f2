import { prospectKey } from '../../memory/identity/keys.ts';
import { canonical } from '../../memory/identity/names.ts';
import type { Person } from '../../memory/identity/people.ts';
import type { Prospect } from '../../memory/note.ts';
import { countedLength } from '../counted.ts';
import { limits } from '../limits.ts';
import { knownCompany } from '../log/company.ts';
import { personOf } from '../person-option.ts';
import type { Plan, Question } from './state.ts';

/** What the answer comes to, or what is wrong with it. */
export type Planned = { readonly plan: Plan } | { readonly error: string };

/** Works out whom and what is meant among the people the asker knows. */
export function planOf(question: Question, answer: string, people: readonly Person[]): Planned {
  if (question.type === 'merge') return mergeWith(question, personOf(answer, people)?.prospect);
  if (!canonical(answer)) return { error: emptyErrors[question.type] };
  if (countedLength(answer) > limits.name) return { error: `That is longer than ${limits.name} characters.` };
  return question.type === 'rename' ? rename(question, answer, people) : move(question, answer, people);
}

const emptyErrors = {
  rename: 'Write the name as you would say it, such as Priya Sharma.',
  move: 'Write the name of the company, such as Fleetline.',
};

function rename(question: Question, name: string, people: readonly Person[]): Planned {
  const { person } = question;
  if (name === person.name) return { error: 'That is the name already.' };
  const to = { key: prospectKey(name, person.company), name, company: person.company };
  const known = people.find(({ prospect }) => prospect.key === to.key)?.prospect;
  if (known && known.key !== person.key) return mergeWith(question, known);
  return { plan: { ...question, from: person, to } };
}

/** The one that is chosen stays, unless only the other has a company. */
function mergeWith(question: Question, other: Prospect | undefined): Planned {
  const { person } = question;
  if (!other) return { error: 'Choose somebody from the list.' };
  if (other.key === person.key) return { error: 'That is this person. Choose the other one.' };
  const [from, to] = other.company === null && person.company !== null ? [other, person] : [person, other];
  return { plan: { ...question, type: 'merge', from, to } };
}

function move(question: Question, typed: string, people: readonly Person[]): Planned {
  const { person } = question;
  const company = knownCompany(typed, people) ?? typed;
  const to = { key: prospectKey(person.name, company), name: person.name, company };
  if (to.key === person.key) return { error: `They are at ${company} already.` };
  return { plan: { ...question, from: person, to } };
}
