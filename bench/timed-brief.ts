import type { Briefer } from '../src/brief/brief.ts';
import { createBriefer } from '../src/brief/briefer.ts';
import { createCorrectionStore } from '../src/brief/corrections/correction-store.ts';
import type { Prompts } from '../src/brief/prompts.ts';
import { createReadDeals } from '../src/brief/reading/read-deals.ts';
import { createReadingStore, editionOf } from '../src/brief/reading/reading-store.ts';
import { createDealWords } from '../src/brief/words/words.ts';
import type { Hindsight } from '../src/memory/hindsight/hindsight.ts';
import { resolve } from '../src/memory/identity/resolve.ts';
import type { Memory, StateBank } from '../src/memory/memory.ts';
import { cardMessage } from '../src/slack/kit/brief-card.ts';
import { noModel } from './canned-model.ts';
import { createStopwatch, type Stopwatch } from './stopwatch.ts';

/** What a brief is asked for with. */
export interface Question {
  readonly hindsight: Hindsight;
  readonly prompts: Prompts;
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
  'readings, corrections, sentences',
  'history and score',
  'card',
  'between',
] as const;
export type Phase = (typeof phases)[number];

/** Milliseconds. */
export interface Sample {
  readonly total: number;
  readonly parts: Readonly<Record<Phase, number>>;
  readonly noteCount: number;
  /** How many of the notes are not read, or not compared with what stands before them. */
  readonly owedCount: number;
  /** How many things on the card the bot's reader found: signals, and sentences of the model's that hold. */
  readonly signalCount: number;
  readonly sentenceCount: number;
  readonly hasScore: boolean;
  /** What went wrong and was done without; a model that was asked is among it. */
  readonly troubles: readonly unknown[];
}

/** What a process of the bot keeps in mind from one brief to the next; each asks for one, from the typed name to the card. */
export function startBriefs(question: Question): () => Promise<Sample> {
  let watch = createStopwatch();
  let troubles: unknown[] = [];
  const time: Timed = (...given) => watch.time(...given);
  const briefer = brieferOver(question, time, (error) => void troubles.push(error));
  return () => {
    watch = createStopwatch();
    troubles = [];
    return timedBrief(question, { briefer, watch, troubles });
  };
}

type Timed = Stopwatch['time'];

interface Process {
  readonly briefer: Briefer;
  readonly watch: Stopwatch;
  readonly troubles: readonly unknown[];
}

async function timedBrief({ hindsight, name, asker }: Question, process: Process): Promise<Sample> {
  const { briefer, watch, troubles } = process;
  const started = performance.now();
  const headers = await watch.time('names', () => hindsight.roster.headers(asker));
  const matching = performance.now();
  const found = resolve(name, headers);
  const matched = performance.now();
  if (found.kind !== 'one') throw new Error(`the name leads to ${found.kind}`);
  const request = { deal: found.target.deal.key, prospect: found.target.prospect?.key ?? null, asker };
  const notes = await briefer.gather(request);
  const gathered = performance.now();
  const brief = await briefer.brief(request, notes);
  const drawing = performance.now();
  cardMessage(brief, { offersKeep: true });
  const ended = performance.now();
  const known = {
    'who: read names': watch.took('names'),
    'who: match': matched - matching,
    'notes: list': watch.took('list'),
    'notes: texts': watch.took('texts'),
    'readings, corrections, sentences': watch.took('readings'),
    'history and score': drawing - gathered - watch.took('readings'),
    card: ended - drawing,
  };
  const total = ended - started;
  const between = total - Object.values(known).reduce((sum, part) => sum + part, 0);
  const { reading, openWith, recommendation, signals } = brief;
  return {
    total,
    parts: { ...known, between },
    noteCount: notes.length,
    owedCount: reading.unread.size + reading.uncompared,
    signalCount: signals.length,
    sentenceCount: [openWith, ...recommendation].filter((one) => one !== null).length,
    hasScore: brief.score !== null,
    troubles,
  };
}

/** As the bot wires it, with a model that nobody may ask. */
function brieferOver(question: Question, time: Timed, report: (error: unknown) => void): Briefer {
  const { rubric, reading, words: prompt } = question.prompts;
  const now = () => new Date();
  const state = watchState(question.hindsight.state, time);
  const readings = createReadingStore(state, editionOf(reading, noModel.name));
  const corrections = createCorrectionStore(state);
  const deals = createReadDeals({ readings, corrections, rubric, zone: 'UTC', now });
  return createBriefer({
    memory: watchMemory(question, time),
    deals,
    words: createDealWords({ state, model: noModel, prompt, witness: null, now, report }),
    readFirst: () => Promise.reject(new Error('a reading was waited for')),
    wait: () => Promise.reject(new Error('a brief waits for nothing')),
  });
}

function watchMemory({ hindsight: { memory }, oneByOne, asker }: Question, time: Timed): Memory {
  const texts: Memory['texts'] = async (headers) => {
    if (!oneByOne) return memory.texts(headers);
    const notes = [];
    for (const { id } of headers) notes.push((await memory.read(id, asker)) ?? []);
    return notes.flat();
  };
  return {
    ...memory,
    list: (...given) => time('list', () => memory.list(...given)),
    texts: (...given) => time('texts', () => texts(...given)),
  };
}

/** They are asked for at once. */
function watchState(state: StateBank, time: Timed): StateBank {
  return { ...state, list: (tags) => time('readings', () => state.list(tags)) };
}
