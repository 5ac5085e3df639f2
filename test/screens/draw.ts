import { z } from 'zod';
import type { Message } from '../../sandbox/slack/workspace.ts';

const node = z.looseObject({ type: z.string() });
type Node = z.infer<typeof node>;

/** A view as a person reads it, a line for each thing that stands on it. */
export function drawView(view: unknown): string {
  const { title, submit, close, blocks } = z
    .looseObject({
      title: z.unknown().optional(),
      submit: z.unknown().optional(),
      close: z.unknown().optional(),
      blocks: z.array(node),
    })
    .parse(view);
  const feet = [submit, close].flatMap((one) => (one === undefined ? [] : `((${wordsOf(one)}))`));
  const head = title === undefined ? [] : [`== ${wordsOf(title)} ==`];
  return tidy([...head, ...blocks.flatMap(drawBlock), ...(feet.length > 0 ? [feet.join(' ')] : [])]);
}

/** A message as a person reads it, its notification first where that says something else. */
export function drawMessage({ text, blocks, files = [], attachments = [] }: Message): string {
  const parts = (blocks ?? []).flatMap((block) => drawBlock(node.parse(block)));
  const names = files.map((file) => `(file: ${typeof file === 'string' ? file : file.name})`);
  return tidy([`> ${text}`, ...parts, ...attachments.map((one) => wordsOf(one)), ...names]);
}

const drawers: Readonly<Record<string, (block: Node) => readonly string[]>> = {
  divider: () => ['-----'],
  header: ({ text }) => [`# ${wordsOf(text)}`],
  context: ({ elements }) => [`~ ${wordsOf(elements, ' ')}`],
  actions: ({ elements }) => [nodesIn(elements).map(drawElement).join(' ')],
  image: (block) => [drawElement(block)],
  input: drawInput,
  section: drawSection,
  table: drawTable,
  data_table: drawTable,
};

function drawBlock(block: Node): readonly string[] {
  return drawers[block.type]?.(block) ?? [wordsOf(block)];
}

function drawInput({ hint, optional, label, element }: Node): readonly string[] {
  const help = hint === undefined ? '' : ` -- ${wordsOf(hint)}`;
  return [`${wordsOf(label)}${optional === true ? '' : '*'}: ${drawElement(node.parse(element))}${help}`];
}

function drawSection({ text, fields, accessory }: Node): readonly string[] {
  const beside = accessory === undefined ? [] : [`    ${drawElement(node.parse(accessory))}`];
  return [wordsOf(text), ...listOf(fields).map((one) => `| ${wordsOf(one)}`), ...beside];
}

function drawTable(block: Node): readonly string[] {
  const rows = z.array(z.array(z.unknown())).catch([]).parse(block['rows']);
  const caption = block['caption'] === undefined ? [] : [String(block['caption'])];
  return [...caption, ...rows.map((row) => `| ${row.map((cell) => wordsOf(cell)).join(' | ')} |`)];
}

function drawElement(element: Node): string {
  const { type } = element;
  const asked = element['confirm'] === undefined ? '' : ` (asks: ${wordsOf(element['confirm'], ' / ')})`;
  const style = typeof element['style'] === 'string' ? ` ${element['style']}` : '';
  if (type === 'button') return `[${wordsOf(element['text'])}${style}]${asked}`;
  if (type === 'image') return `(picture: ${String(element['alt_text'])})`;
  const options = listOf(element['options']).map((one) => wordsOf(one, ', '));
  const groups = listOf(element['option_groups']).map((one) => wordsOf(one, ', '));
  const offered = [...options, ...groups].join(' | ');
  const already = Object.entries(element)
    .filter(([key]) => key.startsWith('initial_'))
    .map(([, value]) => (typeof value === 'string' ? value : wordsOf(value, ', ')));
  const hint = element['placeholder'] === undefined ? [] : [`“${wordsOf(element['placeholder'])}”`];
  return `{${[type, ...hint, offered, ...already.map((one) => `= ${one}`)].filter(Boolean).join(' ')}}${asked}`;
}

function nodesIn(value: unknown): readonly Node[] {
  return z.array(node).catch([]).parse(value);
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

const shownKeys = ['text', 'alt_text', 'caption', 'user_id', 'channel_id', 'name', 'number'];

/** All words of it, in their order. */
function wordsOf(value: unknown, between = ''): string {
  return wordsIn(value).join(between);
}

function wordsIn(value: unknown): readonly string[] {
  if (typeof value === 'string' || typeof value === 'number') return [String(value)];
  if (Array.isArray(value)) return value.flatMap(wordsIn);
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    if (typeof inner === 'object') return wordsIn(inner);
    return shownKeys.includes(key) ? [String(inner)] : [];
  });
}

/** Without what differs from run to run: ids, and the time of day at which this one happened. */
function tidy(lines: readonly string[]): string {
  return lines
    .join('\n')
    .replace(/\u200b/g, '')
    .replace(/<https?:\/\/[^|>]*(?=[|>])/g, '<LINK')
    .replace(/<!date\^\d+\^/g, '<!date^…^')
    .replace(/\b(?:10|11):\d\d\b/g, 'NOW')
    .trimEnd();
}
