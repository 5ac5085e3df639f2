import { z } from 'zod';
import { tidy } from '../brief/checks/sentence.ts';
import { sentenceFault } from '../brief/checks/sentence-check.ts';
import { allStems, stemsOf } from '../brief/evidence/content-words.ts';
import { beforeOrders } from '../brief/quotes/orders.ts';
import { createQuoteFinder } from '../brief/quotes/quote.ts';
import { windowAround } from '../brief/quotes/sentence-bounds.ts';
import { type Ending, endWords, mentionsOf, type Signal } from '../brief/signals/signal.ts';
import { namedIn } from '../memory/identity/named-in.ts';
import { canonical, wordsOf } from '../memory/identity/names.ts';
import type { Note, NoteHeader, Prospect } from '../memory/note.ts';
import { dayName } from '../util/calendar.ts';
import { datesIn, dayOf, periodIn } from '../util/named-days.ts';
import type { About } from './about.ts';
import { type CitedNote, citedNote, type Sentence, whomOf } from './answer.ts';
import { sentenceAnswer } from './ask-model.ts';
import { type AskedKind, asksPastDay, holdsKind, kindAsked } from './asked-kind.ts';
import {
  type AskedWho,
  asksComparison,
  asksOwnDoing,
  asksRank,
  asksWhy,
  deniesHaving,
  givesReason,
  isOfRelative,
  isOnMatter,
  lacksRequest,
  relationAsked,
  saysAuthor,
  saysName,
  saysNobody,
  saysRank,
  saysWhom,
  sidesIn,
  whoAsked,
} from './what-is-asked.ts';

/** What an answer may rest on. */
interface Shown {
  /** As the model was shown them, numbered from 1, but whole. */
  readonly notes: readonly Note[];
  /** What was read in them, as far as the model was shown it. */
  readonly signals: readonly Signal[];
  /** Of all that the asker may see: whose names a sentence must not mix up. */
  readonly headers: readonly NoteHeader[];
  /** The asker's day, `YYYY-MM-DD`. */
  readonly asOf: string;
  readonly question: string;
  /** Slack user id. */
  readonly asker: string;
  /** Names that the question says, in canonical form. */
  readonly names: readonly string[];
  readonly about: About;
}

const mostSentences = 3;
const mostCited = 3;
const sentenceLength = 280;
const quoteLength = 160;

/** Loose on purpose: one bad sentence costs that sentence, not the answer. */
const loose = z.looseObject({ found: z.boolean(), sentences: z.array(z.unknown()).catch([]) });

/**
 * What of a model's answer its notes hold up, best first; empty when it found none or nothing that answers, null when no
 * quote of it holds. Of a sentence that says more than its quotes the quotes alone are left.
 */
export function checkSentences(raw: unknown, shown: Shown): readonly Sentence[] | null {
  const given = loose.safeParse(raw);
  if (!given.success) return null;
  if (!given.data.found) return [];
  const finders = shown.notes.map(({ text }) => createQuoteFinder(beforeOrders(text)));
  const held = given.data.sentences.slice(0, mostSentences).flatMap((one) => {
    const sentence = sentenceAnswer.safeParse(one).data;
    if (sentence === undefined) return [];
    const found = sentence.citations.slice(0, mostCited).flatMap(({ note: number, quote }) => {
      const [note, exact] = [shown.notes[number - 1], finders[number - 1]?.(quote) ?? null];
      return note === undefined || exact === null ? [] : [{ note, quote: exact }];
    });
    return found.length === 0 ? [] : [{ text: tidy(sentence.text, sentenceLength), found }];
  });
  if (held.length === 0) return null;
  const telling = held.flatMap(({ text, found }): readonly Sentence[] => {
    const answering = answeringQuotes(found, shown);
    const [first] = answering;
    if (first === undefined || isEcho(answering, shown.question)) return [];
    const ends = answering.flatMap((one) => endOf(one, shown));
    const isToldOfEnd = ends.every(({ note }) => answering.some((one) => one.note.id === note.id));
    const cited = [
      ...answering,
      ...ends.filter(({ note }) => !answering.some((one) => one.note.id === note.id)),
    ];
    const isOthersAsYours =
      /\byou(?:r|rs)?\b/i.test(text) && answering.some((one) => isOfColleague(one, shown));
    const isWhole = isToldOfEnd && !isOthersAsYours && isHeldUp(text, answering, shown);
    // Where the model said more than its quotes, they must show by themselves that they answer.
    if (!isWhole && !answering.some((one) => isOnAsked(one, shown))) return [];
    const said = isWhole ? text : `${ownWords(first, shown)}${isToldOfEnd ? '' : endWordsOf(ends, shown)}`;
    return [
      { text: said, cited: cited.slice(0, mostCited).map(({ note, quote }) => citedNote(note, quote)) },
    ];
  });
  if (!isOfAllSides(telling, shown)) return [];
  return telling.filter((one, index) => !telling.slice(0, index).some((before) => saysAgain(one, before)));
}

