import { indexDeals, indexPeople } from './name-index.ts';
import type { Indexed } from './name-match.ts';
import { canonical, wordsOf } from './names.ts';
import type { NoteHeader } from './note.ts';
import { peopleOf } from './people.ts';
import { dealTargets, type Target, targetOf } from './target.ts';

/** A name that stands in a sentence, and everybody it may stand for. */
export interface Mention {
  /** In canonical form. */
  readonly name: string;
  readonly targets: readonly Target[];
}

interface Token {
  readonly word: string;
  /** Written with a capital, and not only because it begins the sentence. */
  readonly isName: boolean;
}

interface Span extends Mention {
  readonly from: number;
  readonly length: number;
}

/** Names that are words too: one of them alone is a name only with a capital. */
const wordNames = new Set(
  'will may mark art grant rich bill rob sue pat drew grace hope faith joy dawn april june august summer rose lily guy jack frank earnest chase hunter miles penny iris ivy amber crystal melody star sunny max price long short young small black white green brown gray grey king park lake hill field stone wood woods west north south east day page case case call note deal the first one all our you open new next home best good great blue red gold silver'.split(
    ' ',
  ),
);

/** The people and companies that a sentence names, as the asker's notes know them; longer names hide shorter ones. */
export function namedIn(sentence: string, headers: readonly NoteHeader[]): readonly Mention[] {
  const tokens = tokensOf(sentence);
  const people = peopleOf(headers);
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

function placesOf(tokens: readonly Token[]): ReadonlyMap<string, readonly number[]> {
  const places = new Map<string, number[]>();
  tokens.forEach(({ word }, index) => {
    places.set(word, [...(places.get(word) ?? []), index]);
  });
  return places;
}

/** Where a name begins: a person by any word of it, a company from its first word on. */
function spansOf(
  { mainWords, of }: Indexed<Target>,
  tokens: readonly Token[],
  places: ReadonlyMap<string, readonly number[]>,
): readonly Span[] {
  const begins = of.prospect === null ? [0] : mainWords.map((_, index) => index);
  return begins.flatMap((begin) =>
    (places.get(mainWords[begin] ?? '') ?? []).flatMap((from) => {
      let length = 1;
      while (begin + length < mainWords.length && tokens[from + length]?.word === mainWords[begin + length])
        length += 1;
      const name = mainWords.slice(begin, begin + length).join(' ');
      const isWhole = length === mainWords.length;
      return isTelling(name, tokens[from], isWhole) ? [{ name, from, length, targets: [of] }] : [];
    }),
  );
}

/** One word says whom when it could be nothing else; two letters alone never do. */
function isTelling(name: string, token: Token | undefined, isWhole: boolean): boolean {
  if (name.includes(' ')) return true;
  if (wordNames.has(name)) return token?.isName === true;
  return isWhole || [...name].length > 2;
}

function longest(spans: readonly Span[]): readonly Span[] {
  const covers = (other: Span, span: Span) =>
    other.length > span.length &&
    other.from <= span.from &&
    other.from + other.length >= span.from + span.length;
  return spans.filter((span) => !spans.some((other) => covers(other, span)));
}

function merged(spans: readonly Span[]): readonly Mention[] {
  const mentions = new Map<string, Target[]>();
  for (const { name, targets } of spans) {
    const known = mentions.get(name) ?? [];
    const isNew = (one: Target) => !known.some((each) => isSame(each, one));
    mentions.set(name, [...known, ...targets.filter(isNew)]);
  }
  return [...mentions].map(([name, targets]) => ({ name, targets }));
}

function isSame(one: Target, other: Target): boolean {
  return one.deal.key === other.deal.key && one.prospect?.key === other.prospect?.key;
}
