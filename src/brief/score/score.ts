import type { Note } from '../../memory/note.ts';
import { addDays } from '../../util/calendar.ts';
import {
  closingNote,
  type History,
  type HistoryNote,
  type Known,
  lostSaid,
  reachesThem,
} from '../signals/history.ts';
import { type Cited, isProven, lastSaid, openingOf, type Signal } from '../signals/signal.ts';
import { ladderOf, type Stage, stageRows } from './ladder.ts';
import { riskOf, riskOnceWon } from './risk.ts';
import type { Kind, Rubric, Scale } from './rubric.ts';
import { silentDays } from './silence.ts';
import { owedRows, passedShare, troubleRows } from './trouble.ts';

/** A deal of one note has facts and no score. */
export const fewestNotes = 2;

/** Health on a day, from nothing but what was read, the rubric and that day; the rows always add up. */
export function score(history: History, rubric: Rubric, asOf: string): Score {
  const now = scoreOn(history.on(asOf), { rubric, asOf });
  const before = addDays(asOf, -rubric.momentum_days);
  const then = history.on(before);
  const older = then.notes.length < fewestNotes ? null : scoreOn(then, { rubric, asOf: before });
  const momentum = older === null ? null : now.value - older.value;
  return { ...now, momentum, momentumDays: rubric.momentum_days };
}

/** One line of "Why this score". */
export interface Factor {
  /** `stage`, `gate`, `several`, `unproven`, `silence`, `eased`, `cap`, `ceiling`, `floor`, `closed` or a rubric kind. */
  readonly kind: string;
  readonly label: string;
  readonly points: number;
  readonly cited: Cited | null;
  /** Of an `eased` or `cap` row the kind whose costs it makes less. */
  readonly of?: string;
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
  /** Change of value in `momentumDays`; null when the deal had no score then. The one trend there is, wherever it is told. */
  readonly momentum: number | null;
  /** The rubric's `momentum_days`. */
  readonly momentumDays: number;
  /** Why the deal is at risk, in a few words; null when it is not. */
  readonly atRisk: string | null;
}

/** The score of one day without what compares it to other days. */
export type ScoreOfDay = Omit<Score, 'momentum' | 'momentumDays'>;

export function scoreOn(known: Known, scale: Scale): ScoreOfDay {
  const closing = closingNote(known.notes);
  return closing === null ? openScore(known, scale) : closedScore(closing, known, scale);
}

/** Sum of the rows' points. */
export function sumOf(factors: readonly Factor[]): number {
  return factors.reduce((total, factor) => total + factor.points, 0);
}

function openScore(known: Known, scale: Scale): ScoreOfDay {
  const { rubric } = scale;
  const ladder = ladderOf(known, scale);
  const { stage } = ladder;
  const rows = [
    ...stageRows(ladder),
    ...supportRows(known, scale),
    ...unprovenRows(known, stage, rubric),
    ...troubleRows(known, scale, stage),
    silenceRow(known, scale),
  ];
  const factors = bounded(rows, ceilingOf(known, rubric));
  const value = sumOf(factors);
  return { value, ...bandOf(value, rubric.bands), factors, atRisk: riskOf(known, scale) };
}

/** What a stage like this should have brought by now and has not. */
function unprovenRows({ signals }: Known, { at }: Stage, { unproven }: Rubric): readonly Factor[] {
  return unproven.flatMap(({ label, from_stage, points, until }) => {
    const isSaid = signals.some((one) => until.includes(one.kind) && isProven(one));
    return at < from_stage || isSaid ? [] : [{ kind: 'unproven', label, points, cited: null }];
  });
}

/** Stands on every card, at zero too: silence is what a rep looks for first. */
function silenceRow(known: Known, scale: Scale): Factor {
  const { after_days, a_day, cap } = scale.rubric.silence;
  const past = Math.max(0, silentDays(known, scale) - after_days);
  const points = Math.round(Math.max(cap, past * a_day)) || 0;
  return { kind: 'silence', label: `Silence past ${after_days} days`, points, cited: null };
}

/** Won and lost are the rep's own word, so no signal argues with them; a won deal stands lower by what is owed. */
function closedScore(note: HistoryNote, known: Known, scale: Scale): ScoreOfDay {
  const isWon = note.outcome === 'won';
  const cited = openingOf(note);
  const [band, points] = isWon ? ['Won', scale.rubric.won] : ['Lost', scale.rubric.lost];
  const owed = isWon ? owedRows(known, scale, note.day) : [];
  const rows: readonly Factor[] = [{ kind: 'closed', label: band, points, cited }, ...owed];
  const factors = bounded(rows, { most: 100, label: 'Never above 100', cited: null });
  const value = sumOf(factors);
  return { value, band, range: [value, value], factors, atRisk: isWon ? riskOnceWon(known, scale) : null };
}

