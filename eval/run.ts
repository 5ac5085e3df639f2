import { readFileSync } from 'node:fs';
import { createModelServer } from '../sandbox/model/model-server.ts';
import { createGroq } from '../src/brief/model/groq.ts';
import type { Model } from '../src/brief/model/model.ts';
import { createTokenBucket } from '../src/brief/model/token-bucket.ts';
import { createReadingPrompt } from '../src/brief/reading/reading-prompt.ts';
import { createWitnessPrompt, type WitnessPrompt } from '../src/brief/reading/witness.ts';
import { type Rubric, readRubric } from '../src/brief/score/rubric.ts';
import { storedNotes } from './case-notes.ts';
import { type Case, viewsOf } from './cases.ts';
import { type Figures, figuresOf } from './figures.ts';
import { judgeDeal, notesFor } from './judge-deal.ts';
import { createPlayedReader, type Spoiling, type Spoilt } from './played-reader.ts';
import { createPlayedWitness } from './played-witness.ts';
import { type CaseBank, createCaseReader, createSlowClock, openCaseBank } from './read-case.ts';
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
  /** Whether the score of every single day is looked at. */
  readonly steps: boolean;
  /** Instead of the sandbox's memory, for tests that have no time for it. */
  readonly bank?: CaseBank;
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

function shippedWitness(): WitnessPrompt {
  const [template, claims] = ['witness.md', 'witness.claims.yml'].map((name) =>
    readFileSync(new URL(name, prompts), 'utf8'),
  );
  return createWitnessPrompt(template ?? '', claims ?? '');
}

/** Reads every deal through the product's own parts and holds what comes out against the cases. */
export async function run(options: RunOptions): Promise<Run> {
  const rubric = shippedRubric();
  const prompt = createReadingPrompt(readFileSync(new URL('read.md', prompts), 'utf8'), rubric);
  const now = createSlowClock();
  const answering = await startReader(options, now);
  const answers: Record<string, unknown> = {};
  let calls = 0;
  const heard = (model: Model): Model => ({
    name: model.name,
    async complete(request, deadline) {
      calls += 1;
      const answer = await model.complete(request, deadline);
      answers[keyOf(request)] = answer;
      return answer;
    },
  });
  const model = heard(answering.model);
  const witness =
    options.witness === 'off' ? null : { model: heard(answering.witness), prompt: shippedWitness() };
  const own = options.bank === undefined ? await openCaseBank(now) : null;
  const bank = options.bank ?? own;
  if (bank === null) throw new TypeError('a run needs a bank');
  const reader = createCaseReader({ model, prompt, rubric, witness, now }, bank);
  try {
    const outcomes = [];
    for (const deal of options.cases) {
      await reader.read(storedNotes(deal), options.path);
      for (const view of viewsOf(deal)) {
        const read = await reader.for(notesFor(view));
        outcomes.push(judgeDeal(view, read, { rubric, spoilt: answering.spoilt, steps: options.steps }));
      }
    }
    return { figures: figuresOf(outcomes), answers, calls };
  } finally {
    await reader.close();
    await Promise.all([answering.close(), own?.close()]);
  }
}

interface Answering {
  readonly model: Model;
  readonly witness: Model;
  readonly spoilt: Spoilt;
  close(): Promise<void>;
}

async function startReader(options: RunOptions, now: () => Date): Promise<Answering> {
  const { reader, model } = options;
  const spoilt: Spoilt = new Map();
  if (reader === 'model') {
    const [real, check] = [model.name, model.checkName].map((name) =>
      createModel({ baseUrl: model.baseUrl, apiKey: model.apiKey, name, now }),
    );
    if (!real || !check) throw new TypeError('a model has no name');
    return { model: real, witness: check, spoilt, close: async () => {} };
  }
  if (reader === 'stand-in') {
    const server = await createModelServer({ now });
    const rules = createModel({ baseUrl: server.url, apiKey: 'none', name: 'sandbox-rules', now });
    return { model: rules, witness: rules, spoilt, close: server.close };
  }
  const played = typeof reader === 'object' ? null : createPlayedReader({ ...options, style: reader });
  const witness = createPlayedWitness(options.cases);
  const recorded = typeof reader === 'object' ? readRecorded(reader.file) : null;
  const server = await createReaderServer(async (asked) => {
    if (recorded) return recorded(asked);
    return asked.name === 'witness' ? witness(asked.user) : played?.answer(asked);
  });
  const name = typeof reader === 'object' ? reader.file : reader;
  const answering = createModel({ baseUrl: server.url, apiKey: 'none', name, now });
  return { model: answering, witness: answering, spoilt: played?.spoilt ?? spoilt, close: server.close };
}

interface Endpoint {
  readonly baseUrl: string | null;
  readonly apiKey: string;
  readonly name: string;
  readonly now: () => Date;
}

/** A model behind an OpenAI-style endpoint, with as many tokens as it likes. */
export function createModel({ baseUrl, apiKey, name, now }: Endpoint): Model {
  const bucket = createTokenBucket({ tokensPerMinute: Number.MAX_SAFE_INTEGER, now });
  return createGroq({ apiKey, baseUrl, model: name, fetch, bucket, now });
}
