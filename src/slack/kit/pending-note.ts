import type { Button, KnownBlock } from '@slack/types';
import { z } from 'zod';
import { prospectKey } from '../../memory/identity/keys.ts';
import { type Note, outcomes } from '../../memory/note.ts';
import { actions, verbatim } from './blocks.ts';
import { logIds } from './ids.ts';
import { undoEntities } from './readable.ts';
import { limits } from './text.ts';

/** A note on its way: what is to be written, and whether it replaces a stored one. */
export interface PendingNote {
  readonly note: Note;
  readonly edits: boolean;
  /** Submitted again from a form that was handed back: its words win over those of the first try. */
  readonly isAgain: boolean;
}

/** Everything but the words, which stand in the message's own blocks, and the keys, which follow from the names. */
const label = z.object({
  edits: z.boolean(),
  length: z.number(),
  people: z.array(z.tuple([z.string(), z.string().nullable()])).min(1),
  deal: z.object({ key: z.string(), company: z.string().nullable(), label: z.string().nullable() }),
  header: z.object({
    id: z.string(),
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

/** Words as blocks that `readWords` can read back from the message, after a restart too. */
export function wordBlocks(text: string): KnownBlock[] {
  return verbatim(text).map((block, index) => ({ ...block, block_id: `${wordsBlock}${index}` }));
}

/** The value of the button that tries again; a link too long for it is left out. */
export function encodePendingNote({ note, edits }: PendingNote): string {
  const { text, prospects, deal: given, ...header } = note;
  const deal = { key: given.key, company: given.company, label: given.label };
  const people = prospects.map(({ name, company }) => [name, company]);
  const whole = JSON.stringify({ edits, length: text.length, people, deal, header });
  if (whole.length <= limits.buttonValue) return whole;
  return JSON.stringify({ edits, length: text.length, people, deal, header: { ...header, link: null } });
}

/** Puts a note together from the pressed button and the message it stands in. Throws unless it is whole. */
export function decodePendingNote(value: string, blocks: readonly unknown[]): PendingNote {
  const { edits, length, people, deal, header } = label.parse(JSON.parse(value));
  const text = readWords(blocks, length);
  const prospects = people.map(([name, company]) => ({ key: prospectKey(name, company), name, company }));
  return { edits, isAgain: false, note: { ...header, prospects, deal, text } };
}

/** The words that stand in a message, which Slack may hand back escaped. Throws unless there are so many characters of them. */
export function readWords(blocks: readonly unknown[], length: number): string {
  const shown = blocks.flatMap((block) => shownBlock.safeParse(block).data?.text.text ?? []).join('');
  const text = shown.length === length ? shown : undoEntities(shown);
  if (text.length !== length) throw new Error('the message does not hold the whole note');
  return text;
}

/** The row by which a receipt is known when it is pressed after a restart. */
export function receiptRow(...elements: readonly Button[]): KnownBlock {
  return { ...actions(...elements), block_id: logIds.buttons };
}
