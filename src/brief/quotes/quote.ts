/** A run of a text, in its own code units: `end` is the first one after it. */
export interface Place {
  readonly start: number;
  readonly end: number;
}

/** Longest quote that is looked for, in the model's characters: it is asked for twenty words. */
const longestWanted = 600;
/** Longest quote that is kept, in the note's characters. */
const longestQuote = 240;
/** Fewer words than this hold only where they stand in one place of the note. */
const wordsThatMayRepeat = 3;

/**
 * Finds quotes in one note by whole words, however few: gives the note's own characters, or null when the words do not
 * stand there in a row. Case, width, quote marks, punctuation and white space may differ.
 */
export function createQuoteFinder(note: string): (quote: string) => string | null {
  const place = createPlaceFinder(note);
  return (quote) => {
    const at = place(quote);
    return at && clipped(note.slice(at.start, at.end));
  };
}

/** The same, as the place in the note: not clipped. */
export function createPlaceFinder(note: string): (quote: string) => Place | null {
  const source = level(note);
  const split = indexOf(wordsOf(source.text));
  let joined: Index | undefined;
  const joinedPlace = (words: readonly Word[]): Place | null => {
    joined ??= indexOf(withoutApostrophes(split.words));
    return placeOf(joined, withoutApostrophes(words));
  };
  return (quote) => {
    if (quote.length > longestWanted) return null;
    const wanted = level(quote).text;
    const words = wordsOf(wanted);
    const at = placeOf(split, words) ?? joinedPlace(words);
    if (at === null) return null;
    const { start, end } = withMarks(source.text, at, wanted, words);
    const [first, last] = [source.starts[start], source.ends[end - 1]];
    return first === undefined || last === undefined ? null : { start: first, end: last };
  };
}

/** Cut at a word; what is left is still a piece of the note. */
export function clipped(quote: string, longest: number = longestQuote): string {
  if (quote.length <= longest) return quote;
  const space = quote.slice(0, longest + 1).search(/\s+\S*$/);
  return quote.slice(0, space > longest / 2 ? space : longest).replace(/[\uD800-\uDBFF]$/, '');
}

