import { z } from 'zod';
import { withEntities } from './readable.ts';

/** The words of a message wherever Slack puts them, with mentions and entities as Slack sends them. */
export interface MessageWords {
  /** By who sent it; empty when it came without. */
  readonly own: string;
  /** Of messages and mails that it passes on; empty when it passes on none. */
  readonly passedOn: string;
}

const many = z.array(z.unknown()).catch([]);
const words = z.string().catch('');

const messageShape = z.looseObject({ text: words, blocks: many, attachments: many, files: many });

const attachmentShape = messageShape.extend({
  is_share: z.boolean().catch(false),
  is_msg_unfurl: z.boolean().catch(false),
  is_app_unfurl: z.boolean().catch(false),
  from_url: words,
  original_url: words,
  pretext: words,
  title: words,
  fallback: words,
  fields: z.array(z.object({ title: words, value: words })).catch([]),
  message_blocks: z.array(z.object({ message: z.object({ blocks: many }) })).catch([]),
});

type Attachment = z.infer<typeof attachmentShape>;

/** Reads a message of an event, of a shortcut or of a thread; previews of links are nobody's words. */
export function wordsOfMessage(message: unknown): MessageWords {
  const { text, blocks, attachments, files } = messageShape.catch(empty).parse(message);
  const read = attachments.flatMap((one) => attachmentShape.safeParse(one).data ?? []);
  const own = [fullest(text, wordsOfBlocks(blocks)), ...read.filter(isOwn).map(wordsOfAttachment)];
  const passedOn = [...read.filter(isPassedOn).map(wordsOfPassedOn), ...files.map(wordsOfMail)];
  return { own: joined(own), passedOn: joined(passedOn) };
}

const empty = { text: '', blocks: [], attachments: [], files: [] };

function isPassedOn(attachment: Attachment): boolean {
  return attachment.is_share || attachment.is_msg_unfurl;
}

function isOwn(attachment: Attachment): boolean {
  const isPreview = attachment.is_app_unfurl || attachment.from_url !== '' || attachment.original_url !== '';
  return !isPassedOn(attachment) && !isPreview;
}

function wordsOfAttachment(attachment: Attachment): string {
  const { pretext, title, text, fields, blocks, fallback } = attachment;
  const said = joined(
    [pretext, title, fullest(text, wordsOfBlocks(blocks)), ...fields.map(wordsOfField)],
    '\n',
  );
  return said || fallbackWords(fallback);
}

function wordsOfField({ title, value }: Attachment['fields'][number]): string {
  return title && value ? `${title}: ${value}` : title || value;
}

function wordsOfPassedOn(attachment: Attachment): string {
  const { text, blocks, message_blocks, attachments, files } = attachment;
  const inner = wordsOfMessage({ text: '', blocks: [], attachments, files });
  const other = wordsOfBlocks(message_blocks.flatMap(({ message }) => message.blocks));
  const said = fullest(fullest(text, wordsOfBlocks(blocks)), other);
  return joined([said, inner.own, inner.passedOn]) || fallbackWords(attachment.fallback);
}

/** What stands for an attachment in old clients: of a message its sender and time, then its words. */
function fallbackWords(fallback: string): string {
  return /^\[no preview available\]$/i.test(fallback.trim())
    ? ''
    : fallback.replace(/^\[[^\]\n]*\d[^\]\n]*\]\s+[^:\n]{1,80}:\s+/, '');
}

const mailShape = z.looseObject({
  mode: words,
  filetype: words,
  title: words,
  subject: words,
  plain_text: words,
  from: z.array(z.object({ original: words })).catch([]),
  headers: z.object({ date: words }).catch({ date: '' }),
});

/** A mail that was sent to Slack comes as a file. Other files are not read. */
function wordsOfMail(file: unknown): string {
  const mail = mailShape.safeParse(file).data;
  if (!mail || (mail.mode !== 'email' && mail.filetype !== 'email')) return '';
  const { plain_text: body, subject, title, from, headers } = mail;
  const rows = [
    ['From', from[0]?.original],
    ['Date', headers.date],
    ['Subject', subject || title],
  ];
  const head = rows.flatMap(([name, value]) => (value ? `${name}: ${value}` : []));
  return withEntities(joined([head.join('\n'), body.trim()]));
}

