import { createHash, randomUUID } from 'node:crypto';
import type { Item, StoredDocument, Unit } from './state.ts';

const pattern =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,6}))?)?)?(Z|[+-]\d\d:?\d\d)?$/;

/** A date as Python understands and prints it; undefined when it is none, or year 1, which stands for "no date". */
interface ParsedDate {
  /** With the offset as sent. */
  readonly sent: string;
  /** The same moment in UTC; a date without an offset counts as UTC. */
  readonly utc: string;
}

export function parseDate(text: string): ParsedDate | undefined {
  const match = pattern.exec(text);
  if (!match || match[1] === '0001') return undefined;
  const [, year, month, day, hour = '00', minute = '00', second = '00', fraction] = match;
  const wall = `${year}-${month}-${day}T${hour}:${minute}:${second}`;
  const micros = fraction === undefined ? '' : `.${fraction.padEnd(6, '0')}`;
  const zone = offsetOf(match[8]);
  const moment = new Date(`${wall}${zone || 'Z'}`);
  // JavaScript takes the 30th of February for the 2nd of March; Python refuses it.
  const isReal = new Date(`${wall}Z`).getUTCDate() === Number(day);
  if (Number.isNaN(moment.getTime()) || !isReal) return undefined;
  return { sent: `${wall}${micros}${zone}`, utc: `${moment.toISOString().slice(0, 19)}${micros}+00:00` };
}

function offsetOf(zone: string | undefined): string {
  if (zone === undefined) return '';
  if (zone === 'Z') return '+00:00';
  return zone.includes(':') ? zone : `${zone.slice(0, 3)}:${zone.slice(3)}`;
}

/** Longest text that stays one unit, in characters; Hindsight's `retain_chunk_size`. */
const longestUnit = 3_000;

const separators = ['\n\n', '\n', '. ', '! ', '? ', '; ', ', ', ' ', ''];

/** Cuts a long text where Hindsight cuts it: at paragraphs, else lines, else sentences, else words. */
export function chunksOf(text: string): string[] {
  if (text === '') return [];
  return text.length <= longestUnit ? [text] : split(text, separators);
}

function split(text: string, candidates: readonly string[]): string[] {
  const at = candidates.findIndex((candidate) => text.includes(candidate));
  const rest = candidates.slice(at + 1);
  const chunks: string[] = [];
  let packed = '';
  const flush = () => {
    if (packed.trim() !== '') chunks.push(packed.trim());
    packed = '';
  };
  for (const piece of piecesOf(text, candidates[at] ?? '')) {
    if (packed.length + piece.length > longestUnit) flush();
    if (piece.length <= longestUnit) packed += piece;
    else chunks.push(...split(piece, rest));
  }
  flush();
  return chunks;
}

/** Every piece after the first begins with its separator. */
function piecesOf(text: string, separator: string): string[] {
  if (separator === '') return [...text];
  return text
    .split(separator)
    .map((piece, index) => (index === 0 ? piece : separator + piece))
    .filter((piece) => piece !== '');
}

/** The document that a note becomes; of the one it replaces only the time of its making stays. */
export function documentOf(item: Item, before: StoredDocument | undefined, at: string): StoredDocument {
  return {
    id: item.id,
    text: item.text,
    hash: createHash('sha256').update(item.text).digest('hex'),
    tags: item.tags,
    metadata: item.metadata ?? null,
    retainParams: retainParamsOf(item),
    createdAt: before?.createdAt ?? at,
    updatedAt: at,
    units: unitsOf(item, before, at),
  };
}

/** A piece whose text is unchanged is left alone, with its date and context, even when the note was sent with new ones. */
function unitsOf(item: Item, before: StoredDocument | undefined, at: string): Unit[] {
  const mentionedAt = item.timestamp === undefined ? at : utc(item.timestamp);
  return chunksOf(item.text).map((text, index) => {
    const known = before?.units[index];
    if (known?.text === text) return known;
    return { id: randomUUID(), text, index, context: item.context ?? '', mentionedAt, createdAt: at };
  });
}

function utc(timestamp: string | null): string | null {
  return timestamp === null ? null : (parseDate(timestamp)?.utc ?? null);
}

function retainParamsOf(item: Item): Record<string, unknown> | null {
  const params: Record<string, unknown> = {
    ...(item.context === undefined ? {} : { context: item.context }),
    ...(item.metadata === undefined ? {} : { metadata: item.metadata }),
    ...(item.timestamp === undefined ? {} : { event_date: eventDate(item.timestamp) }),
  };
  return Object.keys(params).length === 0 ? null : params;
}

function eventDate(timestamp: string | null): string | null {
  return timestamp === null ? null : (parseDate(timestamp)?.sent ?? null);
}
