/** Text ready for a mrkdwn field: everything in it that came from a person or a model is escaped. */
export interface Markup {
  readonly markup: string;
}

// Unseen characters that could hide or reorder text: controls but for the new line, bidi and zero-width marks,
// tags, lone surrogates. The joiners U+200C and U+200D stay: Hindi and emoji need them.
const unseen = /(?![\n\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}]/gu;
const broadcast = /@(?=channel|here|everyone)/gi;
const formatting = /[*_~`]/g;
const breaker = '\u200b';

/** Takes out what cannot be seen and would mislead; the words stay as they are. */
export function clean(text: string): string {
  return text
    .replace(/\r\n?|\u2028|\u2029/g, '\n')
    .replace(/\t/g, ' ')
    .replace(unseen, '');
}

/** Shows text to the letter: no mention, no link, no formatting comes to life. */
export function escapeText(text: string): string {
  return clean(text)
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(broadcast, `@${breaker}`)
    .replace(formatting, (mark) => `${breaker}${mark}${breaker}`);
}

/** So that nothing in it looks like an address: where Slack reads a bare text, it makes links of what does. */
export function unlinked(text: string): string {
  return text
    .replace(/(?<=[\p{L}\p{M}\d-])\.(?=\p{L}[\p{L}\d-])/gu, `.${breaker}`)
    .replace(/:(?=\/\/)/g, `:${breaker}`);
}

/** Builds mrkdwn from a template; each plain value is escaped once, Markup is taken as it is. */
export function md(parts: TemplateStringsArray, ...values: readonly (string | number | Markup)[]): Markup {
  const shown = values.map((value) => (typeof value === 'object' ? value.markup : escapeText(String(value))));
  return { markup: String.raw({ raw: parts }, ...shown) };
}

/** Puts lines under each other; null lines are left out. */
export function lines(rows: readonly (Markup | null)[], separator = '\n'): Markup {
  return { markup: rows.flatMap((row) => (row === null ? [] : [row.markup])).join(separator) };
}

/** At most `max` characters of finished markup, ended by an ellipsis when cut; never cut inside an entity or a character. */
export function clipMarkup(text: string, max: number = limits.text): string {
  if (text.length <= max) return text;
  const cut = text
    .slice(0, max - 1)
    .replace(/&[a-z]{0,4}$/, '')
    .replace(/[\ud800-\udbff]$/, '');
  return `${cut}…`;
}

/** At most `max` characters of plain text, ended by an ellipsis when cut. */
export function clip(text: string, max: number): string {
  const plain = clean(text);
  if (plain.length <= max) return plain;
  return `${plain
    .slice(0, max - 1)
    .replace(/[\ud800-\udbff]$/, '')
    .trimEnd()}…`;
}

/** The same of what somebody wrote: cut after a word, where there is one to end with. */
export function clipWords(text: string, max: number): string {
  const plain = clean(text);
  if (plain.length <= max) return plain;
  const cut = plain.slice(0, max);
  const space = cut.search(/\s\S*$/);
  return space < max / 2 ? clip(plain, max) : `${cut.slice(0, space).replace(/[\s,;:(“"–-]+$/, '')}…`;
}

/** Slack's maxima, in characters unless the name says otherwise; the whole-message size is measured, not documented. */
export const limits = Object.freeze({
  messageBlocks: 45,
  viewBlocks: 100,
  /** Counted with `&` as 5, `<` and `>` as 4, and 100 for each header; Slack refuses near 13,200. */
  messageSize: 12_000,
  messageText: 3_500,
  header: 150,
  text: 3_000,
  button: 75,
  buttonValue: 2_000,
  optionText: 75,
  options: 100,
  placeholder: 150,
  modalTitle: 24,
  privateMetadata: 3_000,
  inputText: 3_000,
  /** Ours, not Slack's: the longest name of a person, company or deal. */
  name: 80,
  /** Ours too: what one message can hand back whole when memory is down, as Slack counts characters. */
  note: 9_000,
  contextElements: 10,
  actionElements: 25,
});
