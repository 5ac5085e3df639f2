import { dayName, daysBetween } from '../../util/calendar.ts';
import { type Known, lostSaid, unreadNotes } from '../signals/history.ts';
import { byLastSaid, calledOf, isProven, lastSaid, type Signal, slipsOf } from '../signals/signal.ts';
import { lateText } from './promise-words.ts';
import type { Scale } from './rubric.ts';
import { daysSinceContact, pauseOn, silentDays } from './silence.ts';
import { isLate, unansweredCall } from './trouble.ts';

function openOf({ signals }: Pick<Known, 'signals'>, kind: string): readonly Signal[] {
  return signals.filter((signal) => signal.kind === kind && signal.closedBy === null);
}

/** The newest setback of the last so many days; undefined when there is none. */
export function setbackWithin(known: Known, days: number, asOf: string): Signal | undefined {
  const newest = openOf(known, 'setback').toSorted(byLastSaid);
  return newest.find((signal) => daysBetween(lastSaid(signal).day, asOf) <= days);
}

/** An ask of ours, or a call nobody took, that has waited for at least so many days. */
export function unansweredFor(known: Known, days: number, scale: Scale) {
  const asks = openOf(known, 'ask_unanswered').map((signal) => ({ signal, cited: signal.raisedBy }));
  const call = unansweredCall(known, scale);
  const all = call === null ? asks : [...asks, { signal: null, cited: call }];
  const waiting = all.map((one) => ({ ...one, days: daysBetween(one.cited.day, scale.asOf) }));
  return waiting.toSorted((a, b) => b.days - a.days).find((one) => one.days >= days);
}

/** Promises of ours that are at least so many days late, the latest first. */
export function ourLate(known: Known, days: number, asOf: string): readonly Signal[] {
  const late = openOf(known, 'promise').filter((signal) => signal.who === 'us' && isLate(signal, asOf));
  const inOrder = late.toSorted((a, b) => (a.dueOn ?? '').localeCompare(b.dueOn ?? ''));
  return inOrder.filter(({ dueOn }) => dueOn !== null && daysBetween(dueOn, asOf) >= days);
}

/** Whether somebody who signs has taken part. */
export function isSignerHeard({ signals }: Known): boolean {
  return signals.some((one) => one.kind === 'decision_maker' && isProven(one));
}

/** The day they mean to decide, ahead or passed; undefined when none is known. */
export function closeDateOf(known: Pick<Known, 'signals'>): Signal | undefined {
  return openOf(known, 'close_date').findLast(({ dueOn }) => dueOn !== null);
}

/** What they mean to do on that day, as it was said last. */
export function closingDeed(closeDate: Signal): 'sign' | 'decide' {
  return saysSign.test(lastSaid(closeDate).quote) ? 'sign' : 'decide';
}

/** "they mean to sign on 8 Oct", and "meant" once the day is over; `say` names a day as seen from another. */
export function closingText(closeDate: Signal, day: string, asOf: string, say = dayName): string {
  return `they ${day < asOf ? 'meant' : 'mean'} to ${closingDeed(closeDate)} on ${say(day, asOf)}`;
}

const saysSign = /\b(?:sign|signs|signing|signed|signature|unterschr\p{L}*|unterzeich\p{L}*)\b/iu;

type Rule = (known: Known, scale: Scale) => string | null;

const saidLost: Rule = (known, { asOf }) => {
  const lost = lostSaid(known);
  return lost && `the note of ${dayName(lost.cited.day, asOf)} says lost`;
};

const setback: Rule = (known, { rubric, asOf }) => {
  const signal = setbackWithin(known, rubric.at_risk.setback_days, asOf);
  return signal ? `setback on ${dayName(lastSaid(signal).day, asOf)}: ${signal.text}` : null;
};

const overdue =
  (days: (scale: Scale) => number): Rule =>
  (known, scale) => {
    const [promise] = ourLate(known, days(scale), scale.asOf);
    return promise?.dueOn ? `our promise is ${lateText(promise, scale.asOf)}: ${promise.text}` : null;
  };

const unanswered: Rule = (known, scale) => {
  const ask = unansweredFor(known, scale.rubric.at_risk.unanswered_days, scale);
  if (ask === undefined) return null;
  const text = ask.signal?.text ?? '';
  return `no answer for ${ask.days} days${text === '' || saysNoMore.test(text) ? '' : `: ${text}`}`;
};

/** A label that says again that there was none. */
const saysNoMore = /^no (?:answer|reply|response)\.?$/i;

const slipped: Rule = (known, { rubric }) => {
  const date = closeDateOf(known);
  const slips = date ? slipsOf(date) : 0;
  return slips >= rubric.at_risk.slips ? `the closing date has slipped ${slips} times` : null;
};

const unsigned: Rule = (known, { rubric, asOf }) => {
  const closing = closeDateOf(known);
  if (closing?.dueOn == null || isSignerHeard(known) || unreadNotes(known).length > 0) return null;
  if (daysBetween(asOf, closing.dueOn) > rubric.at_risk.close_within_days) return null;
  return `${closingText(closing, closing.dueOn, asOf)}, and nobody who signs was heard`;
};

const worryInPilot: Rule = (known) => {
  const [worry] = openOf(known, 'objection');
  return worry && openOf(known, 'pilot_agreed').length > 0
    ? `a worry is open in the pilot: ${calledOf(worry.text, worry.raisedBy)}`
    : null;
};

const needs: ReadonlySet<string> = new Set(['pain', 'metrics', 'buyer_request']);
/**
 * What was read as no need may be one in the note's own words, or something they want so much of: then nothing is said
 * to be missing.
 */
const needWords =
  /\b(?:needs?|needed|looking for|struggl\w+|braucht|brauchen|benötig\w+|sucht|bedarf)\b|\bwant(?:s|ed)?\b[^.!?\n]*?(?:\p{N}|\b(?:two|three|four|five|six|seven|eight|nine|ten|twelve|dozen)\b)/iu;

const noNeed: Rule = (known, { rubric, asOf }) => {
  const { notes, signals } = known;
  const [first] = notes;
  // What nobody has read may tell it.
  if (unreadNotes(known).length > 0) return null;
  const isTold =
    signals.some(({ kind }) => needs.has(kind)) || notes.some(({ text }) => needWords.test(text));
  if (isTold || first === undefined || daysBetween(first.day, asOf) < rubric.at_risk.no_need_days)
    return null;
  return `no need told in ${daysBetween(first.day, asOf)} days`;
};

const silent: Rule = (known, scale) => {
  const days = silentDays(known, scale);
  if (days < scale.rubric.at_risk.silent_days) return null;
  return `no contact for ${daysSinceContact(known, scale.asOf)} days`;
};

const openRules: readonly Rule[] = [
  saidLost,
  setback,
  overdue(({ rubric }) => rubric.at_risk.overdue_days),
  unanswered,
  slipped,
  unsigned,
  worryInPilot,
  silent,
  noNeed,
];

/** Why a deal that is still open is at risk, in a few words; null when it is not. In an agreed pause only a new setback counts. */
export const riskOf: Rule = (known, scale) => {
  const { setback_days_in_pause } = scale.rubric.at_risk;
  if (pauseOn(known, scale) !== null) {
    return setbackWithin(known, setback_days_in_pause, scale.asOf) ? setback(known, scale) : null;
  }
  for (const rule of openRules) {
    const reason = rule(known, scale);
    if (reason !== null) return reason;
  }
  return null;
};

/** Why a deal that is won is at risk all the same: we are late with something. */
export const riskOnceWon: Rule = overdue(() => 1);
