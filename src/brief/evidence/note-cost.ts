import type { Note } from '../../memory/note.ts';
import { estimateTokens } from '../model/tokens.ts';

/** A note's number, day, outcome, author and empty line. */
export const headerTokens = 22;

/** Tokens of a note with its header. */
export function costOf(note: Note): number {
  const names = note.prospects.map((one) => one.name).join(', ');
  return estimateTokens(`${note.text} ${names}`) + headerTokens;
}

/** Long notes are cut so that one of them cannot push out all others. */
export function shortened(note: Note, maxTokens: number): Note {
  const excess = estimateTokens(note.text) - maxTokens;
  if (excess <= 0) return note;
  const share = maxTokens / estimateTokens(note.text);
  return { ...note, text: `${note.text.slice(0, Math.floor(note.text.length * share))}…` };
}
