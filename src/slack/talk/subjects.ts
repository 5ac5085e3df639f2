import { type Mention, namedAmong } from '../../memory/identity/named-in.ts';
import { canonical, wordsOf } from '../../memory/identity/names.ts';
import { byLastContact, type Person, type Target } from '../../memory/identity/people.ts';
import { resolveAmong } from '../../memory/identity/resolve.ts';
import { limits } from '../limits.ts';
import { parseLogText } from '../log/typed-text.ts';

/** People of one deal that a note may be on, at least one. */
export type Subject = readonly [Person, ...Person[]];

/** What was said, and whom it may be about. */
export interface Told {
  /** Without the name that stood before a colon. */
  readonly text: string;
  /** Likeliest first; empty when it names nobody that the asker's notes know. */
  readonly subjects: readonly Subject[];
  /** A name that plainly stands in it though nobody knows it; empty otherwise. */
  readonly stranger: string;
}

/** As many as the form takes besides the first. */
const mostOthers = 5;

const logWord = /^\/?log\s+(?=[^:：\n]{1,80}[:：](?:\s|$))/i;
const capital = String.raw`\p{Lu}[\p{L}\p{M}'’-]+`;
const met = new RegExp(
  String.raw`\b(?:with|called|met|messaged|emailed|to|from)\s+(${capital}(?: ${capital}){0,2})`,
  'u',
);
const nameLike = /^[\p{L}\p{M}\p{N}.'’ -]+$/u;
const nameAlone = new RegExp(`^${capital}(?: ${capital}){0,2}$`, 'u');

/** Reads "Priya: she agreed" by the name before the colon, anything else by the names that stand in it. */
export function toldOf(said: string, people: readonly Person[]): Told {
  const text = said.replace(logWord, '');
  const { name, note } = parseLogText(text);
  const before = name !== '' && /[\p{L}\p{N}]/u.test(note) ? name : '';
  const meant = oneEach(namedAlone(before, people), people);
  if (meant.length > 0) return { text: note, subjects: meant, stranger: '' };
  const subjects = subjectsOf(mentionsIn(text, people), people);
  return { text, subjects, stranger: subjects.length > 0 ? '' : strangerIn(before, text) };
}

/** Where nobody else is named, a name that is a word too counts as the first word as well: "Mark agreed". */
function mentionsIn(text: string, people: readonly Person[]): readonly Mention[] {
  const mentions = namedAmong(text, people);
  return mentions.length > 0 ? mentions : namedAmong(`: ${text}`, people);
}

/** Whom these words name and nothing else, so that no word is lost with them. */
function namedAlone(before: string, people: readonly Person[]): readonly Target[] {
  const words = wordsOf(canonical(before));
  if (!nameLike.test(before) || new Set(words).size < words.length) return [];
  const found = resolveAmong(before, people);
  const targets = found.kind === 'many' ? found.targets : found.kind === 'one' ? [found.target] : [];
  const isWhole = (target: Target) =>
    words.every((word) => wordsOf(canonical(nameOf(target))).includes(word));
  return targets.every(isWhole) ? targets : [];
}

function nameOf({ prospect, deal }: Target): string {
  return [prospect?.name, deal.company, deal.label].filter(Boolean).join(' ');
}

function strangerIn(before: string, text: string): string {
  const name = nameAlone.test(before) ? before : (met.exec(text)?.[1] ?? '');
  return name.length <= limits.name ? name : '';
}

function subjectsOf(mentions: readonly Mention[], people: readonly Person[]): readonly Subject[] {
  const companies = new Set(
    mentions.flatMap(({ targets }) => targets.filter((one) => !one.prospect).map(({ deal }) => deal.key)),
  );
  const named = telling(mentions.map(({ targets }) => targets.filter(({ prospect }) => prospect)))
    .map((targets) => narrowed(targets, companies))
    .filter((targets) => targets.length > 0);
  if (named.length === 0) {
    const ofCompany = people.filter(({ deal }) => companies.has(deal.key));
    return ofCompany.map((person): Subject => [person]);
  }
  const together = named.length > 1 ? allInOneDeal(named, people) : undefined;
  return together ? [together] : oneEach(named.flat(), people);
}

/** "Priya Sharma" says more than a "Priya" elsewhere in the text. */
function telling(mentions: readonly (readonly Target[])[]): readonly (readonly Target[])[] {
  const says = (some: readonly Target[], more: readonly Target[]) =>
    some.length > 0 &&
    some.length < more.length &&
    some.every((one) => more.some((other) => isSame(one, other)));
  return mentions.filter((targets) => !mentions.some((other) => says(other, targets)));
}

/** "Priya at Rentfield" is the one at Rentfield. */
function narrowed(targets: readonly Target[], companies: ReadonlySet<string>): readonly Target[] {
  const there = targets.filter(({ deal }) => companies.has(deal.key));
  return there.length > 0 ? there : targets;
}

/** Everybody who was named, when just one deal has them all and nobody in it twice. */
function allInOneDeal(named: readonly (readonly Target[])[], people: readonly Person[]): Subject | undefined {
  const deals = [...new Set(named.flat().map(({ deal }) => deal.key))];
  const whole = deals.flatMap((key) => {
    const found = named.map((targets) => targets.filter(({ deal }) => deal.key === key));
    return found.every(({ length }) => length === 1) ? [found.flatMap((one) => personsOf(one, people))] : [];
  });
  const [first, ...rest] = whole.length === 1 ? (whole[0] ?? []) : [];
  return first && [first, ...rest.slice(0, mostOthers)];
}

function oneEach(targets: readonly Target[], people: readonly Person[]): readonly Subject[] {
  return personsOf(targets, people)
    .toSorted(byLastContact)
    .map((person): Subject => [person]);
}

/** The people behind targets, each once; a company stands for all of its people. */
function personsOf(targets: readonly Target[], people: readonly Person[]): readonly Person[] {
  return people.filter((person) => targets.some((target) => isMeant(person, target)));
}

function isMeant({ prospect, deal }: Person, target: Target): boolean {
  return deal.key === target.deal.key && (target.prospect === null || target.prospect.key === prospect.key);
}

function isSame(one: Target, other: Target): boolean {
  return one.deal.key === other.deal.key && one.prospect?.key === other.prospect?.key;
}
