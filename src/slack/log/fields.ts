import type { InputBlock } from '@slack/types';
import type { Deal, Outcome } from '../../memory/note.ts';
import { option, plain } from '../blocks.ts';
import { limits } from '../limits.ts';
import { dealName, dealToken } from '../person-option.ts';
import type { Draft } from './draft.ts';
import { ids } from './ids.ts';

/** The outcomes in the order and words of the form. */
export const outcomeNames: Readonly<Record<Outcome, string>> = {
  spoke: 'Spoke',
  objection: 'Objection',
  next_step: 'Next step agreed',
  no_answer: 'No answer',
  won: 'Won',
  lost: 'Lost',
  note: 'Just a note',
};

const textPiece: number = limits.inputText;

type Element = InputBlock['element'];

function input(id: string, label: string, element: Element): InputBlock {
  return { type: 'input', block_id: id, label: plain(label), element };
}

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

function oneLine(id: string, value: string): Element {
  return {
    type: 'plain_text_input',
    action_id: id,
    max_length: limits.name,
    ...(value ? { initial_value: value } : {}),
  };
}

/** Asked once when a new name is likely a known person. */
export function sameInput(same: { value: string; text: string }): InputBlock {
  return input(ids.same, 'Is this the same person?', {
    type: 'radio_buttons',
    action_id: ids.same,
    options: [option(`Yes, ${same.text}`, same.value), option('No, somebody new', 'new')],
  });
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

/** The field for the words, and as many more as a text needs that is there already. */
export function textInputs(text: string): InputBlock[] {
  return piecesOf(text).map((piece, index) => {
    if (index > 0) return { ...textInput(index, 'What happened, continued', piece), optional: true };
    const hint = plain('Two sentences do. Write or dictate as you talk.');
    return { ...textInput(index, 'What happened', piece), hint };
  });
}

/** At the end of the form, for what does not fit: Slack's fields hold 3,000 characters. */
export function overflowInput(text: string): InputBlock {
  return { ...textInput(piecesOf(text).length, 'More, if it did not fit', ''), optional: true };
}

function textInput(index: number, label: string, piece: string): InputBlock {
  const id = `${ids.text}${index}`;
  return input(id, label, {
    type: 'plain_text_input',
    action_id: id,
    multiline: true,
    max_length: limits.inputText,
    ...(piece ? { initial_value: piece } : {}),
  });
}

function piecesOf(text: string): readonly string[] {
  return text.match(new RegExp(`[\\s\\S]{1,${textPiece}}(?![\\udc00-\\udfff])`, 'g')) ?? [''];
}

/** How the call went. */
export function outcomeInput(outcome: Outcome): InputBlock {
  const options = Object.entries(outcomeNames).map(([value, name]) => option(name, value));
  const initial = option(outcomeNames[outcome], outcome);
  return input(ids.outcome, 'How it went', {
    type: 'static_select',
    action_id: ids.outcome,
    options,
    initial_option: initial,
  });
}

/** The day of the call. */
export function dayInput(day: string): InputBlock {
  return input(ids.day, 'When', {
    type: 'datepicker',
    action_id: ids.day,
    ...(day ? { initial_date: day } : {}),
  });
}

/** Whether the team may read it. */
export function shareInput(share: boolean): InputBlock {
  const box = option('Share with my team', 'team');
  const chosen = share ? { initial_options: [box] } : {};
  const element: Element = { type: 'checkboxes', action_id: ids.share, options: [box], ...chosen };
  return { ...input(ids.share, 'Who may read it', element), optional: true };
}
