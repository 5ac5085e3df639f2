import { type Placed, placedElements } from '../blocks/walk.ts';
import { stateValues } from '../field-state.ts';
import type { FieldState, StoredView } from '../workspace.ts';
import { isBlank } from './fields.ts';

const lengthFault = ({ element }: Placed, text: string): string | undefined => {
  if (element.type !== 'plain_text_input') return undefined;
  const { min_length: min = 0, max_length: max = 3_000 } = element;
  if (text.length < min) return `Please enter at least ${min} characters.`;
  return text.length > max ? `Please enter at most ${max} characters.` : undefined;
};

const formFault = ({ element }: Placed, text: string): string | undefined => {
  if (element.type === 'email_text_input' && !/^\S+@\S+\.\S+$/.test(text))
    return 'Enter a valid email address.';
  if (element.type === 'url_text_input' && !URL.canParse(text)) return 'Enter a valid URL.';
  if (element.type === 'number_input' && !Number.isFinite(Number(text))) return 'Enter a number.';
  return undefined;
};

const faultOf = (placed: Placed, state: FieldState): string | undefined => {
  if (isBlank(state)) return placed.input?.isOptional ? undefined : 'Please complete this required field.';
  const text = state['value'];
  if (typeof text !== 'string') return undefined;
  return lengthFault(placed, text) ?? formFault(placed, text);
};

/** What Slack's own client finds before it sends a form: by block id, empty when all is well. */
export const clientErrors = ({ view, entered }: StoredView): Record<string, string> => {
  const values = stateValues(view.blocks, entered);
  const errors = placedElements(view.blocks).flatMap((placed) => {
    const state = values[placed.blockId]?.[placed.element.action_id ?? ''];
    const fault = placed.input && state && faultOf(placed, state);
    return fault ? [[placed.blockId, fault]] : [];
  });
  return Object.fromEntries(errors);
};
