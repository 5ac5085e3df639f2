import { isTypo } from '../../memory/identity/likely-same.ts';
import { type NameInText, namedAmong } from '../../memory/identity/named-in.ts';
import { canonical, wordsOf } from '../../memory/identity/names.ts';
import { byLastContact, type Person, type Target, targetOf } from '../../memory/identity/people.ts';
import { resolveAmong } from '../../memory/identity/resolve.ts';
import type { Outcome } from '../../memory/note.ts';
import { daysBetween, isDay } from '../../util/calendar.ts';
import { datesIn, dayOf, pastDay } from '../../util/named-days.ts';
import {
  choiceOf,
  type Draft,
  type FilledDraft,
  knownCompany,
  mostAlso,
  newChoice,
  parseLogText,
  targetLabel,
  withNewPerson,
  withPerson,
  withTypedName,
} from './call-draft.ts';
import { type Introduction, introducedIn, isNoName, nameAlone, namedTogether } from './newcomers.ts';
import { md } from './text.ts';

/** People of one deal that a note may be on, at least one. */
export type Participants = readonly [Person, ...Person[]];

/** Whom words may be about. */
interface WhoIsMeant {
  /** Likeliest first; empty when they name nobody that the asker's notes know. */
  readonly subjects: readonly Participants[];
  /** Nobody of them is called just so: they are spelled nearly like it, or are known to be elsewhere. */
  readonly isGuess: boolean;
  /** A name that plainly stands there though nobody knows it; empty otherwise. */
  readonly stranger: string;
  /** Further names that nobody knows, beside the stranger or beside the only subject. */
  readonly others: readonly string[];
  /** Where the stranger is from, as known already if it is; empty when it is not said. */
  readonly company: string;
}

/** What somebody told of a call: what is to be kept, whom it may be about, and when it was. */
export interface ToldCall extends WhoIsMeant {
  /** Every word of it but the name of somebody known that stood before a colon. */
  readonly text: string;
  /** The day of the call, `YYYY-MM-DD`. */
  readonly day: string;
}