function bandOf(value: number, bands: Rubric['bands']): Pick<Score, 'band' | 'range'> {
  const index = bands.findLastIndex((band) => band.from <= value);
  const band = bands[index];
  return { band: band?.name ?? '', range: [band?.from ?? 0, (bands[index + 1]?.from ?? 101) - 1] };
}

interface Ceiling extends Pick<Factor, 'label' | 'cited'> {
  readonly most: number;
}

/** Nothing heard before outweighs a newest note that says lost. */
function ceilingOf(known: Known, { open_at_most, said_lost_at_most }: Rubric): Ceiling {
  const lost = lostSaid(known);
  if (!lost)
    return { most: open_at_most, label: `Never above ${open_at_most} before it is won`, cited: null };
  const label = `Never above ${said_lost_at_most} once a note says lost`;
  return { most: said_lost_at_most, label, cited: lost.cited };
}

/** All rows with what keeps their sum between 0 and the most, as a row of its own. */
function bounded(factors: readonly Factor[], { most, label, cited }: Ceiling): readonly Factor[] {
  const sum = sumOf(factors);
  if (sum < 0) return [...factors, { kind: 'floor', label: 'Never below 0', points: -sum, cited: null }];
  if (sum <= most) return factors;
  return [...factors, { kind: 'ceiling', label, points: most - sum, cited }];
}

/** The day a score counts from: today, or tomorrow when a note from an earlier zone is dated so already. */
export function dayOfScore(notes: readonly Pick<Note, 'day'>[], today: string): string {
  const tomorrow = addDays(today, 1);
  const newest = notes
    .map((note) => note.day)
    .toSorted()
    .at(-1);
  return newest === tomorrow ? tomorrow : today;
}

/** Endings that leave what was said standing. */
const endedWell: ReadonlySet<string> = new Set(['done', 'passed', 'settled']);

function holds({ isBeingChecked, closedBy }: Signal, { dated }: Kind): boolean {
  if (isBeingChecked) return false;
  return closedBy === null || (!dated && endedWell.has(closedBy.how));
}

/** What a signal adds on the day: a dated one needs its day ahead, and loses it little by little once that has passed. */
function worthOf(signal: Signal, kind: Kind, scale: Scale): number {
  if (kind.adds === undefined || !holds(signal, kind)) return 0;
  if (!kind.dated) return kind.adds;
  return signal.dueOn === null ? 0 : Math.round(kind.adds * (1 - passedShare(signal.dueOn, scale)));
}

/** Good news counts once: the best, and of equals the newest. */
function bestOf(kind: Kind, signals: readonly Signal[], scale: Scale): Factor[] {
  const worths = signals.map((signal) => ({ signal, points: worthOf(signal, kind, scale) }));
  const inOrder = worths.toSorted(
    (a, b) => b.points - a.points || lastSaid(b.signal).day.localeCompare(lastSaid(a.signal).day),
  );
  const [best] = inOrder;
  if (best === undefined || best.points === 0) return [];
  const { signal, points } = best;
  const passed = signal.dueOn !== null && kind.dated && signal.dueOn < scale.asOf;
  const label = passed ? `${kind.label}, its day has passed` : kind.label;
  return [{ kind: signal.kind, label, points, cited: lastSaid(signal), signal }];
}

function passedRow({ passed }: Kind, signals: readonly Signal[]): Factor[] {
  const cleared = signals.filter(
    ({ closedBy, isBeingChecked }) => closedBy?.how === 'passed' && !isBeingChecked,
  );
  const newest = cleared
    .toSorted((a, b) => (a.closedBy?.day ?? '').localeCompare(b.closedBy?.day ?? ''))
    .at(-1);
  if (passed === undefined || newest === undefined) return [];
  const { label, adds } = passed;
  return [{ kind: `${newest.kind} passed`, label, points: adds, cited: newest.closedBy, signal: newest }];
}

/** Several people of theirs who were on calls: a deal that does not hang on one. */
function severalRow(known: Known, { rubric }: Scale): Factor[] {
  const { label, people, adds } = rubric.support.several;
  const heard = new Set<string>();
  for (const note of known.notes) {
    if (reachesThem(note, known)) for (const { key } of note.prospects) heard.add(key);
    if (heard.size < people) continue;
    const cited = openingOf(note);
    return [{ kind: 'several', label, points: adds, cited }];
  }
  return [];
}

/** The rows of all that speaks for the deal beside its stage, in the rubric's order, and what is over their most. */
function supportRows(known: Known, scale: Scale): readonly Factor[] {
  const ofKinds = Object.entries(scale.rubric.kinds).flatMap(([name, kind]) => {
    const own = known.signals.filter((signal) => signal.kind === name);
    return [...bestOf(kind, own, scale), ...passedRow(kind, own)];
  });
  const rows = [...ofKinds, ...severalRow(known, scale)];
  const { at_most } = scale.rubric.support;
  const over = rows.reduce((total, { points }) => total + points, 0) - at_most;
  if (over <= 0) return rows;
  return [...rows, { kind: 'cap', label: `No more than ${at_most} for support`, points: -over, cited: null }];
}
