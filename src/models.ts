import { createGroq } from './brief/model/groq.ts';
import type { Model, ModelTrouble, Spent } from './brief/model/model.ts';
import { createRedisAccount } from './brief/model/redis-account.ts';
import { createOwnAccount, createTokenAccount } from './brief/model/token-account.ts';
import type { TokenBook } from './brief/model/token-book.ts';
import { createTokenBucket } from './brief/model/token-bucket.ts';
import { createTokenCounter, roughCounter } from './brief/model/tokens.ts';
import type { Prompts } from './brief/prompts.ts';
import type { SecondWitness } from './brief/reading/reading-keeper.ts';
import { createSecondWitness, type SentenceWitness } from './brief/reading/second-witness.ts';
import type { Config } from './config.ts';
import type { ModelTroubles } from './doctor/model-troubles.ts';
import { watchFetch } from './health.ts';
import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';

/** Who hears of what the program does and costs. */
export interface Reporting {
  readonly metrics: Metrics;
  /** Called when the program has stopped. */
  readonly closers: (() => void)[];
  /** Slack's id of the team. */
  readonly team: string;
  readonly report: (error: unknown) => void;
  readonly troubles: ModelTroubles;
  readonly book: TokenBook;
  /** How many processes work on the bank; undefined while nobody knows. */
  readonly processes: () => number | undefined;
}

/** What connecting a model needs of the program. */
interface Surroundings extends Reporting {
  readonly fetch: typeof globalThis.fetch;
  readonly now: () => Date;
  readonly log: Log;
  readonly prompts: Pick<Prompts, 'witness' | 'rubric'>;
}

interface Account {
  readonly name: string;
  readonly tokensPerMinute: number;
  readonly tokensPerDay: number;
}

/** Where a minute has more tokens than this, a rough count of them does. */
const manyTokens = 100_000;

/** A model may think for a while. */
const hangingModelMs = 90_000;

/** A model with the tokens that its account has of it, which replicas share through Redis. */
async function connectModel(config: Config, account: Account, outside: Surroundings): Promise<Model> {
  const { GROQ_API_KEY: apiKey, GROQ_BASE_URL: baseUrl = null, REDIS_URL: url } = config;
  const { now, team, metrics, report } = outside;
  const { fetch, since } = watchFetch(outside.fetch, now, hangingModelMs);
  outside.troubles.watch(since);
  const { processes } = outside;
  const alone = createOwnAccount({ ...account, now, processes });
  const tell = (words: string) => outside.log.warn({ model: account.name }, words);
  const sharing = { name: `${team}:${account.name}`, alone, processes, now, tell, report };
  const shared = url === undefined ? undefined : await createRedisAccount({ ...sharing, url });
  if (shared) outside.closers.push(shared.close);
  const bucket = createTokenBucket({
    ...account,
    now,
    account: shared ?? createTokenAccount({ ...account, now }),
  });
  metrics.watchQueue(`tokens of ${account.name}`, bucket.waiting);
  const tokens = account.tokensPerMinute > manyTokens ? roughCounter : createTokenCounter();
  // Its tables load in one piece: before anything is heard, so that nobody's acknowledgement waits for them.
  await tokens.count('');
  const onSpent = (spent: Spent) => {
    metrics.spent(account.name, spent);
    outside.book.add(spent);
  };
  const onTrouble = (trouble: ModelTrouble | null) => outside.troubles.tell(account.name, trouble);
  const told = { onSpent, onTrouble };
  const model = createGroq({
    ...{ apiKey, baseUrl, fetch, bucket, tokens, now },
    ...told,
    model: account.name,
  });
  outside.troubles.ask(model);
  return model;
}

/** The one that reads and writes. */
export function createModel(config: Config, outside: Surroundings): Promise<Model> {
  const { GROQ_TPM: tokensPerMinute, GROQ_TPD: tokensPerDay, GROQ_MODEL: name } = config;
  return connectModel(config, { name, tokensPerMinute, tokensPerDay }, outside);
}

/** The second witness, whose model has limits of its own; null where none is named. */
export async function createWitness(
  config: Config,
  outside: Surroundings,
): Promise<(SecondWitness & SentenceWitness) | null> {
  const { GROQ_CHECK_MODEL: name, GROQ_CHECK_TPM: tokensPerMinute, GROQ_TPD: tokensPerDay } = config;
  if (name === '') return null;
  const model = await connectModel(config, { name, tokensPerMinute, tokensPerDay }, outside);
  const { prompts, now } = outside;
  return createSecondWitness({ model, prompt: prompts.witness, rubric: prompts.rubric, now });
}
