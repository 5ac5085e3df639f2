import { createAnswers } from './ask/ask.ts';
import { readAskPrompt } from './ask/ask-model.ts';
import { createBriefer } from './brief/briefer.ts';
import { createCorrectionStore } from './brief/corrections/correction-store.ts';
import { createGroq } from './brief/model/groq.ts';
import type { Model } from './brief/model/model.ts';
import { createTokenBucket } from './brief/model/token-bucket.ts';
import { createPipelines } from './brief/pipeline/pipeline.ts';
import type { Rubric } from './brief/score/rubric.ts';
import { createKept } from './brief/signals/kept.ts';
import type { Prompt } from './brief/signals/prompt.ts';
import { createStandings } from './brief/standings.ts';
import { createTimelines } from './brief/timelines.ts';
import type { Config } from './config.ts';
import { createDigestClock, type DigestClock, type Every, machineEvery } from './digest/clock.ts';
import { createDealFlags, createOwners } from './digest/deal-flags.ts';
import { readDigestPrompt } from './digest/digest-prompt.ts';
import { createLedger } from './digest/ledger.ts';
import { createSettings } from './digest/settings.ts';
import { createKeptWeekReader, createWeekReader } from './digest/week-reader.ts';
import {
  createServerCheck,
  createServiceProbe,
  type ServiceProbe,
  type Vitals,
  watchFetch,
} from './health.ts';
import type { Log } from './log.ts';
import { withChanges } from './memory/changes.ts';
import { createHindsight, type HindsightOptions } from './memory/hindsight/hindsight.ts';
import { createAliasedMemory } from './memory/identity/aliased-memory.ts';
import type { StateBank } from './memory/memory.ts';
import { type Bot, createBot } from './slack/bot.ts';
import { identify, webOptions } from './slack/kit/web-client.ts';

/** Everything the program needs of the world; tests and the local workspace bring their own. */
export interface Outside {
  readonly fetch: typeof globalThis.fetch;
  readonly now: () => Date;
  /** A UUID. */
  readonly newId: () => string;
  readonly wait: (ms: number) => Promise<void>;
  readonly prompts: { readonly rubric: Rubric; readonly prompt: Prompt };
  readonly log: Log;
  /** Beats for what is due by the clock; the machine's own when left out. */
  readonly every?: Every;
  /** The line to Slack is down for good; a supervisor should start a new process. */
  readonly onLost: () => void;
}

export interface SalesMemory {
  start(): Promise<void>;
  /** Hears nothing new, finishes what is under way within 10 s; tells how much it had to abandon. */
  stop(): Promise<number>;
  readonly vitals: Vitals;
}

const drainMs = 10_000;

