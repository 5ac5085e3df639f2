import { createBriefer } from '../src/brief/briefer.ts';
import { createCorrectionStore } from '../src/brief/corrections/correction-store.ts';
import type { Model } from '../src/brief/model/model.ts';
import type { readPrompts } from '../src/brief/prompts.ts';
import { createKept } from '../src/brief/signals/kept.ts';
import type { Hindsight } from '../src/memory/hindsight/hindsight.ts';
import { resolve } from '../src/memory/identity/resolve.ts';
import type { Memory, StateBank } from '../src/memory/memory.ts';
import { cardMessage } from '../src/slack/kit/brief-card.ts';
import { createStopwatch, type Stopwatch } from './stopwatch.ts';

/** What a brief is asked for with. */
export interface Question {
  readonly hindsight: Hindsight;
  readonly model: Model;
  readonly prompts: Awaited<ReturnType<typeof readPrompts>>;
  readonly tokensPerMinute: number;
  /** As typed after the command; it must lead to one person. */
  readonly name: string;
  readonly asker: string;
  /** Read the words of each note by itself, one after the other. */
  readonly oneByOne?: boolean;
}

/** The parts of a brief in the order in which they happen. */
export const phases = [
  'who: read names',
  'who: match',
  'notes: list',
  'notes: texts',
  'kept answer',
  'evidence: words',
  'evidence: recall',
  'check and score',
  'card',
  'between',
] as const;
export type Phase = (typeof phases)[number];

/** Milliseconds; the model's own time is in none of them. */
export interface Sample {
  readonly total: number;
  readonly parts: Readonly<Record<Phase, number>>;
  readonly noteCount: number;
  readonly readCount: number;
  readonly droppedCount: number;
  readonly hasScore: boolean;
  /** Resolves once the answer is kept, which nobody waits for, with all that went wrong. */
  readonly settled: Promise<readonly unknown[]>;
}

/** Asks for one brief, from the typed name to the card. */
export async function timedBrief(question: Question): Promise<Sample> {
  const { hindsight, name, asker, tokensPerMinute, prompts } = question;
  const watch = createStopwatch();
  const keeping: Promise<unknown>[] = [];
  const troubles: unknown[] = [];
  const now = () => new Date();
  const state = watchState(hindsight.state, watch, keeping);
  const report = (error: unknown) => void troubles.push(error);
  const briefer = createBriefer({
    memory: watchMemory(hindsight.memory, watch, question),
    corrections: createCorrectionStore(state),
    kept: createKept(state, report),
    model: {
      ...question.model,
      complete: (...given) => watch.time('model', () => question.model.complete(...given)),
    },
    ...prompts,
    ...{ tokensPerMinute, zone: 'UTC', now, report },
  });
  const started = performance.now();
  const headers = await watch.time('names', () => hindsight.roster.headers(asker));
  const matching = performance.now();
  const found = resolve(name, headers);
  const matched = performance.now();
  if (found.kind !== 'one') throw new Error(`the name leads to ${found.kind}`);
  const request = { deal: found.target.deal.key, prospect: found.target.prospect?.key ?? null, asker };
  const notes = await briefer.gather(request);
  const brief = await briefer.brief(request, notes);
  const drawing = performance.now();
  cardMessage(brief, { offersKeep: true });
  const ended = performance.now();
  const keptAt = watch.endOf('kept', drawing);
  const recall = watch.took('recall');
  const known = {
    'who: read names': watch.took('names'),
    'who: match': matched - matching,
    'notes: list': watch.took('list'),
    'notes: texts': watch.took('texts'),
    'kept answer': watch.took('kept'),
    'evidence: words': watch.startOf('model', keptAt) - keptAt - recall,
    'evidence: recall': recall,
    'check and score': drawing - watch.endOf('model', keptAt),
    card: ended - drawing,
  };
  const total = ended - started - watch.took('model');
  const between = total - Object.values(known).reduce((sum, part) => sum + part, 0);
  return {
    total,
    parts: { ...known, between },
    noteCount: notes.length,
    readCount: brief.readCount,
    droppedCount: brief.droppedCount,
    hasScore: brief.score !== null,
    settled: Promise.allSettled(keeping).then(() => troubles),
  };
}

function watchMemory(memory: Memory, watch: Stopwatch, { oneByOne, asker }: Question): Memory {
  const texts: Memory['texts'] = async (headers) => {
    if (!oneByOne) return memory.texts(headers);
    const notes = [];
    for (const { id } of headers) notes.push((await memory.read(id, asker)) ?? []);
    return notes.flat();
  };
  return {
    ...memory,
    list: (...given) => watch.time('list', () => memory.list(...given)),
    texts: (...given) => watch.time('texts', () => texts(...given)),
    recall: (...given) => watch.time('recall', () => memory.recall(...given)),
  };
}

function watchState(state: StateBank, watch: Stopwatch, keeping: Promise<unknown>[]): StateBank {
  return {
    ...state,
    get: (id) => watch.time('kept', () => state.get(id)),
    put: (record) => {
      const work = state.put(record);
      keeping.push(work);
      return work;
    },
  };
}
