import type { Clause, ReadNote } from './read-note.ts';

interface Span {
  readonly start: number;
  readonly text: string;
}

const abbreviation = /(?:^|\s)(?:Dr|Mr|Mrs|Ms|Prof|St|vs|approx|e\.g|i\.e|Inc|Ltd|No|Jr|Sr)\.$/i;
const sentenceEnd = /[.!?…।。]+["'”’)]*(?=\s|$)|\n+/gu;

/** A new subject or a turn of thought starts a new clause, so that a "but" does not negate what stands before it. */
const clauseBreak =
  /\s*;\s*|\s+[–—-]\s+|,?\s+(?:but|though|although|however|while|whereas|lekin|par)\s+|,\s*(?:and\s+)?(?=(?:I|we|she|he|they|who|the)\b)|\s+and\s+(?=(?:I|we|she|he|they|it|asked|agreed|promised|wants|worries|will|said)\b)|,\s*(?=(?:thinks|says|said|wants|asked|likes|loves|worries|mentioned)\b)|,\s*(?:and|so|then)\s+/giu;

/** The sentences of a text, as spans of it. */
function splitSentences(text: string): readonly Span[] {
  const spans: Span[] = [];
  let from = 0;
  for (const match of text.matchAll(sentenceEnd)) {
    const until = match.index + match[0].length;
    if (abbreviation.test(text.slice(from, match.index + 1))) continue;
    spans.push({ start: from, text: text.slice(from, until) });
    from = until;
  }
  spans.push({ start: from, text: text.slice(from) });
  return spans.map(trimmed).filter((span) => span.text !== '');
}

/** The clauses of a note in reading order; `firstOrder` is the order of the first. */
export function splitClauses(note: ReadNote, firstOrder: number): readonly Clause[] {
  const found: Clause[] = [];
  for (const sentence of splitSentences(note.text)) {
    for (const piece of pieces(sentence)) {
      found.push({
        note,
        start: piece.start,
        text: piece.text,
        sentence: sentence.text,
        sentenceStart: sentence.start,
        order: firstOrder + found.length,
      });
    }
  }
  return found;
}

function pieces(sentence: Span): readonly Span[] {
  const spans: Span[] = [];
  let from = 0;
  for (const match of sentence.text.matchAll(clauseBreak)) {
    spans.push({ start: sentence.start + from, text: sentence.text.slice(from, match.index) });
    from = match.index + match[0].length;
  }
  spans.push({ start: sentence.start + from, text: sentence.text.slice(from) });
  return spans.map(trimmed).filter((span) => span.text !== '');
}

function trimmed(span: Span): Span {
  const lead = span.text.length - span.text.trimStart().length;
  const text = span.text.trim().replace(/[\s,;]+$/u, '');
  return { start: span.start + lead, text };
}
