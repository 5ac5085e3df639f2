import { allStems, stemOf } from '../../brief/evidence/content-words.ts';
import { type EvidenceDeps, readScope, type Unread } from '../../brief/evidence/find-evidence.ts';
import type { SearchedDeal } from '../../brief/evidence/find-signals.ts';
import { kindsAsked } from '../../brief/evidence/kind-words.ts';
import { isPromisedToo, owedRequestsOf } from '../../brief/open-items.ts';
import { figuresIn } from '../../brief/quotes/figures.ts';
import { priceIn } from '../../brief/quotes/money.ts';
import { lateText } from '../../brief/score/promise-words.ts';
import { isLate } from '../../brief/score/trouble.ts';
import { closingNote, type Known, lostSaid, outcomeAsked } from '../../brief/signals/history.ts';
import {
  byLastSaid,
  endWords,
  lastSaid,
  mentionsOf,
  type Signal,
  slipsOf,
  troubleKinds,
} from '../../brief/signals/signal.ts';
import { canonical, wordsOf } from '../../memory/identity/names.ts';
import { byNewestCall, type NoteHeader, type Prospect } from '../../memory/note.ts';
import { dayName, isWithin, laterDay, weekdayOf } from '../../util/calendar.ts';
import { ever } from '../../util/coming-period.ts';
import { timesText } from '../../util/counted.ts';
import { andMore, citedNote, type OwnDeals, type Sentence, whomOf } from '../answer.ts';
import type { AskedTeam } from '../house/house.ts';
import { doerIn, isDoneByAnother } from '../what-is-asked.ts';
import { colleaguesOf, keptOf, lateOf, nearWords, ofTheirDeal } from './beside.ts';
import type { ListQuestion } from './list-question.ts';

/** Where to look, and for whom. */
interface ListScope {
  /** Of the deals asked about, all that the asker may see. */
  readonly headers: readonly NoteHeader[];
  readonly asker: string;
  /** The asker's day, `YYYY-MM-DD`. */
  readonly asOf: string;
  /** Keys of the people who were named. */
  readonly people: ReadonlySet<string>;
  /** Somebody, or some company, was named. */
  readonly isOfNamed: boolean;
  readonly own: OwnDeals;
  /** What these people are called, by their Slack user ids. */
  readonly names: AskedTeam['names'];
}

/** What was found, as sentences of code. */
export interface Listed {
  readonly sentences: readonly Sentence[];
  /** Where there are none: what there is instead, or late by now. */
  readonly besides: readonly Sentence[];
  /** Something of that is a colleague's. */
  readonly isColleagues: boolean;
  readonly reading: Unread;
  /** Where there is neither: words of the notes in question that may say it all the same. */
  readonly near: readonly Sentence[];
  /** Some note has words of the kinds asked for, whatever was read in it. */
  readonly isWorded: boolean;
}

interface Line {
  readonly deal: SearchedDeal;
  readonly signal: Signal;
  /** The deal's newest note says lost, and nobody has marked it so. */
  readonly isLostSaid: boolean;
}

const mostShown = 8;
const mostBeside = 3;

/** Signals of the kinds asked for, from what was read: no model is asked. */
export async function listed(deps: EvidenceDeps, question: ListQuestion, scope: ListScope): Promise<Listed> {
  const { deals, notes, reading } = await readScope(deps, scope.headers);
  const find = (wanted: ListQuestion) =>
    deals.flatMap((deal) => linesOf(deal, wanted, scope)).toSorted(inOrder);
  const worded = notes.filter(({ text }) => isOfKinds(text, question.kinds));
  const lines = find(question);
  const first = lines.slice(0, mostShown);
  const kept = first.length > 0 ? [] : keptOf(question, scope).flatMap(find);
  // Words of the asker's own that were read as no promise may be one all the same.
  const isAskers = worded.some(({ author }) => author === scope.asker);
  const others = first.length > 0 || isAskers ? [] : colleaguesOf(question, scope).flatMap(find);
  const ofDeal = first.length > 0 ? [] : ofTheirDeal(question, scope).flatMap(find);
  const beside = [...kept, ...others, ...ofDeal].slice(0, mostBeside);
  const late = lateOf(question, scope).flatMap(find);
  const names = await scope.names(colleaguesIn([...first, ...beside, ...late.slice(0, 1)], scope));
  const tell = (line: Line) => sentenceOf(line, scope, names);
  const lateToo = alreadyLate(late, tell);
  const rest = lines.length - mostShown;
  const shown = first.flatMap(tell);
  return {
    sentences: shown.length > 0 ? [...shown, ...andMore(rest), ...lateToo] : [],
    besides: [...beside.flatMap(tell), ...(shown.length > 0 ? [] : lateToo)],
    isColleagues: others.length > 0,
    reading,
    near: scope.isOfNamed && shown.length === 0 ? nearWords(question, notes) : [],
    isWorded: worded.length > 0,
  };
}