/** By the kind of thing that was asked for, or by what it is about. */
function isOnAsked(one: FoundQuote, shown: Shown): boolean {
  const kind = kindAsked(shown.question);
  // Of what many things are there: "40 vans" says nothing of depots, nor the day of a call of a birthday.
  const isTelling = kind !== undefined && kind !== 'count' && kind !== 'day';
  if (isTelling && holdsKind(kind, one.quote, shown.question)) return true;
  return isOfMatter(one, shown);
}

function isOfMatter(one: FoundQuote, shown: Shown): boolean {
  // "They build it themselves" is of a loss where its note says lost.
  const said = `${sentenceOf(one)} ${one.note.outcome.replace('_', ' ')}`;
  return isOnMatter(shown, said, signalOf(one, shown.signals).kind);
}

/** Of a comparison each side is told of; of all deals nobody is first because words on one deal were found. */
function isOfAllSides(sentences: readonly Sentence[], { question, about }: Shown): boolean {
  const cited = sentences.flatMap((sentence) => sentence.cited);
  const isRanked = about.deals !== null || !asksRank(question) || cited.some(({ quote }) => saysRank(quote));
  const told = ` ${canonical(cited.map((one) => `${one.quote} ${whomOf(one)}`).join(' '))} `;
  const isTold = (side: string) => told.includes(` ${canonical(side)} `);
  const isCompared = !asksComparison(question) || about.names.length < 2 || about.names.every(isTold);
  return isRanked && isCompared && sidesIn(question).every((side) => isTold(side) || isTold(`${side}s`));
}

/** The same sentence, or mere quotes that stand in those of the other. */
function saysAgain(one: Sentence, before: Sentence): boolean {
  const isIn = ({ noteId, quote }: CitedNote) =>
    before.cited.some((other) => other.noteId === noteId && other.quote.includes(quote));
  return one.text === before.text || (one.text.includes(': “') && one.cited.every(isIn));
}

interface FoundEnd extends FoundQuote {
  readonly how: Ending;
}

/** Where what a quote says was ended by a later note, of those that may be cited: it is not told as if it held still. */
function endOf({ note, quote }: FoundQuote, { notes, signals }: Shown): readonly FoundEnd[] {
  const ended = signals.find(
    (signal) =>
      signal.closedBy !== null &&
      mentionsOf(signal).some((one) => one.noteId === note.id && overlap(one.quote, quote)),
  )?.closedBy;
  const by = ended ? notes.find(({ id }) => id === ended.noteId) : undefined;
  return ended && by && by.id !== note.id ? [{ note: by, quote: ended.quote, how: ended.how }] : [];
}

function overlap(one: string, other: string): boolean {
  return one.includes(other) || other.includes(one);
}

/** ", settled on 17 Nov: “the plan calmed her”". */
function endWordsOf([end]: readonly FoundEnd[], { asOf }: Shown): string {
  if (end === undefined) return '';
  return `, ${endWords[end.how]} on ${dayName(end.note.day, asOf)}: “${tidy(end.quote, quoteLength)}”`;
}

const asksMore = /\b(?:why|how|when|where|what|which|who|whose)\b/i;

const articles: ReadonlySet<string> = new Set(['a', 'an', 'the']);

const asksWhat = /^\W*(?:why|how|what)\b/i;
/** That they asked for it is an answer to this. */
const asksWhatWasSaid =
  /^\W*what (?:did|does|do|has|have) [^?]*\b(?:say|said|ask(?:ed)?|want(?:ed)?|tell|told|mention(?:ed)?|request(?:ed)?)\b/i;
