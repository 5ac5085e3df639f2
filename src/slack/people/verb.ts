import type { BlockAction, BlockSuggestion, ViewSubmitAction } from '@slack/bolt';
import type { KnownBlock, ModalView, PlainTextOption } from '@slack/types';
import { z } from 'zod';
import { UserError } from '../../errors.ts';
import type { Alias } from '../../memory/identity/alias-store.ts';
import type { Aliases } from '../../memory/identity/aliases.ts';
import { prospectKey } from '../../memory/identity/keys.ts';
import { canonical } from '../../memory/identity/names.ts';
import type { Person } from '../../memory/identity/people.ts';
import { suggest } from '../../memory/identity/resolve.ts';
import type { Roster } from '../../memory/memory.ts';
import type { NoteHeader, Prospect } from '../../memory/note.ts';
import { dayIn } from '../../util/calendar.ts';
import { soon } from '../../util/deadline.ts';
import type { Audit } from '../kit/audit.ts';
import { countedLength, message, modal as modalView, option, workingView } from '../kit/blocks.ts';
import { knownCompany } from '../kit/call-draft.ts';
import type { CommandName } from '../kit/commands.ts';
import { parseDealButton } from '../kit/deal-button.ts';
import { personLabel, personOf, personToken } from '../kit/find-person.ts';
import type { Member } from '../kit/members.ts';
import {
  type Once,
  pressedValue,
  type Request,
  type Response,
  submittedOnce,
  type ViewReply,
} from '../kit/request.ts';
import { clean, limits } from '../kit/text.ts';
import type { DealRef } from '../kit/week-lines.ts';
import {
  type CorrectionPlan,
  changeText,
  decodeAnswer,
  decodePlan,
  decodeSubject,
  doneBlocks,
  fieldOf,
  formView,
  notesOf,
  type PersonQuestion,
  previewView,
  startView,
  title,
  typeOf,
  undoneBlocks,
  whoView,
} from './views.ts';

interface Deps {
  readonly roster: Roster;
  readonly aliases: Aliases;
  readonly once: Once;
  readonly audit: Audit;
  readonly commandName: CommandName;
  readonly now: () => Date;
}

/** All that is heard where somebody puts a name or a company right. */
export function createPeopleVerb(deps: Deps) {
  return {
    open: (body: BlockAction) => openPerson(deps, body),
    choose,
    suggestions: (typed: BlockSuggestion) => suggestOthers(deps, typed),
    submit: (payload: ViewSubmitAction) => previewChange(deps, payload),
    save: (payload: ViewSubmitAction) => saveChange(deps, payload),
    undo: (body: BlockAction) => undoChange(deps, body),
  };
}

/** Opens what can be said of a person; of a company it asks first who is meant. */
function openPerson(deps: Deps, body: BlockAction): Response {
  const button = parseDealButton(pressedValue(body));
  return {
    opens: workingView(title, 'Looking up who that is…'),
    async work({ member, modal }) {
      const { prospect, deal } = await deps.roster.current(button, member.id);
      const view = prospect === null ? whoIn(deps, deal, member) : startOf(deps, { prospect, deal }, member);
      await modal.show(await view);
    },
  };
}

async function whoIn({ roster, commandName }: Deps, deal: string, { id }: Member): Promise<ModalView> {
  const people = roster.people(await roster.headers(id), id).filter((one) => one.deal.key === deal);
  if (people.length === 0) throw new UserError('There are no notes on this any more.');
  return whoView(people, commandName('timeline'));
}

/** Also of somebody known by a move alone: it may be what is not right. */
async function startOf(deps: Deps, { prospect: key, deal }: DealRef, member: Member): Promise<ModalView> {
  const { roster, aliases, now } = deps;
  const { id: asker, zone } = member;
  const headers = await roster.headers(asker);
  const person = roster.people(headers, asker).find(({ prospect }) => prospect.key === key)?.prospect;
  if (!person) throw new UserError('There are no notes on this person any more.');
  const on = headers.filter(({ prospects }) => prospects.some((one) => one.key === key));
  const said = await aliases.on(person.key, asker);
  return startView({ person, deal }, { noteCount: on.length, said, asker, today: dayIn(zone, now()) });
}

const pressed = z.object({ action_id: z.string() });

function choose(body: BlockAction): Response {
  const type = typeOf(pressed.parse(body.actions[0]).action_id);
  return { opens: formView({ ...decodeSubject(body.view), type }) };
}

/** The names are at hand or they are done without: the acknowledgement is due. */
const namesMs = 250;

async function known({ roster }: Deps, user: string) {
  const headers = await soon(roster.headers(user), roster.peek(user), namesMs);
  return { headers, people: roster.people(headers, user).filter(({ noteCount }) => noteCount > 0) };
}

/** Everybody but the person in question. */
async function suggestOthers(
  deps: Deps,
  { value, user, view }: BlockSuggestion,
): Promise<readonly PlainTextOption[]> {
  const { person } = decodeSubject(view);
  const { people } = await known(deps, user.id);
  const others = people.filter(({ prospect }) => prospect.key !== person.key);
  return suggest(clean(value).trim(), others, 100).map((one) => option(personLabel(one), personToken(one)));
}