/** Wires the program; rejects with ConfigError when Slack refuses the bot token. Nothing is heard before `start`. */
export async function createApp(config: Config, outside: Outside): Promise<SalesMemory> {
  const { fetch, now, log, every = machineEvery } = outside;
  const { rubric, prompt } = outside.prompts;
  const { DEFAULT_TIMEZONE: zone, GROQ_TPM: tokensPerMinute } = config;
  const report = (error: unknown) => log.warn({ err: error }, 'a service failed and was done without');
  const identity = await identify(
    config.SLACK_BOT_TOKEN,
    webOptions({ fetch, slackApiUrl: config.SLACK_API_URL, log }),
  );
  const { team } = identity;

  const watched = watchFetch(fetch, now);
  const bank = { ...bankOf(config), team, fetch: watched.fetch, now, warn: report };
  const { memory, onChange, roster, state, erasure, aliases, probe } = openMemory(bank);
  const stores = createStores(config, { state, now, report });
  const { corrections, kept, ledger, flags, owners, settings } = stores;

  const model = createModel(config, outside);
  const read = { rubric, corrections, kept, zone, now };
  const briefer = createBriefer({ ...read, memory, model, prompt, tokensPerMinute, report });
  const digestPrompt = await readDigestPrompt(rubric);
  const standings = createStandings({ ...read, prompts: [prompt, digestPrompt], model: model.name });
  const pipelines = createPipelines({ memory, roster, standings });
  const timelines = createTimelines({ memory, standings });

  const askPrompt = await readAskPrompt();
  const known = { memory, roster, standings, pipelines };
  const answers = createAnswers({ ...known, model, prompt: askPrompt, tokensPerMinute, now, report });

  const week = { ...read, memory, roster, flags, model, prompt, digestPrompt, tokensPerMinute, report };
  const weeks = createWeekReader(week);
  const keptWeeks = createKeptWeekReader(week);

  const readers = { briefer, answers, pipelines, timelines, weeks, keptWeeks };
  const told = { memory, onNoteChange: onChange, roster, state, erasure, aliases };
  const bot = createBot({
    ...{ ...outside, config, identity, rubric, memoryOutage: watched.since },
    ...told,
    ...readers,
    ...{ corrections, ledger, flags, owners, settings },
  });
  const { post, lookUp } = bot;
  const due = { weeks, ledger, owners, settings, state, roster };
  const redisUrl = config.REDIS_URL;
  const clock = createDigestClock({ ...due, lookUp, post, redisUrl, team, now, every, report });
  const check = createServerCheck(log);
  return lifecycle(
    { connection: bot.connection, work: bot.work, clock },
    createServiceProbe({ ask: () => probe().then(check), now }),
    () => watched.since() === undefined,
  );
}

/** One team's memory as its people have put it right, which tells of its changes. */
function openMemory(options: HindsightOptions) {
  const stored = createHindsight(options);
  const meant = { ...stored, ...createAliasedMemory({ ...stored, now: options.now }) };
  return { ...meant, ...withChanges(meant) };
}

interface StoresDeps {
  readonly state: StateBank;
  readonly now: () => Date;
  readonly report: (error: unknown) => void;
}

/** What is kept beside the notes, each made once. */
function createStores(config: Config, { state, now, report }: StoresDeps) {
  const { DIGEST_DEFAULT, DIGEST_DAY: day, DIGEST_TIME: time } = config;
  return {
    corrections: createCorrectionStore(state),
    kept: createKept(state, report),
    ledger: createLedger({ state, now }),
    flags: createDealFlags(state),
    owners: createOwners(state),
    settings: createSettings({ state, defaults: { isOn: DIGEST_DEFAULT === 'on', day, time }, now }),
  };
}

function bankOf({ HINDSIGHT_URL: url, HINDSIGHT_API_KEY: apiKey, HINDSIGHT_BANK: prefix }: Config) {
  return { url, apiKey, prefix };
}

function createModel(config: Config, { fetch, now }: Outside): Model {
  return createGroq({
    apiKey: config.GROQ_API_KEY,
    baseUrl: config.GROQ_BASE_URL ?? null,
    model: config.GROQ_MODEL,
    fetch,
    bucket: createTokenBucket({ tokensPerMinute: config.GROQ_TPM, now }),
    now,
  });
}

interface Parts extends Pick<Bot, 'connection' | 'work'> {
  readonly clock: DigestClock;
}

function lifecycle(
  { connection, work, clock }: Parts,
  pulse: ServiceProbe,
  isMemoryUp: () => boolean,
): SalesMemory {
  return {
    async start() {
      await connection.open();
      pulse.start();
      await clock.start();
    },
    async stop() {
      // No new digest from here on; one under way has as long as other work.
      work.track(clock.stop()).catch(() => undefined);
      pulse.stop();
      await connection.close();
      return work.drain(drainMs);
    },
    vitals: {
      isReady: () => connection.isOpen() && pulse.isFresh(),
      figures: () => ({
        connected: Number(connection.isOpen()),
        memory_up: Number(isMemoryUp()),
        work_in_hand: work.count(),
      }),
    },
  };
}
