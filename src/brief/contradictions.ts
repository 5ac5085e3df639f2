import { daysBetween } from '../util/calendar.ts';
import type { Scale } from './score/rubric.ts';
import type { Known } from './signals/history.ts';
import type { Signal } from './signals/signal.ts';

/** Two notes that say opposite things, of which nobody has said yet which is right. */
export interface Contradiction {
  /** What they disagree on, such as `budget`. */
  readonly about: string;
  readonly older: Signal;
  readonly newer: Signal;
}

/** So old, and the newer note is history too. */
const freshDays = 60;

/** Open, or closed by the very note that says the opposite. */
function stands({ closedBy, correction }: Signal, against: Signal): boolean {
  return correction === undefined && (closedBy === null || closedBy.noteId === against.raisedBy.noteId);
}

function disagree(older: Signal, newer: Signal, asOf: string): boolean {
  if (older.raisedBy.noteId === newer.raisedBy.noteId) return false;
  // "Frozen until 1 July" says nothing against an approval in August.
  if (older.dueOn !== null && older.dueOn < newer.raisedBy.day) return false;
  const isFresh = daysBetween(newer.raisedBy.day, asOf) <= freshDays;
  return isFresh && stands(older, newer) && stands(newer, older);
}

/** The newest disagreement for each pair of opposing kinds; `known` is what was known on the day. */
export function contradictionsOf({ signals, notes }: Known, scale: Scale): readonly Contradiction[] {
  const place = new Map(notes.map(({ id }, index) => [id, index]));
  const placeOf = ({ raisedBy }: Signal): number => place.get(raisedBy.noteId) ?? -1;
  const newestFirst = signals.toSorted((a, b) => placeOf(b) - placeOf(a));
  return Object.entries(scale.rubric.kinds).flatMap(([kind, { contradicts }]) => {
    if (contradicts === undefined) return [];
    const sides = newestFirst.filter((one) => one.kind === kind || one.kind === contradicts.kind);
    const pairs = sides.flatMap((newer, index) =>
      sides.slice(index + 1).map((older) => ({ about: contradicts.about, older, newer })),
    );
    const isPair = ({ older, newer }: Contradiction) =>
      older.kind !== newer.kind && disagree(older, newer, scale.asOf);
    return pairs.find(isPair) ?? [];
  });
}
