import type { NoteHeader } from '../note.ts';
import { companyCore } from './company-names.ts';
import { isDateWord, standsAsDate } from './date-words.ts';
import { canonical, wordsOf } from './names.ts';
import { nicknamesOf } from './nicknames.ts';
import { dealTargets, type Person, peopleOf, type Target, targetOf } from './people.ts';
import { type Indexed, indexDeals, indexFormer, indexPeople } from './resolve.ts';

/** A name that stands in a sentence, and everybody it may stand for. */
export interface NameInText {
  /** In canonical form. */
  readonly name: string;
  readonly targets: readonly Target[];
}

interface Token {
  readonly word: string;
  /** Written with a capital, and not only because it begins the sentence. */
  readonly isName: boolean;
  /** Begins a sentence, where every word has a capital. */
  readonly isFirst: boolean;
  /** "It", not "IT". */
  readonly isCapital: boolean;
  /** Written as no date is: "May's", "may.com". */
  readonly isSurelyName: boolean;
}

interface NameSpan extends NameInText {
  readonly from: number;
  readonly length: number;
  readonly isNick: boolean;
}

/** Names that are words too: one of them alone is a name only with a capital. */
const wordNames = new Set(
  'will may mark art grant rich bill rob sue pat drew grace hope faith joy dawn rose lily guy jack frank earnest chase hunter miles penny iris ivy amber crystal melody star sunny max price long short young small black white green brown gray grey king park lake hill field stone wood woods west north south east day page case case call note deal the first one all our you open new next home best good great blue red gold silver'.split(
    ' ',
  ),
);

/** The people and companies that a sentence names, as the asker's notes know them; longer names hide shorter ones. */
export function namedIn(sentence: string, headers: readonly NoteHeader[]): readonly NameInText[] {
  return namedAmong(sentence, peopleOf(headers));
}

/** The same among people who are known already. */
export function namedAmong(sentence: string, people: readonly Person[]): readonly NameInText[] {
  const tokens = tokensOf(sentence);
  const indexed: readonly Indexed<Target>[] = [
    ...indexPeople(people.map(targetOf)),
    ...indexDeals(dealTargets(people)),
    ...indexFormer(people, targetOf),
  ];
  const places = placesOf(tokens);
  const spans = indexed.flatMap((one) => spansOf(one, tokens, places));
  return merged([...longest(spans), ...unspacedSpans(indexed, tokens)]);
}

const longestWord = 200;
/** Of a script that puts no spaces between words, or hangs particles on them. */
const unspaced =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}ー々]+$/u;

function tokensOf(sentence: string): readonly Token[] {
  const words = sentence.split(/[\s/、，。！？；：「」『』（）]+/u);
  const known = new Map<string, readonly string[]>();
  const folded = (typed: string, isAddress: boolean) => {
    const bare = typed.replace(possessive, '');
    const parts = known.get(typed) ?? wordsOf(isAddress ? companyCore(withoutDot(bare)) : canonical(bare));
    known.set(typed, parts);
    return parts;
  };
  return words.flatMap((typed, index) => {
    // No name is so long, and folding it would take a while.
    if (typed.length > longestWord) return [];
    const isAddress = address.test(typed);
    const isCapital = /^[^\p{L}]*\p{Lu}/u.test(typed);
    const how = {
      isName: isAddress || (isCapital && index > 0),
      isFirst: index === 0 || /^:?$|[.!?…。]["'”’)]*$/u.test(words[index - 1] ?? ''),
      isCapital: isCapital && !isShouted(typed),
      isSurelyName: isAddress || possessive.test(typed),
    };
    return folded(typed, isAddress).map((word) => ({ word, ...how }));
  });
}

const address = /^[\p{L}\d-]+(?:\.[\p{L}\d-]+)*\.[a-z]{2,6}[.,;:!?)]*$/iu;

function withoutDot(typed: string): string {
  return typed.replace(/[.,;:!?)]+$/, '');
}