/** One sentence, the longest late named. */
function alreadyLate(
  [first, ...others]: readonly Line[],
  tell: (line: Line) => readonly Sentence[],
): readonly Sentence[] {
  const lead = others.length === 0 ? 'Late already, ' : `${others.length + 1} are late already, the first `;
  return first === undefined ? [] : tell(first).map(({ text, cited }) => ({ text: `${lead}${text}`, cited }));
}

function isOfKinds(text: string, kinds: ReadonlySet<string>): boolean {
  return [...kindsAsked(text)].some((kind) => kinds.has(kind));
}

/** Who promised what is told, the asker left out. */
function colleaguesIn(lines: readonly Line[], { asker }: ListScope): readonly string[] {
  const promised = lines.filter(({ signal: { kind, who } }) => kind === 'promise' && who === 'us');
  const authors = promised.flatMap(({ deal, signal }) => authorOf(deal, signal) ?? []);
  return [...new Set(authors)].filter((author) => author !== asker);
}

function linesOf(deal: SearchedDeal, question: ListQuestion, scope: ListScope): readonly Line[] {
  const { asOf, people, own } = scope;
  const known = deal.history.on(laterDay(asOf, deal.asOf));
  const isStillSo = question.ended === 'no' ? afterClosing(known) : () => true;
  const isLostSaid = lostSaid(known) !== null;
  if (question.isOfOwnDeals && !own.all.has(keyOf(deal))) return [];
  return known.signals
    .filter((signal) => isWanted(signal, question) && !isOverOnly(signal, question, asOf))
    .filter((signal) => !question.kinds.has('promise') || !isPromisedToo(signal, known.signals))
    .filter((signal) => !question.isPersonal || isOfNamed(deal, signal, people))
    .filter((signal) => !isOwnAsked(signal, question) || isAskers(deal, signal, scope))
    .filter((signal) => question.by === undefined || authorOf(deal, signal) === question.by)
    .filter(isStillSo)
    .map((signal) => ({ deal, signal, isLostSaid }));
}

/** Said on a call with somebody of those named, and in words that name nobody else of the deal. */
function isOfNamed({ notes }: SearchedDeal, signal: Signal, people: ReadonlySet<string>): boolean {
  const all = [...new Map(notes.flatMap(({ prospects }) => prospects.map((one) => [one.key, one]))).values()];
  if (!all.some(({ key }) => people.has(key))) return true;
  const named = all.filter(({ key }) => people.has(key));
  if (isByAnother(signal, named)) return false;
  return mentionsOf(signal).some(({ noteId, quote }) => {
    const own = notes.find(({ id }) => id === noteId)?.prospects ?? [];
    const said = ` ${canonical(quote)} `;
    const isNamed = ({ name }: Prospect) =>
      wordsOf(canonical(name)).some((word) => said.includes(` ${word} `));
    const others = own.filter(({ key }) => !people.has(key));
    const asked = own.filter(({ key }) => people.has(key));
    return asked.length > 0 && (others.length === 0 || asked.some(isNamed) || !others.some(isNamed));
  });
}

/** A promise of theirs that its words have somebody else make. */
function isByAnother({ kind, who, raisedBy }: Signal, people: readonly Prospect[]): boolean {
  const names = people.flatMap(({ name, company }) => [name, company ?? '']);
  return kind === 'promise' && who === 'them' && isDoneByAnother(raisedBy.quote, names);
}