const logWord = /^\/?log\s+(?=[^:：\n]{1,80}[:：](?:\s|$))/i;
const nameLike = /^[\p{L}\p{M}\p{N}.'’ -]+$/u;
const nobody = { isGuess: false, stranger: '', others: [], company: '' };

/** Reads "Priya: she agreed" by the name before the colon, anything else by the names that stand in it. */
export function toldOf(said: string, people: readonly Person[], today: string): ToldCall {
  const text = said.replace(logWord, '');
  const day = callDay(text, today);
  const { name, note } = parseLogText(text);
  const before = name !== '' && /[\p{L}\p{N}]/u.test(note) ? name : '';
  const meant = oneEach(namedAlone(before, people), people);
  if (meant.length > 0) return { ...nobody, text: note, subjects: meant, day };
  return { ...whoIn(before, text, people), text, day };
}

const notTaken =
  "(?:no (?:answer|reply|response)|(?:nobody|no ?one) (?:picked up|answered|there)|(?:did not|didn't|does not|doesn't|not) (?:pick(?:ing)? up|answer(?:ing)?(?: the phone| my call)?)|(?:left|leaving) (?:(?:him|her|them) )?(?:a |another )?(?:voice ?mail|voice message|message)|(?:got|reached|(?:went )?(?:straight )?to|hit) (?:(?:his|her|their|the) )?voice ?mail|voice ?mail|rang out|(?:ihn |sie )?nicht erreicht|keine antwort|nimmt nicht ab)";
/** "She has no answer" was told on a call. */
const saysOther =
  '(?:has|have|had|is|was|gave|gives|got|gets|with|of|the|there|an?|for|her|his|my|our|their|see|say|said|says)';
const nobodyTook = new RegExp(
  `^(?:(?!${saysOther} )\\p{L}[\\p{L}'-]*:? ){0,3}?${notTaken}(?: (?:again|today|yesterday|twice|yet|either|so far|from (?:him|her|them)|on (?:his|her|their) (?:cell|mobile|phone)))*$`,
  'iu',
);
const tried =
  /^(?:(?:i |we )?(?:called|tried|rang|phoned|dialled|dialed)(?: (?:to (?:call|reach|ring)|\p{Lu}[\p{L}'-]*|him|her|them|again|twice))*|(?:i |we |i'll |we'll |will )?(?:try|call|ring)(?: (?:him|her|them|back|again|tomorrow|later|next week|on \p{L}+day))*)$/iu;
const longestUntaken = 160;

/** `no_answer` where all of the words say that nobody took a call, and else that somebody was spoken to. */
export function outcomeTold(text: string): Outcome {
  if (text.length > longestUntaken) return 'spoke';
  const parts = text.replaceAll('’', "'").split(/[.,;!()\n–—]+|\s-\s|\b(?:and|but|und)\b/u);
  const told = parts.map((part) => part.trim().replace(/\s+/g, ' ')).filter(Boolean);
  const isUntaken = (part: string) => nobodyTook.test(part);
  return told.some(isUntaken) && told.every((part) => isUntaken(part) || tried.test(part))
    ? 'no_answer'
    : 'spoke';
}

/** The form for what was typed with `/log`: a name alone, a name before a colon, or words as they are told. */
export function filledFromTyped(draft: Draft, typed: string, people: readonly Person[]): FilledDraft {
  const { name, note } = parseLogText(typed);
  const isColon = name !== typed.trim();
  const told = toldOf(typed, people, draft.day);
  const dated = { ...draft, day: told.day, outcome: outcomeTold(told.text) };
  const alone = isName(name, people);
  if (alone && (note !== '' || !isColon)) return withName({ ...dated, text: note }, name, alone, people);
  return filledFrom({ ...dated, text: told.text }, told);
}

/** The form with whom the words are about; where that is left open it says so. */
export function filledFrom(draft: Draft, told: WhoIsMeant): FilledDraft {
  const { subjects, isGuess, stranger, others, company } = told;
  const [only, ...more] = subjects;
  const added = others.map((name) => newChoice(name).who);
  if (only && more.length === 0 && !isGuess) {
    const [first, ...rest] = only;
    return {
      draft: { ...withPerson(draft, first), also: [...rest.map(choiceOf), ...added].slice(0, mostAlso) },
    };
  }
  if (only) {
    const said = subjects
      .slice(0, 5)
      .map(([first]) => targetLabel(first))
      .join(' or ');
    const typedName = stranger || only[0].prospect.name;
    return { draft: { ...draft, typedName, company }, notice: md`Is this about ${said}? Choose under Who.` };
  }
  return { draft: { ...withNewPerson(draft, stranger), company, also: added.slice(0, mostAlso) } };
}

/** "Quentin Blake at Northhaul" is somebody known there, or somebody new there. */
function withName(draft: Draft, typed: string, alone: Introduction, people: readonly Person[]): FilledDraft {
  const { names, company } = alone;
  const [name = typed] = names;
  if (company === '') return withTypedName(draft, name, people);
  const there = oneEach(namedAlone(`${name} ${company}`, people), people);
  const [only, ...more] = there;
  if (only && more.length === 0) return { draft: withPerson(draft, only[0]) };
  if (only) return withTypedName(draft, `${name} ${company}`, people);
  return { draft: { ...withNewPerson(draft, name), company: knownCompany(company, people) ?? '' } };
}

function isName(typed: string, people: readonly Person[]): Introduction | undefined {
  if (typed === '') return undefined;
  const whole = { names: [typed], company: '' };
  if (namedAlone(typed, people).length > 0 || nearlyNamed(typed, people).length > 0) return whole;
  return nameAlone(typed);
}

/** Of words that begin with no known name and a colon. */
function whoIn(before: string, text: string, people: readonly Person[]): WhoIsMeant {
  const alone = before === '' || !/^\p{Lu}/u.test(before) ? undefined : nameAlone(before);
  const { names, company: typed } = alone ?? introducedIn(text) ?? { names: [], company: '' };
  const company = knownCompany(typed, people) ?? '';
  const unknown = names.filter((name) => !isKnown(name, people));
  // A Tom whose name is said in full is no other Tom.
  const strangers = unknown.filter((one) => isStranger(one, people)).map((one) => wordsOf(canonical(one)));
  const isTheirs = ({ name }: NameInText) =>
    !name.includes(' ') && strangers.some((words) => words.includes(name));
  const mentions = mentionsIn(text, people).filter((one) => !isTheirs(one));
  const isSomebody = mentions.some(({ targets }) => targets.some(({ prospect }) => prospect));
  const [stranger = '', ...others] = unknown;
  // "Quentin Blake at Northhaul" is nobody of those who are known there.
  if (!isSomebody && stranger !== '' && company !== '')
    return { ...nobody, subjects: [], stranger, others, company };
  const subjects = subjectsOf(mentions, people);
  if (subjects.length === 0) {
    const near = oneEach(nearlyNamed(stranger || before, people), people);
    return { subjects: near, isGuess: near.length > 0, stranger, others, company };
  }
  const isElsewhere = company !== '' && unknown.length === 0 && !subjects.some((some) => isAt(some, company));
  if (isElsewhere) return { ...nobody, subjects, isGuess: true, stranger: names[0] ?? '', company };
  return {
    ...nobody,
    subjects,
    ...besides(subjects, text, people),
    ...(stranger ? { stranger, company } : {}),
  };
}

function isKnown(name: string, people: readonly Person[]): boolean {
  const words = wordsOf(canonical(name));
  return namedAmong(`: ${name}`, people).some((one) => wordsOf(one.name).length === words.length);
}

/** "Tom Ashby" where a Tom Reyes is known: no one person has all of its words, nor nearly so. */
function isStranger(name: string, people: readonly Person[]): boolean {
  const words = wordsOf(canonical(name));
  if (words.length < 2 || words.length > 3 || name.split(' ').slice(1, -1).some(isNoName)) return false;
  return !people.some((person) => {
    const own = wordsOf(canonical(nameOf(targetOf(person))));
    return words.every((word) => own.some((known) => isNear(word, known)));
  });
}

function isAt([first]: Participants, company: string): boolean {
  const known = first.deal.company ?? first.prospect.company;
  return known === null || canonical(known) === canonical(company);
}

/** Whom nobody knows and who was named side by side with the only subject: they were on the call too. */
function besides(
  [only, ...more]: readonly Participants[],
  text: string,
  people: readonly Person[],
): Pick<WhoIsMeant, 'others'> {
  const together = only && more.length === 0 ? namedTogether(text) : [];
  const companies = people.flatMap(({ deal }) => (deal.company ? [canonical(deal.company)] : []));
  const others = together.flatMap((names) => {
    const persons = names.filter((name) => !companies.includes(canonical(name)));
    const isHere = persons.some((name) => isKnown(name, people));
    return isHere ? persons.filter((name) => !isKnown(name, people)) : [];
  });
  return { others: [...new Set(others)] };
}

/** Who is spelled nearly like it, word by word; a short word has too many neighbours. */
function nearlyNamed(name: string, people: readonly Person[]): readonly Target[] {
  const words = wordsOf(canonical(name));
  if (words.length === 0 || words.length > 4 || words.some((word) => word.length < 3)) return [];
  const isMeant = ({ prospect }: Person) => {
    const known = wordsOf(canonical(prospect.name));
    return words.every((word) => known.some((own) => isNear(word, own)));
  };
  return people.filter(isMeant).map(targetOf);
}

function isNear(word: string, own: string): boolean {
  return own === word || (word.length > 3 && isTypo(word, own));
}

/** Where nobody else is named, a name that is a word too counts as the first word as well: "Mark agreed". */
function mentionsIn(text: string, people: readonly Person[]): readonly NameInText[] {
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

function subjectsOf(mentions: readonly NameInText[], people: readonly Person[]): readonly Participants[] {
  const companies = new Set(
    mentions.flatMap(({ targets }) => targets.filter((one) => !one.prospect).map(({ deal }) => deal.key)),
  );
  const named = telling(mentions.map(({ targets }) => targets.filter(({ prospect }) => prospect)))
    .map((targets) => narrowed(targets, companies))
    .filter((targets) => targets.length > 0);
  if (named.length === 0) {
    const ofCompany = people.filter(({ deal }) => companies.has(deal.key));
    return ofCompany.map((person): Participants => [person]);
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
function allInOneDeal(
  named: readonly (readonly Target[])[],
  people: readonly Person[],
): Participants | undefined {
  const deals = [...new Set(named.flat().map(({ deal }) => deal.key))];
  const whole = deals.flatMap((key) => {
    const found = named.map((targets) => targets.filter(({ deal }) => deal.key === key));
    return found.every(({ length }) => length === 1) ? [found.flatMap((one) => personsOf(one, people))] : [];
  });
  const [first, ...rest] = whole.length === 1 ? (whole[0] ?? []) : [];
  return first && [first, ...rest.slice(0, mostAlso)];
}

function oneEach(targets: readonly Target[], people: readonly Person[]): readonly Participants[] {
  return personsOf(targets, people)
    .toSorted(byLastContact)
    .map((person): Participants => [person]);
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

/** In a mail that was passed on or pasted: when it was sent. Within one line, or a run of new lines costs its square. */
const mailHeader = /^[ \t\u00a0>*]*(?:date|sent|datum|gesendet|enviado)\*?:\*?[ \t]*(\S.{4,80})$/im;
const mailQuote = /^[ \t\u00a0>]*on (.{6,60}?),? .{0,120}\bwrote:/im;

/** Told of a call that was: "spoke to her on Tuesday", "had a call". */
const called =
  /\b(?:spoke|spoken|talked|met|called|phoned|rang|rung|saw|seen|visited|e-?mailed|messaged|texted|wrote|chatted|demoed|presented|caught up|heard from|had|call|meeting|demo|lunch|coffee|visit|chat|workshop)\b/i;
/** Beside such words in one clause: the day is of something else. */
const turnsElsewhere =
  /\b(?:about|regarding|that|wants?|wanted|needs?|needed|asked|asks|agreed|agrees|promised|will|would|should|must|until|before|after|due|next|for|said|says|told|mentioned|because|who|which|to (?:set|book|schedule|discuss|confirm|arrange|plan|meet|talk|call|speak|send|decide|sign|start))\b/i;
const deadlineBefore =
  /\b(?:by|before|until|till|from|since|for|after|due|every|next|than|of|to)(?:\s+the)?\s*$/i;
const ahead =
  /\b(?:will|shall|should|must|may|can|going to|is|are|wants?|needs?|let['’]s|has to|have to|next)\b|['’]ll\b/i;
const saidByOthers =
  /\b(?:said|says|told|mentioned|heard|reported|that|had|has|have|who|which|because|since)\b/i;
const surelyPast = /\b(?:yesterday|ago|last|past)\b/i;

/** The day of the call that words tell of, `YYYY-MM-DD`: today unless they plainly name another that has come. */
function callDay(text: string, today: string): string {
  return namedDay(text, today) ?? mailDay(text, today) ?? today;
}

function mailDay(text: string, today: string): string | undefined {
  const written = mailHeader.exec(text)?.[1] ?? mailQuote.exec(text)?.[1];
  const [date] = written === undefined ? [] : datesIn(written, today);
  if (!date?.start.isCertain('day')) return undefined;
  const day = dayOf(date.start);
  return isDay(day) && day <= today ? day : undefined;
}

/** Nobody tells the day of a call far down; looking for it takes a while. */
const longestLead = 400;
const mostSentences = 12;

function namedDay(text: string, today: string): string | undefined {
  const own = text.slice(0, longestLead).split(/^[\s>*]*(?:from|date|sent|von)\*?:/im)[0] ?? '';
  let start = 0;
  for (const sentence of own.split(/(?<=[.!?…।\n])\s+/u).slice(0, mostSentences)) {
    const day = /[\p{L}\p{N}]/u.test(sentence) ? dayOfSentence(sentence, start === 0, today) : undefined;
    if (day !== undefined) return day;
    start += sentence.length;
  }
  return undefined;
}

const mostDaysAgo = 180;

function dayOfSentence(sentence: string, isFirst: boolean, today: string): string | undefined {
  for (const { text, index } of datesIn(sentence, today)) {
    const day = pastDay(text.replace(/^[\s,(]+|[\s,.)]+$/g, ''), today);
    if (day === null || day > today || /\d[./]\d/.test(text)) continue;
    // Without a year a day of long ago is more likely one to come.
    if (daysBetween(day, today) > mostDaysAgo && !/\d{4}/.test(text)) continue;
    const before = sentence.slice(0, index);
    const after = sentence.slice(index + text.length);
    if (isOfCall({ before, after, text }, isFirst)) return day;
  }
  return undefined;
}

interface InSentence {
  readonly before: string;
  readonly text: string;
  readonly after: string;
}

function isOfCall({ before, text, after }: InSentence, isFirst: boolean): boolean {
  if (deadlineBefore.test(before) || /\bnext\b/i.test(text)) return false;
  const clauseBefore = before.split(/[,;:]|\b(?:and|but|so)\b/i).at(-1) ?? '';
  const clauseAfter = after.split(/[,;:]/)[0] ?? '';
  if (!/[\p{L}\p{N}]/u.test(before)) return isFirst && (surelyPast.test(text) || !ahead.test(clauseAfter));
  if (called.test(clauseBefore)) return !turnsElsewhere.test(clauseBefore);
  return isFirst && surelyPast.test(text) && !saidByOthers.test(before) && !ahead.test(before);
}
