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
} from '@slack/types';
import { limits } from './limits.ts';
import { clean, clip, clipMarkup, type Markup } from './mrkdwn.ts';

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
