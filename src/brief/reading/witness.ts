import { createHash } from 'node:crypto';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Note } from '../../memory/note.ts';
import { strictJsonSchema } from '../model/model.ts';
import { createPlaceFinder, type Place } from '../quotes/quote.ts';
import type { LeftOut, Reading } from '../signals/reading.ts';
import { noteBlock, oneLine } from './prompt.ts';

/** What stands the same in every call to the second witness. */
export interface WitnessPrompt {
  readonly system: string;
  readonly schema: Readonly<Record<string, unknown>>;
  /** What is asked of each kind, and of each way that something ends; what has none is not asked. */
  readonly claims: Readonly<Record<string, string>>;
}

/** From `prompts/witness.md` and `prompts/witness.claims.yml`; throws when the claims are no list of sentences. */
export function createWitnessPrompt(template: string, claims: string): WitnessPrompt {
  return {
    system: template.trim(),
    schema: strictJsonSchema(witnessAnswer),
    claims: z.record(z.string(), z.string().min(1)).parse(parse(claims)),
  };
}

/** The one JSON shape that the witness may answer in. */
const witnessAnswer = z.strictObject({
  claims: z.array(z.strictObject({ claim: z.int(), why: z.string(), supported: z.boolean() })),
});

/** What the witness may deny: a signal of the reading, how it ended in its own note, a change, or a sentence to be shown. */
type WitnessedPart = 'signal' | 'over' | 'change' | 'sentence';

/** One thing put before the witness; its number is its place in the list, from 1. */
export interface WitnessItem {
  readonly part: WitnessedPart;
  /** Its place among those of its part. */
  readonly index: number;
  readonly place: Place;
  /** The claim, with the matter in brackets. */
  readonly claim: string;
}

/** A sentence that will be shown and rests on words of one note. */
export interface WitnessedSentence {
  readonly text: string;
  readonly quote: string;
}

/** What of a reading is asked about, in the order of the note's words. */
export function witnessItems(
  { claims }: WitnessPrompt,
  { text }: Pick<Note, 'text'>,
  {
    signals,
    changes,
    sentences = [],
  }: Pick<Reading, 'signals' | 'changes'> & { sentences?: readonly WitnessedSentence[] },
): readonly WitnessItem[] {
  const find = createPlaceFinder(text);
  const item = (
    part: WitnessedPart,
    index: number,
    said: { name: string; quote: string; matter: string },
  ): readonly WitnessItem[] => {
    const [claim, place] = [claims[said.name], find(said.quote)];
    return claim === undefined || place === null
      ? []
      : [{ part, index, place, claim: `${claim} [${inBrackets(said.matter)}]` }];
  };
  const items = [
    ...signals.flatMap(({ kind, who, quote, text: matter, over }, index) => [
      ...item('signal', index, { name: kind === 'promise' ? `promise ${who}` : kind, quote, matter }),
      ...(over ? item('over', index, { name: `change ${over.how}`, quote: over.quote, matter }) : []),
    ]),
    ...changes.flatMap(({ how, quote, of }, index) =>
      item('change', index, { name: `change ${how}`, quote, matter: of.text }),
    ),
    ...sentences.flatMap(({ text: matter, quote }, index) =>
      item('sentence', index, { name: 'sentence', quote, matter }),
    ),
  ];
  return items.toSorted((a, b) => a.place.start - b.place.start || b.place.end - a.place.end);
}

/** A matter that cannot end its bracket or its line. */
function inBrackets(matter: string): string {
  return oneLine(matter)
    .replace(/[[\]⟦⟧]/g, ' ')
    .trim();
}

/**
 * The user message: the whole note with its words marked, and the claims.
 *
 *     People: Priya Sharma, head of ops
 *     === note 5f0c2a91 ===
 *     [1] 2026-11-17 Tuesday · spoke · Priya Sharma
 *     ⟦1 Pilot agreed⟧: 20 seats.
 *     === end of note 5f0c2a91 ===
 *     1 The buyer agreed to this pilot or trial, nothing else has to come first [20 seats]
 */
