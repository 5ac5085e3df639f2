import type { InputBlock } from '@slack/types';
import { plain } from '../blocks.ts';
import { limits } from '../limits.ts';

/** What may stand in an input block. */
export type Element = InputBlock['element'];

/** An input block; its element carries the same id as the block. */
export function input(id: string, label: string, element: Element): InputBlock {
  return { type: 'input', block_id: id, label: plain(label), element };
}

/** A short text field, as long as a name may be. */
export function oneLine(id: string, value: string): Element {
  return {
    type: 'plain_text_input',
    action_id: id,
    max_length: limits.name,
    ...(value ? { initial_value: value } : {}),
  };
}
