import { limits } from './text.ts';

/** Names that stand in words as those of people, known or not, and where they are said to be from. */
export interface Introduction {
  /** In the order in which they stand; at most six. */
  readonly names: readonly string[];
  /** Empty when none is said. */
  readonly company: string;
}

const capital = String.raw`\p{Lu}[\p{L}\p{M}'’-]{1,40}(?![\p{L}\p{M}])`;
const name = `${capital}(?: ${capital}){0,2}`;
const list = `${name}(?:(?:, and|,| and| &| plus) ${name}){0,5}`;
const firm = String.raw`\p{Lu}[\p{L}\p{M}\p{N}'’&+-]{0,40}(?:\.\p{Ll}{2,6})?`;
const firms = `${firm}(?: (?:& |and |of )?${firm}){0,3}`;
const place = `(?:,? (?:from|at|of|with)|,? @) ?(?<company>${firms})|,? \\((?<within>${firms})\\)`;

const fromSomewhere = new RegExp(`(?<![\\p{L}\\p{N}])(?<names>${list})(?:${place})`, 'gu');
const met = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:[Ww]ith|[Cc]alled|[Pp]honed|[Rr]ang|[Mm]et|[Ss]aw|[Vv]isited|[Mm]essaged|[Ee]mailed|[Tt]exted|[Tt]o|[Ff]rom)\\s+(?<names>${list})`,
  'gu',
);
const atStart = new RegExp(
  `^(?<names>${capital}(?: ${capital}){1,2}|${name}(?: and ${name}))(?= \\p{Ll})`,
  'gu',
);
const andOthers = new RegExp(
  `(?<![\\p{L}\\p{N}])(?<names>${name}(?:(?:, and|,| and| &| plus) ${name}){1,5})`,
  'gu',
);

/** Words with a capital that name nobody. */
const noNames = new Set(
  'i we he she they it you the a an this that my our his her their with from to at of and or but call called calling meeting met meet spoke spoken speak talked talk saw had has rang phoned visited emailed messaged texted chat chatted demo lunch coffee note log update yesterday today tomorrow last next on in by for about re fwd subject date sent hi hello dear good great new sales finance legal procurement marketing engineering security support operations purchasing accounting management hr it monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december ceo cfo cto coo cio vp dr mr mrs ms prof'.split(
    ' ',
  ),
);

/** Whom the words introduce: with a company, as somebody met or called, or as who the sentence is about. */
export function introducedIn(text: string): Introduction | undefined {
  return (
    firstOf(text.matchAll(fromSomewhere)) ?? firstOf(text.matchAll(met)) ?? firstOf(text.matchAll(atStart))
  );
}

/** Everybody who is named side by side with others: "Amit and Zoe Quill". */
export function namedTogether(text: string): readonly (readonly string[])[] {
  return [...text.matchAll(andOthers)].map((match) => namesOf(match)).filter(({ length }) => length > 1);
}

const alone =
  /^(?<names>[\p{L}\p{M}.'’ -]+?)(?:(?:,|\s+(?:from|at|of))\s+(?<company>[\p{L}\p{M}\p{N}.'’&+ -]+)|\s*@\s*(?<at>\S.*)|\s*\((?<within>[^()]+)\))?$/u;
/** What a sentence has and a name does not. */
const sentenceWord =
  /^(?:i|we|he|she|they|it|you|the|a|an|to|and|with|for|on|in|is|was|are|were|has|had|have|not|no|will|wants?|needs?|likes?|said|says|call|calls|back|again|met|spoke|spoken|rang|lost|won|deal|note|about|by|my|our|answer|voicemail|budget|price|pricing|\p{L}{2,}(?:ed|ing))$/iu;
const particle = /^(?:van|von|der|den|de|da|di|du|del|la|le|bin|al|ten|ter|dos|y)$/i;
const longestWithoutSpaces = 8;

/** A name and nothing but, with the company behind it if it is said; undefined for words that tell something. */
export function nameAlone(typed: string): Introduction | undefined {
  const { names: given = '', company, at, within } = alone.exec(typed.trim())?.groups ?? {};
  const words = given.split(/\s+/).filter(Boolean);
  if (words.length === 0 || words.length > 4 || given.length > limits.name) return undefined;
  if (words.some((word) => sentenceWord.test(word)) || isUnspaced(given)) return undefined;
  const lower = words.filter((word) => !/^\P{L}*[\p{Lu}\p{Lo}]/u.test(word) && !particle.test(word));
  const isName = lower.length === 0 || (lower.length === words.length && words.length <= 2);
  return isName ? { names: [given], company: (company ?? at ?? within ?? '').trim() } : undefined;
}

function isUnspaced(words: string): boolean {
  return /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u.test(words)
    ? words.length > longestWithoutSpaces
    : false;
}

function firstOf(matches: Iterable<RegExpExecArray>): Introduction | undefined {
  for (const match of matches) {
    const names = namesOf(match);
    const { company, within } = match.groups ?? {};
    const where = (company ?? within ?? '').replace(/['’]s$/, '');
    if (names.length > 0) return { names, company: isNoName(where) ? '' : where.slice(0, limits.name) };
  }
  return undefined;
}

const monthNames = new Set('march april may june august'.split(' '));

function namesOf({ 0: match, groups, index, input }: RegExpExecArray): readonly string[] {
  const typed = (groups?.['names'] ?? '').split(/, and |, | and | & | plus /);
  const behind = input.slice(index + match.length);
  // "Ann Call at Hallmark:" is nothing but a name, and "Will May wants" no date.
  const isLabel = index === 0 && /^\s*[:：]/.test(behind);
  const isSurname = (word: string) =>
    isLabel || (monthNames.has(word.toLowerCase()) && !/^\s*\d/.test(behind));
  return typed.flatMap((one) => {
    const words = one.replace(/['’]s$/, '').split(' ');
    while (words.length > 0 && isNoName(words[0] ?? '')) words.shift();
    while (isNoName(words.at(-1) ?? '') && !(words.length > 1 && isSurname(words.at(-1) ?? ''))) words.pop();
    const whole = words.join(' ');
    return whole !== '' && whole.length <= limits.name ? [whole] : [];
  });
}

/** A word with a capital that names nobody. */
export function isNoName(word: string): boolean {
  return noNames.has(word.toLowerCase());
}
