import type { InputBlock } from '@slack/types';
import type { Outcome } from '../../memory/note.ts';
import { option, plain } from '../blocks.ts';
import { limits } from '../limits.ts';
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

const textPiece = 2_900;

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

/** Asked only of somebody new. */
export function newPersonInputs({ name, company, label }: Draft): InputBlock[] {
  return [
    input(ids.name, 'Name', oneLine(ids.name, name)),
    { ...input(ids.company, 'Company', oneLine(ids.company, company)), optional: true },
    {
      ...input(ids.label, 'Deal', oneLine(ids.label, label)),
      optional: true,
      hint: plain('Only where one company has several deals, such as “Renewal”.'),
    },
  ];
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

/** As many fields as the text needs. */
export function textInputs(text: string): InputBlock[] {
  const pieces = text.match(new RegExp(`[\\s\\S]{1,${textPiece}}(?![\\udc00-\\udfff])`, 'g')) ?? [''];
  return pieces.map((piece, index) => {
    const id = `${ids.text}${index}`;
    const element: Element = {
      type: 'plain_text_input',
      action_id: id,
      multiline: true,
      max_length: limits.inputText,
      ...(piece ? { initial_value: piece } : {}),
    };
    if (index > 0) return { ...input(id, 'What happened, continued', element), optional: true };
    return {
      ...input(id, 'What happened', element),
      hint: plain('Two sentences do. Write or dictate as you talk.'),
    };
  });
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
