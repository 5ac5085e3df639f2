import type { Reading, ReadSignal } from '../src/brief/signals/reading.ts';
import { storedId } from './case-notes.ts';
import type { Case, Fact, View } from './cases.ts';
import { type Spoilt, spoiltKey, trapText } from './played-reader.ts';

/** What became of one fact. */
export interface FactFate {
  readonly fact: Fact;
  readonly fate: 'found' | 'dropped' | 'missed';
  /** Why it was dropped. */
  readonly why: string | null;
  /** Whether the day is as the case has it; null where it has none or the reader invented one. */
  readonly isDayRight: boolean | null;
  /** The day that was read, `YYYY-MM-DD`. */
  readonly day: string | null;
  readonly spoilt: readonly string[];
}

/** What became of one tempting mistake: believed, dropped by code or the witness, or never reported. */
export interface TrapFate {
  readonly kind: string;
  readonly note: string;
  readonly quote: string;
  readonly fate: 'taken' | 'by code' | 'by witness' | 'unsaid';
  readonly why: string | null;
}

/** What was read of a deal, for one viewer, held against what its notes say. */
export interface HeldAgainst {
  readonly facts: readonly FactFate[];
  readonly traps: readonly TrapFate[];
  /** What was read and neither a fact nor a trap. */
  readonly invented: readonly { readonly kind: string; readonly note: string; readonly quote: string }[];
  /** How much was left out, by reason. */
  readonly dropped: Readonly<Record<string, number>>;
}

/** Holds readings of the notes that a viewer may see against the case. */
export function heldAgainst(view: View, readings: readonly Reading[], spoilt: Spoilt): HeldAgainst {
  const { deal, noteIds } = view;
  const byNote = new Map(readings.map((reading) => [reading.noteId, reading]));
  const readingOf = (id: string) => byNote.get(storedId(deal, id));
  const facts = deal.facts.filter(({ note }) => noteIds.has(note));
  const traps = deal.traps.filter(({ note }) => noteIds.has(note));
  return {
    facts: facts.map((fact) => fateOf(fact, readingOf(fact.note), spoilt.get(spoiltKey(deal.deal, fact)))),
    traps: traps.map((trap) => {
      return { kind: trap.kind, note: trap.note, quote: trap.quote, ...trapFate(trap, readingOf(trap.note)) };
    }),
    invented: deal.notes.flatMap(({ id }) =>
      inventedIn(deal, id, noteIds.has(id) ? readingOf(id) : undefined),
    ),
    dropped: droppedIn(deal.notes.flatMap(({ id }) => (noteIds.has(id) ? (readingOf(id) ?? []) : []))),
  };
}

function fateOf(fact: Fact, reading: Reading | undefined, spoilt?: ReadonlySet<string>): FactFate {
  const signal = reading?.signals.find((one) => tells(one, fact));
  const again = reading?.changes.find(
    ({ of, how, quote }) => how === 'again' && of.kind === fact.kind && overlaps(quote, fact.quote),
  );
  const out = reading?.leftOut.find(
    (one) => one.kind === fact.kind && (one.text === fact.text || overlaps(one.quote, fact.quote)),
  );
  const isFound = signal !== undefined || again !== undefined;
  const fate = isFound ? 'found' : out ? 'dropped' : 'missed';
  const isDayAsked = fact.due_on !== undefined && !spoilt?.has('day') && isDueHere(fact);
  const day = signal?.dueOn ?? again?.dueOn ?? null;
  return {
    fact,
    fate,
    why: isFound ? null : (out?.why ?? null),
    isDayRight: isFound && isDayAsked ? day === fact.due_on : null,
    day,
    spoilt: [...(spoilt ?? [])],
  };
}

function isDueHere({ note, due_note }: Fact): boolean {
  return due_note === undefined || due_note === note;
}

function tells(signal: ReadSignal, { kind, quote }: Pick<Fact, 'kind' | 'quote'>): boolean {
  return signal.kind === kind && overlaps(signal.quote, quote);
}

type Trap = Case['traps'][number];

function trapFate({ kind, quote }: Trap, reading: Reading | undefined): Pick<TrapFate, 'fate' | 'why'> {
  if (reading?.signals.some((one) => tells(one, { kind, quote }))) return { fate: 'taken', why: null };
  const out = reading?.leftOut.find(
    (one) => one.kind === kind && (one.text === trapText(quote) || overlaps(one.quote, quote)),
  );
  if (out === undefined) return { fate: 'unsaid', why: null };
  return { fate: out.why === 'witness' ? 'by witness' : 'by code', why: out.why };
}

function inventedIn(deal: Case, noteId: string, reading: Reading | undefined) {
  const known = [
    ...deal.facts.flatMap((fact) => [
      { note: fact.note, kind: fact.kind, quote: fact.quote },
      ...fact.again.map(({ note, quote }) => ({ note, kind: fact.kind, quote })),
    ]),
    ...deal.traps,
  ].filter(({ note }) => note === noteId);
  const strange = reading?.signals.filter((signal) => !known.some((one) => tells(signal, one))) ?? [];
  return strange.map(({ kind, quote }) => ({ kind, note: noteId, quote }));
}

function droppedIn(readings: readonly Reading[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { why } of readings.flatMap(({ leftOut }) => leftOut)) counts[why] = (counts[why] ?? 0) + 1;
  return counts;
}

/** Of the shorter of two quotes, how many words the other must have for both to prove one thing. */
const leastShare = 0.5;

/** Whether two quotes of a note speak of the same place: one holds at least half of the other's words. */
export function overlaps(a: string, b: string): boolean {
  const [first, second] = [wordsIn(a), wordsIn(b)];
  const least = Math.min(first.length, second.length);
  return least > 0 && first.filter((word) => second.includes(word)).length / least >= leastShare;
}

/** The words of a text, in one form. */
export function wordsIn(text: string): readonly string[] {
  return [
    ...new Set(
      text
        .normalize('NFKC')
        .toLowerCase()
        .match(/[\p{L}\p{M}\d]+/gu) ?? [],
    ),
  ];
}
