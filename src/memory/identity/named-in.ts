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

const longestWord = 200;

function tokensOf(sentence: string): readonly Token[] {
  const words = sentence.replace(/['’]s(?![\p{L}\p{N}])/gu, '').split(/[\s/]+/u);
  const known = new Map<string, readonly string[]>();
  const folded = (typed: string) => {
    const parts = known.get(typed) ?? wordsOf(canonical(typed));
    known.set(typed, parts);
    return parts;
  };
  return words.flatMap((typed, index) => {
    // No name is so long, and folding it would take a while.
    if (typed.length > longestWord) return [];
    const isCapital = /^[^\p{L}]*\p{Lu}/u.test(typed);
    return folded(typed).map((word) => ({ word, isName: isCapital && index > 0 }));
  });
}

/** Where each word stands, and where a nickname for it does. */
interface WordPlaces {
  readonly said: ReadonlyMap<string, readonly number[]>;
  readonly nick: ReadonlyMap<string, readonly number[]>;
}

function placesOf(tokens: readonly Token[]): WordPlaces {
  const said = new Map<string, number[]>();
  for (const [index, { word }] of tokens.entries()) {
    const known = said.get(word);
    if (known) known.push(index);
    else said.set(word, [index]);
  }
  const nick = new Map<string, readonly number[]>();
  for (const [word, places] of said)
    for (const other of nicknamesOf(word)) nick.set(other, [...(nick.get(other) ?? []), ...places]);
  return { said, nick };
}

/** Where a name begins: a person by any word of it or a nickname, a company from its first word on. */
function spansOf(
  { mainWords, of }: Indexed<Target>,
  tokens: readonly Token[],
  places: WordPlaces,
): readonly NameSpan[] {
  const begins = of.prospect === null ? mainWords.slice(0, 1) : mainWords;
  const targets = [of];
  return begins.flatMap((word, begin) => {
    const words = mainWords.slice(begin);
    const spansAt = (from: number, isNick: boolean): readonly NameSpan[] => {
      const length = lengthAt(tokens, from, words);
      const name = [tokens[from]?.word ?? '', ...words.slice(1, length)].join(' ');
      const isWhole = length === mainWords.length;
      return isTelling(name, tokens[from], isWhole) ? [{ name, from, length, isNick, targets }] : [];
    };
    const nick = begin === 0 && of.prospect !== null ? (places.nick.get(word) ?? []) : [];
    const said = places.said.get(word) ?? [];
    return [...said.flatMap((from) => spansAt(from, false)), ...nick.flatMap((from) => spansAt(from, true))];
  });
}

/** How many words of the name stand there one after the other; the first one does. */
function lengthAt(tokens: readonly Token[], from: number, words: readonly string[]): number {
  let length = 1;
  while (length < words.length && tokens[from + length]?.word === words[length]) length += 1;
  return length;
}

/** One word says whom when it could be nothing else; two letters alone never do. */
function isTelling(name: string, token: Token | undefined, isWhole: boolean): boolean {
  if (name.includes(' ')) return true;
  if (wordNames.has(name)) return token?.isName === true;
  return isWhole || [...name].length > 2;
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
