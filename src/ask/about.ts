import { contentWords } from '../brief/evidence/content-words.ts';
import { isTypo } from '../memory/identity/likely-same.ts';
import { type NameInText, namedIn } from '../memory/identity/named-in.ts';
import { canonical, wordsOf } from '../memory/identity/names.ts';
import type { Target } from '../memory/identity/people.ts';
import type { NoteHeader } from '../memory/note.ts';
import { upperFirst } from '../util/first-letter.ts';

/** Whom a question is about. */
export interface About {
  /** Keys of the deals to look in; null for all. */
  readonly deals: ReadonlySet<string> | null;
  /** Keys of the people who were named; empty when only companies were. */
  readonly people: ReadonlySet<string>;
  /** As the notes spell them, in the order they were named. */
  readonly names: readonly string[];
}

const everybody: About = { deals: null, people: new Set(), names: [] };

/** A question that looks beyond whoever was spoken of before. */
const widens =
  /\b(?:else|others?|any(?:one|body)|every(?:one|body)|how many|(?:which|what) (?:deals?|people|prospects?|compan(?:y|ies)))\b/i;

/**
 * The people and companies that a question names, as far as the asker's notes know them. Where it names nobody, those
 * of the newest earlier question that does hold still, or else whom the conversation showed before that.
 */
export function aboutOf(
  question: string,
  { earlier, spokenOf }: Before,
  headers: readonly NoteHeader[],
): About {
  const own = namesIn(question, spokenOf, headers);
  if (own.deals !== null || widens.test(question) || hasSlip(question, headers)) return own;
  for (const text of earlier.toReversed()) {
    const before = namesIn(text, spokenOf, headers);
    // Of whom nobody knows yet, nobody before is meant either.
    if (before.deals !== null || hasSlip(text, headers)) return before;
  }
  return spokenOf.length > 0 ? aboutThese(spokenOf) : own;
}

const leastSlip = 6;

/** Whether a word is likely a name with a slip in it. */
export function hasSlip(text: string, headers: readonly NoteHeader[]): boolean {
  const words = contentWords(text).filter((word) => word.length >= leastSlip);
  if (words.length === 0) return false;
  const known = knownWords(headers);
  return words.some((word) => known.some((one) => isTypo(word, one.word)));
}

/** Each word of each name that the notes know, in canonical form, with the name as they spell it. */
function knownWords(headers: readonly NoteHeader[]) {
  const names = new Set(
    headers.flatMap(({ prospects, deal }) => [...prospects.map(({ name }) => name), deal.company ?? '']),
  );
  return [...names].flatMap((name) => wordsOf(canonical(name)).map((word) => ({ word, name })));
}

const pronouns = /\b(?:she|he|her|him|hers|his)\b/i;
/** Some place that was spoken of: no "what else is there?". */
const thereAtEnd = /(?<!\b(?:is|are|was|were|be|been))(?:\s+(?:over|in|up|at))?\s+there(?=\W*$)/i;
/** Whom a pronoun means is said in front of it, or some place nobody knows. */
const antecedent =
  /\b(?:who|whose|whom|which|any(?:one|body)|some(?:one|body)|every(?:one|body)|nobody|the \w+)\b.*\b(?:she|he|her|him|hers|his)\b|\b(?:at|from) [\p{L}\p{N}]/iu;

/** Whether a question speaks of somebody by a pronoun alone, whom it does not name. */
export function hasLonePronoun(question: string): boolean {
  const isNamed = question
    .split(/\s+/)
    .slice(1)
    .some((word) => /^\p{Lu}\p{Ll}/u.test(word));
  const isSomebody = pronouns.test(question) && !antecedent.test(question);
  return (isSomebody || thereAtEnd.test(question)) && !isNamed;
}

const plural = /\b(?:they|them|theirs?)\b/i;
const pluralAntecedent =
  /\b(?:who|whose|whom|which|any(?:one|body)|some(?:one|body)|every(?:one|body)|nobody|deals|people|customers|prospects|buyers)\b.*\b(?:they|them|theirs?)\b|\b(?:at|from) [\p{L}\p{N}]/iu;

