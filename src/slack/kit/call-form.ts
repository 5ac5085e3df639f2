import type { InputBlock, KnownBlock, ModalView } from '@slack/types';
import type { Deal, Outcome } from '../../memory/note.ts';
import { counted } from '../../util/counted.ts';
import { context, type Element, input, oneLine, option, plain, section } from './blocks.ts';
import { type Draft, encodeOrigin, mostAlso } from './call-draft.ts';
import { dealName, dealToken } from './find-person.ts';
import { logIds, newPerson } from './ids.ts';
import { outcomeNames, outcomesBeside } from './phrases.ts';
import { limits, type Markup, md } from './text.ts';

/** What the form says above its fields, and what it asks besides them. */
interface FormNotice {
  readonly notice?: Markup;
  /** The person who is likely meant by the new name, as an option. */
  /** The deals to choose from, where the company has several. */
  readonly deals?: readonly Deal[];
  readonly same?: { readonly value: string; readonly text: string };
  readonly asksOfSecrets?: boolean;
}

/** The form, filled with what is known; fields for a new person appear when one is chosen. */
export function formView(draft: Draft, { notice, same, deals, asksOfSecrets }: FormNotice = {}): ModalView {
  const blocks: (KnownBlock | null)[] = [
    notice ? section(notice) : null,
    whoInput(draft),
    ...(draft.who?.value.startsWith(newPerson) ? newPersonInputs(draft) : []),
    ...(deals ? dealInputs(draft, deals) : []),
    same ? sameInput(same) : null,
    asksOfSecrets ? secretsInput() : null,
    alsoInput(draft),
    ...textInputs(draft.text),
    outcomeInput(draft.outcome),
    dayInput(draft.day),
    shareInput(draft),
    overflowInput(draft.text),
  ];
  return {
    type: 'modal',
    callback_id: logIds.view,
    private_metadata: encodeOrigin(draft),
    title: plain(draft.edits ? 'Edit the note' : 'Log a call', limits.modalTitle),
    submit: plain('Save', limits.modalTitle),
    close: plain('Cancel', limits.modalTitle),
    blocks: blocks.flatMap((block) => block ?? []),
  };
}

/** What stands in the modal until the form is ready. */
export function loadingView(edits: boolean): ModalView {
  return {
    type: 'modal',
    title: plain(edits ? 'Edit the note' : 'Log a call', limits.modalTitle),
    close: plain('Cancel', limits.modalTitle),
    blocks: [context(md`Loading… If this stays, close it and press once more.`)],
  };
}

/** How the call went. */
function outcomeInput(outcome: Outcome): InputBlock {
  const options = outcomesBeside(outcome).map((one) => option(outcomeNames[one], one));
  const initial = option(outcomeNames[outcome], outcome);
  return input(logIds.outcome, 'How it went', {
    type: 'static_select',
    action_id: logIds.outcome,
    options,
    initial_option: initial,
  });
}

/** The day of the call. */
function dayInput(day: string): InputBlock {
  return input(logIds.day, 'When', {
    type: 'datepicker',
    action_id: logIds.day,
    ...(day ? { initial_date: day } : {}),
  });
}

/** Whether the team may read it, and how many people that is. */
function shareInput({ share, teamSize }: Pick<Draft, 'share' | 'teamSize'>): InputBlock {
  const box = option(shareLabel(teamSize), 'team');
  const chosen = share ? { initial_options: [box] } : {};
  const element: Element = { type: 'checkboxes', action_id: logIds.share, options: [box], ...chosen };
  return { ...input(logIds.share, 'Who may read it', element), optional: true };
}

/** "Share with my team (23 people)"; without a group it is everybody, and nobody is counted. */
export function shareLabel(teamSize: number | undefined): string {
  return teamSize === undefined
    ? 'Share with my team'
    : `Share with my team (${counted(teamSize, 'person', 'people')})`;
}

/** Under a block id of its own for each new person chosen, since Slack keeps what stands in a field that stays. */
export function nameBlockId({ who }: Pick<Draft, 'who'>): string {
  return `${logIds.name} ${who?.value ?? ''}`;
}

/** Asked only of somebody new. */
function newPersonInputs(draft: Draft): InputBlock[] {
  return [
    { ...input(logIds.name, 'Name', oneLine(logIds.name, draft.name)), block_id: nameBlockId(draft) },
    { ...input(logIds.company, 'Company', oneLine(logIds.company, draft.company)), optional: true },
  ];
}

/** Asked only where a company has several deals, or none of them is meant. */
function dealInputs(draft: Draft, deals: readonly Deal[]): InputBlock[] {
  const options = deals.map((deal) => option(dealName(deal), dealToken(deal)));
  const element: Element = {
    type: 'radio_buttons',
    action_id: logIds.deal,
    options: [...options.slice(0, 9), option('Another deal, named below', 'new')],
  };
  const name = {
    ...input(logIds.label, 'Name of the other deal', oneLine(logIds.label, draft.label)),
    optional: true,
  };
  return [input(logIds.deal, 'Which deal?', element), { ...name, hint: plain('Such as “Renewal”.') }];
}

/** Asked once when the words look as if they held a secret. */
function secretsInput(): InputBlock {
  const leave = option('Leave it out, the note says that it was', 'leave out');
  return input(logIds.secrets, 'Should it stand in the note?', {
    type: 'radio_buttons',
    action_id: logIds.secrets,
    options: [leave, option('Keep it', 'keep')],
    initial_option: leave,
  });
}

/** Asked once when a new name is likely a known person. */
function sameInput(same: { value: string; text: string }): InputBlock {
  return input(logIds.same, 'Is this the same person?', {
    type: 'radio_buttons',
    action_id: logIds.same,
    options: [option(`Yes, ${same.text}`, same.value), option('No, somebody new', 'new')],
  });
}

const textPiece: number = limits.inputText;

/** The field for the words, and as many more as a text needs that is there already. */
function textInputs(text: string): InputBlock[] {
  return piecesOf(text).map((piece, index) => {
    if (index > 0) return { ...textInput(index, 'What happened, continued', piece), optional: true };
    const hint = plain('Two sentences do. Write or dictate as you talk.');
    return { ...textInput(index, 'What happened', piece), hint };
  });
}

/** At the end of the form, for what does not fit: Slack's fields hold 3,000 characters. */
function overflowInput(text: string): InputBlock {
  return { ...textInput(piecesOf(text).length, 'More, if it did not fit', ''), optional: true };
}

function textInput(index: number, label: string, piece: string): InputBlock {
  const id = `${logIds.text}${index}`;
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

/** People by last contact as one types; choosing one tells the bot at once. */
function whoInput({ who }: Draft): InputBlock {
  const chosen = who ? { initial_option: option(who.text, who.value) } : {};
  const element: Element = {
    type: 'external_select',
    action_id: logIds.who,
    min_query_length: 0,
    placeholder: plain('Type a name', limits.placeholder),
    ...chosen,
  };
  return { ...input(logIds.who, 'Who', element), dispatch_action: true };
}

/** Others who were on the call. */
function alsoInput({ also }: Draft): InputBlock {
  const chosen = also.length > 0 ? { initial_options: also.map((one) => option(one.text, one.value)) } : {};
  const element: Element = {
    type: 'multi_external_select',
    action_id: logIds.also,
    min_query_length: 0,
    max_selected_items: mostAlso,
    placeholder: plain('Type a name', limits.placeholder),
    ...chosen,
  };
  return { ...input(logIds.also, 'Also on the call', element), optional: true };
}
