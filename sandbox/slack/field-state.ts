import type { Block } from './blocks/block.ts';
import type { Element } from './blocks/elements.ts';
import { placedElements } from './blocks/walk.ts';
import type { FieldState } from './workspace.ts';

/** Slack's `state.values`: block id, then action id, then the field's state. */
export type StateValues = Record<string, Record<string, FieldState>>;

type Reader = (element: Element) => Omit<FieldState, 'type'>;

const read = (element: Element, key: string): unknown =>
  Object.entries(element).find(([name]) => name === key)?.[1];

const one =
  (stateKey: string, initialKey: string): Reader =>
  (element) => ({ [stateKey]: read(element, initialKey) ?? null });
const many =
  (stateKey: string, initialKey: string): Reader =>
  (element) => ({ [stateKey]: read(element, initialKey) ?? [] });

const READERS: Readonly<Record<string, Reader>> = {
  plain_text_input: one('value', 'initial_value'),
  email_text_input: one('value', 'initial_value'),
  url_text_input: one('value', 'initial_value'),
  number_input: one('value', 'initial_value'),
  static_select: one('selected_option', 'initial_option'),
  external_select: one('selected_option', 'initial_option'),
  radio_buttons: one('selected_option', 'initial_option'),
  multi_static_select: many('selected_options', 'initial_options'),
  multi_external_select: many('selected_options', 'initial_options'),
  checkboxes: many('selected_options', 'initial_options'),
  users_select: one('selected_user', 'initial_user'),
  multi_users_select: many('selected_users', 'initial_users'),
  conversations_select: one('selected_conversation', 'initial_conversation'),
  channels_select: one('selected_channel', 'initial_channel'),
  datepicker: one('selected_date', 'initial_date'),
  timepicker: one('selected_time', 'initial_time'),
  datetimepicker: one('selected_date_time', 'initial_date_time'),
};

const initialState = (element: Element): FieldState | undefined => {
  const reader = READERS[element.type];
  return reader && { type: element.type, ...reader(element) };
};

/** The state of every field: what was entered where the field is still the same, else its initial value. */
export const stateValues = (blocks: readonly Block[], entered: StateValues): StateValues => {
  const values: StateValues = {};
  for (const { blockId, element } of placedElements(blocks)) {
    const initial = initialState(element);
    if (!initial) continue;
    const actionId = element.action_id ?? '';
    const typed = entered[blockId]?.[actionId];
    const state = typed?.['type'] === element.type ? typed : initial;
    values[blockId] = { ...values[blockId], [actionId]: state };
  }
  return values;
};
