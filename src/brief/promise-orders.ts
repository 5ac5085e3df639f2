import { dayName } from '../util/calendar.ts';
import { aboutOf, type KnownPerson, namedIn, nameOf } from './people-known.ts';
import { isOrder, isSent, lateText, orderOf } from './score/promise-words.ts';
import type { Known } from './signals/history.ts';
import type { Signal } from './signals/signal.ts';

interface PromiseFacts {
  readonly known: Known;
  readonly people: readonly KnownPerson[];
  /** `YYYY-MM-DD`. */
  readonly asOf: string;
}

/** To whom, where the words do not say so themselves. */
function forWhom(promise: Signal, { known, people }: PromiseFacts): string {
  const person = aboutOf(promise, known, people);
  if (isOrder(promise.text) || person === null || saysForWhom(promise.text, people)) return '';
  return ` to ${person.name}`;
}

/** What we owe as one order: "Send the ROI sheet to Priya Sharma by 4 Dec", "Keep the promise to Priya Sharma by 4 Dec: Demo". */
export function owed(promise: Signal, facts: PromiseFacts): string {
  const when = promise.dueOn === null ? '' : ` by ${dayName(promise.dueOn, facts.asOf)}`;
  if (isOrder(promise.text) || isSent(promise.text))
    return `${orderOf(promise)}${forWhom(promise, facts)}${when}`;
  const person = nameOf(aboutOf(promise, facts.known, facts.people));
  return `Keep the promise to ${person}${when}: ${orderOf(promise)}`;
}

/** The same when its day has passed: "Send the ROI sheet to Priya Sharma, 7 days late". */
export function owedLate(promise: Signal, facts: PromiseFacts): string {
  const late = `, ${lateText(promise, facts.asOf)}`;
  if (isOrder(promise.text) || isSent(promise.text))
    return `${orderOf(promise)}${forWhom(promise, facts)}${late}`;
  const person = nameOf(aboutOf(promise, facts.known, facts.people));
  return `${orderOf(promise)}${late}: ring ${person} today with a firm day`;
}

function saysForWhom(what: string, people: readonly KnownPerson[]): boolean {
  return namedIn(what, people).length > 0 || /\s(?:to|for|with)\s/i.test(what);
}
