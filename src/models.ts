import { createGroq } from './brief/model/groq.ts';
import type { Model, ModelRequest, ModelTrouble, Spent } from './brief/model/model.ts';
import { createRedisAccount } from './brief/model/redis-account.ts';
import { createOwnAccount, createTokenAccount } from './brief/model/token-account.ts';
import type { TokenBook } from './brief/model/token-book.ts';
import { createTokenBucket, type TokenBucket } from './brief/model/token-bucket.ts';
import { createTokenCounter, roughCounter, type TokenCounter } from './brief/model/tokens.ts';
import type { Prompts } from './brief/prompts.ts';
import type { SecondWitness } from './brief/reading/reading-keeper.ts';
import { createSecondWitness, type SentenceWitness } from './brief/reading/second-witness.ts';
import type { Config } from './config.ts';
import type { ModelTroubles } from './doctor/model-troubles.ts';
import { watchFetch } from './health.ts';
import type { Log } from './log.ts';
import type { Metrics, ProcessMetrics } from './metrics.ts';

/** Who hears of what the program does for one workspace, and costs. */
export interface Reporting {
  readonly metrics: Metrics;
  /** Called when the workspace is served no more. */
  readonly closers: (() => void)[];
  /** Slack's id of the team. */
  readonly team: string;
  readonly report: (error: unknown) => void;
  readonly book: TokenBook;
}

/** What opening accounts needs of the program. */
interface Surroundings {
  readonly metrics: Pick<ProcessMetrics, 'watchQueue'>;
  readonly fetch: typeof globalThis.fetch;
  readonly now: () => Date;
  readonly log: Log;
  readonly report: (error: unknown) => void;
  readonly troubles: ModelTroubles;
  /** Processes of one name share an account through Redis. */
  readonly sharedAs: string;
  /** How many processes there are; undefined while nobody knows. */
  readonly processes: () => number | undefined;
}

interface Limits {
  readonly name: string;
  readonly tokensPerMinute: number;
  readonly tokensPerDay: number;
}

/** What the process may spend of one model, whichever workspace asks. */
interface Account {
  readonly name: string;
  readonly bucket: TokenBucket;
  readonly tokens: TokenCounter;
  /** The network, watched. */
  readonly fetch: typeof globalThis.fetch;
  readonly close: () => void;
}

/** The accounts of a process, one for each of its models: workspaces wait for tokens in one queue, first come first served. */
export interface Accounts {
  /** The one that reads and writes. */
  readonly main: Account;
  /** The second witness's, which has limits of its own; null where none is named. */
  readonly check: Account | null;
  readonly troubles: ModelTroubles;
  close(): void;
}

export async function openAccounts(config: Config, outside: Surroundings): Promise<Accounts> {
  const { GROQ_MODEL, GROQ_TPM, GROQ_CHECK_MODEL, GROQ_CHECK_TPM, GROQ_TPD: tokensPerDay } = config;
  const main = { name: GROQ_MODEL, tokensPerMinute: GROQ_TPM, tokensPerDay };
  const check = { name: GROQ_CHECK_MODEL, tokensPerMinute: GROQ_CHECK_TPM, tokensPerDay };
  const opened = {
    main: await openAccount(config, main, outside),
    check: check.name === '' ? null : await openAccount(config, check, outside),
  };
  return {
    ...opened,
    troubles: outside.troubles,
    close() {
      opened.main.close();
      opened.check?.close();
    },
  };
}

/** Where a minute has more tokens than this, a rough count of them does. */
const manyTokens = 100_000;

/** A model may think for a while. */
const hangingModelMs = 90_000;

/** The tokens that replicas share through Redis. */
async function openAccount(config: Config, limits: Limits, outside: Surroundings): Promise<Account> {
  const { now, metrics, report, processes } = outside;
  const { REDIS_URL: url } = config;
  const { fetch, since } = watchFetch(outside.fetch, now, hangingModelMs);
  outside.troubles.watch(since);
  const alone = createOwnAccount({ ...limits, now, processes });
  const tell = (words: string) => outside.log.warn({ model: limits.name }, words);
  const sharing = { name: `${outside.sharedAs}:${limits.name}`, alone, processes, now, tell, report };
  const shared = url === undefined ? undefined : await createRedisAccount({ ...sharing, url });
  const account = shared ?? createTokenAccount({ ...limits, now });
  const bucket = createTokenBucket({ ...limits, now, account });
  metrics.watchQueue(`tokens of ${limits.name}`, bucket.waiting);
  const tokens = limits.tokensPerMinute > manyTokens ? roughCounter : createTokenCounter();
  const opened = { name: limits.name, bucket, tokens, fetch, close: () => shared?.close() };
  // No workspace's: for asking whether key and name are good.
  outside.troubles.ask(groqOf(config, opened, { ...outside, onSpent: () => undefined }));
  return opened;
}

interface GroqOf {
  readonly troubles: ModelTroubles;
  readonly now: () => Date;
  readonly onSpent: (spent: Spent) => void;
}

function groqOf(config: Config, account: Account, { troubles, now, onSpent }: GroqOf): Model {
  const { GROQ_API_KEY: apiKey, GROQ_BASE_URL: baseUrl = null } = config;
  const { name, bucket, tokens, fetch } = account;
  const onTrouble = (trouble: ModelTrouble | null) => troubles.tell(name, trouble);
  return createGroq({ apiKey, baseUrl, fetch, bucket, tokens, now, model: name, onSpent, onTrouble });
}

/** A model as one workspace asks it: what it costs is told to that workspace alone, and charged to people of it. */
function connectModel(config: Config, account: Account, of: Asking): Model {
  const { metrics, book, team } = of;
  const model = groqOf(config, account, {
    ...of,
    onSpent(spent) {
      metrics.spent(account.name, spent);
      book.add(spent);
    },
  });
  const own = (request: ModelRequest) =>
    request.person === undefined ? request : { ...request, person: `${team}-${request.person}` };
  return {
    ...model,
    complete: (request, deadline) => model.complete(own(request), deadline),
    ...(model.roomIn && { roomIn: (request) => model.roomIn?.(own(request)) ?? Promise.resolve(0) }),
  };
}

interface Asking extends Pick<Reporting, 'metrics' | 'book' | 'team'> {
  readonly troubles: ModelTroubles;
  readonly now: () => Date;
  readonly prompts: Pick<Prompts, 'witness' | 'rubric'>;
}

/** The models as one workspace asks them. */
export function createModels(
  config: Config,
  { main, check, troubles }: Accounts,
  of: Omit<Asking, 'troubles'>,
) {
  const asking = { ...of, troubles };
  const model = connectModel(config, main, asking);
  const witness: (SecondWitness & SentenceWitness) | null =
    check &&
    createSecondWitness({
      model: connectModel(config, check, asking),
      prompt: of.prompts.witness,
      rubric: of.prompts.rubric,
      now: of.now,
    });
  return { model, witness };
}