/** From what is to be said of a person to its preview; nothing is changed here. */
async function previewChange(deps: Deps, { view, user }: ViewSubmitAction): Promise<Response<ViewReply>> {
  const { question, answer } = decodeAnswer(view);
  const { headers, people } = await known(deps, user.id);
  const planned = planOf(question, answer, people);
  if ('error' in planned) {
    const errors = { [fieldOf(question)]: planned.error };
    return { reply: { response_action: 'errors', errors } };
  }
  const { plan } = planned;
  return { reply: { response_action: 'update', view: previewView(plan, changeText(plan, headers)) } };
}

const acts = { rename: 'renamed', merge: 'merged', move: 'moved' } as const;
const nothing = 'That does not hold for you any more, so there is nothing to undo.';

function saveChange({ roster, aliases, once, audit }: Deps, { view }: ViewSubmitAction): Response<ViewReply> {
  const plan = decodePlan(view);
  const reply: ViewReply = { response_action: 'update', view: workingView(title, 'Saving…') };
  return submittedOnce(once, view, {
    reply,
    async work(request) {
      const by = request.member.id;
      const headers = await roster.headers(by);
      const { type, from, to } = plan;
      const alias = await aliases.add({ type, from, to, by });
      audit({ did: acts[type], by, noteIds: idsOf(notesOf(plan, headers)) });
      const people = roster.people(roster.peek(by), by);
      await tell(doneBlocks(alias, dealOf(plan, alias, people), changeText(plan, headers)), 'Saved', request);
    },
  });
}

/** The deal that a brief of the person as they are now is of. */
function dealOf({ deal }: CorrectionPlan, { type, to }: Alias, people: readonly Person[]): string {
  if (type !== 'move') return deal;
  return people.find(({ prospect }) => prospect.key === to.key)?.deal.key ?? deal;
}

function undoChange({ roster, aliases, audit }: Deps, body: BlockAction): Response {
  const id = pressedValue(body);
  return {
    async work(request) {
      const by = request.member.id;
      const alias = await aliases.undo(id, by);
      if (!alias) throw new UserError(nothing);
      const both = [alias.from.key, alias.to.key];
      const touched = roster
        .peek(by)
        .filter(({ prospects }) => prospects.some(({ key }) => both.includes(key)));
      audit({ did: 'undone', by, noteIds: idsOf(touched) });
      await tell(undoneBlocks(alias), 'Undone', request);
    },
  };
}

/** In the modal; in the conversation when it was closed meanwhile. */
async function tell(blocks: readonly KnownBlock[], words: string, { modal, place }: Request): Promise<void> {
  if (!(await modal.show(modalView(words, blocks)))) await place.tell(message(`${words}.`, blocks));
}

function idsOf(headers: readonly NoteHeader[]): readonly string[] {
  return headers.map(({ id }) => id);
}

/** What the answer comes to, or what is wrong with it. */
type PlanOrError = { readonly plan: CorrectionPlan } | { readonly error: string };

/** Works out whom and what is meant among the people the asker knows. */
export function planOf(question: PersonQuestion, answer: string, people: readonly Person[]): PlanOrError {
  if (question.type === 'merge') return mergeWith(question, personOf(answer, people)?.prospect);
  if (!canonical(answer)) return { error: emptyErrors[question.type] };
  if (countedLength(answer) > limits.name) return { error: `That is longer than ${limits.name} characters.` };
  return question.type === 'rename' ? rename(question, answer, people) : move(question, answer, people);
}

const emptyErrors = {
  rename: 'Write the name as you would say it, such as Priya Sharma.',
  move: 'Write the name of the company, such as Fleetline.',
};

function rename(question: PersonQuestion, name: string, people: readonly Person[]): PlanOrError {
  const { person } = question;
  if (name === person.name) return { error: 'That is the name already.' };
  const to = { key: prospectKey(name, person.company), name, company: person.company };
  const known = people.find(({ prospect }) => prospect.key === to.key)?.prospect;
  if (known && known.key !== person.key) return mergeWith(question, known);
  return { plan: { ...question, from: person, to } };
}

/** The one that is chosen stays, unless only the other has a company. */
function mergeWith(question: PersonQuestion, other: Prospect | undefined): PlanOrError {
  const { person } = question;
  if (!other) return { error: 'Choose somebody from the list.' };
  if (other.key === person.key) return { error: 'That is this person. Choose the other one.' };
  const [from, to] = other.company === null && person.company !== null ? [other, person] : [person, other];
  return { plan: { ...question, type: 'merge', from, to } };
}

function move(question: PersonQuestion, typed: string, people: readonly Person[]): PlanOrError {
  const { person } = question;
  const company = knownCompany(typed, people) ?? typed;
  const to = { key: prospectKey(person.name, company), name: person.name, company };
  if (to.key === person.key) return { error: `They are at ${company} already.` };
  // Nobody moves from nowhere: where they work is told for the first time, and their notes come along.
  if (person.company === null) return { plan: { ...question, type: 'merge', from: person, to } };
  return { plan: { ...question, from: person, to } };
}
