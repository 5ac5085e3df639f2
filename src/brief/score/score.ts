import type { Note } from '../../memory/note.ts';
import { addDays, dayName, daysBetween } from '../../util/calendar.ts';
import { signalFactors } from './factors.ts';
import { closingNote, type History, type HistoryNote, historyOn } from './history.ts';
import type { Rubric, Scale } from './rubric.ts';
import type { Cited, Signal } from './signal.ts';
import { silentDays } from './silence.ts';

/** Health on a day, from nothing but notes, checked signals, the rubric and that day; the rows always add up. */
export function score(history: History, rubric: Rubric, asOf: string): Score {
  const known = historyOn(asOf, history);
  const now = tally(known, { rubric, asOf });
  const before = addDays(asOf, -rubric.momentum_days);
  const then = historyOn(before, history);
  const older = then.notes.length > 0 ? tally(then, { rubric, asOf: before }) : null;
  const momentum = older === null ? null : now.value - older.value;
  const closed = now.factors.some((factor) => factor.kind === 'closed');
  const atRisk = closed ? null : riskOf(known, { rubric, asOf }, momentum);
  return { ...now, momentum, atRisk };
}

/** One line of "Why this score". */
export interface Factor {
  /** `base`, `silence`, `cap`, `gate`, `floor`, `ceiling`, `closed` or a rubric kind. */
  readonly kind: string;
  readonly label: string;
  readonly points: number;
  readonly cited: Cited | null;
  /** The signal it counts; left out where days, outcomes or the rubric alone make the row. */
  readonly signal?: Signal;
}

/** Health from the notes on one day; the factors' points add up to the value, always. */
export interface Score {
  /** 0 to 100. */
  readonly value: number;
  /** From the rubric's bands: Cold, Warming up, Engaged, Hot, Closing; or Won, Lost. */
  readonly band: string;
  /** First and last score of the band. */
  readonly range: readonly [number, number];
  readonly factors: readonly Factor[];
  /** Change of value in 14 days; null when the deal is younger. */
  readonly momentum: number | null;
  /** Why the deal is at risk, in a few words; null when it is not. */
  readonly atRisk: string | null;
}

type Tally = Pick<Score, 'value' | 'band' | 'range' | 'factors'>;

/** Words of the closing note that its row shows. */
const closingQuoteLength = 120;

/** Stands on every card, at zero too: silence is what a rep looks for first. */
function silenceRow(known: History, { rubric, asOf }: Scale): Factor {
  const past = Math.max(0, silentDays(known, asOf) - rubric.silence.after_days);
  const points = Math.max(rubric.silence.cap, past * rubric.silence.a_day);
  const label = `Silence past ${rubric.silence.after_days} days`;
  return { kind: 'silence', label, points: past === 0 ? 0 : points, cited: null };
}

function bandOf(value: number, bands: Rubric['bands']): Pick<Score, 'band' | 'range'> {
  const index = bands.findLastIndex((band) => band.from <= value);
  const band = bands[index];
  return { band: band?.name ?? '', range: [band?.from ?? 0, (bands[index + 1]?.from ?? 101) - 1] };
}

/** Won and lost are the rep's own word, so no signal argues with them. */
function closedTally(note: HistoryNote): Tally {
  const value = note.outcome === 'won' ? 100 : 0;
  const label = note.outcome === 'won' ? 'Won' : 'Lost';
  const quote = note.text.trim().slice(0, closingQuoteLength);
  const cited = { noteId: note.id, day: note.day, quote };
  const factors = [{ kind: 'closed', label, points: value, cited }];
  return { value, band: label, range: [value, value], factors };
}

/** The score of one day without what compares it to other days. */
function tally(known: History, scale: Scale): Tally {
  const closing = closingNote(known.notes);
  if (closing !== null) return closedTally(closing);
  const base: Factor = { kind: 'base', label: 'Base', points: scale.rubric.base, cited: null };
  const rows = [base, ...signalFactors(known, scale), silenceRow(known, scale)];
  const factors = bounded(rows, scale.rubric);
  const value = sumOf(factors);
  return { value, ...bandOf(value, scale.rubric.bands), factors };
}

/** Sum of the rows' points. */
export function sumOf(factors: readonly Factor[]): number {
  return factors.reduce((total, factor) => total + factor.points, 0);
}

/** The lowest gate that holds for these rows, as a row of its own; empty when the sum is below it. */
function gateRow(factors: readonly Factor[], gates: Rubric['gates']): Factor[] {
  const counting = new Set(factors.map((factor) => factor.kind));
  const holding = gates.filter(
    (gate) =>
      !gate.unless.some((kind) => counting.has(kind)) &&
      (gate.while === undefined || gate.while.some((kind) => counting.has(kind))),
  );
  const lowest = holding.toSorted((a, b) => a.hold_at - b.hold_at)[0];
  const over = sumOf(factors) - (lowest?.hold_at ?? Number.POSITIVE_INFINITY);
  if (lowest === undefined || over <= 0) return [];
  return [{ kind: 'gate', label: `Held at ${lowest.hold_at}: ${lowest.label}`, points: -over, cited: null }];
}

/** All rows with what keeps their sum between 0 and 100: a gate, a floor or a ceiling, each a row of its own. */
function bounded(factors: readonly Factor[], rubric: Rubric): readonly Factor[] {
  const gated = [...factors, ...gateRow(factors, rubric.gates)];
  const sum = sumOf(gated);
  if (sum < 0) return [...gated, { kind: 'floor', label: 'Never below 0', points: -sum, cited: null }];
  if (sum > 100)
    return [...gated, { kind: 'ceiling', label: 'Never above 100', points: 100 - sum, cited: null }];
  return gated;
}

function overdueReason(known: History, { rubric, asOf }: Scale): string | null {
  const overdue = known.signals.find(
    (signal) =>
      signal.kind === 'promise' &&
      signal.who === 'us' &&
      signal.closedBy === null &&
      signal.dueOn !== null &&
      daysBetween(signal.dueOn, asOf) >= rubric.at_risk.overdue_days,
  );
  return overdue?.dueOn ? `a promise of ours is overdue since ${dayName(overdue.dueOn, asOf)}` : null;
}

/** Why a deal that is still open is at risk, in a few words; null when it is not. */
function riskOf(known: History, scale: Scale, momentum: number | null): string | null {
  const limits = scale.rubric.at_risk;
  const silent = silentDays(known, scale.asOf);
  if (silent >= limits.silent_days) return `no contact for ${silent} days`;
  const objections = known.signals.filter(({ kind, closedBy }) => kind === 'objection' && closedBy === null);
  if (objections.length >= limits.open_objections) return `${objections.length} objections are open`;
  const overdue = overdueReason(known, scale);
  if (overdue !== null) return overdue;
  const dropped = momentum !== null && momentum <= -limits.drop;
  return dropped ? `down ${-momentum} in ${scale.rubric.momentum_days} days` : null;
}

/** The day a score counts from: today, or tomorrow when a note from an earlier zone is dated so already. */
export function dayOfScore(notes: readonly Note[], today: string): string {
  const newest =
    notes
      .map((note) => note.day)
      .toSorted()
      .at(-1) ?? today;
  const tomorrow = addDays(today, 1);
  return newest === tomorrow ? tomorrow : today;
}
