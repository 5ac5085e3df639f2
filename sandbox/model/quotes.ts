import type { Clause } from './read-note.ts';

const minLength = 12;
const maxLength = 160;

/** The words that a hit rests on: a piece of the note to the letter, at least 12 characters or the whole note. */
export function quoteOf(clause: Clause, at = 0): string {
  if (isEnough(clause.text)) return cut(clause.text, at);
  if (isEnough(clause.sentence)) return cut(clause.sentence, clause.start - clause.sentenceStart + at);
  const whole = clause.note.text.trim();
  if (!isEnough(whole) || whole.length <= maxLength) return whole;
  return around(clause.note.text, clause.start);
}

/** Counted as a checker may: compatibility forms levelled, without invisible signs, outer marks and dots. */
function isEnough(text: string): boolean {
  const levelled = text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .replace(/\s+/gu, ' ');
  return [...levelled.replace(/^[\s"'`´‘’‚‛“”„‟«»‹›.…]+|[\s"'`´‘’‚‛“”„‟«»‹›.…]+$/gu, '')].length >= minLength;
}

/** A clause without an end, such as a long paste without stops, is cut to the words around the match. */
function cut(text: string, at: number): string {
  return text.length <= maxLength ? text : around(text, at);
}

function around(text: string, at: number): string {
  const from = Math.max(0, at - 40);
  const start = from === 0 ? 0 : nextBreak(text, from);
  const piece = text.slice(start, nextBreak(text, start + maxLength)).trim();
  return isEnough(piece) ? piece : whole(text, start);
}

function whole(text: string, at: number): string {
  return text.slice(Math.max(0, at - maxLength * 2), at + maxLength * 2).trim();
}

/** White space is never half of a character, so a cut there is safe in every script. */
function nextBreak(text: string, from: number): number {
  const space = text.slice(from).search(/\s/u);
  return space === -1 ? text.length : from + space;
}
