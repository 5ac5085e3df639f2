import { createHash, randomUUID } from 'node:crypto';
import { chunksOf } from './chunks.ts';
import { parseDate } from './dates.ts';
import type { Item, StoredDocument, Unit } from './records.ts';

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
