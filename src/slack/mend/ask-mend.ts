import type { BlockAction, BlockSuggestion, ViewSubmitAction } from '@slack/bolt';
import type { PlainTextOption } from '@slack/types';
import { z } from 'zod';
import { suggest } from '../../memory/identity/resolve.ts';
import type { Roster } from '../../memory/memory.ts';
import { soon } from '../../util/deadline.ts';
import type { Response } from '../answer.ts';
import { option } from '../blocks.ts';
import type { ViewReply } from '../ear.ts';
import { clean } from '../mrkdwn.ts';
import { personLabel, personToken } from '../person-option.ts';
import { planOf } from './plan.ts';
import { decodeAnswer, decodeSubject, typeOf } from './state.ts';
import { fieldOf, formView, previewView } from './views.ts';
import { changeText } from './words.ts';

interface Deps {
  readonly roster: Roster;
}

/** The names are at hand or they are done without: the acknowledgement is due. */
const namesMs = 250;
const pressed = z.object({ action_id: z.string() });

/** From what is to be said of a person to its preview; nothing is changed here. */
export function createAskMend({ roster }: Deps) {
  async function known(user: string) {
    const headers = await soon(roster.headers(user), roster.peek(user), namesMs);
    return { headers, people: roster.people(headers, user).filter(({ noteCount }) => noteCount > 0) };
  }

  return {
    choose(body: BlockAction): Response {
      const type = typeOf(pressed.parse(body.actions[0]).action_id);
      return { opens: formView({ ...decodeSubject(body.view), type }) };
    },

    /** Everybody but the person in question. */
    async suggestions({ value, user, view }: BlockSuggestion): Promise<readonly PlainTextOption[]> {
      const { person } = decodeSubject(view);
      const { people } = await known(user.id);
      const others = people.filter(({ prospect }) => prospect.key !== person.key);
      return suggest(clean(value).trim(), others, 100).map((one) =>
        option(personLabel(one), personToken(one)),
      );
    },

    async submit({ view, user }: ViewSubmitAction): Promise<Response<ViewReply>> {
      const { question, answer } = decodeAnswer(view);
      const { headers, people } = await known(user.id);
      const planned = planOf(question, answer, people);
      if ('error' in planned) {
        const errors = { [fieldOf(question)]: planned.error };
        return { reply: { response_action: 'errors', errors } };
      }
      const { plan } = planned;
      return { reply: { response_action: 'update', view: previewView(plan, changeText(plan, headers)) } };
    },
  };
}
