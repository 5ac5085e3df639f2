import type { InputBlock } from '@slack/types';
import type { Deal } from '../../memory/note.ts';
import { option, plain } from '../blocks.ts';
import { dealName, dealToken } from '../person-option.ts';
import type { Draft } from './draft.ts';
import { ids } from './ids.ts';
import { type Element, input, oneLine } from './input.ts';

/** Under a block id of its own for each new person chosen, since Slack keeps what stands in a field that stays. */
export function nameBlockId({ who }: Pick<Draft, 'who'>): string {
  return `${ids.name} ${who?.value ?? ''}`;
}

/** Asked only of somebody new. */
export function newPersonInputs(draft: Draft): InputBlock[] {
  return [
    { ...input(ids.name, 'Name', oneLine(ids.name, draft.name)), block_id: nameBlockId(draft) },
    { ...input(ids.company, 'Company', oneLine(ids.company, draft.company)), optional: true },
  ];
}

/** Asked only where a company has several deals, or none of them is meant. */
export function dealInputs(draft: Draft, deals: readonly Deal[]): InputBlock[] {
  const options = deals.map((deal) => option(dealName(deal), dealToken(deal)));
  const element: Element = {
    type: 'radio_buttons',
    action_id: ids.deal,
    options: [...options.slice(0, 9), option('Another deal, named below', 'new')],
  };
  const name = {
    ...input(ids.label, 'Name of the other deal', oneLine(ids.label, draft.label)),
    optional: true,
  };
  return [input(ids.deal, 'Which deal?', element), { ...name, hint: plain('Such as “Renewal”.') }];
}

/** Asked once when a new name is likely a known person. */
export function sameInput(same: { value: string; text: string }): InputBlock {
  return input(ids.same, 'Is this the same person?', {
    type: 'radio_buttons',
    action_id: ids.same,
    options: [option(`Yes, ${same.text}`, same.value), option('No, somebody new', 'new')],
  });
}