/** A text brought to one form, with the place in the source that each of its characters comes from. */
interface Level {
  readonly text: string;
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

/** A letter with its marks, bounded so that a run of marks stays cheap; Hangul that came apart is one syllable. */
const piece =
  /[\u1100-\u115f][\u1160-\u11a7]?[\u11a8-\u11ff]?|[^\p{M}\uff9e\uff9f][\p{M}\uff9e\uff9f]{0,8}|[\p{M}\uff9e\uff9f]{1,8}/suy;
/** Below the first combining mark each character is a piece of its own. */
const firstMark = 0x300;

/** Brings a text to the form that both sides are compared in. No two spaces stand together and none begins it. */
export function level(source: string): Level {
  const units: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  const forms = new Map<string, string>();
  let wasSpace = true;
  for (let at = 0, end = 0; at < source.length; at = end) {
    end = pieceEnd(source, at);
    const part = source.slice(at, end);
    const form = forms.get(part) ?? levelled(part);
    forms.set(part, form);
    for (let index = 0; index < form.length; index += 1) {
      const unit = form.charAt(index);
      if (unit === ' ' && wasSpace) continue;
      wasSpace = unit === ' ';
      units.push(unit);
      starts.push(at);
      ends.push(end);
    }
  }
  return { text: units.join(''), starts, ends };
}

function pieceEnd(source: string, at: number): number {
  const isAlone = source.charCodeAt(at) < firstMark && !(source.charCodeAt(at + 1) >= firstMark);
  if (isAlone) return at + 1;
  piece.lastIndex = at;
  return piece.test(source) ? piece.lastIndex : at + 1;
}

/** A text in its normal form with its case kept: what would grow out of bounds is left as it is. */
export function normal(text: string): string {
  return text
    .replace(/[\ufdfa\ufdfb]/g, ' ')
    .replace(/(\p{M}{8})\p{M}+/gu, '$1')
    .normalize('NFKC');
}

const plain = /^[!#-&(-,.-@[-_a-z{-~]$/;
/** Some ligatures stand for whole phrases: what grows more than this stays as it is. */
const mostGrowth = 5;

/** One piece in its levelled form; empty for what cannot be seen. */
function levelled(text: string): string {
  if (plain.test(text)) return text.toLowerCase();
  const normal = text.normalize('NFKC');
  const form = (normal.length > mostGrowth * text.length ? text : normal).toLowerCase();
  if (/^[\p{L}\p{N}]+$/u.test(form)) return form;
  return form
    .replace(/\p{Cf}/gu, '')
    .replace(/["'`´‘’‚‛“”„‟«»‹›]/g, "'")
    .replace(/\p{Pd}/gu, '-')
    .replace(/\s+/g, ' ');
}

/** A word of a levelled text. */
export interface Word extends Place {
  readonly text: string;
  /** What parts it from the word before: one character, nothing, or a space for anything longer. */
  readonly glue: string;
}

/** Scripts that put no space between words, or hang particles on them: each character stands for itself. */
const spaceless =
  '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}ー々〆';
const aWord = new RegExp(`[${spaceless}]\\p{M}*|(?:(?![${spaceless}])[\\p{L}\\p{M}\\p{N}])+`, 'gu');
const isSpaceless = new RegExp(`^[${spaceless}]`, 'u');

/** The words of a levelled text, without the marks between them. */
export function wordsOf(text: string): readonly Word[] {
  let last = -1;
  return Array.from(text.matchAll(aWord), ({ 0: word, index }) => {
    const glue = last < 0 || index - last > 1 ? ' ' : text.slice(last, index);
    last = index + word.length;
    return { text: word, start: index, end: last, glue };
  });
}

/** `don't` and `dont` are one word, for whoever types it either way. */
function withoutApostrophes(words: readonly Word[]): readonly Word[] {
  const joined: { word: Word; parts: string[] }[] = [];
  for (const word of words) {
    const before = joined.at(-1);
    if (before === undefined || word.glue !== "'") {
      joined.push({ word, parts: [word.text] });
      continue;
    }
    before.parts.push(word.text);
    before.word = { ...before.word, end: word.end };
  }
  return joined.map(({ word, parts }) => ({ ...word, text: parts.join('') }));
}

/** The words of a note, each as a number, so that words are compared at the cost of numbers. */
interface Index {
  readonly words: readonly Word[];
  readonly numbers: Int32Array;
  readonly numberOf: ReadonlyMap<string, number>;
}

function indexOf(words: readonly Word[]): Index {
  const numberOf = new Map<string, number>();
  const numbers = Int32Array.from(words, ({ text }) => {
    const number = numberOf.get(text) ?? numberOf.size;
    numberOf.set(text, number);
    return number;
  });
  return { words, numbers, numberOf };
}

/** Words that stand in more places than this are no quote: they are noise. */
const mostPlaces = 100;

/** Where the wanted words stand in a row, in levelled characters; null too where few words stand in several places. */
function placeOf({ words, numbers, numberOf }: Index, wanted: readonly Word[]): Place | null {
  const sought = wanted.map(({ text }) => numberOf.get(text) ?? -1);
  if (sought.length === 0 || sought.includes(-1)) return null;
  const isFew =
    wanted.filter(({ text, glue }) => glue !== '' || !isSpaceless.test(text)).length < wordsThatMayRepeat;
  let found: Place | null = null;
  let left = mostPlaces;
  for (const at of matches(numbers, sought)) {
    left -= 1;
    if (left < 0) break;
    const place = wholePlace(words, at, at + wanted.length);
    if (place === null) continue;
    if (found !== null) return null;
    found = place;
    if (!isFew) return found;
  }
  return found;
}

/** Each place at which all that is sought stands in a row: Knuth, Morris and Pratt, so that no text makes it slow. */
function* matches(numbers: Int32Array, sought: readonly number[]): Generator<number> {
  const back = fallbacks(sought);
  let held = 0;
  for (let index = 0; index < numbers.length; index += 1) {
    while (held > 0 && sought[held] !== numbers[index]) held = back[held - 1] ?? 0;
    if (sought[held] === numbers[index]) held += 1;
    if (held < sought.length) continue;
    yield index - held + 1;
    held = back[held - 1] ?? 0;
  }
}

function fallbacks(sought: readonly number[]): readonly number[] {
  const back: number[] = [0];
  let held = 0;
  for (const number of sought.slice(1)) {
    while (held > 0 && sought[held] !== number) held = back[held - 1] ?? 0;
    if (sought[held] === number) held += 1;
    back.push(held);
  }
  return back;
}

/** Null where the run would begin or end inside a number (`1.5`, `05.10`) or a word (`can't`, `n'est`). */
function wholePlace(words: readonly Word[], from: number, to: number): Place | null {
  const [first, last] = [words[from], words[to - 1]];
  if (first === undefined || last === undefined) return null;
  const [before, after] = [words[from - 1], words[to]];
  if (before && isOneNumber(before, first)) return null;
  if (after && isOneNumber(last, after)) return null;
  if (before && first.glue === "'" && before.text === 'n') return null;
  if (after?.glue === "'" && after.text !== 's') return null;
  return { start: first.start, end: last.end };
}

function isOneNumber(before: Word, { text, glue }: Word): boolean {
  return /^[.,:/']$/.test(glue) && /\p{N}$/u.test(before.text) && /^\p{N}/u.test(text);
}

/** With the marks that the quote has at its ends and the note has too: `£60k`, `(quality)`, `99.2%`. */
function withMarks(text: string, { start, end }: Place, wanted: string, words: readonly Word[]): Place {
  let [first, last] = [start, end];
  const [from, to] = [words[0]?.start ?? 0, words.at(-1)?.end ?? wanted.length];
  for (let at = from - 1; at >= 0 && isMark(wanted[at]) && wanted[at] === text[first - 1]; at -= 1)
    first -= 1;
  for (let at = to; at < wanted.length && isMark(wanted[at]) && wanted[at] === text[last]; at += 1) last += 1;
  return { start: first, end: last };
}

function isMark(character: string | undefined): boolean {
  return character !== undefined && /[^\s'.,\p{L}\p{N}\p{M}]/u.test(character);
}
