import { daysBetween } from '../../util/calendar.ts';
import { timesText } from '../../util/counted.ts';
import type { Known } from '../signals/history.ts';
import { type Cited, isNameless, lastSaid, openingOf, type Signal, slipsOf } from '../signals/signal.ts';
import type { Stage } from './ladder.ts';
import type { Kind, Scale } from './rubric.ts';
import type { Factor } from './score.ts';
import { lastContactDay, quietOn } from './silence.ts';

const untilWords = /\b(?:valid|good|holds?|held|keeps?|kept)\b.*\b(?:until|till?|to)\b/i;

/** A promise to keep something until a day, such as a price, is not late after it: it is over. */
export function isKeptUntil({ kind, raisedBy, text }: Signal): boolean {
  return kind === 'promise' && [raisedBy.quote, text].some((words) => untilWords.test(words));
}

/** Whether something was to be done by a day that is over. */
export function isLate(signal: Signal, asOf: string): boolean {
  const { closedBy, dueOn } = signal;
  return closedBy === null && dueOn !== null && dueOn < asOf && !isKeptUntil(signal);
}

/** What a passed day does shows little by little, so that no score jumps overnight: 0 on the day, 1 after the fade. */
export function passedShare(day: string, { rubric, asOf }: Scale): number {
  return Math.min(1, Math.max(0, daysBetween(day, asOf) / rubric.fade_days));
}

/** From 1 for what was said lately down to what old trouble still weighs. */
function ageShare(signal: Signal, { rubric, asOf }: Scale): number {
  const { full_days, low_days, to } = rubric.ageing;
  const old = daysBetween(lastSaid(signal).day, asOf) - full_days;
  return 1 - (1 - to) * Math.min(1, Math.max(0, old / (low_days - full_days)));
}

/** Past this many repeats nothing gets worse. */
const mostRepeats = 3;

/** What one signal costs on the day, before caps and easing, not rounded: zero or less. */
function costOf(signal: Signal, kind: Kind, scale: Scale): number {
  if (signal.closedBy !== null) return 0;
  const repeats = kind.again * Math.min(mostRepeats, signal.again.length);
  const slips = kind.slip * slipsOf(signal);
  if (kind.late !== undefined) {
    const { dueOn } = signal;
    const isOver = dueOn !== null && isLate(signal, scale.asOf);
    return slips + (isOver ? (kind.late + repeats) * passedShare(dueOn, scale) : 0);
  }
  if (kind.costs === undefined) return 0;
  const left = kind.until_day && signal.dueOn !== null ? 1 - passedShare(signal.dueOn, scale) : 1;
  const grown = kind.grows ? passedShare(signal.raisedBy.day, scale) : 1;
  return (kind.costs + repeats + slips) * left * grown * (kind.ages ? ageShare(signal, scale) : 1);
}

/** Zero and never minus zero. */
function whole(points: number): number {
  return Math.round(points) || 0;
}

/** What one open signal costs on the day, caps and easing left out: zero or less. */
export function pointsOf(signal: Signal, scale: Scale): number {
  const kind = scale.rubric.kinds[signal.kind];
  return kind === undefined ? 0 : whole(costOf(signal, kind, scale));
}

function labelOf({ label, slip }: Kind, signal: Signal, asOf: string): string {
  const { text, dueOn, who, kind } = signal;
  const slips = slipsOf(signal);
  if (slip < 0 && slips > 0) return `${label}, put off ${timesText(slips)}: ${text}`;
  if (kind === 'promise') return `${who === 'us' ? 'Our' : 'Their'} promise is late: ${text}`;
  if (dueOn !== null && dueOn < asOf) return `${label}, its day has passed: ${text}`;
  return isSaidIn(label, text) || isNameless(text) ? label : `${label}: ${text}`;
}

/** A signal that is called no more than its kind is: "No answer", of "No answer to us". */
export function isSaidIn(label: string, text: string): boolean {
  return label.toLowerCase().startsWith(text.toLowerCase());
}

