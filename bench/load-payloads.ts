import { z } from 'zod';
import { type Neighbours, team } from './load-neighbours.ts';
import type { Payload, Sent } from './steady-load.ts';

type Verb = 'brief' | 'log' | 'timeline' | 'ask' | 'pipeline' | 'digest';

/** The same is not asked twice within three seconds, which would be answered once. */
const people = 50;

let payloads = 0;

/** Commands as people type them, each with a number of its own in its response URL and its trigger. */
export function createTyped({ notes, slackUrl }: Neighbours, verbs: readonly Verb[] = ['brief', 'log']) {
  const names = [...new Set(notes.flatMap(({ prospects }) => prospects.map(({ name }) => name)))];

  function command(verb: Verb, text: string, number: string, user: number): Payload {
    const id = `U0REP${String(user % people).padStart(5, '0')}`;
    const fields = {
      ...{ token: 'bench', team_id: team, team_domain: 'bench', api_app_id: 'A0BENCH001' },
      ...{ channel_id: 'C0SALES002', channel_name: 'sales', user_id: id, user_name: 'rep' },
      ...{ command: `/${verb}`, text, is_enterprise_install: 'false' },
      ...{ response_url: `${slackUrl}/respond/${number}`, trigger_id: number },
    };
    return { name: `/${verb}`, number, fields };
  }

  function textOf(verb: Verb, name: string): string {
    if (verb === 'ask') return `what did ${name} say about the price?`;
    if (verb === 'digest') return 'now';
    return verb === 'pipeline' ? '' : name;
  }

  /** The next of them in turn. */
  function typed(): Payload {
    payloads += 1;
    const verb = verbs[payloads % verbs.length] ?? 'brief';
    const turn = Math.floor(payloads / verbs.length);
    const name = names[Math.floor(turn / people) % names.length] ?? '';
    return command(verb, textOf(verb, name), `n${payloads}`, turn);
  }

  return Object.assign(typed, {
    /** A form with words in it, which is then sent. */
    form(index: number): Payload {
      const name = names[index % names.length] ?? '';
      return command(
        'log',
        `${name}: They asked for a second quote on seats.`,
        `save${payloads}x${index}`,
        index,
      );
    },
  });
}

const optionShape = z.object({ text: z.unknown(), value: z.string() });
const formShape = z.object({
  callback_id: z.string(),
  private_metadata: z.string(),
  blocks: z.array(
    z.object({
      block_id: z.string().optional(),
      element: z
        .object({
          type: z.string(),
          action_id: z.string(),
          initial_value: z.string().optional(),
          initial_date: z.string().optional(),
          initial_option: optionShape.optional(),
          initial_options: z.array(optionShape).optional(),
        })
        .optional(),
    }),
  ),
});

interface Shown {
  readonly trigger: string;
  readonly form: unknown;
}

/** A form sent just as it was shown. */
export function formPayload(forms: readonly Shown[], index: number): Payload {
  const { trigger, form } = forms[index % forms.length] ?? { trigger: '', form: null };
  const shown = formShape.parse(form);
  const values: Record<string, Record<string, unknown>> = {};
  for (const { block_id: block = '', element } of shown.blocks) {
    if (!element) continue;
    const { type, action_id, initial_value, initial_date, initial_option, initial_options } = element;
    const state = {
      ...{ type, value: initial_value ?? null, selected_date: initial_date ?? null },
      ...{ selected_option: initial_option ?? null, selected_options: initial_options ?? [] },
    };
    values[block] = { [action_id]: state };
  }
  const user = { id: `U0REP${String(index % people).padStart(5, '0')}`, username: 'rep', team_id: team };
  const view = { ...shown, id: `V${trigger}`, hash: '2', type: 'modal', team_id: team, state: { values } };
  const payload = {
    type: 'view_submission',
    user,
    view,
    team: { id: team, domain: 'bench' },
    trigger_id: `${trigger}s`,
  };
  return { name: 'save', number: `${trigger}s`, fields: { payload: JSON.stringify(payload) } };
}

/** What says so is the acknowledgement itself. */
export function isRefusal({ text }: Pick<Sent, 'text'>): boolean {
  return text.includes('Too much is going on right now');
}
