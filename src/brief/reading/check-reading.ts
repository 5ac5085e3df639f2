import { z } from 'zod';
import { canonical, wordsOf } from '../../memory/identity/names.ts';
import type { Note } from '../../memory/note.ts';
import {
  hasHeardThem,
  isUpwards,
  type KindCase,
  type KindRule,
  kindFault,
  whoOf,
} from '../checks/kind-checks.ts';
import { isPlain, tidy } from '../checks/sentence.ts';
import { freesOfDebt, isForOneCase, isInPart, isRumourDenied } from '../quotes/clause.ts';
import { dueDay, withoutDeadline } from '../quotes/due-day.ts';
import { figuresIn } from '../quotes/figures.ts';
import { findOrders, isOrdered, type Orders } from '../quotes/orders.ts';
import { clipped, createPlaceFinder, type Place } from '../quotes/quote.ts';
import type { DropReason, LeftOut, ReadChange, Reading, ReadSignal, SignalRef } from '../signals/reading.ts';
import type { Ending } from '../signals/signal.ts';
import { changeAnswer, outcomeAnswer, signalAnswer, type ToRead } from './reading-prompt.ts';

/** A model's answer to a reading prompt, and what it is held against. */
export interface Answered {
  readonly raw: unknown;
  readonly asked: ToRead;
  /** The rubric's kinds, by their names. */
  readonly kinds: Readonly<Record<string, KindRule>>;
  /** Ids of the notes that the lines of Standing were gathered from. */
  readonly against: readonly string[];
  /** Whether `12/5` is 5 December to everybody. */
  readonly isMonthFirst: boolean;
  /** Authors to whom it is. */
  readonly monthFirst?: ReadonlySet<string>;
}

/** What of an answer holds. */
export interface CheckedReadings {
  /** One for each note that the answer speaks of, in the order of the notes. */
  readonly readings: readonly Reading[];
  /** Notes that were asked for and are not in the answer: they are still to be read. */
  readonly unreadIds: readonly string[];
}

/** Loose on purpose: one bad item costs that item, not the answer. */
const looseAnswer = z.looseObject({ notes: z.array(z.unknown()) });
const looseNote = z.looseObject({
  note: z.int(),
  changes: z.array(z.unknown()).catch([]),
  signals: z.array(z.unknown()).catch([]),
});
type NoteAnswer = z.infer<typeof looseNote>;

const mostOfANote = 60;
const textLength = 60;

/** Holds each piece of an answer against the notes; what fails is kept under its reason, the rest stands. */
export function checkReading(answered: Answered): CheckedReadings {
  const given = looseAnswer.safeParse(answered.raw).data?.notes ?? [];
  const items = given.flatMap((one) => looseNote.safeParse(one).data ?? []);
  const bench = createBench(answered, new Set(items.map(({ note }) => note)));
  const asked = items
    .filter(({ note }) => bench.pages[note - 1] !== undefined)
    .toSorted((a, b) => a.note - b.note);
  for (const item of asked) checkSignals(bench, item);
  for (const item of asked) {
    for (const raw of item.changes.slice(0, mostOfANote)) checkChange(bench, item.note, raw);
    checkOutcome(bench, item);
  }
  return {
    readings: bench.pages.filter(({ isRead }) => isRead).map((page) => readingOf(page, bench)),
    unreadIds: bench.pages.filter(({ isRead }) => !isRead).map(({ note }) => note.id),
  };
}

/** A note under its number, and what holds of it so far. */
interface Page {
  readonly index: number;
  readonly note: Note;
  /** Whether the answer speaks of it. */
  readonly isRead: boolean;
  readonly find: (quote: string) => Place | null;
  readonly orders: Orders;
  readonly signals: ReadSignal[];
  readonly changes: ReadChange[];
  readonly leftOut: LeftOut[];
  outcome: Reading['outcome'];
}

/** What an id in the answer stands for. */
interface Target {
  readonly of: SignalRef & { readonly text: string };
  /** The day that it was said. */
  readonly day: string;
  /** When it is due, `YYYY-MM-DD`; null where no day is known. */
  readonly dueOn: string | null;
  /** Where it was given in this answer; -1 for a line of Standing. */
  readonly index: number;
}

interface Bench extends Answered {
  readonly pages: readonly Page[];
  readonly targets: Map<string, Target>;
  readonly shape: ReturnType<typeof signalAnswer>;
  /** The numbers of Standing, then of each note and its day. */
  readonly figures: readonly ReadonlySet<number>[];
}