function isOwnAsked({ kind, who }: Signal, { isOwn, isOfOwnDeals }: ListQuestion): boolean {
  return isOwn === true || (isOfOwnDeals === true && kind === 'promise' && who === 'us');
}

/** On a deal that was taken over all that was promised before is the asker's to keep; on one that was given away nothing is. */
function isAskers(deal: SearchedDeal, signal: Signal, { asker, isOfNamed, own }: ListScope): boolean {
  const key = keyOf(deal);
  if (own.taken.has(key)) return true;
  return authorOf(deal, signal) === asker && (isOfNamed || own.all.has(key));
}

function keyOf({ notes: [newest] }: SearchedDeal): string {
  return newest?.deal.key ?? '';
}

function authorOf({ notes }: SearchedDeal, { raisedBy }: Signal): string | undefined {
  return notes.find(({ id }) => id === raisedBy.noteId)?.author;
}

/** What was to hold until a day that has passed is over, not late; so is a meeting of before, where what is to come is asked for. */
function isOverOnly(signal: Signal, { due }: ListQuestion, asOf: string): boolean {
  if (due === undefined) return false;
  if (due.to < asOf) return !isLate(signal, asOf);
  const { kind, dueOn } = signal;
  return kind === 'next_step' && due.from === ever && dueOn !== null && dueOn < asOf;
}

/**
 * Tells what of a deal is open: all while it is, and nothing once it is lost. What was promised before it was won is
 * still owed, and what they asked for by a day since; what a later note says is of more than what was won.
 */
function afterClosing(known: Known): (signal: Signal) => boolean {
  const closing = closingNote(known.notes);
  if (closing === null) return () => true;
  if (closing.outcome !== 'won') return () => false;
  const later = new Set(known.notes.filter((note) => byNewestCall(note, closing) < 0).map(({ id }) => id));
  const requests = new Set(owedRequestsOf(known));
  return (signal) => later.has(signal.raisedBy.noteId) || signal.kind === 'promise' || requests.has(signal);
}

function isWanted(signal: Signal, question: ListQuestion): boolean {
  const { kinds, who, ended, due } = question;
  const { kind, closedBy, dueOn } = signal;
  return [
    kinds.has(kind),
    who === undefined || sideToAct(signal) === who,
    closedBy === null ? ended !== 'only' : ended !== 'no' && closedBy.how !== 'moved',
    due === undefined ||
      (dueOn !== null && isWithin(dueOn, due)) ||
      (question.orSaid && isWithin(signal.raisedBy.day, due)),
    holdsWords(signal, question),
  ].every(Boolean);
}

/** What they asked for is for us to do. */
function sideToAct({ kind, who }: Signal): Signal['who'] {
  return kind === 'buyer_request' ? 'us' : who;
}

function holdsWords(signal: Signal, { words, freely, says, doer }: ListQuestion): boolean {
  if (doer && !mentionsOf(signal).some(({ quote }) => canonical(doerIn(quote)).includes(doer))) return false;
  if (says && ![signal.text, ...mentionsOf(signal).map(({ quote }) => quote)].some((text) => says.test(text)))
    return false;
  if (words.length === 0 || freely.has(signal.kind)) return true;
  const quotes = mentionsOf(signal).map(({ quote }) => quote);
  const stems = allStems([signal.text, ...quotes].join(' '));
  return words.every((word) => stems.has(stemOf(word)));
}

/** What is open first, by its day; then the newest. */
function inOrder(one: Line, other: Line): number {
  const [a, b] = [one.signal, other.signal];
  const [isOver, isOtherOver] = [a.closedBy !== null, b.closedBy !== null];
  if (isOver !== isOtherOver) return isOver ? 1 : -1;
  const byDay = (a.dueOn ?? '9999').localeCompare(b.dueOn ?? '9999');
  return (isOver ? 0 : byDay) || byLastSaid(a, b);
}

