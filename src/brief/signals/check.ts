import { z } from 'zod';
import type { Note } from '../../memory/note.ts';
import { addDays, daysBetween, isDay } from '../../util/calendar.ts';
import type { Rubric } from '../score/rubric.ts';
import { type Cited, type Claim, type Signal, saidAgain, type Testimony } from '../score/signal.ts';
import { beforeOrders } from './orders.ts';
import { type Answer, claimAnswer, signalAnswer } from './prompt.ts';
import { createQuoteFinder } from './quote.ts';
import { isSafe, type Known, knownFrom, tidy } from './sentence.ts';

const most = { signals: 80, recommendation: 3, changed: 4 } as const;

/** Loose on purpose: one bad item costs that item, not the answer. */
const loose = z.looseObject({
  signals: z.array(z.unknown()).catch([]),
  recommendation: z.array(z.unknown()).catch([]),
  changed: z.array(z.unknown()).catch([]),
});

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
  const known = knownFrom(notes, dates);
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

type SignalAnswer = Answer['signals'][number];

const signalTextLength = 60;
const claimLength = 240;

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
  const due = (given: SignalAnswer, from: string): string | null => {
    if (given.due_on === null) return null;
    return canBeDue(given.due_on, given.kind, from) ? given.due_on : drop();
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
    const { kind, who, text, closed } = given.data;
    const dueOn = due(given.data, raisedBy.day);
    const closedBy = closing(closed, raisedBy);
    return { kind, who, text: tidy(text, signalTextLength), raisedBy, closedBy, dueOn };
  };
  const claim = (raw: unknown, known: Known): Claim | null => {
    if (raw === null || raw === undefined) return null;
    const given = claimAnswer.safeParse(raw);
    const cited = given.success ? cite(given.data) : null;
    if (!given.success || cited === null) return drop();
    const text = tidy(given.data.text, claimLength);
    return isSafe(text, known) ? { ...cited, text } : drop();
  };
  /** A signal with a quote that holds is kept under its kind's label when its own words may not be shown. */
  const named = (one: Signal, known: Known): Signal => {
    if (isSafe(one.text, known)) return one;
    drop();
    return { ...one, text: rubric.kinds[one.kind]?.label ?? one.kind };
  };
  return { signal, claim, named, dropped: () => dropped };
}

const furthestDays = 3 * 366;
/** What stops the nagging may not stop it for years. */
const furthestQuietDays = 366;
const quietKinds = new Set(['agreed_silence', 'next_step']);

/** A date that cannot be costs the date, not the signal. */
function canBeDue(day: string, kind: string, from: string): boolean {
  const furthest = quietKinds.has(kind) ? furthestQuietDays : furthestDays;
  return isDay(day) && Math.abs(daysBetween(from, day)) <= furthest;
}

/** Good news said again in a later note stays its own signal, so that it fades from its newest day. */
function isSame(first: Signal, second: Signal, rubric: Rubric): boolean {
  if (first.kind !== second.kind || first.who !== second.who) return false;
  const sameText = first.text.toLowerCase() === second.text.toLowerCase();
  if (first.raisedBy.noteId === second.raisedBy.noteId) {
    return sameText || first.raisedBy.quote === second.raisedBy.quote;
  }
  const adds = (rubric.kinds[first.kind]?.points ?? 0) > 0;
  const raisedAgain = first.closedBy !== null && first.closedBy.day <= second.raisedBy.day;
  return sameText && !adds && !raisedAgain;
}

function joined(first: Signal, { raisedBy, dueOn, closedBy }: Signal): Signal {
  const both = saidAgain(first, { ...raisedBy, dueOn });
  return { ...both, closedBy: first.closedBy ?? closedBy };
}

/** One signal per matter, oldest first: what a model lists twice is raised by its first note and counts once, and the later notes are told beside it. */
function merged(signals: readonly Signal[], rubric: Rubric): readonly Signal[] {
  const kept: Signal[] = [];
  for (const signal of signals.toSorted((a, b) => a.raisedBy.day.localeCompare(b.raisedBy.day))) {
    const index = kept.findIndex((other) => isSame(other, signal, rubric));
    const before = kept[index];
    if (before === undefined) kept.push(signal);
    else kept[index] = joined(before, signal);
  }
  return kept;
}