function createBench(answered: Answered, spokenOf: ReadonlySet<number>): Bench {
  const pages = answered.asked.notes.map(
    (note, index): Page => ({
      index,
      note,
      isRead: spokenOf.has(index + 1),
      find: createPlaceFinder(note.text),
      orders: findOrders(note.text),
      signals: [],
      changes: [],
      leftOut: [],
      outcome: null,
    }),
  );
  const targets = new Map(
    answered.asked.standing.map(({ id, signal }): [string, Target] => {
      const { kind, who, text, raisedBy, dueOn } = signal;
      const of = { noteId: raisedBy.noteId, kind, who, quote: raisedBy.quote, text };
      return [id, { of, day: raisedBy.day, dueOn, index: -1 }];
    }),
  );
  const stood = answered.asked.standing
    .map(({ signal }) => `${signal.text} ${signal.raisedBy.quote}`)
    .join('; ');
  const figures = [stood, ...pages.map(({ note }) => `${note.text}; ${note.day.replaceAll('-', ' ; ')}`)].map(
    figuresIn,
  );
  return { ...answered, pages, targets, figures, shape: signalAnswer(Object.keys(answered.kinds)) };
}

/** Words of a note that hold, in its own characters. */
interface Found {
  readonly page: Page;
  readonly place: Place;
  readonly quote: string;
}

/** Under a wrong number a quote is moved to the one note that has it. */
function locate({ pages }: Bench, number: number, quote: string): Found | null {
  const own = foundIn(pages[number - 1], quote);
  if (own !== null) return own;
  const others = pages.flatMap((page) => foundIn(page, quote) ?? []);
  const [only] = others;
  return only !== undefined && others.length === 1 && only.page.isRead ? only : null;
}

function foundIn(page: Page | undefined, quote: string): Found | null {
  const place = page?.find(quote) ?? null;
  if (page === undefined || place === null) return null;
  return { page, place, quote: clipped(page.note.text.slice(place.start, place.end)) };
}

function drop(page: Page | undefined, why: DropReason, given: Partial<Omit<LeftOut, 'why'>>): void {
  const text = tidy(given.text ?? '', textLength);
  page?.leftOut.push({
    kind: given.kind ?? 'signal',
    who: given.who ?? 'them',
    text: isPlain(text) ? text : '',
    quote: given.quote ?? '',
    dueOn: given.dueOn ?? null,
    why,
  });
}

/** Kinds that need others of their note come last, whatever the order they are given in. */
const lateNeeds: Readonly<Record<string, number>> = {
  person_on_call: 1,
  decision_maker_same_note: 2,
  pilot_before: 2,
};

function checkSignals(bench: Bench, { note, signals }: NoteAnswer): void {
  const given = signals.slice(0, mostOfANote).flatMap((raw) => {
    const { data } = bench.shape.safeParse(raw);
    if (data === undefined) drop(bench.pages[note - 1], 'shape', {});
    return data ?? [];
  });
  const turnOf = (kind: string): number =>
    Math.max(0, ...(bench.kinds[kind]?.needs ?? []).map((need) => lateNeeds[need] ?? 0));
  for (const one of given.toSorted((a, b) => turnOf(a.kind) - turnOf(b.kind))) checkSignal(bench, note, one);
}

type SignalAnswer = z.infer<ReturnType<typeof signalAnswer>>;

function checkSignal(bench: Bench, number: number, given: SignalAnswer): void {
  const { kind, id } = given;
  const found = locate(bench, number, given.quote);
  if (found === null) {
    drop(bench.pages[number - 1], 'quote', { kind, who: given.who, text: given.text });
    return;
  }
  const { page, place, quote } = found;
  const who = whoOf(kind, given.who, { text: page.note.text, place, ours: bench.asked.ours ?? [] });
  const rule = bench.kinds[kind] ?? {};
  const dueOn = dueOf(bench, found, { kind, words: given.due_words });
  const signal = {
    kind,
    who,
    text: textOf(bench, found, { kind, text: given.text, dueOn }),
    quote,
    dueOn,
    over: null,
  };
  const fault = kindFault(
    { kind, who, text: given.text, place, dueOn, note: callOf(page), known: knownAt(bench, page) },
    rule,
  );
  if (isOrdered(page.orders, place, isUpwards(rule))) drop(page, 'order', signal);
  else if (fault !== null) drop(page, fault === 'clause' ? 'clause' : 'kind', signal);
  else keep(bench, found, { ...signal, over: overOf(page, given) }, id);
}

function keep({ targets }: Bench, { page }: Found, signal: ReadSignal, id: string): void {
  const { kind, who, quote, text, dueOn } = signal;
  const isKept = page.signals.some((one) => one.kind === kind && one.who === who && one.quote === quote);
  if (!isKept) page.signals.push(signal);
  if (targets.has(id)) return;
  const of = { noteId: page.note.id, kind, who, quote, text };
  targets.set(id, { of, day: page.note.day, dueOn, index: page.index });
}

