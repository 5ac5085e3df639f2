import { daysBetween } from '../../util/calendar.ts';
import { rememberFor } from '../../util/remember.ts';
import { type Known, reachesThem } from '../signals/history.ts';
import type { Signal } from '../signals/signal.ts';
import type { Scale } from './rubric.ts';

/** Day of the newest note in which somebody was reached; undefined when there is none. */
export function lastContactDay(known: Pick<Known, 'notes' | 'signals'>): string | undefined {
  return known.notes.findLast((note) => reachesThem(note, known))?.day;
}

/** Whole days since somebody was reached, or since the first note where nobody was: what is said of silence wherever it is said. */
export function daysSinceContact(known: Pick<Known, 'notes' | 'signals'>, asOf: string): number {
  return Math.max(0, daysBetween(contactDay(known, asOf), asOf));
}

/** The day of that contact, or of the first note. */
export function contactDay(known: Pick<Known, 'notes' | 'signals'>, asOf: string): string {
  return lastContactDay(known) ?? known.notes[0]?.day ?? asOf;
}

/** Keys of the people of theirs who were on calls. */
export const peopleHeard = rememberFor((known: Pick<Known, 'notes' | 'signals'>): ReadonlySet<string> => {
  const reached = known.notes.filter((note) => reachesThem(note, known));
  return new Set(reached.flatMap(({ prospects }) => prospects.map(({ key }) => key)));
});

/** A dated step or a pause that both agreed; its day stops the count of silence. */
export interface Quiet {
  readonly signal: Signal;
  /** `YYYY-MM-DD`. */
  readonly until: string;
}

/** What was taken back or is over keeps nothing quiet, nor does what is still being checked. */
function spellsOf({ signals }: Known, { rubric }: Scale): readonly Quiet[] {
  return signals.flatMap((signal) => {
    const { kind, closedBy, dueOn, isBeingChecked } = signal;
    const counts = rubric.kinds[kind]?.stops_silence === true && closedBy === null && !isBeingChecked;
    return counts && dueOn !== null ? [{ signal, until: dueOn }] : [];
  });
}

/** The agreed step or pause that lasts longest of those still ahead; null when none holds. */
export function quietOn(known: Known, scale: Scale): Quiet | null {
  const ahead = spellsOf(known, scale).filter(({ until }) => until >= scale.asOf);
  return ahead.toSorted((a, b) => a.until.localeCompare(b.until)).at(-1) ?? null;
}

/** The pause that holds on the day; null when none does. */
export function pauseOn(known: Known, scale: Scale): Quiet | null {
  const pauses = known.signals.filter(({ kind }) => kind === 'agreed_silence');
  return quietOn({ ...known, signals: pauses }, scale);
}

/** Days of silence that count against a deal: from the end of what was agreed, and 0 while that still holds. */
export function silentDays(known: Known, scale: Scale): number {
  const { asOf } = scale;
  if (quietOn(known, scale) !== null) return 0;
  const contact = contactDay(known, asOf);
  const ends = spellsOf(known, scale).map(({ until }) => until);
  const start = [contact, ...ends].toSorted().at(-1) ?? asOf;
  return Math.max(0, daysBetween(start, asOf));
}
