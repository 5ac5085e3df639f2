import type { Note } from '../../memory/note.ts';
import { normal } from '../quotes/quote.ts';

/** What a chat program may turn into a link by itself: an address, or words that a dot joins, whatever the ending. */
const link = /:\/\/|www\.|mailto:|[\p{L}\p{M}\d-][.\uff0e\uff61]\p{L}[\p{L}\d-]/iu;
const mention = /[<>]|@[\p{L}\d]|&(?:lt|gt|amp);|[\p{L}\d]@/u;
const aboutItself = /\b(?:as|am|an) (?:an )?AI\b|\blanguage model\b/i;

/** All numbers of a text, thousands joined: `$85,000 by 2 Dec` has 85000 and 2. */
function numbersIn(text: string): readonly string[] {
  const joined = normal(text).replace(/(?<=\d)[,' ](?=\d{3}(?!\d))/g, '');
  return (joined.match(/\d+(?:[.,]\d+)?/g) ?? []).map((number) => number.replace(/^0+(?=\d)/, ''));
}

const fullName = /\p{Lu}\p{Ll}+(?:[ -]\p{Lu}\p{Ll}+)+/gu;

/** What a sentence may name: the numbers and the words of the notes, in lower case. */
export interface Known {
  readonly numbers: ReadonlySet<string>;
  readonly words: ReadonlySet<string>;
}

/** The words of a text in lower case. */
function wordsIn(text: string): readonly string[] {
  return (
    normal(text)
      .toLowerCase()
      .match(/[\p{L}\p{M}]+/gu) ?? []
  );
}

/** Whether a full name stands in it of which not a single word is in the notes: somebody made up. */
function namesAStranger(sentence: string, { words }: Known): boolean {
  const names = sentence.match(fullName) ?? [];
  return names.some((name) => !wordsIn(name).some((word) => words.has(word)));
}

/** True for words that may be shown at all: no link, mention, markup or word of the model itself. */
export function isPlain(sentence: string): boolean {
  return sentence !== '' && !link.test(sentence) && !mention.test(sentence) && !aboutItself.test(sentence);
}

/** True when a sentence has no link, mention, markup or word of the model itself, and no number or name but the notes' own. */
export function isSafe(sentence: string, known: Known): boolean {
  if (!isPlain(sentence) || namesAStranger(sentence, known)) return false;
  return numbersIn(sentence).every((number) => known.numbers.has(number));
}

/** What a sentence may name: the numbers and words of the notes, and the parts of their days and due dates. */
export function knownFrom(notes: readonly Note[], dates: readonly string[]): Known {
  const texts = notes.flatMap(({ text, prospects, deal }) => {
    return [
      text,
      deal.company ?? '',
      deal.label ?? '',
      ...prospects.map((one) => `${one.name} ${one.company ?? ''}`),
    ];
  });
  const days = [...notes.map((note) => note.day), ...dates].map((day) => day.replaceAll('-', ' / '));
  return { numbers: new Set([...texts, ...days].flatMap(numbersIn)), words: new Set(texts.flatMap(wordsIn)) };
}

const invisible = /[\p{Cf}\p{Co}\p{Cn}\p{Cs}]|(?![\n\t])\p{Cc}/gu;

/** A model's words as one line without invisible characters, clipped at a word with an ellipsis. */
export function tidy(text: string, limit: number): string {
  const line = text.replace(invisible, '').replace(/\s+/g, ' ').trim();
  if (line.length <= limit) return line;
  // Never half of a character that takes two places.
  const cut = line.slice(0, limit - 1).replace(/[\ud800-\udbff]$/, '');
  const space = cut.lastIndexOf(' ');
  return `${cut.slice(0, space > limit / 2 ? space : limit - 1).trimEnd()}…`;
}