function callOf({ note }: Page): KindCase['note'] {
  return {
    day: note.day,
    text: note.text,
    outcome: note.outcome,
    people: note.prospects.map(({ name }) => name),
  };
}

/** What stood before a note, and what holds of it so far. */
function knownAt({ asked, pages }: Bench, { index }: Page): KindCase['known'] {
  const stood = asked.standing.map(({ signal: { kind, text, raisedBy, dueOn } }) => {
    return { kind, text, quote: raisedBy.quote, dueOn, isSameNote: false };
  });
  const named = asked.people.map((text) => {
    return { kind: 'person', text, quote: text, dueOn: null, isSameNote: false };
  });
  const read = pages.slice(0, index + 1).flatMap((page) => {
    return page.signals.map(({ kind, text, quote, dueOn }) => ({
      kind,
      text,
      quote,
      dueOn,
      isSameNote: page.index === index,
    }));
  });
  return [...named, ...stood, ...read];
}

function dueOf(
  { isMonthFirst: isSo, monthFirst }: Bench,
  { page, place }: Found,
  of: { kind: string; words: string | null },
): string | null {
  if (of.words === null) return null;
  const { text, day, author } = page.note;
  const isMonthFirst = isSo || monthFirst?.has(author) === true;
  return dueDay({ words: of.words, text, quote: place, day, kind: of.kind, isMonthFirst });
}

/** The model's few words for a card, or the note's own where those may not be shown or have numbers of no note so far. */
function textOf(
  { figures }: Bench,
  { page, quote }: Found,
  given: { kind: string; text: string; dueOn: string | null },
): string {
  const text = tidy(given.text, textLength);
  const known = [...figures.slice(0, page.index + 2), figuresIn((given.dueOn ?? '').replaceAll('-', ' ; '))];
  const isOwn = [...figuresIn(text)].every((figure) => known.some((all) => all.has(figure)));
  const told = isOwn && isPlain(text) ? text : tidy(quote, textLength);
  const isTold = given.dueOn !== null && owed.has(given.kind);
  return isTold ? withoutDeadline(told, page.note.text) : told;
}

/** What somebody waits for: code says its day, and late when it is over. */
const owed: ReadonlySet<string> = new Set(['promise', 'buyer_request']);

/** How the same note ends what it says; null where its words for that do not hold. */
function overOf(page: Page, { over, kind }: SignalAnswer): ReadSignal['over'] {
  if (over === null) return null;
  const found = foundIn(page, over.quote);
  if (found !== null && howMeant(found, over.how) === over.how && isEnded(page, found.place, over.how))
    return { how: over.how, quote: found.quote };
  drop(page, found === null ? 'quote' : 'kind', { kind });
  return null;
}

/** Nothing is settled or passed where nobody of theirs was heard, or by an order to a machine. */
function isEnded(page: Page, place: Place, how: Ending): boolean {
  const isGood = how === 'settled' || how === 'passed' || how === 'done';
  if (isOrdered(page.orders, place, isGood)) return false;
  return (how !== 'settled' && how !== 'passed') || hasHeardThem(callOf(page));
}

function checkChange(bench: Bench, number: number, raw: unknown): void {
  const page = bench.pages[number - 1];
  const { data: given } = changeAnswer.safeParse(raw);
  if (given === undefined) {
    drop(page, 'shape', { kind: 'change' });
    return;
  }
  const target = bench.targets.get(given.signal);
  const found = locate(bench, number, given.quote);
  const about = { ...target?.of, quote: found?.quote ?? '' };
  if (target === undefined) drop(page, 'target', { kind: 'change', quote: about.quote });
  else if (found === null) drop(page, 'quote', about);
  else changeTarget(bench, found, target, { ...given, how: howMeant(found, given.how) });
}

type ChangeAnswer = z.infer<typeof changeAnswer>;

/** What was done in part is still owed. */
function howMeant({ page, place }: Found, how: ChangeAnswer['how']): ChangeAnswer['how'] {
  return how === 'done' && isInPart(page.note.text, place) ? 'again' : how;
}

function changeTarget(bench: Bench, found: Found, target: Target, given: ChangeAnswer): void {
  const { page, place, quote } = found;
  const about = { ...target.of, quote };
  if (!canChange(page, target, given.how)) drop(page, 'target', about);
  else if (given.how === 'again' && owed.has(target.of.kind) && freesOfDebt(quote))
    drop(page, 'clause', about);
  else if (given.how === 'done' && isHeldEarly(target, found)) drop(page, 'target', about);
  else if (given.how !== 'again' && !isEnded(page, place, given.how))
    drop(page, hasHeardThem(callOf(page)) ? 'order' : 'kind', about);
  else if (target.index === page.index) endOwn(found, target, given.how);
  else change(bench, found, target, given);
}

