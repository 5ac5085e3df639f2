import type {
  ActionsBlock,
  ActionsBlockElement,
  Button,
  ConfirmationDialog,
  ContextBlock,
  DividerBlock,
  HeaderBlock,
  InputBlock,
  KnownBlock,
  ModalView,
  MrkdwnElement,
  PlainTextElement,
  PlainTextOption,
  SectionBlock,
  StaticSelect,
} from '@slack/types';
import { clean, clip, clipMarkup, escapeText, limits, type Markup, md, unlinked } from './text.ts';

/** Stands where Slack would refuse an empty text. */
const empty = '–';

/** Plain text, cut to the limit; emoji codes stay as typed. */
export function plain(text: string, max: number = limits.text): PlainTextElement {
  return { type: 'plain_text', text: clip(text, max).trim() || empty, emoji: false };
}

/** Markup as a text object; `verbatim` keeps Slack from making links and mentions of bare words. */
function mrkdwn(text: Markup): MrkdwnElement {
  return { type: 'mrkdwn', text: clipMarkup(text.markup) || empty, verbatim: true };
}

export function header(text: string): HeaderBlock {
  return { type: 'header', text: plain(text, limits.header) };
}

/** `expand` keeps Slack from folding it behind "see more". */
export function section(text: Markup, accessory?: SectionBlock['accessory']): SectionBlock {
  return { type: 'section', text: mrkdwn(text), expand: true, ...(accessory ? { accessory } : {}) };
}

/** Text to the letter, white space included, in as many sections as it needs. */
export function verbatim(text: string): SectionBlock[] {
  const pieces = clean(text).match(/[\s\S]{1,2900}(?![\udc00-\udfff])/g) ?? [empty];
  return pieces.map((piece) => ({
    type: 'section',
    text: { type: 'plain_text', text: piece, emoji: false },
    expand: true,
  }));
}

export function context(...texts: readonly Markup[]): ContextBlock {
  return { type: 'context', elements: texts.slice(0, limits.contextElements).map(mrkdwn) };
}

export function divider(): DividerBlock {
  return { type: 'divider' };
}

export function actions(...elements: readonly ActionsBlockElement[]): ActionsBlock {
  return { type: 'actions', elements: elements.slice(0, limits.actionElements) };
}

interface ButtonLook {
  readonly value?: string;
  readonly style?: 'primary' | 'danger';
  readonly label?: string;
}

/** A button; `value` comes back with the press and must fit 2,000 characters. */
export function button(actionId: string, text: string, look: ButtonLook = {}): Button {
  return {
    type: 'button',
    action_id: actionId,
    text: plain(text, limits.button),
    ...(look.value === undefined ? {} : { value: look.value }),
    ...(look.style === undefined ? {} : { style: look.style }),
    ...(look.label === undefined ? {} : { accessibility_label: clip(look.label, limits.button) }),
  };
}

/** Asked before something is done. */
export function confirmation(words: { title: string; text: string; confirm: string }): ConfirmationDialog {
  const { title, text, confirm } = words;
  return { title: plain(title), text: plain(text), confirm: plain(confirm), deny: plain('Cancel') };
}

/** A menu in which nothing is chosen yet; at least one choice. */
export function menu(actionId: string, text: string, options: readonly PlainTextOption[]): StaticSelect {
  return {
    type: 'static_select',
    action_id: actionId,
    placeholder: plain(text, limits.placeholder),
    options: options.slice(0, limits.options),
  };
}

export function option(text: string, value: string): PlainTextOption {
  return { text: plain(text, limits.optionText), value };
}

/** A modal with nothing to submit. */
export function modal(title: string, blocks: readonly KnownBlock[]): ModalView {
  return {
    type: 'modal',
    title: plain(title, limits.modalTitle),
    close: plain('Close', limits.modalTitle),
    blocks: blocks.slice(0, limits.viewBlocks),
  };
}

/** While something is read, counted or sent that takes its place. */
export function workingView(title: string, sentence: string): ModalView {
  return modal(title, [context(md`${sentence}`)]);
}

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

/** What is posted: blocks for the eye, and a whole sentence for notifications, screen readers and old clients. */
export interface Message {
  readonly text: string;
  readonly blocks: readonly KnownBlock[];
}

/**
 * Fits blocks into one message. `sentence` is plain text and escaped here. Blocks that would not fit are left
 * out from the end, but the last one, which holds the buttons, stays.
 */
export function message(sentence: string, blocks: readonly KnownBlock[]): Message {
  const text = clipMarkup(unlinked(escapeText(sentence)), limits.messageText);
  const last = blocks.at(-1);
  if (last === undefined || fits(blocks)) return { text, blocks };
  const kept: KnownBlock[] = [];
  for (const block of blocks.slice(0, -1)) {
    if (!fits([...kept, block, last])) break;
    kept.push(block);
  }
  return { text, blocks: [...kept, last] };
}

/** Whether Slack takes them as one message. */
export function fits(blocks: readonly KnownBlock[]): boolean {
  return blocks.length <= limits.messageBlocks && countedSize(blocks) <= limits.messageSize;
}

/** A message of one sentence, which is plain text and escaped here. */
export function sentence(text: string): Message {
  return message(text, [section(md`${text}`)]);
}

/** The block that says that work goes on: where it still stands after a restart, nothing does. */
export function progressBlock(text: string): SectionBlock {
  return { ...section(md`${text}`), block_id: progressId };
}

export const progressId = 'progress';

/** Characters as Slack counts them for the whole message: those of its texts, escaped, and 100 for each header. */
function countedSize(blocks: readonly unknown[]): number {
  return blocks.reduce<number>((sum, block) => sum + countedPart(block), 0);
}

function countedPart(part: unknown): number {
  if (Array.isArray(part)) return countedSize(part);
  if (part === null || typeof part !== 'object') return 0;
  const surcharge = 'type' in part && part.type === 'header' ? 100 : 0;
  return Object.entries(part).reduce((sum, [key, inner]) => {
    return sum + (key === 'text' && typeof inner === 'string' ? countedLength(inner) : countedPart(inner));
  }, surcharge);
}

/** `&` counts as 5, `<` and `>` as 4, whether escaped already or not. */
export function countedLength(text: string): number {
  return text.replace(/&(?!amp;|lt;|gt;)/g, '&amp;').replace(/[<>]/g, '&lt;').length;
}