/** Whether a question speaks of "them", whom only what was asked before can tell. */
export function hasLonePlural(question: string): boolean {
  return plural.test(question) && !pluralAntecedent.test(question) && !widens.test(question);
}

const pluralVerb = /\b(?:do|have|are|were)(?=(?:n['’]t)? they\b)|(?<=\bthey )(?:are|have|were|do)\b/i;
const singular: Readonly<Record<string, string>> = { do: 'does', have: 'has', are: 'is', were: 'was' };

/** "Do they wait?" of one person or company: "Does they wait?". */
function ofOne(question: string): string {
  return question.replace(pluralVerb, (verb) => {
    const meant = singular[verb.toLowerCase()] ?? verb;
    return /^\p{Lu}/u.test(verb) ? upperFirst(meant) : meant;
  });
}

/** A question with somebody's name where it has a pronoun: "what did I promise Priya Sharma?". */
export function withName(question: string, name: string): string {
  if (thereAtEnd.test(question)) return question.replace(thereAtEnd, ` at ${name}`);
  if (!pronouns.test(question))
    return ofOne(question).replace(plural, (word) => (/^theirs?$/i.test(word) ? `${name}’s` : name));
  const isWhose = /\b(?:his|hers)\b|\bher (?=\p{L})/iu;
  return question.replace(isWhose.test(question) ? /\b(?:his|hers|her)\b/i : pronouns, (word) =>
    isWhose.test(question) && !/^(?:he|him|she)$/i.test(word) ? `${name}’s` : name,
  );
}

const leastBegun = 4;
const mostMeant = 3;

/** Whether a word is probably meant as this one: a slip of it, or how it begins. */
function isMeantAs(word: string, whole: string): boolean {
  return isTypo(word, whole) || (word.length >= leastBegun && whole.startsWith(word) && word !== whole);
}

/** The same question with a name that is known in place of a word that is likely meant as it; each name that it may be. */
export function withLikelyNames(
  question: string,
  isHeld: (word: string) => boolean,
  headers: readonly NoteHeader[],
): readonly string[] {
  const words = knownWords(headers);
  const slips = contentWords(question).filter((word) => word.length >= leastBegun && !isHeld(word));
  const meant = slips.flatMap((slip) =>
    words.flatMap(({ word, name }) => (isMeantAs(slip, word) ? [{ slip, name }] : [])),
  );
  if (meant.length > mostMeant) return [];
  const typed = question.split(/(?<=\s)|(?=\s)/u);
  return meant.flatMap(({ slip, name }) => {
    const asked = typed.map((part) =>
      canonical(part) === slip ? part.replace(/[\p{L}\p{M}\p{N}]+/u, name) : part,
    );
    return asked.join('') === question ? [] : [asked.join('')];
  });
}

/** Words of a question that say a name of these in short, or with a slip. */
export function shortNames(
  question: string,
  { names }: About,
  headers: readonly NoteHeader[],
): readonly string[] {
  const companies = headers.map(({ deal }) => deal.company ?? '');
  const whole = [...new Set([...names, ...companies])].flatMap((name) => wordsOf(canonical(name)));
  return contentWords(question).filter((word) => whole.some((one) => isMeantAs(word, one)));
}

/** What names are left out as where a question is read: whoever is known is said by a pronoun too. */
export const personalPronouns: readonly string[] = ['she', 'he', 'her', 'him'];

type Spoken = Pick<Target, 'deal' | 'prospect'>;

interface Before {
  /** Oldest first. */
  readonly earlier: readonly string[];
  readonly spokenOf: readonly Spoken[];
}

/** A name that several have is that of who was spoken of. */
function namesIn(text: string, spokenOf: readonly Spoken[], headers: readonly NoteHeader[]): About {
  const mentions = namedIn(text, headers).map((one) => ({ ...one, targets: here(one.targets, spokenOf) }));
  if (mentions.length === 0) return everybody;
  return aboutThese(labelled(text, narrowed(mentions)));
}

function here(targets: readonly Target[], spokenOf: readonly Spoken[]): readonly Target[] {
  const known = targets.filter(({ deal }) => spokenOf.some((one) => one.deal.key === deal.key));
  return known.length > 0 ? known : targets;
}

function aboutThese(targets: readonly Spoken[]): About {
  return {
    deals: new Set(targets.map(({ deal }) => deal.key)),
    people: new Set(targets.flatMap(({ prospect }) => (prospect ? [prospect.key] : []))),
    names: [...new Set(targets.map(nameOf))],
  };
}

/** "Priya at Rentfield" is one person; "Maya or Rentfield" are two. */
function narrowed(mentions: readonly NameInText[]): readonly Target[] {
  const all = mentions.flatMap(({ targets }) => targets);
  const companies = new Set(all.filter(({ prospect }) => !prospect).map(({ deal }) => deal.key));
  const people = all.filter(({ prospect }) => prospect !== null);
  const both = people.filter(({ deal }) => companies.has(deal.key));
  return both.length > 0 ? both : all;
}

/** Of a company's deals the one whose name was said too. */
function labelled(text: string, targets: readonly Target[]): readonly Target[] {
  const said = ` ${canonical(text)} `;
  const named = targets.filter(({ deal }) => deal.label && said.includes(` ${canonical(deal.label)} `));
  return named.length > 0 ? named : targets;
}

function nameOf({ prospect, deal }: Spoken): string {
  return prospect?.name ?? deal.company ?? '';
}

/** "About to leave" is on the point of it, and about nothing. */
const about =
  /\b(?:about(?!\s+to\b)|regarding|concerning|of|on)\s+(?:the |our |their |any )?(.+?)[\s?.!]*$/iu;
const tail =
  /\s+(?:(?:for|with|from|at|by|to|in)\s+.*|(?:is|are|was|were|does?|did|has|have|had|will|would|can)(?:\s+.*)?)$/iu;
const longest = 60;
const negation = /^(?:not?|never|without|nobody|nothing|\p{L}+n['’]?t)\b/iu;

/**
 * What a question asks after, in the asker's own words, without the names in it and the words that notes hold; null when
 * nothing is left, or when it says no without what it denies.
 */
export function topicOf(
  question: string,
  names: readonly string[],
  isHeld: (word: string) => boolean = () => false,
): string | null {
  const phrase = about.exec(question)?.[1]?.replace(tail, '').trim() ?? '';
  const named = [...new Set(names.flatMap((name) => wordsOf(canonical(name))))];
  const isName = (word: string) => named.some((name) => name === word || isTypo(name, word));
  const left = (text: string) => contentWords(text).filter((word) => !isName(word) && !isHeld(word));
  const own = left(phrase);
  if (own.length > 0 && own.length === contentWords(phrase).length && phrase.length <= longest) return phrase;
  const words = rowOf(question, (word) => left(word).length > 0, isName);
  return words === '' || words.length > longest || negation.test(words) ? null : `“${words}”`;
}

/** The first words in a row that are meant, as they were typed, with the small words between them. */
function rowOf(question: string, isMeant: (word: string) => boolean, isName: (word: string) => boolean) {
  const typed = question.split(/\s+/u).filter((word) => word !== '');
  const from = typed.findIndex(isMeant);
  if (from < 0) return '';
  const isEnd = (word: string) =>
    !isMeant(word) && (isName(canonical(word)) || contentWords(word).length > 0);
  const end = typed.findIndex((word, index) => index > from && isEnd(word));
  const row = typed.slice(from, end < 0 ? undefined : end);
  return row
    .slice(0, row.findLastIndex(isMeant) + 1)
    .join(' ')
    .replace(/[?.!,;:]+(?=\s|$)/gu, '');
}

/** What others may have said something about too; null where the question looked for them already. */
export function matterOf(question: string, topic: string | null): string | null {
  return /\babout\b/i.test(question) && !/^\W*(?:who|which)/i.test(question)
    ? (topic?.replace(/[“”]/g, '') ?? null)
    : null;
}

/** A text without these names; both in canonical form. */
export function withoutNames(text: string, names: readonly string[]): string {
  // A possessive is written as one word in canonical form.
  const forms = names.flatMap((name) => [`${name}s`, name]);
  return forms.reduce((left, name) => ` ${left} `.replaceAll(` ${name} `, '  '), text);
}