/** "Priya Sharma at Rentfield: Migration timeline, open since 3 Nov.", with where it was said first, last, and ended. */
function sentenceOf(
  { deal, signal, isLostSaid }: Line,
  scope: ListScope,
  names: ReadonlyMap<string, string>,
): readonly Sentence[] {
  const { closedBy, raisedBy } = signal;
  const said = lastSaid(signal);
  const note = deal.notes.find(({ id }) => id === said.noteId);
  if (!note) return [];
  const places = [raisedBy, ...(said === raisedBy ? [] : [said]), ...(closedBy ? [closedBy] : [])];
  const cited = places.flatMap(({ noteId, quote }) => {
    const from = deal.notes.find(({ id }) => id === noteId);
    return from ? [citedNote(from, quote)] : [];
  });
  const standing = [standingOf(signal, scope.asOf), ...(signal.isBeingChecked ? ['being checked'] : [])];
  // A deal that may be over asks for that first: what was agreed on it waits, and why it ended is not sure.
  const isInDoubt = isLostSaid && closedBy === null && inDoubt.has(signal.kind);
  const doubt = isInDoubt ? `; ${outcomeAsked('lost')}` : '.';
  const author = authorOf(deal, signal) ?? '';
  const us = author === scope.asker ? 'you' : (names.get(author) ?? 'a colleague');
  const text = `${whomOf(note)}: ${[whatOf(signal, note, us), ...standing].join(', ')}${doubt}`;
  return [{ text, cited }];
}

const inDoubt: ReadonlySet<string> = new Set(['promise', 'next_step', 'reason']);

/** `us`: which of ours promised it. */
function whatOf(signal: Signal, { prospects }: NoteHeader, us: string): string {
  const { kind, who, text } = signal;
  // Of "10-15k" no figure is taken: the words say it.
  if (kind === 'amount' && typeof priceIn(lastSaid(signal).quote) === 'string')
    return `“${lastSaid(signal).quote}”`;
  if (kind === 'buyer_request') return `they asked for: ${text}`;
  if (isByAnother(signal, prospects)) return `“${signal.raisedBy.quote}”`;
  if (kind !== 'promise') return isOutdated(signal) ? `“${lastSaid(signal).quote}”` : text;
  return `${who === 'us' ? us : 'they'} promised: ${text}`;
}

/** Its name has a figure, such as a day, in place of which another was said since. */
function isOutdated(signal: Signal): boolean {
  const { raisedBy, text } = signal;
  const said = lastSaid(signal);
  const figures = figuresIn(said.quote);
  return said !== raisedBy && figures.size > 0 && [...figuresIn(text)].some((one) => !figures.has(one));
}

/** Kinds that stay open until something settles them. */
const troubles: ReadonlySet<string> = new Set([...troubleKinds, 'ask_unanswered', 'buyer_request']);

function standingOf(signal: Signal, asOf: string): string {
  const { kind, closedBy, raisedBy, dueOn } = signal;
  if (closedBy) return `${endWords[closedBy.how]} on ${dayName(closedBy.day, asOf)}`;
  if (dueOn !== null) return dueText(signal, dueOn, asOf);
  if (troubles.has(kind)) return `open since ${dayName(raisedBy.day, asOf)}`;
  return kind === 'promise' ? 'no date' : `said on ${dayName(lastSaid(signal).day, asOf)}`;
}

function dueText(signal: Signal, dueOn: string, asOf: string): string {
  const day = `${weekdayOf(dueOn).slice(0, 3)} ${dayName(dueOn, asOf)}`;
  const slips = slipsOf(signal);
  const slipped = slips > 0 ? `, put off ${timesText(slips)}` : '';
  return `${dayText(signal, day, { dueOn, asOf })}${slipped}`;
}

/** Late is said as late, and nothing is due by a day that has passed. */
function dayText(signal: Signal, day: string, { dueOn, asOf }: { dueOn: string; asOf: string }): string {
  const { kind } = signal;
  const isOver = dueOn < asOf;
  if (kind === 'agreed_silence' || (troubles.has(kind) && kind !== 'buyer_request'))
    return isOver ? `was until ${day}` : `until ${day}`;
  if (kind === 'next_step' || kind === 'close_date' || !isLate(signal, asOf)) {
    const lead = kind === 'next_step' ? 'on' : 'by';
    return isOver ? `was for ${day}` : `${lead} ${day}`;
  }
  return `${lateText(signal, asOf)}, due ${day}`;
}
