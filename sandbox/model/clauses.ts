import type { ReadNote } from './read-note.ts';

/** A piece of a note between two places, cut so that `text` is a substring of the note's text. */
export interface Clause {
  readonly note: ReadNote;
  readonly start: number;
  readonly text: string;
  /** The whole sentence that the clause stands in. */
  readonly sentence: string;
  /** Place in reading order: an answer stands after its worry. */
  readonly order: number;
}

interface Span {
  readonly start: number;
  readonly text: string;
}

const abbreviation =
  /(?:^|\s)(?:Dr|Mr|Mrs|Ms|Fr|Hr|Prof|St|vs|approx|e\.g|i\.e|Inc|Ltd|No|Jr|Sr|\d{1,2})\.$/i;
const sentenceEnd = /[.!?…।。]+["'”’)]*(?=\s|$)|\n+/gu;

/** A new subject or a turn of thought starts a new clause, so that a "but" does not negate what stands before it. */
const clauseBreak =
  /\s*;\s*|\s+[–—-]\s+|,?\s+(?:but|though|although|however|while|whereas|lekin|par|aber)\s+|,\s*(?:and\s+)?(?=(?:I|we|she|he|they|who|the)\b)|\s+and\s+(?=(?:I|we|she|he|they|it|asked|agreed|promised|wants|worries|will|said)\b)|,\s*(?=(?:thinks|says|said|wants|asked|likes|loves|worries|mentioned)\b)|,\s*(?:and|so|then)\s+/giu;

function splitSentences(text: string): readonly Span[] {
  const spans: Span[] = [];
  let from = 0;
  for (const match of text.matchAll(sentenceEnd)) {
    const until = match.index + match[0].length;
    if (!match[0].includes('\n') && abbreviation.test(text.slice(from, match.index + 1))) continue;
    spans.push({ start: from, text: text.slice(from, until) });
    from = until;
  }
  spans.push({ start: from, text: text.slice(from) });
  return spans.map(trimmed).filter((span) => span.text !== '');
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

/** The clauses of a note in reading order, up to the line that first addresses a machine; none of one taken back. */
export function clausesOf(note: ReadNote): readonly Clause[] {
  if (takesBack(note.text)) return [];
  const told = allClauses(note);
  const end = told.findIndex(
    (clause) => addressesMachine(clause.sentence) || addressesMachine(lineOf(clause)),
  );
  return end < 0 ? told : told.slice(0, end);
}

/** The same without asking whether anything may be read of it. */
export function allClauses(note: ReadNote): readonly Clause[] {
  const spans = splitSentences(note.text).flatMap((sentence) =>
    pieces(sentence).map((piece) => ({ note, ...piece, sentence: sentence.text })),
  );
  return spans.map((span, order) => ({ ...span, order }));
}

function lineOf({ note, start }: Clause): string {
  const from = note.text.lastIndexOf('\n', start) + 1;
  const until = note.text.indexOf('\n', start);
  return note.text.slice(from, until < 0 ? undefined : until);
}

const mostWords = 20;
const mostCharacters = 200;
const wordsBefore = 8;

/** The words that a hit at `at` rests on: a piece of the note to the letter, whole words, at most 20 of them; null where a word has no end. */
export function quoteOf({ text }: Pick<Clause, 'text'>, at = 0): string | null {
  const words = [...text.matchAll(/\S+/gu)];
  const hit = Math.max(
    0,
    words.findLastIndex(({ index }) => index <= at),
  );
  const first = words.length <= mostWords ? 0 : Math.max(0, hit - wordsBefore);
  const kept = words.slice(first, first + mostWords);
  while (kept.length > 1 && lengthOf(kept) > mostCharacters) kept.pop();
  const [start, end] = [kept[0]?.index ?? 0, kept.at(-1)];
  const quote = text.slice(start, (end?.index ?? 0) + (end?.[0].length ?? 0)).replace(/[\s.,;:]+$/u, '');
  return quote === '' || quote.length > mostCharacters ? null : quote;
}

function lengthOf(words: readonly RegExpExecArray[]): number {
  const [first, last] = [words[0], words.at(-1)];
  return (last?.index ?? 0) + (last?.[0].length ?? 0) - (first?.index ?? 0);
}

const denied =
  /\b(?:not|never|no|without|cannot|hardly|yet to|refus\w+|declin\w+|reject\w+|cancel\w+|withdr\w+|nahi|nahin|nobody|none|nicht|kein\w*)\b|n['’]t\b|नहीं/iu;
const wished =
  /\b(?:if|unless|until|once|would|could|might|may|maybe|perhaps|should|hop(?:e|es|ing)|consider\w*|thinking about|not sure|asked (?:about|whether|if)|wants? (?:to know|the|a|us)|depends|provided|assuming|whether|likely|probably|agar|wenn|falls)\b|\?/iu;
const heard =
  /\b(?:apparently|allegedly|supposedly|i hear|heard (?:that|from)|rumou?r\w*|gossip|told (?:her|him|them|the)|says? (?:the|his|her|their) (?:CFO|CEO|COO|CTO|boss|board))\b/iu;

/** Whether a clause denies what it names. */
export function isDenied(clause: string): boolean {
  return denied.test(clause);
}

/** Whether a clause wishes for, asks about or makes conditional what it names. */
export function isWished(clause: string): boolean {
  return wished.test(clause);
}

/** Whether a clause passes on what somebody else is said to have said. */
export function isHearsay(clause: string): boolean {
  return heard.test(clause);
}

const orders =
  /<!|\b(?:ignore|disregard|forget|override)\b.{0,40}\b(?:rules?|instructions?|prompts?|guidelines?|above|previous|everything)\b|\b(?:system|assistant|developer|admin)\s*(?::|prompt|message|override)|\byou (?:are now|must|should) (?:now )?(?:a|an|answer|output|reply|return|score|say|report|act|mark|set)\b|\b(?:set|give|make|rate|change|return|output|report|mark|put)\b.{0,30}\b(?:score|health|rating|band)\b|\bscore\s*(?:=|:|is|to|of)?\s*100\b|\b(?:jailbreak|prompt injection)\b|\[\/?(?:INST|SYSTEM)\]|<\/?(?:system|note|notes|instructions?)\b/iu;

/** Words that address a machine instead of telling about a call; nothing is read from such a line. */
function addressesMachine(sentence: string): boolean {
  return orders.test(sentence);
}

/** In a pasted mail, "I" is its writer, so nothing in it is a word of ours. */
export function isMail(text: string): boolean {
  return /^\s*(?:hi|hello|dear)\b[^\n]{0,40},\s*$|^\s*(?:(?:kind |best )?regards|best|cheers|thanks),?\s*$|^(?:fwd|fw|pasted|forwarded)\b/imu.test(
    text,
  );
}

/** Whether a note says that it, or the one before, belongs elsewhere. */
export function takesBack(text: string): boolean {
  return /\b(?:wrong (?:person|priya|company|deal)|(?:ignore|disregard|scrap) (?:my|the) (?:last|earlier|previous) note)\b/iu.test(
    text,
  );
}

/** With a full stop, where what was cut short does not end in its own dots. */
export function sentence(text: string): string {
  return text.endsWith('…') ? text : `${text}.`;
}
