import type { Note } from '../../memory/note.ts';
import type { Rubric } from '../score/rubric.ts';
import { type Answer, claimAnswer, signalAnswer } from './answer.ts';
import { canBeDue } from './can-be-due.ts';
import { beforeOrders } from './orders.ts';
import { createQuoteFinder } from './quote.ts';
import { isSafe, type Known } from './sentence.ts';
import type { Cited, Claim, Signal } from './testimony.ts';
import { tidy } from './tidy.ts';

type SignalAnswer = Answer['signals'][number];

const signalTextLength = 60;
const claimLength = 240;

/** Holds each piece of an answer against the notes; counts what it drops. */
export function createChecker(notes: readonly Note[], rubric: Rubric) {
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
