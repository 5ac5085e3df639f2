import { createHash } from 'node:crypto';
import type { Note } from '../../memory/note.ts';
import { noteBlock, oneLine } from './note-block.ts';

function byLine(author: string, authors: readonly string[]): string {
  return authors.length < 2 ? '' : ` · by rep ${authors.indexOf(author) + 1}`;
}

/**
 * The user message. Notes are given oldest first, so that later means further down, and numbered from 1:
 *
 *     Buyer: Rentfield
 *     === notes 5f0c2a91 ===
 *     [1] 2026-11-03 Tuesday · spoke · Priya Sharma, Amit Rao
 *     the note's own words, as typed, over as many lines as they have
 *
 *     [2] 2026-11-17 Tuesday · no_answer · Priya Sharma
 *     ...
 *     === end of notes 5f0c2a91 ===
 *
 * The nonce comes from the block's hash, so no note can hold it. A note's own lines never start with `[` or `=`.
 * With several authors a header ends in ` · by rep 2`. Today's date is not in it: the answer is kept and read later.
 */
export function userMessage(notes: readonly Note[]): string {
  const authors = [...new Set(notes.map((note) => note.author))].toSorted();
  const blocks = notes.map((note, index) => noteBlock(note, index + 1, byLine(note.author, authors)));
  const block = blocks.join('\n\n');
  const nonce = createHash('sha256').update(block).digest('hex').slice(0, 8);
  const buyer = oneLine(notes[0]?.deal.company ?? 'company not known');
  return `Buyer: ${buyer}\n=== notes ${nonce} ===\n${block}\n=== end of notes ${nonce} ===`;
}
