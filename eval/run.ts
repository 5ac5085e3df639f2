import { readFileSync } from 'node:fs';
import { createModelServer } from '../sandbox/model/model-server.ts';
import { createGroq } from '../src/brief/model/groq.ts';
import type { Model } from '../src/brief/model/model.ts';
import { createTokenBucket } from '../src/brief/model/token-bucket.ts';
import { type Rubric, readRubric } from '../src/brief/score/rubric.ts';
import { createReadingPrompt } from '../src/brief/signals/reading-prompt.ts';
import { storedNotes } from './case-notes.ts';
import { type Case, viewsOf } from './cases.ts';
import { type Figures, figuresOf } from './figures.ts';
import { judgeDeal, notesFor } from './judge-deal.ts';
import { createPlayedReader, type Spoiling, type Spoilt } from './played-reader.ts';
import { readDeal } from './read-deal.ts';
import { createReaderServer, keyOf, readRecorded } from './reader-server.ts';

/** Who reads: played from the cases, by rules, a real model, or a file of recorded answers. */
export type Reader = 'perfect' | 'careless' | 'stand-in' | 'model' | { readonly file: string };

export interface RunOptions {
  readonly cases: readonly Case[];
  readonly reader: Reader;
  readonly seed: number;
  readonly spoiling: Spoiling;
  /** `fair`: a second witness is asked; `off`: none. */
  readonly witness: 'fair' | 'off';
  /** Note by note as they were logged, or all of a deal at once. */
  readonly path: 'notes' | 'import';
  readonly model: {
    readonly baseUrl: string | null;
    readonly apiKey: string;
    readonly name: string;
    readonly checkName: string;
  };
}

export interface Run {
  readonly figures: Figures;
  /** Every answer that was given, by its question's key: `--reader FILE` replays them. */
  readonly answers: Readonly<Record<string, unknown>>;
  readonly calls: number;
}

const prompts = new URL('../prompts/', import.meta.url);

/** The rubric as the product ships it. */
export function shippedRubric(): Rubric {
  return readRubric(readFileSync(new URL('rubric.yml', prompts), 'utf8'));
}

/** Reads every deal through the product's own parts and holds what comes out against the cases. */
export async function run(options: RunOptions): Promise<Run> {
  const rubric = shippedRubric();
  const prompt = createReadingPrompt(readFileSync(new URL('read.md', prompts), 'utf8'), rubric);
  const answering = await startReader(options);
  const answers: Record<string, unknown> = {};
  let calls = 0;
  const model: Model = {
    name: answering.model.name,
    async complete(request, deadline) {
      calls += 1;
      const answer = await answering.model.complete(request, deadline);
      answers[keyOf(request)] = answer;
      return answer;
    },
  };
  try {
    const outcomes = [];
    for (const deal of options.cases) {
      const read = await readDeal(storedNotes(deal), { model, prompt, rubric, path: options.path });
      for (const view of viewsOf(deal)) {
        outcomes.push(judgeDeal(view, await read.for(notesFor(view)), rubric, answering.spoilt));
      }
    }
    return { figures: figuresOf(outcomes), answers, calls };
  } finally {
    await answering.close();
  }
}

interface Answering {
  readonly model: Model;
  readonly spoilt: Spoilt;
  close(): Promise<void>;
}

async function startReader(options: RunOptions): Promise<Answering> {
  const { reader, model } = options;
  const nothing: Spoilt = new Map();
  if (reader === 'model') {
    const real = createModel(model.baseUrl, model.apiKey, model.name);
    return { model: real, spoilt: nothing, close: async () => {} };
  }
  if (reader === 'stand-in') {
    const server = await createModelServer({ now: () => new Date() });
    return { model: createModel(server.url, 'none', 'sandbox-rules'), spoilt: nothing, close: server.close };
  }
  const played = typeof reader === 'object' ? null : createPlayedReader({ ...options, style: reader });
  const recorded = typeof reader === 'object' ? readRecorded(reader.file) : null;
  const server = await createReaderServer(async (asked) => played?.answer(asked) ?? recorded?.(asked));
  const name = typeof reader === 'object' ? reader.file : reader;
  return {
    model: createModel(server.url, 'none', name),
    spoilt: played?.spoilt ?? nothing,
    close: server.close,
  };
}

function createModel(baseUrl: string | null, apiKey: string, model: string): Model {
  const now = () => new Date();
  const bucket = createTokenBucket({ tokensPerMinute: Number.MAX_SAFE_INTEGER, now });
  return createGroq({ apiKey, baseUrl, model, fetch, bucket, now });
}
