import { suggestionsSchema } from '../blocks/composition.ts';
import type { Placed, StateValues } from '../blocks/placed-elements.ts';
import { escaped, type JsonObject } from '../json.ts';
import { echoed } from '../output.ts';
import { actionTs, interactiveBase, type Surface, surfaceFields } from '../payloads.ts';
import type { FieldState, Message } from '../workspace.ts';
import { enter, fieldState, findElement, findSurface, offeredKey } from './fields.ts';
import {
  type Action,
  type HandParts,
  type Outcome,
  outcomeOf,
  type Suggestions,
  type Target,
} from './verb.ts';

const PRESENTATION = ['text', 'value', 'url', 'style', 'placeholder', 'confirm'];

const actionFields = (
  { element, blockId }: Placed,
  state: FieldState | undefined,
  ts: string,
): JsonObject => {
  const shown = Object.entries(element).filter(([key]) => PRESENTATION.includes(key));
  return {
    ...Object.fromEntries(shown),
    ...state,
    type: element.type,
    block_id: blockId,
    action_id: element.action_id,
    action_ts: ts,
  };
};

const createLinks =
  ({ triggers, responseUrl }: HandParts) =>
  (user: string, surface: Surface): JsonObject => {
    if ('view' in surface) return { trigger_id: triggers.issue({ user, view: surface.view.id }) };
    const { message } = surface;
    return {
      trigger_id: triggers.issue({ user }),
      response_url: responseUrl({ user, channel: message.channel, source: message }),
    };
  };

const enteredBy = (message: Message, user: string): StateValues => {
  const entered = message.entered?.[user] ?? {};
  message.entered = { ...message.entered, [user]: entered };
  return entered;
};

const remember = (
  parts: HandParts,
  surface: Surface,
  { user, placed, state }: { user: string; placed: Placed; state?: FieldState | undefined },
) => {
  if (!state || placed.element.type === 'overflow') return;
  const entered = 'view' in surface ? surface.view.entered : enteredBy(surface.message, user);
  entered[placed.blockId] = { ...entered[placed.blockId], [placed.element.action_id ?? '']: state };
  parts.core.changed();
};

/** Presses buttons, chooses in menus: whatever makes a `block_actions` payload. */
export const createActions = (parts: HandParts) => {
  const { core, directory, offered, send } = parts;
  const links = createLinks(parts);
  return {
    act: async (user: string, target: Target, action: Action): Promise<Outcome> => {
      const surface = findSurface(parts, target);
      if ('view' in surface && action.values) enter(parts, surface.view, action.values);
      const placed = findElement(surface, action);
      const known = offered.of(offeredKey(surface, action.actionId));
      const state = fieldState(placed.element, action.value ?? null, known);
      remember(parts, surface, { user, placed, state });
      const payload = {
        type: 'block_actions',
        ...interactiveBase(core, directory.person(user)),
        ...surfaceFields(parts, surface, user),
        ...links(user, surface),
        actions: [echoed(actionFields(placed, state, actionTs(core)))],
      };
      return outcomeOf(await send('block_actions', { type: 'interactive', payload }));
    },
  };
};

/** Types into a type-ahead field. */
export const createSuggest = (parts: HandParts) => {
  const { core, directory, offered, log, send } = parts;
  return async (user: string, target: Target, query: Action & { query: string }): Promise<Suggestions> => {
    const surface = findSurface(parts, target);
    const { blockId } = findElement(surface, query);
    const payload = {
      type: 'block_suggestion',
      ...interactiveBase(core, directory.person(user)),
      ...surfaceFields(parts, surface, user),
      block_id: blockId,
      action_id: query.actionId,
      value: escaped(query.query),
    };
    const outcome = outcomeOf(await send('block_suggestion', { type: 'interactive', payload }));
    const parsed = suggestionsSchema.safeParse(outcome.reply ?? { options: [] });
    if (!parsed.success) {
      const messages = parsed.error.issues.map(
        (issue) => `[ERROR] ${issue.message} [json-pointer:/${issue.path.join('/')}]`,
      );
      log.refuse({ name: 'block_suggestion', error: 'invalid_options', messages, layout: outcome.reply });
      return { ...outcome, ok: false, error: 'invalid_options', options: [], groups: [] };
    }
    const groups = 'option_groups' in parsed.data ? parsed.data.option_groups : [];
    const options = 'options' in parsed.data ? parsed.data.options : groups.flatMap((group) => group.options);
    offered.add(offeredKey(surface, query.actionId), options);
    return { ...outcome, options, groups };
  };
};