function joined(parts: readonly string[], between = '\n\n'): string {
  return parts
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .join(between);
}

/** A message's text repeats its blocks, or only names them: whichever says more is what it says. */
function fullest(text: string, inBlocks: string): string {
  return said(inBlocks) > said(text) ? inBlocks : text;
}

function said(text: string): number {
  return text.replace(/<[^>]*>|&(?:amp|lt|gt);/g, '').replace(/[^\p{L}\p{N}]/gu, '').length;
}

const partShape = z.looseObject({
  type: words,
  text: z.union([z.string(), z.looseObject({ type: words, text: words })]).optional(),
  elements: many,
  fields: many,
  rows: z.array(z.array(z.unknown())).catch([]),
  style: z.unknown().optional(),
});

type Part = z.infer<typeof partShape>;

/** Labels of buttons and fields are left out: nobody said them. */
function wordsOfBlocks(blocks: readonly unknown[]): string {
  return joined(blocks.map(wordsOfBlock), '\n');
}

const readBlocks = new Set(['section', 'header', 'context', 'markdown', 'rich_text', 'table']);

function wordsOfBlock(block: unknown): string {
  const part = partShape.safeParse(block).data;
  if (!part || !readBlocks.has(part.type)) return '';
  if (part.type === 'rich_text') return wordsOfRichText(part.elements);
  const rows = part.rows.map((row) => joined(row.map(wordsOfCell), ' | '));
  return joined(
    [textIn(part), ...part.fields.map(textOfObject), ...part.elements.map(textOfObject), ...rows],
    '\n',
  );
}

function wordsOfCell(cell: unknown): string {
  const part = partShape.safeParse(cell).data;
  return part?.type === 'rich_text' ? wordsOfRichText(part.elements) : textOfObject(cell);
}

function textIn({ type, text }: Part): string {
  if (typeof text === 'string') return type === 'plain_text' ? withEntities(text) : text;
  return text === undefined ? '' : textOfObject(text);
}

function textOfObject(object: unknown): string {
  const part = partShape.safeParse(object).data;
  return part?.type === 'mrkdwn' || part?.type === 'plain_text' ? textIn(part) : '';
}

function wordsOfRichText(parts: readonly unknown[]): string {
  return joined(parts.map(wordsOfPart), '\n');
}

function wordsOfPart(given: unknown): string {
  const part = partShape.safeParse(given).data;
  if (!part) return '';
  if (part.type !== 'rich_text_list') return part.elements.map(wordsOfSpan).join('');
  const mark = (index: number) => (part.style === 'ordered' ? `${index + 1}.` : '•');
  return part.elements.map((item, index) => `${mark(index)} ${wordsOfPart(item)}`).join('\n');
}

const spanShape = z.looseObject({
  type: words,
  text: words,
  name: words,
  url: words,
  user_id: words,
  usergroup_id: words,
  channel_id: words,
  range: words,
  timestamp: z.number().catch(Number.NaN),
  fallback: words,
});

type Span = z.infer<typeof spanShape>;

/** A run of rich text as it stands in the text of a message. */
const spans: Readonly<Record<string, (span: Span) => string>> = {
  text: ({ text }) => withEntities(text),
  link: ({ url, text }) => `<${withEntities(url)}${text ? `|${withEntities(text)}` : ''}>`,
  emoji: ({ name }) => `:${name}:`,
  user: ({ user_id }) => `<@${user_id}>`,
  usergroup: ({ usergroup_id }) => `<!subteam^${usergroup_id}>`,
  channel: ({ channel_id }) => `<#${channel_id}>`,
  broadcast: ({ range }) => `<!${range}>`,
  date: ({ timestamp, fallback }) =>
    `<!date^${timestamp}^{date}${fallback ? `|${withEntities(fallback)}` : ''}>`,
};

function wordsOfSpan(given: unknown): string {
  const span = spanShape.safeParse(given).data;
  return span ? (spans[span.type]?.(span) ?? '') : '';
}
