import { z } from 'zod';
import type { StatePart, StateRecord } from '../../memory/memory.ts';
import type { NoteHeader } from '../../memory/note.ts';
import { type Comparison, dropReasons, type Reading } from '../signals/reading.ts';
import { endings } from '../signals/signal.ts';

/** How a reading came to be. */
interface Made {
  /** The version of its note's words. */
  readonly version: string;
  /** Which prompt and model a deal's readings go by; those of one edition are read against each other. */
  readonly edition: string;
  /** Whom it was read for: the team, or an author's user id. */
  readonly audience: string;
}

/** A reading as it is kept. */
export interface KeptReading extends Made {
  readonly id: string;
  readonly note: Pick<NoteHeader, 'id' | 'loggedAt'>;
  /** How often that version was read before. */
  readonly turn: number;
  readonly reading: Reading;
  /** Nothing was cut from it since, with words of a note that are gone. */
  readonly isWhole: boolean;
}

export interface KeptComparison extends Made {
  readonly id: string;
  readonly comparison: Comparison;
  /** The notes whose signals it was held against. */
  readonly raisers: readonly string[];
  readonly isWhole: boolean;
}

const who = z.enum(['us', 'them']);
const dueOn = z.string().nullable();

/** Quotes stand in a part's words, and nowhere else. */
const signalPart = z.object({
  part: z.literal('signal'),
  kind: z.string(),
  who,
  text: z.string(),
  dueOn,
  over: z.enum(endings).nullable(),
});
const changePart = z.object({
  part: z.literal('change'),
  noteId: z.string(),
  kind: z.string(),
  who,
  text: z.string(),
  how: z.enum([...endings, 'again']),
  dueOn,
});
const outcomePart = z.object({ part: z.literal('outcome'), words: z.enum(['won', 'lost', 'reopened']) });
const leftOutPart = z.object({
  part: z.literal('left out'),
  kind: z.string(),
  who,
  text: z.string(),
  dueOn,
  why: z.enum(dropReasons),
});
const anyPart = z.discriminatedUnion('part', [signalPart, changePart, outcomePart, leftOutPart]);

const made = { version: z.string(), edition: z.string(), audience: z.string() };
const readingData = z.object({
  ...made,
  loggedAt: z.string(),
  turn: z.int(),
  against: z.array(z.string()),
  checkingUntil: z.string().nullable(),
  partCount: z.int(),
});
const comparisonData = z.object({
  ...made,
  noteId: z.string(),
  against: z.array(z.string()),
  partCount: z.int(),
});

type Stored = Pick<StateRecord, 'data'> & { readonly parts: readonly StatePart[] };

function changeParts({ noteId, changes }: Pick<Reading, 'noteId' | 'changes'>): readonly StatePart[] {
  return changes.map(({ of, how, quote, dueOn: due }) => ({
    data: { part: 'change', noteId: of.noteId, kind: of.kind, who: of.who, text: of.text, how, dueOn: due },
    words: { [of.noteId]: [of.quote], [noteId]: [quote] },
  }));
}

/** Every part goes with its words, should an edit take them. */
export function partsOfReading(kept: KeptReading): Stored {
  const { reading, note, version, edition, audience, turn } = kept;
  const { noteId, signals, outcome, leftOut, against, checkingUntil } = reading;
  const parts: readonly StatePart[] = [
    ...signals.map(({ quote, over, ...rest }) => ({
      data: { part: 'signal', ...rest, over: over?.how ?? null },
      words: { [noteId]: [quote, ...(over ? [over.quote] : [])] },
    })),
    ...changeParts(reading),
    ...(outcome
      ? [{ data: { part: 'outcome', words: outcome.words }, words: { [noteId]: [outcome.quote] } }]
      : []),
    ...leftOut.map(({ quote, ...rest }) => ({
      data: { part: 'left out', ...rest },
      words: { [noteId]: quote === '' ? [] : [quote] },
    })),
  ];
  const { loggedAt } = note;
  const data = {
    version,
    edition,
    audience,
    loggedAt,
    turn,
    against,
    checkingUntil,
    partCount: parts.length,
  };
  return { data, parts };
}

export function partsOfComparison({
  comparison,
  version,
  edition,
  audience,
}: Omit<KeptComparison, 'id'>): Stored {
  const { noteId, against } = comparison;
  const parts = changeParts(comparison);
  return { data: { version, edition, audience, noteId, against, partCount: parts.length }, parts };
}

/** Undefined for what is no reading. */
export function readingOf({ id, data, noteIds, parts = [] }: StateRecord): KeptReading | undefined {
  const stored = readingData.safeParse(data);
  const [noteId] = noteIds;
  if (!stored.success || noteId === undefined) return undefined;
  const { loggedAt, against, checkingUntil, partCount, ...rest } = stored.data;
  const all = parts.flatMap((part) => read(part, noteId) ?? []);
  const reading: Reading = {
    noteId,
    signals: all.flatMap(({ signal }) => signal ?? []),
    changes: all.flatMap(({ change }) => change ?? []),
    outcome: all.find(({ outcome }) => outcome)?.outcome ?? null,
    leftOut: all.flatMap(({ leftOut }) => leftOut ?? []),
    against,
    checkingUntil,
  };
  return { id, note: { id: noteId, loggedAt }, ...rest, reading, isWhole: all.length === partCount };
}

export function comparisonOf({ id, data, noteIds, parts = [] }: StateRecord): KeptComparison | undefined {
  const stored = comparisonData.safeParse(data);
  if (!stored.success) return undefined;
  const { noteId, against, partCount, ...rest } = stored.data;
  const changes = parts.flatMap((part) => read(part, noteId)?.change ?? []);
  const comparison = { noteId, against, changes };
  const raisers = noteIds.filter((one) => one !== noteId);
  return { id, ...rest, comparison, raisers, isWhole: changes.length === partCount };
}

interface Part {
  readonly signal?: Reading['signals'][number];
  readonly change?: Reading['changes'][number];
  readonly outcome?: Reading['outcome'];
  readonly leftOut?: Reading['leftOut'][number];
}

function read({ data, words }: StatePart, noteId: string): Part | undefined {
  const parsed = anyPart.safeParse(data);
  if (!parsed.success) return undefined;
  const [quote = '', later = ''] = words[noteId] ?? [];
  if (parsed.data.part === 'signal') {
    const { part: _, over, ...rest } = parsed.data;
    return { signal: { ...rest, quote, over: over && { how: over, quote: later } } };
  }
  if (parsed.data.part === 'change') {
    const { how, dueOn: due, kind, who: whose, text, noteId: other } = parsed.data;
    const of = { noteId: other, kind, who: whose, text, quote: words[other]?.[0] ?? '' };
    return { change: { of, how, quote, dueOn: due } };
  }
  if (parsed.data.part === 'outcome') return { outcome: { words: parsed.data.words, quote } };
  const { part: _, ...rest } = parsed.data;
  return { leftOut: { ...rest, quote } };
}
