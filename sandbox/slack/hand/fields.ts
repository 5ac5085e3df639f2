import type { Element } from '../blocks/elements.ts';
import type { RichOption } from '../blocks/options.ts';
import { allOptions } from '../blocks/selects.ts';
import type { FieldState } from '../workspace.ts';
import type { FormValue } from './types.ts';

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
export const isBlank = ({ type: _type, ...state }: FieldState): boolean =>
  Object.values(state).every(
    (value) => value === null || value === '' || (Array.isArray(value) && value.length === 0),
  );