/** That there was a call holds no step that is agreed for a day ahead: its words must name the step itself. */
function isHeldEarly({ of, dueOn }: Target, { page: { note }, quote }: Found): boolean {
  if (of.kind !== 'next_step' || dueOn === null || dueOn <= note.day) return false;
  const names = new Set(note.prospects.flatMap(({ name }) => wordsOf(canonical(name))));
  const matter = wordsOf(canonical(`${of.text} ${of.quote}`)).filter(
    (word) => !names.has(word) && !anyCall.has(word),
  );
  return !wordsOf(canonical(quote)).some((word) => word.length > 3 && matter.includes(word));
}

/** What any call may be called, and the words around it. */
const anyCall = new Set(
  'call calls called meeting meetings meet talk talked spoke speak chat with next good quick short long first second today agreed planned have will about from they them their that this team'.split(
    ' ',
  ),
);

/** An older note ends nothing that a newer one says, and nothing is said again by its own note. */
function canChange({ index, note }: Page, target: Target, how: Ending | 'again'): boolean {
  if (target.index > index) return false;
  return how === 'again' ? target.index !== index : note.day >= target.day;
}

function endOwn({ page, quote }: Found, { of }: Target, how: Ending | 'again'): void {
  const at = page.signals.findIndex(
    (one) => one.kind === of.kind && one.who === of.who && one.quote === of.quote,
  );
  const signal = page.signals[at];
  if (signal !== undefined && signal.over === null && how !== 'again')
    page.signals[at] = { ...signal, over: { how, quote } };
}

function change(bench: Bench, found: Found, { of }: Target, given: ChangeAnswer): void {
  const { page, quote } = found;
  const dueOn = dueOf(bench, found, { kind: of.kind, words: given.due_words });
  const how = given.how === 'moved' && !isReplaced(page, of) ? unmoved(of.kind, dueOn) : given.how;
  const isDone = page.changes.some(
    (one) => one.of.noteId === of.noteId && one.of.kind === of.kind && one.of.quote === of.quote,
  );
  if (how === null) drop(page, 'target', { ...of, quote });
  else if (!isDone) page.changes.push({ of, how, quote, dueOn });
}

const ofTheOffer = ['proposal_out', 'amount', 'terms_agreed'];

/** Whether a note says what took the place of a signal. */
function isReplaced({ signals }: Page, { kind, who }: SignalRef): boolean {
  return signals.some(
    (one) =>
      (one.kind === kind && one.who === who) || (ofTheOffer.includes(kind) && ofTheOffer.includes(one.kind)),
  );
}

/**
 * What moved with nothing in its place: the same matter on another day, or still owed. A step or a closing date that was
 * put off without a new day does not stand any more; of other kinds nothing has changed.
 */
function unmoved(kind: string, dueOn: string | null): 'again' | 'moved' | null {
  if (dueOn !== null || kind === 'promise' || kind === 'buyer_request') return 'again';
  return kind === 'next_step' || kind === 'close_date' ? 'moved' : null;
}

function checkOutcome(bench: Bench, { note, outcome }: NoteAnswer): void {
  if (outcome === null || outcome === undefined) return;
  const page = bench.pages[note - 1];
  const { data } = outcomeAnswer.safeParse(outcome);
  const found = data && locate(bench, note, data.quote);
  if (data === undefined) drop(page, 'shape', { kind: 'outcome' });
  else if (!found) drop(page, 'quote', { kind: 'outcome', text: data.words });
  else if (isOrdered(found.page.orders, found.place, true))
    drop(page, 'order', { kind: 'outcome', text: data.words });
  else if (!isSaidPlainly(found, data.words))
    drop(found.page, 'clause', { kind: 'outcome', text: data.words });
  else found.page.outcome ??= { words: data.words, quote: found.quote };
}

/** Neither a rumour that the note denies nor for one case alone: "we're out unless we halve it". */
function isSaidPlainly({ page: { note }, place }: Found, words: 'won' | 'lost' | 'reopened'): boolean {
  if (isRumourDenied(note.text, place)) return false;
  return words === 'reopened' || !isForOneCase(note.text, place);
}

function readingOf(page: Page, { pages, against }: Bench): Reading {
  const { note, index, signals, changes, outcome, leftOut } = page;
  const earlier = pages.slice(0, index).flatMap(({ note: { id }, isRead }) => (isRead ? [id] : []));
  return {
    noteId: note.id,
    signals,
    changes,
    outcome,
    leftOut,
    against: [...new Set([...against, ...earlier])],
    checkingUntil: null,
  };
}
