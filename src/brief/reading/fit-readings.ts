import type { Note } from '../../memory/note.ts';
import {
  type Comparison,
  markOf,
  type ReadChange,
  type Reading,
  type ReadSignal,
  type SignalRef,
} from '../signals/reading.ts';
import type { StandingLine, ToRead } from './reading-prompt.ts';
import { marksIn, mostLines, owedIn, type ReadView } from './standing.ts';

function shownMarks(lines: readonly StandingLine[]): Set<string> {
  return new Set(lines.map(({ signal }) => markOf({ ...signal, ...signal.raisedBy })));
}

/**
 * Readings of a batch as they may be kept: as if its notes had been read one by one. Each changes only what stands
 * before it, and says what it was held against.
 */
export function fitted(
  view: ReadView,
  { notes, standing }: ToRead,
  readings: readonly Reading[],
): readonly Reading[] {
  const ids = new Set(notes.map(({ id }) => id));
  const given = shownMarks(standing);
  const comparisons = view.comparisons.filter(({ noteId }) => !ids.has(noteId));
  const anew = createAnew();
  let all = view.readings.filter(({ noteId }) => !ids.has(noteId));
  const fits: Reading[] = [];
  for (const { id, text } of notes) {
    const reading = readings.find(({ noteId }) => noteId === id);
    if (!reading) continue;
    const stands = owedIn({ ...view, readings: all, comparisons }).standing.get(id) ?? [];
    const marks = new Set(stands.flatMap(marksIn));
    const said = anew.of(reading, marks);
    const signals = inOrder([...said.signals, ...reading.signals], text);
    const fit = {
      ...reading,
      signals,
      changes: said.changes,
      against: [...marks].filter((mark) => given.has(mark)),
    };
    for (const signal of signals) given.add(markOf({ noteId: id, ...signal }));
    all = [...all, fit];
    fits.push(fit);
  }
  return fits;
}

/** As the note says them, whoever found them first. */
function inOrder(signals: readonly ReadSignal[], text: string): readonly ReadSignal[] {
  return signals.toSorted((a, b) => text.indexOf(a.quote) - text.indexOf(b.quote));
}

type Target = SignalRef & { readonly text: string };

/**
 * What ended in one note of a batch and is said again in a later one begins anew where it ended too long ago to be
 * listed, and notes after that mean the new one.
 */
function createAnew() {
  const begun = new Map<string, Target>();

  return {
    of({ noteId, changes }: Reading, standing: ReadonlySet<string>) {
      const meant = changes.map((change) => ({ ...change, of: targetOf(change.of, standing) }));
      const signals = meant.flatMap((change, index): ReadSignal[] => {
        if (change.how !== 'again' || standing.has(markOf(change.of))) return [];
        const signal = newSignal(change, meant.slice(index + 1));
        begun.set(markOf(change.of), { noteId, ...signal });
        return [signal];
      });
      return { signals, changes: meant.filter(({ of }) => standing.has(markOf(of))) };
    },
  };

  function targetOf(of: Target, standing: ReadonlySet<string>): Target {
    let target: Target | undefined = of;
    while (target && !standing.has(markOf(target))) target = begun.get(markOf(target));
    return target ? pick(target) : of;
  }
}

function pick({ noteId, kind, who, quote, text }: Target): Target {
  return { noteId, kind, who, quote, text };
}

function newSignal({ of, quote, dueOn }: ReadChange, later: readonly ReadChange[]): ReadSignal {
  const end = later.find((one) => one.how !== 'again' && markOf(one.of) === markOf(of));
  const over = end && end.how !== 'again' ? { how: end.how, quote: end.quote } : null;
  return { kind: of.kind, who: of.who, text: of.text, quote, dueOn, over };
}

/** What of a comparison counts: for what its note was never held against before. */
export function comparisonIn(
  view: ReadView,
  { noteId, changes }: Reading,
  lines: readonly StandingLine[],
): { readonly comparison: Comparison; readonly raisers: readonly string[] } | undefined {
  const given = shownMarks(lines);
  const lacking = owedIn(view).lacking.get(noteId) ?? [];
  const mine = lacking.filter((signal) => marksIn(signal).some((mark) => given.has(mark)));
  if (mine.length === 0) return undefined;
  const marks = mine.flatMap(marksIn);
  const meant = changes.filter(({ of }) => marks.includes(markOf(of)));
  const comparison = { noteId, against: marks.filter((mark) => given.has(mark)), changes: meant };
  const raisers = [...mine.map(({ raisedBy }) => raisedBy.noteId), ...meant.map(({ of }) => of.noteId)];
  return { comparison, raisers: [...new Set(raisers)].filter((id) => id !== noteId) };
}

/** People known by the last of these notes, "Name" or "Name, role". */
export function peopleIn(notes: readonly Note[], view: ReadView): readonly string[] {
  const last = view.notes.findIndex(({ id }) => id === notes.at(-1)?.id);
  const until = view.notes.slice(0, last + 1);
  const ids = new Set(until.map(({ id }) => id));
  const roles = new Map<string, string>();
  for (const { noteId, signals } of view.readings) {
    for (const { kind, text } of signals) {
      if (kind === 'person' && ids.has(noteId)) roles.set(nameOf(text), text);
    }
  }
  const names = until.flatMap(({ prospects }) => prospects.map(({ name }) => name));
  return [...new Set([...names.map((name) => roles.get(nameOf(name)) ?? name), ...roles.values()])].slice(
    0,
    mostLines,
  );
}

function nameOf(text: string): string {
  return text.split(',')[0]?.trim().toLowerCase() ?? '';
}

const givenName = /^[\p{L}\p{M}'’-]{2,}(?=\s|$)/u;

/** Given names, of letters alone, of our own people in these notes: none that the buyer's people or their company bear too. */
export function oursIn(
  notes: readonly Note[],
  people: readonly string[],
  called: readonly string[],
): readonly string[] {
  const words = (text: string) => text.split(/[^\p{L}\p{M}'’-]+|['’]s(?!\p{L})/u);
  const said = new Set(notes.flatMap(({ text }) => words(text)));
  const theirs = new Set([...people, ...notes.map(({ deal }) => deal.company ?? '')].flatMap(words));
  const given = called.flatMap((name) => givenName.exec(name)?.[0] ?? []);
  return [...new Set(given)].filter((name) => said.has(name) && !theirs.has(name)).slice(0, mostLines);
}
