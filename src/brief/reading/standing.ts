import type { Note } from '../../memory/note.ts';
import { addDays } from '../../util/calendar.ts';
import { groupBy } from '../../util/group-by.ts';
import { type Comparison, markOf, type Reading } from '../signals/reading.ts';
import { signalsBefore } from '../signals/replay.ts';
import { byLastSaid, type Mention, type Signal, troubleKinds } from '../signals/signal.ts';
import type { StandingLine } from './reading-prompt.ts';

/** One viewer's notes of one deal, and what was read in them. */
export interface ReadView {
  readonly notes: readonly Note[];
  readonly readings: readonly Reading[];
  readonly comparisons: readonly Comparison[];
}

/** Later than any witness is waited for: what stands is what the first checks let through. */
const witnessed = '9999-12-31';

/** As many as a prompt shows at once. */
export const mostLines = 24;
const mostClosed = 3;
const closedDays = 60;

const troubles: ReadonlySet<string> = new Set([...troubleKinds, 'ask_unanswered']);
/** What ends or falls due, and so is spoken of again. */
const underWay: ReadonlySet<string> = new Set([
  'promise',
  'next_step',
  'buyer_request',
  'pilot_agreed',
  'proposal_out',
  'paper_process',
  'close_date',
  'agreed_silence',
]);

function weight({ kind }: Signal): number {
  if (troubles.has(kind)) return 2;
  return underWay.has(kind) ? 1 : 0;
}

/**
 * All that a note of that day is held against, what matters most and was said last first: what is open, and three
 * troubles closed of late, since they may be back. People are told apart, by name and role.
 */
function standingIn(signals: readonly Signal[], day: string): readonly Signal[] {
  const open = signals.filter(({ kind, closedBy }) => closedBy === null && kind !== 'person');
  const since = addDays(day, -closedDays);
  const closed = signals.filter(
    ({ kind, closedBy }) => closedBy !== null && troubles.has(kind) && closedBy.day >= since,
  );
  return [
    ...open.toSorted((a, b) => weight(b) - weight(a) || byLastSaid(a, b)),
    ...closed
      .toSorted((a, b) => (b.closedBy?.day ?? '').localeCompare(a.closedBy?.day ?? ''))
      .slice(0, mostClosed),
  ];
}

/** Under the names that they have in one prompt. */
export function linesOf(signals: readonly Signal[]): readonly StandingLine[] {
  return signals.slice(0, mostLines).map((signal, index) => ({ id: `s${index + 1}`, signal }));
}

/** Mentions are told apart by the note they stand in, and live as long as a history: hashed once each. */
const marks = new WeakMap<Mention, string>();

/** Under whichever note's words a signal may be meant. */
export function marksIn({ kind, who, raisedBy, again }: Signal): readonly string[] {
  return [raisedBy, ...again].map((mention) => {
    const known = marks.get(mention) ?? markOf({ kind, who, ...mention });
    marks.set(mention, known);
    return known;
  });
}

/** What is still to be done before a view is what it would be had its notes been read in their order. */
export interface Owed {
  /** Notes that changed what no longer stands before them, by id: to be read anew. */
  readonly stale: ReadonlySet<string>;
  /** Comparisons of which the same is true. */
  readonly off: ReadonlySet<Comparison>;
  /** What stands before a read note that it was never held against, by its id. */
  readonly lacking: ReadonlyMap<string, readonly Signal[]>;
  /** What stands before each note, by its id. */
  readonly standing: ReadonlyMap<string, readonly Signal[]>;
}

export function owedIn(view: ReadView): Owed {
  const before = signalsBefore({ ...view, at: witnessed });
  const compared = groupBy(view.comparisons, ({ noteId }) => noteId);
  const readings = new Map(view.readings.map((reading) => [reading.noteId, reading]));
  const standing = new Map<string, readonly Signal[]>();
  const lacking = new Map<string, readonly Signal[]>();
  const stale = new Set<string>();
  const off = new Set<Comparison>();
  for (const { id, day } of view.notes) {
    const stands = standingIn(before.get(id) ?? [], day);
    standing.set(id, stands);
    const reading = readings.get(id);
    if (!reading) continue;
    const own = compared.get(id) ?? [];
    const meant = new Set(stands.flatMap(marksIn));
    const misses = ({ changes }: Pick<Reading, 'changes'>) =>
      changes.some(({ of }) => !meant.has(markOf(of)));
    if (misses(reading)) stale.add(id);
    for (const one of own) if (misses(one)) off.add(one);
    const held = new Set([reading, ...own].flatMap(({ against }) => against));
    const missing = stands.filter((signal) => !marksIn(signal).some((mark) => held.has(mark)));
    if (missing.length > 0) lacking.set(id, missing);
  }
  return { stale, off, lacking, standing };
}
