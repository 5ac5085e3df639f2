import type { NoteHeader } from '../note.ts';
import { canonical, wordsOf } from './names.ts';
import { nicknamesOf } from './nicknames.ts';
import { dealTargets, type Person, peopleOf, type Target, targetOf } from './people.ts';
import { type Indexed, indexDeals, indexPeople } from './resolve.ts';

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
}

interface NameSpan extends NameInText {
  readonly from: number;
  readonly length: number;
  readonly isNick: boolean;
}

/** Names that are words too: one of them alone is a name only with a capital. */
const wordNames = new Set(
  'will may mark art grant rich bill rob sue pat drew grace hope faith joy dawn april june august summer rose lily guy jack frank earnest chase hunter miles penny iris ivy amber crystal melody star sunny max price long short young small black white green brown gray grey king park lake hill field stone wood woods west north south east day page case case call note deal the first one all our you open new next home best good great blue red gold silver'.split(
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
  ];
  const places = placesOf(tokens);
  const spans = indexed.flatMap((one) => spansOf(one, tokens, places));
  return merged(longest(spans));
}

function tokensOf(sentence: string): readonly Token[] {
  const words = sentence.replace(/['’]s(?![\p{L}\p{N}])/gu, '').split(/[\s/]+/u);
  return words.flatMap((typed, index) => {
    const isCapital = /^[^\p{L}]*\p{Lu}/u.test(typed);
    return wordsOf(canonical(typed)).map((word) => ({ word, isName: isCapital && index > 0 }));
  });
}

/** Where each word stands, and where a nickname for it does. */
interface WordPlaces {
  readonly said: ReadonlyMap<string, readonly number[]>;
  readonly nick: ReadonlyMap<string, readonly number[]>;
}

function placesOf(tokens: readonly Token[]): WordPlaces {
  const said = new Map<string, number[]>();
  const nick = new Map<string, number[]>();
  const put = (places: Map<string, number[]>, word: string, index: number) =>
    places.set(word, [...(places.get(word) ?? []), index]);
  tokens.forEach(({ word }, index) => {
    put(said, word, index);
    for (const other of nicknamesOf(word)) put(nick, other, index);
  });
  return { said, nick };
}

/** Where a name begins: a person by any word of it or a nickname, a company from its first word on. */
function spansOf(
  { mainWords, of }: Indexed<Target>,
  tokens: readonly Token[],
  places: WordPlaces,
): readonly NameSpan[] {
  const begins = of.prospect === null ? [0] : mainWords.map((_, index) => index);
  const spans = begins.flatMap((begin) => {
    const word = mainWords[begin] ?? '';
    const nick = begin === 0 && of.prospect !== null ? (places.nick.get(word) ?? []) : [];
    const at = (isNick: boolean) => (from: number) =>
      spanAt(tokens, { from, words: mainWords.slice(begin), isNick });
    return [...(places.said.get(word) ?? []).flatMap(at(false)), ...nick.flatMap(at(true))];
  });
  return spans.flatMap(({ isWhole, ...span }) => {
    const whole = isWhole && span.length === mainWords.length;
    return isTelling(span.name, tokens[span.from], whole) ? [{ ...span, targets: [of] }] : [];
  });
}

interface NameStart {
  readonly from: number;
  /** Of the name, from the one that stands at `from` on. */
  readonly words: readonly string[];
  readonly isNick: boolean;
}

/** As many words of the name as stand there one after the other, in the words that were said. */
function spanAt(tokens: readonly Token[], { from, words, isNick }: NameStart) {
  let length = 1;
  while (length < words.length && tokens[from + length]?.word === words[length]) length += 1;
  const said = tokens.slice(from, from + length).map(({ word }) => word);
  return [{ name: said.join(' '), from, length, isNick, isWhole: length === words.length }];
}

/** One word says whom when it could be nothing else; two letters alone never do. */
function isTelling(name: string, token: Token | undefined, isWhole: boolean): boolean {
  if (name.includes(' ')) return true;
  if (wordNames.has(name)) return token?.isName === true;
  return isWhole || [...name].length > 2;
}

function longest(spans: readonly NameSpan[]): readonly NameSpan[] {
  const covers = (other: NameSpan, span: NameSpan) =>
    other.length > span.length &&
    other.from <= span.from &&
    other.from + other.length >= span.from + span.length;
  // Who bears the name itself is meant, not who might be called so.
  const bears = (other: NameSpan, span: NameSpan) => span.isNick && !other.isNick && other.from === span.from;
  return spans.filter((span) => !spans.some((other) => covers(other, span) || bears(other, span)));
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
