import type { InputBlock } from '@slack/types';
import { option, plain } from '../blocks.ts';
import { limits } from '../limits.ts';
import type { Draft } from './draft.ts';
import { ids } from './ids.ts';
import { type Element, input } from './input.ts';

/** People by last contact as one types; choosing one tells the bot at once. */
export function whoInput({ who }: Draft): InputBlock {
  const chosen = who ? { initial_option: option(who.text, who.value) } : {};
  const element: Element = {
    type: 'external_select',
    action_id: ids.who,
    min_query_length: 0,
    placeholder: plain('Type a name', limits.placeholder),
    ...chosen,
  };
  return { ...input(ids.who, 'Who', element), dispatch_action: true };
}

/** Others who were on the call. */
export function alsoInput({ also }: Draft): InputBlock {
  const chosen = also.length > 0 ? { initial_options: also.map((one) => option(one.text, one.value)) } : {};
  const element: Element = {
    type: 'multi_external_select',
    action_id: ids.also,
    min_query_length: 0,
    max_selected_items: 5,
    placeholder: plain('Type a name', limits.placeholder),
    ...chosen,
  };
  return { ...input(ids.also, 'Also on the call', element), optional: true };
}