const possessive = /['’]s(?![\p{L}\p{N}])/u;

function isShouted(typed: string): boolean {
  return /^[^\p{L}]*\p{Lu}{2}[^\p{Ll}]*$/u.test(typed);
}

/** Where each word stands, where a nickname for it does, and where it does with an s behind it. */
interface WordPlaces {
  readonly said: ReadonlyMap<string, readonly number[]>;
  readonly nick: ReadonlyMap<string, readonly number[]>;
  readonly owner: ReadonlyMap<string, readonly number[]>;
}

function placesOf(tokens: readonly Token[]): WordPlaces {
  const said = new Map<string, number[]>();
  for (const [index, { word }] of tokens.entries()) {
    const known = said.get(word);
    if (known) known.push(index);
    else said.set(word, [index]);
  }
  const placesAs = (othersOf: (word: string) => readonly string[]) => {
    const places = new Map<string, readonly number[]>();
    for (const [word, at] of said)
      for (const other of othersOf(word)) places.set(other, [...(places.get(other) ?? []), ...at]);
    return places;
  };
  return { said, nick: placesAs(nicknamesOf), owner: placesAs(ownersIn) };
}

/** Whose it is, where the apostrophe was left away: "riyas limit". */
function ownersIn(word: string): readonly string[] {
  const owner = /^(\p{L}{3,})s$/u.exec(word)?.[1];
  return owner === undefined || wordNames.has(owner) || isDateWord(owner) ? [] : [owner];
}

/** Where a name begins: a person by any word of it or a nickname, a company from its first word on. */
function spansOf(
  { core, of }: Indexed<Target>,
  tokens: readonly Token[],
  places: WordPlaces,
): readonly NameSpan[] {
  const mainWords = wordsOf(core);
  const begins = of.prospect === null ? mainWords.slice(0, 1) : mainWords;
  const targets = [of];
  return begins.flatMap((word, begin) => {
    const words = mainWords.slice(begin);
    const spansAt = (from: number, isNick: boolean): readonly NameSpan[] => {
      const length = lengthAt(tokens, from, words);
      const name = [tokens[from]?.word ?? '', ...words.slice(1, length)].join(' ');
      const isWhole = length === mainWords.length;
      const isName = isTelling(name, tokens[from], isWhole) && (length > 1 || !standsAsDate(tokens, from));
      return isName ? [{ name, from, length, isNick, targets }] : [];
    };
    const nick = begin === 0 && of.prospect !== null ? (places.nick.get(word) ?? []) : [];
    const owner = begin === 0 ? (places.owner.get(word) ?? []) : [];
    const said = places.said.get(word) ?? [];
    return [
      ...said.flatMap((from) => spansAt(from, false)),
      ...[...nick, ...owner].flatMap((from) => spansAt(from, true)),
    ];
  });
}

/** How many words of the name stand there one after the other; the first one does. */
function lengthAt(tokens: readonly Token[], from: number, words: readonly string[]): number {
  let length = 1;
  while (length < words.length && tokens[from + length]?.word === words[length]) length += 1;
  return length;
}

/** Words of two letters that begin sentences. */
const littleWords = new Set(
  'an am as at be by do go he hi if in is it me my no of oh ok on or pm so to up us we'.split(' '),
);

/** One word says whom when it could be nothing else; one of two letters when it is written as a name. */
function isTelling(name: string, token: Token | undefined, isWhole: boolean): boolean {
  if (name.includes(' ')) return true;
  if (wordNames.has(name) || isDateWord(name)) return token?.isName === true;
  if (isWhole || [...name].length > 2) return true;
  if (token?.isCapital !== true) return unspaced.test(name);
  return !littleWords.has(name) || !token.isFirst;
}

/** Without what stands inside a longer name: one look at the few places before each, however many there are. */
function longest(spans: readonly NameSpan[]): readonly NameSpan[] {
  const longestAt = new Map<number, number>();
  for (const { from, length } of spans) longestAt.set(from, Math.max(length, longestAt.get(from) ?? 0));
  const most = Math.max(0, ...longestAt.values());
  const isCovered = ({ from, length }: NameSpan) => {
    for (let start = from; start > from - most; start -= 1) {
      const other = longestAt.get(start) ?? 0;
      if (other > length && start + other >= from + length) return true;
    }
    return false;
  };
  // Who bears the name itself is meant, not who might be called so.
  const borne = new Set(spans.flatMap(({ isNick, from }) => (isNick ? [] : from)));
  return spans.filter((span) => !isCovered(span) && !(span.isNick && borne.has(span.from)));
}

const unspacedLetter =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u;
const shortestUnspaced = 2;
/** What is said behind a surname: 田中さん, 王总. */
const polite = /さん|さま|様|氏|君|先生|社長|部長|課長|女士|小姐|老师|经理|总|씨|님/gu;
/** Chinese surnames have one sign. */
const politeInChinese = /^(?:先生|女士|小姐|老师|经理|总)$/u;
const longestSurname = 4;

/** Names that stand in a run of words without spaces, particles and all; longer names hide shorter ones. */
function unspacedSpans(indexed: readonly Indexed<Target>[], tokens: readonly Token[]): readonly NameSpan[] {
  const runs = tokens.flatMap(({ word }, from) => (unspacedLetter.test(word) ? [{ word, from }] : []));
  if (runs.length === 0) return [];
  const names = new Map<string, Target[]>();
  const surnames = new Map<string, Target[]>();
  for (const one of indexed) {
    for (const name of unspacedNames(one)) grow(names, name, one.of);
    if (one.of.prospect === null || !unspaced.test(one.closed)) continue;
    for (let end = 1; end <= longestSurname; end += 1) grow(surnames, one.closed.slice(0, end), one.of);
  }
  const lengths = [...new Set([...names.keys()].map(({ length }) => length))].sort((a, b) => b - a);
  return runs.flatMap(({ word, from }) => {
    const found = [...namesInRun(word, names, lengths), ...surnamesInRun(word, surnames)];
    // A whole word is found as in any language.
    return [...new Set(found)]
      .filter((name) => name !== word)
      .map((name) => {
        const targets = names.get(name) ?? surnames.get(name) ?? [];
        return { name, from, length: 1, isNick: false, targets };
      });
  });
}

function grow(map: Map<string, Target[]>, name: string, target: Target): void {
  const known = map.get(name);
  if (!known) map.set(name, [target]);
  else if (known.at(-1) !== target) known.push(target);
}

/** The whole name without spaces, and each part of one that is written with spaces. */
function unspacedNames({ closed, mainWords, core }: Indexed<Target>): readonly string[] {
  const all = new Set([closed, ...mainWords, core.replaceAll(' ', '')]);
  return [...all].filter((name) => name.length >= shortestUnspaced && unspaced.test(name));
}

function namesInRun(
  run: string,
  names: ReadonlyMap<string, unknown>,
  lengths: readonly number[],
): readonly string[] {
  const found: string[] = [];
  for (let at = 0; at < run.length; at += 1) {
    const name = lengths.map((length) => run.slice(at, at + length)).find((one) => names.has(one));
    if (name === undefined) continue;
    found.push(name);
    at += name.length - 1;
  }
  return found;
}

function surnamesInRun(run: string, surnames: ReadonlyMap<string, unknown>): readonly string[] {
  return Array.from(run.matchAll(polite), ({ 0: title, index }) => {
    const before = run.slice(Math.max(0, index - longestSurname), index);
    const ends = Array.from(before, (_, at) => before.slice(at));
    // One sign alone may be the end of another name.
    const isEnough = (one: string) => one.length > 1 || one.length === index || politeInChinese.test(title);
    return ends.find((one) => surnames.has(one) && isEnough(one)) ?? '';
  }).filter((one) => one !== '');
}

/** In the order in which they were named. */
function merged(spans: readonly NameSpan[]): readonly NameInText[] {
  const mentions = new Map<string, Target[]>();
  for (const { name, targets } of spans.toSorted((a, b) => a.from - b.from)) {
    const known = mentions.get(name) ?? [];
    const isNew = (one: Target) => !known.some((each) => isSame(each, one));
    mentions.set(name, [...known, ...targets.filter(isNew)]);
  }
  return [...mentions].map(([name, targets]) => ({ name, targets }));
}

function isSame(one: Target, other: Target): boolean {
  return one.deal.key === other.deal.key && one.prospect?.key === other.prospect?.key;
}