const telling = /\p{N}|\b(?:not?|never|nothing|nobody)\b|n['’]t\b/iu;

/**
 * Whether the quotes say nothing that the question did not: "They build it themselves" tells nobody why they do, nor
 * "asked for the total cost" what they thought of it.
 */
function isEcho(cited: readonly FoundQuote[], question: string): boolean {
  if (!asksMore.test(question)) return false;
  const asked = allStems(question);
  const isSaid = (stem: string) => asked.has(stem) || articles.has(stem);
  const isBare = (quote: string) =>
    asksWhat.test(question) &&
    !asksWhatWasSaid.test(question) &&
    !telling.test(quote) &&
    [...stemsOf(quote)].every(isSaid);
  return cited.every(({ quote }) => [...allStems(quote)].every(isSaid) || isBare(quote));
}

interface FoundQuote {
  readonly note: Note;
  readonly quote: string;
}

/** The note in its own words: "Priya Sharma at Rentfield: “nervous about the migration”", with its day where that was asked for. */
function ownWords(one: FoundQuote, shown: Shown): string {
  const { note, quote } = one;
  const on = asksPastDay(shown.question) ? `, ${dayName(note.day, shown.asOf)}` : '';
  const by = isOfColleague(one, shown) ? ', a colleague writes' : '';
  return `${whomOf(note)}${on}${by}: “${tidy(quote, quoteLength)}”`;
}

/** What a colleague says of themselves: their "I" is not the asker. */
function isOfColleague(one: FoundQuote, { asker }: Shown): boolean {
  return one.note.author !== asker && saysAuthor(sentenceOf(one));
}

/**
 * The quotes that answer: of whom it was asked, and one of them at least with what was asked for in it, a number or a
 * name. A quote that was cut off from it has its whole sentence.
 */
function answeringQuotes(found: readonly FoundQuote[], shown: Shown): readonly FoundQuote[] {
  const { question, names, asOf } = shown;
  const day = dayAsked(question, asOf);
  const own = found.filter(
    (one) =>
      isOfAsked(one, shown) &&
      !(isOfColleague(one, shown) && asksOwnDoing(question)) &&
      !deniesHaving(question, one.quote) &&
      (day === null || isOfDay(one, day)) &&
      !isOfAnotherDay(one, question, asOf),
  );
  if (!own.some((one) => isGrounded(one, shown))) return [];
  const relation = relationAsked(question);
  const kind = relation === undefined ? kindAsked(question) : 'name';
  // Asked of all, "where" may mean at whom.
  if (kind === undefined || (kind === 'place' && shown.about.deals === null)) {
    const who = whoAsked(question, names);
    return who === undefined ? own : own.flatMap((one) => withWhom(one, who, shown));
  }
  const known = [question, ...knownNames(kind, shown)].join(' ');
  const isTold = (one: FoundQuote) =>
    holdsKind(kind, one.quote, known) &&
    !(ofOneself.has(kind) && isOfRelative(sentenceOf(one), question)) &&
    !(ofSomething.has(kind) && !isOfMatter(one, shown));
  const whole = own.map((one) => ({ ...one, quote: sentenceOf(one) }));
  if (relation !== undefined) return whole.filter((one) => relation.test(one.quote) && isTold(one));
  if (own.some(isTold)) return own;
  return whole.some((one) => isTold(one) && isOfMatter(one, shown)) ? whole : [];
}

/** A day is that of what was asked about: the one of a call is no birthday. */
const ofSomething: ReadonlySet<AskedKind> = new Set(['day', 'time']);
/** What is somebody's own, and nothing of their relatives. */
const ofOneself: ReadonlySet<AskedKind> = new Set(['role', 'phone', 'mail', 'place', 'city']);
const asksOwnName = /\b(?:first|last|full|family|sur) ?name\b/i;

/** Names that are known from the question, as the notes spell them: none of them answers what somebody else, or a town, is called. */
function knownNames(kind: AskedKind, { question, about, headers }: Shown): readonly string[] {
  if ((kind !== 'name' && kind !== 'city') || asksOwnName.test(question)) return [];
  const own = headers.filter(({ deal }) => about.deals?.has(deal.key));
  const people = own.flatMap(({ prospects }) => prospects.filter(({ key }) => about.people.has(key)));
  return [...new Set([...people.map(({ name }) => name), ...own.map(({ deal }) => deal.company ?? '')])];
}

/** A reason where one is asked for, and somebody who asks where it is what they asked for. */
function isGrounded(one: FoundQuote, shown: Shown): boolean {
  const sentence = sentenceOf(one);
  const isReason = !asksWhy(shown.question) || givesReason(sentence, signalOf(one, shown.signals).kind);
  return isReason && !lacksRequest(shown.question, sentence);
}

/** The one day on which something is asked to have been, `YYYY-MM-DD`; null where none is named. */
function dayAsked(question: string, asOf: string): string | null {
  const period = /\b(?:did|was|were|had|said)\b/i.test(question)
    ? periodIn(question, asOf)?.period
    : undefined;
  return period !== undefined && period.from === period.to && period.to <= asOf ? period.from : null;
}

const asksWhether = /^\W*(?:is|are|was|were|has|have|had|does|do|did|will|would|can|could|should)\b/i;
const around =
  /^(?:before|by|after|until|till|since|from)\b|\b(?:before|by|after|until|till|since|from) (?:the )?$/i;

/** Where something of one day is asked for, words that name other days alone are of something else. */
function isOfAnotherDay({ note, quote }: FoundQuote, question: string, asOf: string): boolean {
  if (asksWhether.test(question)) return false;
  const asked = datesIn(question, asOf, { forwardDate: true }).filter(
    ({ text, index, start }) =>
      isDayOfMonth(start) && !around.test(text) && !around.test(question.slice(0, index)),
  );
  const told = datesIn(quote, note.day, { forwardDate: true }).filter(({ start }) => isDayOfMonth(start));
  const days = new Set(asked.map(({ start }) => dayOf(start, null)));
  return asked.length > 0 && told.length > 0 && !told.some(({ start }) => days.has(dayOf(start, null)));
}

/** A day of some month, said in so many words. */
function isDayOfMonth(start: ReturnType<typeof datesIn>[number]['start']): boolean {
  return start.isCertain('month') && start.isCertain('day');
}

/** Said on that day, or of it. */
function isOfDay({ note, quote }: FoundQuote, day: string): boolean {
  return note.day === day || datesIn(quote, note.day).some(({ start }) => dayOf(start) === day);
}

/**
 * Of "who", words that say nobody are none, or stand in a sentence that says whom they mean. Whoever the question brought
 * along is no answer: not who was named, on a call with nobody else, nor of "who else are they talking to" they themselves.
 */
function withWhom(one: FoundQuote, who: AskedWho, shown: Shown): readonly FoundQuote[] {
  const { note, quote } = one;
  const isKnown = ({ key }: Prospect) => who === 'else' || shown.about.people.has(key);
  const namesOf = (people: readonly Prospect[]) => people.map(({ name }) => name);
  const others = namesOf(note.prospects.filter((person) => !isKnown(person)));
  const known = [
    ...namesOf(note.prospects),
    ...(who === 'doer' ? [] : [...shown.names, note.deal.company ?? '']),
  ];
  const says = (text: string) => saysName(text, others) || saysWhom(text, known);
  // On a call with one alone, "she" is told by the line above the quote.
  const isOfMany = others.length > 1 && saysNobody(quote);
  const mustSay = who !== 'doer' || isOfMany || others.length === 0;
  if (says(quote) || !mustSay) return [one];
  const sentence = sentenceOf(one);
  return says(sentence) ? [{ note, quote: sentence }] : [];
}

const longestSentence = 240;

/** The sentence around a quote, or the quote where that would be too long to read. */
function sentenceOf({ note, quote }: FoundQuote): string {
  const text = beforeOrders(note.text);
  const start = text.indexOf(quote);
  if (start < 0) return quote;
  const around = windowAround(text, { start, end: start + quote.length });
  const sentence = text.slice(around.start, around.end).trim();
  return sentence.length > longestSentence ? quote : sentence;
}

const pronoun = /\b(?:she|he|her|him|his|hers)\b/i;

/** What somebody said is nobody else's, nor the call's. */
const asksWords =
  /\bwhat (?:did|does|do|has|have)\b.*\b(?:say|said|think|thought|tell|told|mention|mentioned|want|ask|asked)\b/i;

/** Of a call with several, somebody's words are theirs: those of whoever is named, or was named last before "she". */
function isOfAsked({ note, quote }: FoundQuote, { about: { people, names }, question }: Shown): boolean {
  const asked = note.prospects.filter(({ key }) => people.has(key));
  const others = note.prospects.filter(({ key }) => !people.has(key));
  if (people.size === 0 || others.length === 0) return true;
  const sentence = sentenceOf({ note, quote });
  if (asked.length === 0)
    return saysName(sentence, names) || !(pronoun.test(sentence) || asksWords.test(question));
  if (lastNamed(sentence, asked) >= 0) return true;
  if (lastNamed(sentence, others) >= 0) return false;
  if (!pronoun.test(sentence)) return !asksWords.test(question);
  const before = note.text.slice(0, Math.max(0, note.text.indexOf(quote)));
  const [own, foreign] = [lastNamed(before, asked), lastNamed(before, others)];
  const [first] = note.prospects;
  return own === foreign ? first !== undefined && asked.includes(first) : own > foreign;
}

/** Where in a text one of them is named last, as a number of words; -1 for nowhere. */
function lastNamed(text: string, people: readonly Prospect[]): number {
  const names = new Set(people.flatMap(({ name }) => wordsOf(canonical(name))));
  return wordsOf(canonical(text.replace(/['’]s\b/gu, ''))).findLastIndex((word) => names.has(word));
}

/** A sentence says nothing that its notes do not. */
function isHeldUp(text: string, found: readonly FoundQuote[], shown: Shown): boolean {
  const notes = found.map(({ note }) => note);
  if (!isOfThem(text, notes, shown.headers)) return false;
  const deals = new Set(notes.map(({ deal }) => deal.key));
  const own = shown.headers.filter(({ deal }) => deals.has(deal.key));
  const ofDeals = shown.notes.filter(({ deal }) => deals.has(deal.key));
  const fault = sentenceFault(text, {
    signals: found.map((one) => signalOf(one, shown.signals)),
    notes: notes.map(({ id, day, text, prospects }) => {
      return { id, day, text, people: prospects.map(({ name }) => name) };
    }),
    dealText: ofDeals.map((note) => [note.deal.company, note.deal.label, note.text].join('\n')).join('\n'),
    people: [...new Set(own.flatMap(({ prospects }) => prospects.map(({ name }) => name)))],
    newestDay:
      own
        .map(({ day }) => day)
        .toSorted()
        .at(-1) ?? shown.asOf,
    today: shown.asOf,
  });
  return fault === null;
}

/** What was read in the words of a quote; of no kind where nothing was. */
function signalOf({ note, quote }: FoundQuote, signals: readonly Signal[]): Signal {
  const isSaid = (signal: Signal) =>
    mentionsOf(signal).some(
      (one) => one.noteId === note.id && (one.quote.includes(quote) || quote.includes(one.quote)),
    );
  const known = signals.find(isSaid);
  if (known) return known;
  const raisedBy = { noteId: note.id, day: note.day, quote, dueOn: null };
  const nothing = { closedBy: null, dueOn: null, dueBefore: [], again: [], isBeingChecked: false };
  return { kind: '', text: '', who: 'them', raisedBy, ...nothing };
}

/** Whoever is named in it is on a cited note, or named in one. */
function isOfThem(text: string, notes: readonly Note[], headers: readonly NoteHeader[]): boolean {
  const deals = new Set(notes.map(({ deal }) => deal.key));
  const people = new Set(notes.flatMap(({ prospects }) => prospects.map(({ key }) => key)));
  const texts = notes.map(({ text }) => text.replace(/['’]s(?![\p{L}\p{N}])/gu, ''));
  const said = ` ${canonical(texts.join(' '))} `;
  return namedIn(text, headers).every(
    ({ name, targets }) =>
      said.includes(` ${name} `) ||
      targets.some(({ prospect, deal }) => (prospect ? people.has(prospect.key) : deals.has(deal.key))),
  );
}
