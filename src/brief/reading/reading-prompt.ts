import { z } from 'zod';
import type { Note } from '../../memory/note.ts';
import { hashOf } from '../../util/hash.ts';
import { strictJsonSchema } from '../model/model.ts';
import type { Rubric } from '../score/rubric.ts';
import { endings, lastSaid, type Signal } from '../signals/signal.ts';
import { noteBlock, oneLine, withKinds } from './prompt.ts';

/** What stands the same in every reading: rendered once and put first, so that the provider's cache can keep it. */
export interface ReadingPrompt {
  readonly system: string;
  readonly schema: Readonly<Record<string, unknown>>;
  readonly kinds: readonly string[];
}

/** From `prompts/read.md` and the rubric's kinds. */
export function createReadingPrompt(template: string, rubric: Rubric): ReadingPrompt {
  const kinds = Object.keys(rubric.kinds);
  return { system: withKinds(template, rubric), schema: strictJsonSchema(readingAnswer(kinds)), kinds };
}

const over = z.strictObject({ how: z.enum(endings), quote: z.string() });

/** What a note changes in a signal of Standing, or in one given before in the same answer. */
export const changeAnswer = z.strictObject({
  signal: z.string(),
  how: z.enum([...endings, 'again']),
  quote: z.string(),
  due_words: z.union([z.string(), z.null()]),
});

/** One signal as the model gives it, unchecked. */
export function signalAnswer(kinds: readonly string[]) {
  return z.strictObject({
    id: z.string(),
    kind: z.enum(kinds),
    who: z.enum(['us', 'them']),
    text: z.string(),
    quote: z.string(),
    due_words: z.union([z.string(), z.null()]),
    over: z.union([over, z.null()]),
  });
}

export const outcomeAnswer = z.strictObject({
  words: z.enum(['won', 'lost', 'reopened']),
  quote: z.string(),
});

/** The one JSON shape that the model may answer in: changes first, so that what stands is gone through before anything new is said. */
export function readingAnswer(kinds: readonly string[]) {
  return z.strictObject({
    notes: z.array(
      z.strictObject({
        note: z.int(),
        changes: z.array(changeAnswer),
        signals: z.array(signalAnswer(kinds)),
        outcome: z.union([outcomeAnswer, z.null()]),
      }),
    ),
  });
}

/** What earlier notes said, under the name it has in one prompt. */
export interface StandingLine {
  /** `s1`, `s2`, ... */
  readonly id: string;
  readonly signal: Signal;
}

export interface ToRead {
  /** "Name" or "Name, role". */
  readonly people: readonly string[];
  /** Given names of our own people that the notes name; nobody when left out. */
  readonly ours?: readonly string[];
  readonly standing: readonly StandingLine[];
  /** Of one deal and one audience, oldest first. */
  readonly notes: readonly Note[];
}

/**
 * The user message:
 *
 *     Buyer: Rentfield
 *     People: Priya Sharma, head of ops; Amit Rao
 *     Ours: Ben
 *     Standing:
 *     s1 objection them: Migration timeline · 2026-11-03
 *     s2 promise us: ROI sheet · 2026-11-03 · due 2026-11-06
 *     s3 budget_doubt them: Budget frozen · 2026-09-01 · settled 2026-10-20
 *     === notes 5f0c2a91 ===
 *     [1] 2026-11-17 Tuesday · spoke · Priya Sharma
 *     the note's own words, as typed, over as many lines as they have
 *     === end of notes 5f0c2a91 ===
 *
 * `Ours` stands there only where the notes name one of them. The code comes from the block's hash, so no note can hold it. A note's own lines never start with `[` or `=`.
 * Today's date is not in it: what is read does not depend on when it is read.
 */
export function readingMessage({ people, ours = [], standing, notes }: ToRead): string {
  const block = notes.map((note, index) => noteBlock(note, index + 1)).join('\n\n');
  const code = hashOf(block, 8);
  return [
    `Buyer: ${oneLine(notes[0]?.deal.company ?? 'company not known')}`,
    `People: ${people.map(oneLine).join('; ') || 'none yet'}`,
    ...(ours.length > 0 ? [`Ours: ${ours.map(oneLine).join('; ')}`] : []),
    standing.length > 0 ? 'Standing:' : 'Standing: nothing yet',
    ...standing.map(standingLine),
    `=== notes ${code} ===`,
    block,
    `=== end of notes ${code} ===`,
  ].join('\n');
}

function standingLine({ id, signal }: StandingLine): string {
  const { kind, who, text, dueOn, closedBy } = signal;
  const due = dueOn === null ? '' : ` · due ${dueOn}`;
  const closed = closedBy === null ? '' : ` · ${closedBy.how} ${closedBy.day}`;
  return `${id} ${kind} ${who}: ${oneLine(text)} · ${lastSaid(signal).day}${due}${closed}`;
}
