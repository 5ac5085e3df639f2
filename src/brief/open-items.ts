import type { OpenItem, PromiseLine } from './brief.ts';
import { level } from './quotes/quote.ts';
import type { Scale } from './score/rubric.ts';
import { isLate, pointsOf } from './score/trouble.ts';
import { closingNote, type Known, saidSinceClosing } from './signals/history.ts';
import { citedOf, datedBy, lastSaid, type Signal, troubleKinds } from './signals/signal.ts';

function isOpen(signal: Signal): boolean {
  return signal.closedBy === null;
}

/** Worries, doubts, rivals and setbacks still open on the day: the weightiest first, then the newest. */
export function openItemsOf(known: Known, scale: Scale, today = scale.asOf): readonly OpenItem[] {
  return known.signals
    .filter((signal) => troubleKinds.includes(signal.kind) && isOpen(signal))
    .map((signal) => ({
      kind: signal.kind,
      who: signal.who,
      text: signal.text,
      points: pointsOf(signal, scale),
      datePassed: signal.dueOn !== null && signal.dueOn < today,
      cited: lastSaid(signal),
    }))
    .toSorted((a, b) => a.points - b.points || b.cited.day.localeCompare(a.cited.day));
}

/** What they asked for in the words, or under the name, of what we promised in the same note: one thing, told as ours. */
export function isPromisedToo(
  { kind, text, dueOn, raisedBy: { noteId, quote } }: Signal,
  all: readonly Signal[],
): boolean {
  if (kind !== 'buyer_request') return false;
  return all.some(
    (one) =>
      one.kind === 'promise' &&
      one.who === 'us' &&
      one.raisedBy.noteId === noteId &&
      (one.closedBy === null ? one.dueOn === dueOn : one.closedBy.how === 'done') &&
      (isSameText(one.raisedBy.quote, quote) || isSameText(one.text, text)),
  );
}

function isSameText(one: string, other: string): boolean {
  return level(one).text.trim() === level(other).text.trim();
}

/**
 * What they asked for by a day and nobody has answered yet, the soonest first; each has a day. What was asked for by a
 * day before the deal was won is answered by that.
 */
export function datedRequestsOf(known: Pick<Known, 'signals' | 'notes'>): readonly Signal[] {
  const closing = closingNote(known.notes);
  const wonOn = closing?.outcome === 'won' ? closing.day : '';
  const isSince = saidSinceClosing(known);
  return known.signals
    .filter((signal) => signal.kind === 'buyer_request' && isOpen(signal) && signal.dueOn !== null)
    .filter((signal) => !isPromisedToo(signal, known.signals))
    .filter((signal) => (signal.dueOn ?? '') >= wonOn || isSince(signal))
    .toSorted((a, b) => (a.dueOn ?? '').localeCompare(b.dueOn ?? ''));
}

/** Those of them that are work owed: on a deal that is won what was asked for with the win or after it. */
export function owedRequestsOf(known: Pick<Known, 'signals' | 'notes'>): readonly Signal[] {
  return datedRequestsOf(known).filter(saidSinceClosing(known));
}

/** Promises of both sides not kept yet: by due date, those without one last. */
export function promisesOf(known: Known, asOf: string): readonly PromiseLine[] {
  const last = '9999-12-31';
  const authors = new Map(known.notes.map(({ id, author }) => [id, author]));
  return known.signals
    .filter((signal) => signal.kind === 'promise' && isOpen(signal))
    .map((signal) => ({
      who: signal.who,
      text: signal.text,
      dueOn: signal.dueOn,
      overdue: isLate(signal, asOf),
      author: authors.get(signal.raisedBy.noteId) ?? null,
      cited: signal.raisedBy,
      dated: citedOf(datedBy(signal)),
    }))
    .toSorted((a, b) => (a.dueOn ?? last).localeCompare(b.dueOn ?? last));
}
