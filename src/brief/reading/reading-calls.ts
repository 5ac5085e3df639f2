import { UpstreamError } from '../../errors.ts';
import type { Note } from '../../memory/note.ts';
import type { Model, ModelRequest, Priority, Spent } from '../model/model.ts';
import type { Reading } from '../signals/reading.ts';
import type { ReadingClaims } from './reading-claims.ts';
import { type ReadingPrompt, readingMessage, type ToRead } from './reading-prompt.ts';
import { versionOf } from './reading-store.ts';

/** What an answer holds against the notes it was asked of. */
export type CheckReading = (answer: unknown, asked: ToRead) => Checked | Promise<Checked>;

interface Checked {
  readonly readings: readonly Reading[];
  /** Notes that the answer does not speak of: they are still to be read. */
  readonly unreadIds: readonly string[];
}

/** What one call was for and what it cost, in numbers alone. */
export interface ReadingBill extends Spent {
  readonly what: 'read' | 'compare';
  readonly notes: number;
  readonly lines: number;
  readonly ms: number;
}

/** Nothing before so many milliseconds: tokens are short, another replica is at it, or a service is in trouble. */
export interface Wait {
  readonly kind: 'wait';
  readonly ms: number;
  readonly why: 'budget' | 'claimed' | 'trouble';
}

/** What was asked in the end, which may be less than was wanted, and what of the answer holds. */
export interface Answered {
  readonly kind: 'answered';
  readonly asked: ToRead;
  readonly readings: readonly Reading[];
}

interface How {
  readonly what: ReadingBill['what'];
  readonly priority: Priority;
  /** What is claimed for a note, so that no two replicas do it. */
  readonly claimOf: (note: Note) => string;
}

/** Puts notes before the model: what fits, what is nobody else's, and when there are tokens. */
export interface ReadingCalls {
  /** Rejects with UpstreamError when no answer came that can be used. */
  ask(wanted: ToRead, how: How): Promise<Answered | Wait>;
  /** How often this process got nothing for that version of a note. */
  tries(note: Note, what: ReadingBill['what']): number;
}

interface Deps {
  readonly claims: ReadingClaims;
  readonly model: Model;
  readonly prompt: ReadingPrompt;
  readonly check: CheckReading;
  readonly now: () => Date;
  readonly onBill: (bill: ReadingBill) => void;
}

const answerTokens = { call: 600, note: 500, least: 900 } as const;
/** Who would wait longer for tokens is asked to come again. */
const patienceMs = 20_000;
const claimedMs = 5_000;

export function createReadingCalls({ claims, model, prompt, check, now, onBill }: Deps): ReadingCalls {
  const tried = new Map<string, number>();
  const keyOf = (note: Note, what: string) => `${what} ${note.id} ${versionOf(note)}`;
  const count = (note: Note, what: string, times = 1) =>
    tried.set(keyOf(note, what), (tried.get(keyOf(note, what)) ?? 0) + times);

  async function fitting(wanted: ToRead, priority: Priority) {
    for (const asked of smaller(wanted)) {
      const request = requestFor(prompt, asked, priority);
      const ms = (await model.roomIn?.(request)) ?? 0;
      if (ms !== Number.POSITIVE_INFINITY) return { asked, request, ms };
    }
    const asked = { ...wanted, notes: wanted.notes.slice(0, 1), standing: [] };
    const request = { ...requestFor(prompt, asked, priority), maxOutputTokens: answerTokens.least };
    return { asked, request, ms: (await model.roomIn?.(request)) ?? 0 };
  }

  async function answer(
    asked: ToRead,
    request: ModelRequest,
    { what, deadline }: Pick<How, 'what'> & { readonly deadline: Date },
  ): Promise<readonly Reading[]> {
    const began = now().getTime();
    const { notes, standing } = asked;
    const onSpent = (spent: Spent) =>
      onBill({ what, notes: notes.length, lines: standing.length, ms: now().getTime() - began, ...spent });
    const nothingFor = (missing: readonly Note[]) => {
      for (const note of missing) count(note, what);
    };
    try {
      const raw = await model.complete({ ...request, user: readingMessage(asked), onSpent }, deadline);
      const { readings, unreadIds } = await check(raw, asked);
      nothingFor(notes.filter(({ id }) => unreadIds.includes(id)));
      return readings;
    } catch (error) {
      if (isNoUse(error)) nothingFor(notes);
      throw error;
    }
  }

  /** Of these notes, those that this process may read now: what comes after one that another reads waits for it. */
  async function oursOf(notes: readonly Note[], claimOf: How['claimOf']): Promise<readonly Note[]> {
    const keys = notes.map(claimOf);
    const claimed = await claims.claim(keys);
    const lost = keys.findIndex((key) => !claimed.includes(key));
    return lost < 0 ? notes : notes.slice(0, lost);
  }

  return {
    async ask(wanted, { what, priority, claimOf }) {
      const { asked, request, ms } = await fitting(wanted, priority);
      if (ms === Number.POSITIVE_INFINITY) {
        for (const note of asked.notes) count(note, what, mostTries);
        throw new UpstreamError({ service: 'groq', kind: 'invalid', operation: 'complete', status: 413 });
      }
      if (ms > patienceMs && priority !== 'brief') return { kind: 'wait', ms, why: 'budget' };
      const notes = await oursOf(asked.notes, claimOf);
      if (notes.length === 0) return { kind: 'wait', ms: claimedMs, why: 'claimed' };
      const mine = { ...asked, notes };
      const readings = await claims.holding(notes.map(claimOf), (deadline) =>
        answer(mine, request, { what, deadline }),
      );
      return { kind: 'answered', asked: mine, readings: readings ?? [] };
    },
    tries: (note, what) => tried.get(keyOf(note, what)) ?? 0,
  };
}

/** After so many a note is left unread until the next start, or an edit. */
export const mostTries = 3;

function isNoUse(error: unknown): boolean {
  return error instanceof UpstreamError && error.kind === 'invalid';
}

function requestFor(prompt: ReadingPrompt, asked: ToRead, priority: Priority): ModelRequest {
  const [first] = asked.notes;
  return {
    name: 'read',
    system: prompt.system,
    user: readingMessage(asked),
    schema: prompt.schema,
    maxOutputTokens: answerTokens.call + asked.notes.length * answerTokens.note,
    priority,
    ...(first ? { person: first.author } : {}),
  };
}

/** All of it, half of the notes, and so on to the first; then that without its lines. */
function smaller(wanted: ToRead): readonly ToRead[] {
  const { notes } = wanted;
  const sizes: number[] = [];
  for (let size = notes.length; size > 1; size = Math.ceil(size / 2)) sizes.push(size);
  const [first] = notes;
  return [
    ...[...sizes, 1].map((size) => ({ ...wanted, notes: notes.slice(0, size) })),
    ...(first ? [{ ...wanted, notes: [first], standing: [] }] : []),
  ];
}
