import type { Block } from '../blocks/block.ts';
import type { RichOption } from '../blocks/composition.ts';
import { allOptions, type Element } from '../blocks/elements.ts';
import { type Placed, placedElements, stateValues } from '../blocks/placed-elements.ts';
import type { Surface } from '../payloads.ts';
import type { FieldState, StoredView } from '../workspace.ts';
import type { Action, FormValue, FormValues, HandParts, Target } from './verb.ts';

const single = (value: FormValue): string | null => {
  const first = Array.isArray(value) ? (value[0] ?? null) : value;
  return first === '' ? null : first;
};

const several = (value: FormValue): string[] => (Array.isArray(value) ? value : value ? [value] : []);

const ownOptions = (element: Element): RichOption[] => {
  if (element.type === 'static_select' || element.type === 'multi_static_select') return allOptions(element);
  if (element.type === 'external_select') return element.initial_option ? [element.initial_option] : [];
  if (element.type === 'multi_external_select') return element.initial_options ?? [];
  return 'options' in element ? element.options : [];
};

const chosen = (element: Element, values: string[], offered: readonly RichOption[]): RichOption[] =>
  values.map((value) => {
    const found = [...ownOptions(element), ...offered].find((option) => option.value === value);
    if (!found) throw new Error(`${element.type} ${element.action_id} offers no option with value ${value}`);
    return found;
  });

type Write = (value: FormValue, choose: (values: string[]) => RichOption[]) => Record<string, unknown>;

const text: Write = (value) => ({ value: single(value) });
const oneOption: Write = (value, choose) => ({ selected_option: choose(several(single(value)))[0] ?? null });
const manyOptions: Write = (value, choose) => ({ selected_options: choose(several(value)) });
const direct =
  (key: string): Write =>
  (value) => ({ [key]: single(value) });

const WRITERS: Readonly<Record<string, Write>> = {
  plain_text_input: text,
  email_text_input: text,
  url_text_input: text,
  number_input: text,
  static_select: oneOption,
  external_select: oneOption,
  radio_buttons: oneOption,
  overflow: oneOption,
  multi_static_select: manyOptions,
  multi_external_select: manyOptions,
  checkboxes: manyOptions,
  users_select: direct('selected_user'),
  multi_users_select: (value) => ({ selected_users: several(value) }),
  conversations_select: direct('selected_conversation'),
  channels_select: direct('selected_channel'),
  datepicker: direct('selected_date'),
  timepicker: direct('selected_time'),
  datetimepicker: (value) => ({ selected_date_time: single(value) === null ? null : Number(single(value)) }),
};

/**
 * Slack's state of a field for what a person put in; an empty text is null, as in Slack. Undefined for a button.
 * Throws when the choice is not on offer.
 */
export const fieldState = (
  element: Element,
  value: FormValue,
  offered: readonly RichOption[],
): FieldState | undefined => {
  const write = WRITERS[element.type];
  return write && { type: element.type, ...write(value, (values) => chosen(element, values, offered)) };
};

/** True when nothing is filled in or chosen. */
const isBlank = ({ type: _type, ...state }: FieldState): boolean =>
  Object.values(state).every(
    (value) => value === null || value === '' || (Array.isArray(value) && value.length === 0),
  );

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

/** The blocks of a message or view. */
const blocksOf = (surface: Surface): readonly Block[] =>
  'view' in surface ? surface.view.view.blocks : (surface.message.blocks ?? []);

const surfaceKey = (surface: Surface): string =>
  'view' in surface ? surface.view.root_view_id : `${surface.message.channel} ${surface.message.ts}`;

/** Where the options offered for a field are kept; stays the same while a view is updated. */
export const offeredKey = (surface: Surface, actionId: string): string =>
  `${surfaceKey(surface)} ${actionId}`;

/** Throws when the message or view is not there. */
export const findSurface = ({ messages, views }: HandParts, target: Target): Surface =>
  'viewId' in target
    ? { view: views.find({ view_id: target.viewId }) }
    : { message: messages.find(target.channel, target.ts) };

const fits = ({ element, blockId }: Placed, action: Action): boolean => {
  if (element.action_id !== action.actionId) return false;
  if (action.blockId !== undefined && blockId !== action.blockId) return false;
  return element.type !== 'button' || action.value === undefined || element.value === action.value;
};

/** Throws, naming what there is, when the element is not on the surface: nobody can press what is not shown. */
export const findElement = (surface: Surface, action: Action): Placed => {
  const placed = placedElements(blocksOf(surface));
  const found = placed.find((one) => fits(one, action));
  if (found) return found;
  const known = placed.map(({ element, blockId }) => `${blockId}/${element.action_id}`).join(', ');
  throw new Error(`no element ${action.blockId ?? '*'}/${action.actionId} here; there are: ${known}`);
};

/** Writes what a person has typed into the view's fields. Throws for a key that is no field of it. */
export const enter = ({ offered, core }: HandParts, stored: StoredView, values: FormValues): void => {
  const placed = placedElements(stored.view.blocks);
  for (const [key, value] of Object.entries(values)) {
    const found =
      placed.find(({ blockId }) => blockId === key) ??
      placed.find(({ element }) => element.action_id === key);
    if (!found) throw new Error(`the view has no field ${key}`);
    const actionId = found.element.action_id ?? '';
    const state = fieldState(found.element, value, offered.of(offeredKey({ view: stored }, actionId)));
    if (state) stored.entered[found.blockId] = { ...stored.entered[found.blockId], [actionId]: state };
  }
  core.changed();
};
