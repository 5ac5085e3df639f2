import { z } from 'zod';
import type { Model, ModelRequest } from '../../src/brief/model/model.ts';
import type { CheckReading } from '../../src/brief/reading/reading-calls.ts';
import type { ReadChange, Reading, ReadSignal, SignalRef } from '../../src/brief/signals/reading.ts';
import { endings } from '../../src/brief/signals/signal.ts';

/**
 * A reader without a mind of its own. It knows four sentences, and holds each against what stands:
 *
 *     worried about MATTER      a worry, or the same one again
 *     MATTER is settled         ends that worry
 *     promised MATTER by DAY    a promise of ours, or the same one again
 *     sent MATTER               ends that promise
 */
const sentences = /worried about (\w+)|(\w+) is settled|promised (\w+) by (\d{4}-\d\d-\d\d)|sent (\w+)/g;

interface Said {
  readonly kind: 'objection' | 'promise';
  readonly matter: string;
  readonly ends: boolean;
  readonly quote: string;
  readonly due: string | null;
}

/** One matter that a note tells twice is told once, whether or not it stood before. */
function saidIn(text: string): readonly Said[] {
  const all = [...text.matchAll(sentences)].map(([quote, worry, settled, promise, due, sent]): Said => {
    if (worry !== undefined) return { kind: 'objection', matter: worry, ends: false, quote, due: null };
    if (settled !== undefined) return { kind: 'objection', matter: settled, ends: true, quote, due: null };
    if (promise !== undefined)
      return { kind: 'promise', matter: promise, ends: false, quote, due: due ?? null };
    return { kind: 'promise', matter: sent ?? '', ends: true, quote, due: null };
  });
  const isSame = (one: Said, other: Said) =>
    one.kind === other.kind && one.matter === other.matter && one.ends === other.ends;
  return all.filter((said, index) => all.findIndex((one) => isSame(one, said)) === index);
}

const line = /^(s\d+) (\w+) (?:us|them): (\w+)/gm;
const block = /^\[(\d+)\] .*\n([\s\S]*?)(?=\n\n\[|\n=== end)/gm;

/** What one note changes and says, given the ids of what stands; `newId` names what is new. */
function answerOn(text: string, known: ReadonlyMap<string, string>, newId: () => string) {
  const signals = new Map<string, Answered>();
  const changes: z.infer<typeof change>[] = [];
  for (const said of saidIn(text)) {
    const { kind, quote, due: due_words, ends } = said;
    const key = `${kind} ${said.matter}`;
    const own = signals.get(key);
    const id = known.get(key);
    const how = kind === 'objection' ? 'settled' : 'done';
    if (own) signals.set(key, { ...own, over: ends ? { how, quote } : null });
    else if (id) changes.push({ signal: id, how: ends ? how : 'again', quote, due_words });
    else if (!ends) signals.set(key, newSignal(said, newId()));
  }
  return { changes, signals };
}

function newSignal({ kind, matter: text, quote, due: due_words }: Said, id: string): Answered {
  return { id, kind, who: kind === 'promise' ? 'us' : 'them', text, quote, due_words, over: null };
}

/** Answers the prompt by those sentences alone. */
export function plainAnswer({ user }: Pick<ModelRequest, 'user'>) {
  const known = new Map<string, string>();
  for (const [, id = '', kind, matter] of user.matchAll(line)) known.set(`${kind} ${matter}`, id);
  let count = 0;
  const newId = () => {
    count += 1;
    return `n${count}`;
  };
  const notes = [...user.matchAll(block)].map(([, number, text = '']) => {
    const { changes, signals } = answerOn(text, known, newId);
    for (const [key, { id }] of signals) known.set(key, id);
    return { note: Number(number), changes, signals: [...signals.values()], outcome: null };
  });
  return { notes };
}

const change = z.object({
  signal: z.string(),
  how: z.enum([...endings, 'again']),
  quote: z.string(),
  due_words: z.string().nullable(),
});
const signal = z.object({
  id: z.string(),
  kind: z.string(),
  who: z.enum(['us', 'them']),
  text: z.string(),
  quote: z.string(),
  due_words: z.string().nullable(),
  over: z.object({ how: z.enum(endings), quote: z.string() }).nullable(),
});
type Answered = z.infer<typeof signal>;
const answer = z.object({
  notes: z.array(z.object({ note: z.int(), changes: z.array(change), signals: z.array(signal) })),
});

/** Takes the answer at its word: checks have tests of their own. */
export const trustingCheck: CheckReading = (raw, { notes, standing }) => {
  const given = answer.parse(raw).notes;
  const refs = new Map<string, SignalRef & { readonly text: string }>(
    standing.map(({ id, signal: { kind, who, text, raisedBy } }) => [
      id,
      { noteId: raisedBy.noteId, kind, who, quote: raisedBy.quote, text },
    ]),
  );
  const readings = notes.flatMap((note, index): Reading[] => {
    const own = given.find((one) => one.note === index + 1);
    if (!own) return [];
    const signals = own.signals.map(
      ({ kind, who, text, quote, due_words: dueOn, over }): ReadSignal => ({
        kind,
        who,
        text,
        quote,
        dueOn,
        over,
      }),
    );
    const changes = own.changes.flatMap(({ signal: id, how, quote, due_words: dueOn }): ReadChange[] => {
      const of = refs.get(id);
      return of ? [{ of, how, quote, dueOn }] : [];
    });
    for (const { id, kind, who, text, quote } of own.signals)
      refs.set(id, { noteId: note.id, kind, who, quote, text });
    return [
      { noteId: note.id, signals, changes, outcome: null, leftOut: [], against: [], checkingUntil: null },
    ];
  });
  const read = new Set(readings.map(({ noteId }) => noteId));
  return { readings, unreadIds: notes.flatMap(({ id }) => (read.has(id) ? [] : id)) };
};

/** The plain reader behind the Model port; says what it was asked. */
export function createPlainModel(name = 'plain') {
  const asked: ModelRequest[] = [];
  const model: Model = {
    name,
    async complete(request) {
      asked.push(request);
      await Promise.resolve();
      request.onSpent?.({ prompt: 2000, cached: 0, answer: 300 });
      return plainAnswer(request);
    },
  };
  return { model, asked };
}
