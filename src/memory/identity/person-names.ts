import { rememberLast } from '../../util/remember.ts';
import { canonical, wordsOf } from './names.ts';

/** Titles in front of a name. */
const titles = new Set(
  'dr prof professor mr mrs ms miss mx sir herr frau hr fr mme mlle monsieur madame sra srta dott dottssa dipl ing mag rev hon shri smt श्री श्रीमती डॉ'.split(
    ' ',
  ),
);
/** Degrees and the like behind it, which are no names. */
const degrees = new Set(
  'mba emba phd dphil jr iii esq cpa cfa cissp pmp msc bsc llm llb dds mph जी'.split(' '),
);
/** Those that are names too: no names behind a comma. */
const degreesOrNames = new Set(
  'ma ba bs ms md pe jd sr ii iv do rn ing ph d beng meng obe mbe cbe mpa mfa acca ceo cfo cto coo cio vp'.split(
    ' ',
  ),
);
/** Said behind a name in Japanese, Korean and Chinese. */
const politeEnding = /(?<=\S)(?:さん|さま|様|氏|君|先生|女士|小姐|씨|님)$/u;

const bornAs =
  /[\s,(（]+(?:née|nee|né|geb\.?|geborene|born|formerly|f\.?k\.?a\.?|maiden name)[\s:]+(?<maiden>[^()（）,]{1,80})[)）]?/iu;
const inBrackets = /[(（"“„«][^()（）"“”„«»]{0,80}[)）"”«»]/gu;

/** A person's name as it may be written, the likeliest first: each in canonical words, the given name first. */
export const waysToWrite = rememberLast(waysOf, 5_000);

function waysOf(typed: string): readonly (readonly string[])[] {
  const maiden = bornAs.exec(typed)?.groups?.['maiden'];
  const bare = typed.replace(bornAs, ' ');
  const words = givenFirst(bare.replace(inBrackets, ' '));
  const nicknames = Array.from(bare.matchAll(inBrackets), ([nickname]) => [
    ...wordsOf(canonical(nickname)),
    ...words.slice(1),
  ]);
  const born = maiden === undefined ? [] : [[...words.slice(0, 1), ...wordsOf(canonical(maiden))]];
  return [words, ...born, ...nicknames].filter(({ length }) => length > 0);
}

/** "Clarke, Susan" and "Dr. Susan Clarke, MBA" are Susan Clarke. */
function givenFirst(name: string): readonly string[] {
  const [last = [], ...rest] = name.split(/[,、，]/).map((part) => wordsOf(canonical(part)));
  const given = rest.flatMap((part) =>
    part.every((word) => degrees.has(word) || degreesOrNames.has(word)) ? [] : [part],
  );
  return withoutTitles([...given.flat(), ...last]);
}

function withoutTitles(words: readonly string[]): readonly string[] {
  const from = words.findIndex((word) => !titles.has(word));
  const to = words.findLastIndex((word) => !degrees.has(word));
  if (from < 0 || to < from) return words;
  const named = words.slice(from, to + 1);
  return named.map((word) => word.replace(politeEnding, ''));
}

/** Whether the words of two names are the same in any order, wherever spaces part them: 田中太郎 is 太郎 田中. */
export function isSameInAnyOrder(one: readonly string[], other: readonly string[]): boolean {
  if (one.toSorted().join(' ') === other.toSorted().join(' ')) return true;
  const [whole, parted] = one.length < other.length ? [one, other] : [other, one];
  const joined = whole.join('');
  if (parted.join('').length !== joined.length) return false;
  return parted.some((_, at) => [...parted.slice(at), ...parted.slice(0, at)].join('') === joined);
}

/** Whether one has all words of the other and more, as "Susan Clarke-Hall" has those of Susan Clarke. */
export function hasMoreWords(one: readonly string[], other: readonly string[]): boolean {
  const [fewer, more] = one.length < other.length ? [one, other] : [other, one];
  return fewer.length > 1 && fewer.length < more.length && fewer.every((word) => more.includes(word));
}

/** A person at a company, as said in one breath. */
export interface NameAtCompany {
  readonly name: string;
  readonly company: string;
}

const atCompany = /^(?<name>\S[\s\S]*?)\s+(?:at|@|from|bei|chez|·)\s+(?<company>\S[\s\S]*)$/iu;

/** "Priya Sharma at Rentfield"; undefined where no company is said so. */
export function nameAtCompany(typed: string): NameAtCompany | undefined {
  const { name, company } = atCompany.exec(typed.trim())?.groups ?? {};
  return name === undefined || company === undefined ? undefined : { name, company };
}