export function witnessMessage(note: Note, people: readonly string[], items: readonly WitnessItem[]): string {
  const { text, isMarked } = marked(note.text, items);
  const block = noteBlock({ ...note, text }, 1);
  const code = createHash('sha256').update(block).digest('hex').slice(0, 8);
  return [
    `People: ${people.map(oneLine).join('; ') || 'not known'}`,
    `=== note ${code} ===`,
    block,
    `=== end of note ${code} ===`,
    ...items.map(({ claim, place }, index) => {
      const words = isMarked[index] ? '' : `: "${oneLine(note.text.slice(place.start, place.end))}"`;
      return `${index + 1} ${claim}${words}`;
    }),
  ].join('\n');
}

/** The note with its words between marks; one that would cross another's mark is left for its claim to quote. */
function marked(
  text: string,
  items: readonly WitnessItem[],
): { readonly text: string; readonly isMarked: readonly boolean[] } {
  const marks: { readonly at: number; readonly mark: string }[] = [];
  const open: number[] = [];
  const isMarked = items.map(({ place }, index) => {
    while (open.length > 0 && (open.at(-1) ?? 0) <= place.start)
      marks.push({ at: open.pop() ?? 0, mark: '⟧' });
    if ((open.at(-1) ?? place.end) < place.end) return false;
    marks.push({ at: place.start, mark: `⟦${index + 1} ` });
    open.push(place.end);
    return true;
  });
  while (open.length > 0) marks.push({ at: open.pop() ?? 0, mark: '⟧' });
  const parts: string[] = [];
  let from = 0;
  for (const { at, mark } of marks) {
    parts.push(plain(text.slice(from, at)), mark);
    from = at;
  }
  return { text: [...parts, plain(text.slice(from))].join(''), isMarked };
}

/** A note's own marks are none. */
function plain(text: string): string {
  return text.replace(/[⟦⟧]/g, '|');
}

const looseAnswer = z.looseObject({ claims: z.array(z.unknown()) });
const looseClaim = z.looseObject({ claim: z.int(), supported: z.boolean() });

/** Which of the items an answer denies; none when it is no answer: then the first checks stand alone. */
function deniedItems(items: readonly WitnessItem[], raw: unknown): readonly WitnessItem[] {
  const given = looseAnswer.safeParse(raw).data?.claims ?? [];
  const answers = given.flatMap((one) => looseClaim.safeParse(one).data ?? []);
  return items.filter((_, index) => answers.find(({ claim }) => claim === index + 1)?.supported === false);
}

/** Of so many sentences, which may be shown, in their order; one that nobody was asked about may. */
export function sentencesLeft(
  count: number,
  items: readonly WitnessItem[],
  raw: unknown,
): readonly boolean[] {
  const denied = deniedItems(items, raw);
  return Array.from({ length: count }, (_, at) => !denied.some(({ index }) => index === at));
}

/** A reading after its witness has spoken: what was denied is left out. */
export function applyWitness(reading: Reading, items: readonly WitnessItem[], raw: unknown): Reading {
  const denied = deniedItems(items, raw);
  const isDenied = (part: WitnessedPart, index: number): boolean =>
    denied.some((one) => one.part === part && one.index === index);
  const leftOut: LeftOut[] = [...reading.leftOut];
  const signals = reading.signals.flatMap((signal, index) => {
    const { kind, who, text, quote, dueOn, over } = signal;
    if (isDenied('signal', index)) {
      leftOut.push({ kind, who, text, quote, dueOn, why: 'witness' });
      return [];
    }
    if (over === null || !isDenied('over', index)) return [signal];
    leftOut.push({ kind, who, text, quote: over.quote, dueOn: null, why: 'witness' });
    return [{ ...signal, over: null }];
  });
  const gone = reading.signals.filter((_, index) => isDenied('signal', index)).map(({ kind }) => kind);
  const changes = reading.changes.filter(({ of, how, quote, dueOn }, index) => {
    const hasNothingNew =
      how === 'moved' && gone.includes(of.kind) && !signals.some(({ kind }) => kind === of.kind);
    if (!isDenied('change', index) && !hasNothingNew) return true;
    leftOut.push({ kind: of.kind, who: of.who, text: of.text, quote, dueOn, why: 'witness' });
    return false;
  });
  return { ...reading, signals, changes, leftOut, checkingUntil: null };
}
