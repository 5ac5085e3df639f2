import type { FieldState } from '../workspace.ts';
import type { Block } from './block.ts';
import type { Element } from './elements.ts';

/** An element together with where it stands. */
export interface Placed {
  blockIndex: number;
  blockId: string;
  /** Path from the block to the element, as in `['elements', 2]`. */
  path: (string | number)[];
  element: Element;
  /** Set for an `input` block: whether it must be filled, and its label. */
  input?: { isOptional: boolean; label: string; dispatches: boolean };
}

const inBlock = (block: Block): Omit<Placed, 'blockIndex' | 'blockId'>[] => {
  if (block.type === 'actions')
    return block.elements.map((element, index) => ({ path: ['elements', index], element }));
  if (block.type === 'section' && block.accessory && block.accessory.type !== 'image')
    return [{ path: ['accessory'], element: block.accessory }];
  if (block.type === 'input') {
    const { optional = false, label, dispatch_action = false } = block;
    const input = { isOptional: optional, label: label.text, dispatches: dispatch_action };
    return [{ path: ['element'], element: block.element, input }];
  }
  return [];
};

/** Every element of a layout in reading order. */
export const placedElements = (blocks: readonly Block[]): Placed[] =>
  blocks.flatMap((block, blockIndex) =>
    inBlock(block).map((found) => ({ blockIndex, blockId: block.block_id ?? '', ...found })),
  );

const textsIn = (value: unknown): string[] => {
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'text' && typeof inner === 'string' ? [inner] : textsIn(inner),
  );
};

/** Every text of a layout that counts towards a message's size. */
export const textsOf = (blocks: readonly Block[]): string[] => textsIn(blocks);

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