function rowOf(signal: Signal, kind: Kind, scale: Scale): Factor {
  return {
    kind: signal.kind,
    label: labelOf(kind, signal, scale.asOf),
    points: pointsOf(signal, scale),
    cited: lastSaid(signal),
    signal,
  };
}

/** The share of its cost that the deal gets back for what it has moved past. */
const easedShare = 0.5;

/** All that one kind costs: a row for each, then what the deal moved past, then what is over the most it may cost. */
function rowsOfKind(name: string, kind: Kind, rows: readonly Factor[], stage: Stage): readonly Factor[] {
  if (rows.length === 0) return [];
  const past = rows.filter(
    ({ signal }) => signal && stage.since !== null && lastSaid(signal).day < stage.since,
  );
  const eased = kind.eases ? -whole(sum(past) * easedShare) : 0;
  const bound = { of: name, cited: null };
  const easing = { kind: 'eased', label: `${kind.label}: moved past since`, points: eased, ...bound };
  const all = eased > 0 ? [...rows, easing] : rows;
  const over = kind.cap === undefined ? 0 : Math.ceil(kind.cap) - sum(all);
  if (over <= 0) return all;
  const label = `${kind.label}: no more than ${Math.abs(kind.cap ?? 0)} in all`;
  return [...all, { kind: 'cap', label, points: over, ...bound }];
}

function sum(rows: readonly Factor[]): number {
  return rows.reduce((total, { points }) => total + points, 0);
}

/** The first call since they were last reached that nobody took: an unanswered ask, also when nothing was read in its note. */
export function unansweredCall(known: Known, scale: Scale): Cited | null {
  const contact = lastContactDay(known) ?? '';
  const calls = known.notes.filter(({ outcome, day }) => outcome === 'no_answer' && day > contact);
  const isTold = ({ day }: { readonly day: string }) =>
    known.signals.some(
      (one) =>
        one.kind === 'ask_unanswered' &&
        one.closedBy === null &&
        !one.isBeingChecked &&
        lastSaid(one).day >= day,
    );
  const call = calls.find((one) => !isTold(one));
  if (call === undefined || quietOn(known, scale) !== null) return null;
  return openingOf(call);
}

function callRows(known: Known, scale: Scale): readonly Factor[] {
  const kind = scale.rubric.kinds['ask_unanswered'];
  const cited = unansweredCall(known, scale);
  if (kind === undefined || cited === null) return [];
  const points = whole((kind.costs ?? 0) * passedShare(cited.day, scale));
  return points === 0 ? [] : [{ kind: 'ask_unanswered', label: kind.label, points, cited }];
}

/** The rows of all that is wrong on the day, in the rubric's order. */
export function troubleRows(known: Known, scale: Scale, stage: Stage): readonly Factor[] {
  return Object.entries(scale.rubric.kinds).flatMap(([name, kind]) => {
    const own = known.signals.filter((signal) => signal.kind === name);
    const rows = own.map((signal) => rowOf(signal, kind, scale)).filter(({ points }) => points !== 0);
    const calls = name === 'ask_unanswered' ? callRows(known, scale) : [];
    return rowsOfKind(name, kind, [...rows, ...calls], stage);
  });
}

/** What still weighs once the deal is won: what is owed, and what was said since. */
export function owedRows(known: Known, scale: Scale, wonOn: string): readonly Factor[] {
  const { kinds } = scale.rubric;
  const signals = known.signals.filter((signal) => {
    const kind = kinds[signal.kind];
    return kind?.after_win === true && (kind.late !== undefined || lastSaid(signal).day >= wonOn);
  });
  const stage = { kind: 'won', label: 'Won', at: scale.rubric.won, heldBack: 0, signal: null, since: null };
  return troubleRows({ ...known, signals }, scale, stage);
}
