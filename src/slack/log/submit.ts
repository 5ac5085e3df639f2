import type { BlockAction, BlockSuggestion, ViewSubmitAction } from '@slack/bolt';
import type { ModalView, PlainTextOption } from '@slack/types';
import { UserError } from '../../errors.ts';
import type { Person } from '../../memory/identity/people.ts';
import { suggest } from '../../memory/identity/resolve.ts';
import type { Roster } from '../../memory/memory.ts';
import type { Note } from '../../memory/note.ts';
import { dayIn } from '../../util/calendar.ts';
import { soon } from '../../util/deadline.ts';
import type { Response } from '../answer.ts';
import { option } from '../blocks.ts';
import type { ViewReply } from '../ear.ts';
import { clean, type Markup, md } from '../mrkdwn.ts';
import type { Once } from '../once.ts';
import { personLabel, personToken } from '../person-option.ts';
import { type Draft, typedNameOf } from './draft.ts';
import { formView } from './form.ts';
import { ids, newPerson } from './ids.ts';
import type { Keeper } from './keeper.ts';
import { noteOf } from './note-of.ts';
import { newChoice } from './opening.ts';
import { type Problem, problemOf } from './problem.ts';
import { decodeDraft } from './read-draft.ts';
import { savingView } from './views.ts';

interface Deps {
  readonly roster: Roster;
  readonly keeper: Keeper;
  readonly once: Once;
  readonly now: () => Date;
}

type SubmitResponse = Response<ViewReply>;

/** The names are at hand or they are done without: the acknowledgement is due. */
const namesMs = 250;
const repeatMs = 10 * 60 * 1000;

/** The form in use: suggestions, a person chosen, the submission. */
export function createFormListeners({ roster, keeper, once, now }: Deps) {
  async function peopleFor(user: string): Promise<readonly Person[]> {
    return roster.people(await soon(roster.headers(user), roster.peek(user), namesMs), user);
  }

  function keep(draft: Draft, note: Note, viewKey: string): SubmitResponse {
    const reply: ViewReply = { response_action: 'update', view: savingView(draft.edits) };
    if (!once.isFirst(viewKey, repeatMs)) return { reply };
    const parcel = { note, edits: draft.edits, isAgain: draft.isAgain ?? false };
    const formAgain = (notice: Markup) => formView({ ...draft, isAgain: true }, { notice });
    return { reply, work: (asked) => keeper.keep(parcel, asked, formAgain) };
  }

  return {
    async suggestions({ value, user, view }: BlockSuggestion): Promise<readonly PlainTextOption[]> {
      const typed = clean(value).trim() || typedNameOf(view);
      const known = suggest(typed, await peopleFor(user.id), 99).map((person) =>
        option(personLabel(person), personToken(person)),
      );
      const { who } = newChoice(typed);
      return typed ? [...known, option(who.text, who.value)] : known;
    },

    /** Redraws the form, with fields for a new person or without. */
    chooseWho(body: BlockAction): Response {
      const draft = decodeDraft(body.view);
      const chosen = draft.who?.value ?? '';
      const name = chosen.startsWith(newPerson) ? chosen.slice(newPerson.length) : '';
      return { opens: formView({ ...draft, name, deal: null, same: null }) };
    },

    async submit({ view, user }: ViewSubmitAction): Promise<SubmitResponse> {
      const draft = decodeDraft(view);
      const people = await peopleFor(user.id);
      const problem = problemOf(draft, people, dayIn(draft.zone, now()));
      if (problem?.kind === 'errors') return { reply: { response_action: 'errors', errors: problem.errors } };
      if (problem) return { reply: { response_action: 'update', view: askBack(draft, problem) } };
      try {
        const note = noteOf(draft, people, { id: user.id, now: now() });
        return keep(draft, note, `${view.id} ${view.hash}`);
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        return { reply: { response_action: 'errors', errors: { [ids.who]: error.message } } };
      }
    },
  };
}

/** The form again, with the one question more. */
function askBack(draft: Draft, problem: Exclude<Problem, { kind: 'errors' }>): ModalView {
  if (problem.kind === 'deal') {
    return formView(draft, {
      notice: md`This company has several deals. Choose below, then save.`,
      deals: problem.deals,
    });
  }
  const label = personLabel(problem.person);
  return formView(draft, {
    notice: md`Same as *${label}*? Choose below, then save.`,
    same: { value: personToken(problem.person), text: label },
  });
}
