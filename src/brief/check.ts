import { z } from 'zod';
import type { Note } from '../memory/note.ts';
import { type Answer, claimAnswer, signalAnswer } from './answer.ts';
import { addDays, daysBetween, isDay } from './calendar.ts';
import { merged } from './merge.ts';
import { beforeOrders } from './orders.ts';
import { createQuoteFinder } from './quote.ts';
import type { Rubric } from './rubric.ts';
import { isSafe, numbersIn, tidy } from './sentence.ts';
import type { Cited, Claim, Signal, Testimony } from './testimony.ts';

type SignalAnswer = Answer['signals'][number];

const signalTextLength = 60;
const claimLength = 240;
const most = { signals: 80, recommendation: 3, changed: 4 } as const;
const furthestDays = 3 * 366;

/** Loose on purpose: one bad item costs that item, not the answer. */
const loose = z.looseObject({
  signals: z.array(z.unknown()).catch([]),
  recommendation: z.array(z.unknown()).catch([]),
  changed: z.array(z.unknown()).catch([]),
});

/** The numbers that a sentence may use: those in the notes, and the parts of their days and due dates. */
function knownNumbers(notes: readonly Note[], dates: readonly string[]): ReadonlySet<string> {
  const texts = notes.map((note) => `${note.text} ${note.prospects.map((one) => one.name).join(' ')}`);
  const days = [...notes.map((note) => note.day), ...dates].map((day) => day.replaceAll('-', ' / '));
  return new Set([...texts, ...days].flatMap(numbersIn));
}

/** Holds each piece of an answer against the notes; counts what it drops. */
function createChecker(notes: readonly Note[], rubric: Rubric) {
  let dropped = 0;
  const shape = signalAnswer(Object.keys(rubric.kinds));
  const finders = notes.map(({ id, day, text }) => ({
    id,
    day,
    find: createQuoteFinder(beforeOrders(text)),
  }));

  const drop = (): null => {
    dropped += 1;
    return null;
  };
  const cite = (given: { note: number; quote: string }): Cited | null => {
    const shown = finders[given.note - 1];
    const quote = shown?.find(given.quote) ?? null;
    return shown === undefined || quote === null ? null : { noteId: shown.id, day: shown.day, quote };
  };
  /** A date that cannot be costs the date, not the signal. */
  const due = (given: string | null, from: string): string | null => {
    if (given === null) return null;
    return isDay(given) && Math.abs(daysBetween(from, given)) <= furthestDays ? given : drop();
  };
  /** Without a quote that holds, a matter stays open. */
  const closing = (given: SignalAnswer['closed'], raisedBy: Cited): Cited | null => {
    if (given === null) return null;
    const closedBy = cite(given);
    return closedBy === null || closedBy.day < raisedBy.day ? drop() : closedBy;
  };
  const signal = (raw: unknown): Signal | null => {
    const given = shape.safeParse(raw);
    const raisedBy = given.success ? cite(given.data.raised) : null;
    if (!given.success || raisedBy === null) return drop();
    const { kind, who, text, due_on, closed } = given.data;
    const dueOn = due(due_on, raisedBy.day);
    const closedBy = closing(closed, raisedBy);
    return { kind, who, text: tidy(text, signalTextLength), raisedBy, closedBy, dueOn };
  };
  const claim = (raw: unknown, known: ReadonlySet<string>): Claim | null => {
    if (raw === null || raw === undefined) return null;
    const given = claimAnswer.safeParse(raw);
    const cited = given.success ? cite(given.data) : null;
    if (!given.success || cited === null) return drop();
    const text = tidy(given.data.text, claimLength);
    return isSafe(text, known) ? { ...cited, text } : drop();
  };
  /** A signal with a quote that holds is kept under its kind's label when its own words may not be shown. */
  const named = (one: Signal, known: ReadonlySet<string>): Signal => {
    if (isSafe(one.text, known)) return one;
    drop();
    return { ...one, text: rubric.kinds[one.kind]?.label ?? one.kind };
  };
  return { signal, claim, named, dropped: () => dropped };
}

function isPresent<T>(value: T | null): value is T {
  return value !== null;
}

/** What of a model's answer holds against the notes it was shown, oldest first; null when it is no answer at all. */
export function checkAnswer(raw: unknown, notes: readonly Note[], rubric: Rubric): Testimony | null {
  const answer = loose.safeParse(raw);
  if (!answer.success) return null;
  const checker = createChecker(notes, rubric);
  const quoted = answer.data.signals.slice(0, most.signals).map(checker.signal).filter(isPresent);
  const dates = quoted.flatMap((one) => (one.dueOn === null ? [] : [one.dueOn, addDays(one.dueOn, -1)]));
  const known = knownNumbers(notes, dates);
  const claim = (one: unknown): Claim | null => checker.claim(one, known);
  const claims = (list: readonly unknown[], limit: number): readonly Claim[] =>
    list.slice(0, limit).map(claim).filter(isPresent);
  const testimony = {
    signals: merged(
      quoted.map((one) => checker.named(one, known)),
      rubric,
    ),
    doNext: claim(answer.data['do_next']),
    openWith: claim(answer.data['open_with']),
    recommendation: claims(answer.data.recommendation, most.recommendation),
    changed: claims(answer.data.changed, most.changed),
    tone: claim(answer.data['tone']),
    readIds: notes.map((note) => note.id).toReversed(),
  };
  return { ...testimony, dropped: checker.dropped() };
}
