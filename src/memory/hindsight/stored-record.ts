import { z } from 'zod';
import type { StateRecord } from '../state-bank.ts';
import type { Item } from './retain-call.ts';

const contentSchema = z.object({ data: z.unknown(), words: z.string().optional() });

/** Carried by whatever rests on this note. */
export function restsOnTag(noteId: string): string {
  return `note:${noteId}`;
}

/** Carried by whatever keeps the words it rests on. */
export const wordsTag = 'keeps:words';

/** A record as Hindsight stores it. */
export function encodeRecord({ id, kind, data, noteIds, words, tags }: StateRecord, now: Date): Item {
  return {
    id,
    content: JSON.stringify({ data, words }),
    timestamp: now.toISOString(),
    metadata: { kind },
    tags: [
      ...new Set([
        `kind:${kind}`,
        ...noteIds.map(restsOnTag),
        ...(words === undefined ? [] : [wordsTag]),
        ...tags,
      ]),
    ],
  };
}

/** Undefined for what is no record of ours. */
export function decodeRecord(
  id: string,
  tags: readonly string[],
  text: string | null,
): StateRecord | undefined {
  const content = contentSchema.safeParse(parsed(text ?? ''));
  const kind = tags.find((tag) => tag.startsWith('kind:'))?.slice('kind:'.length);
  if (!content.success || kind === undefined) return undefined;
  const { words } = content.data;
  return {
    id,
    kind,
    data: content.data.data,
    noteIds: tags.filter((tag) => tag.startsWith('note:')).map((tag) => tag.slice('note:'.length)),
    ...(words === undefined ? {} : { words }),
    tags: tags.filter((tag) => !tag.startsWith('note:') && !tag.startsWith('kind:') && tag !== wordsTag),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
