import type { KnownBlock } from '@slack/types';
import { z } from 'zod';
import type { Note } from '../../memory/note.ts';
import { outcomes } from '../../memory/note.ts';
import { verbatim } from '../blocks.ts';

/** A note on its way: what is to be written, and whether it replaces a stored one. */
export interface Parcel {
  readonly note: Note;
  readonly edits: boolean;
}

const prospect = z.object({ key: z.string(), name: z.string(), company: z.string().nullable() });
const deal = z.object({ key: z.string(), company: z.string().nullable(), label: z.string().nullable() });

/** Everything but the words, which stand in the message's own blocks. */
const label = z.object({
  edits: z.boolean(),
  length: z.number(),
  header: z.object({
    id: z.string(),
    prospects: z.array(prospect).min(1),
    deal,
    author: z.string(),
    outcome: z.enum(outcomes),
    day: z.string(),
    timestamp: z.string(),
    loggedAt: z.string(),
    visibility: z.enum(['private', 'team']),
    source: z.string(),
    link: z.string().nullable(),
  }),
});

const wordsBlock = 'words_';
const shownBlock = z.object({
  block_id: z.string().startsWith(wordsBlock),
  text: z.object({ text: z.string() }),
});

/** The note's words as blocks that `decodeParcel` can read back from the message, after a restart too. */
export function parcelBlocks({ note }: Parcel): KnownBlock[] {
  return verbatim(note.text).map((block, index) => ({ ...block, block_id: `${wordsBlock}${index}` }));
}

/** The value of the button that tries again. */
export function encodeParcel({ note: { text, ...header }, edits }: Parcel): string {
  return JSON.stringify({ edits, length: text.length, header });
}

/** Puts a parcel together from the pressed button and the message it stands in. Throws when either is not ours. */
export function decodeParcel(value: string, blocks: readonly unknown[]): Parcel {
  const { edits, length, header } = label.parse(JSON.parse(value));
  const shown = blocks.flatMap((block) => shownBlock.safeParse(block).data?.text.text ?? []).join('');
  const text = shown.length === length ? shown : unescapeText(shown);
  return { edits, note: { ...header, text } };
}

/** Slack hands back the three characters it escapes as entities. */
function unescapeText(text: string): string {
  return text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&');
}
