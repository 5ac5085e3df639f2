import { createAnswers } from './ask/ask.ts';
import { readAskPrompt } from './ask/ask-prompt.ts';
import { createBriefer } from './brief/briefer.ts';
import { createGroq } from './brief/model/groq.ts';
import type { Model } from './brief/model/model.ts';
import { createTokenBucket } from './brief/model/token-bucket.ts';
import type { Rubric } from './brief/score/rubric.ts';
import type { Prompt } from './brief/signals/prompt.ts';
import { createStandings } from './brief/standings.ts';
import type { Config } from './config.ts';
import { readDigestPrompt } from './digest/digest-prompt.ts';
import {
  createServerCheck,
  createServiceProbe,
  type ServiceProbe,
  type Vitals,
  watchFetch,
} from './health.ts';
import type { Log } from './log.ts';
import { createHindsight, type HindsightOptions } from './memory/hindsight/hindsight.ts';
import { createAliasedMemory } from './memory/identity/aliased-memory.ts';
import { type Bot, createBot } from './slack/bot.ts';
import { identify, webOptions } from './slack/kit/web-client.ts';
import { createWeekly } from './weekly.ts';
import { createWeeklyClock, type Every, machineEvery, type WeeklyClock } from './weekly-clock.ts';

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
  const { fetch, now, prompts, log } = outside;
  const report = (error: unknown) => log.warn({ err: error }, 'a service failed and was done without');
  const identity = await identify(
    config.SLACK_BOT_TOKEN,
    webOptions({ fetch, slackApiUrl: config.SLACK_API_URL, log }),
  );

  const watched = watchFetch(fetch, now);
  const { memory, roster, state, erasure, aliases, probe } = openMemory({
    ...bankOf(config),
    team: identity.team,
    fetch: watched.fetch,
    now,
    warn: report,
  });

  const tokensPerMinute = config.GROQ_TPM;
  const model = createModel(config, outside);
  const zone = config.DEFAULT_TIMEZONE;
  const briefer = createBriefer({ memory, state, model, ...prompts, tokensPerMinute, zone, now, report });
  const digestPrompt = await readDigestPrompt(prompts.rubric);
  const read = { prompts: [prompts.prompt, digestPrompt], rubric: prompts.rubric, model: model.name };
  const standings = createStandings({ ...read, state, zone, now, report });

  const prompt = await readAskPrompt();
  const answers = createAnswers({ memory, roster, standings, model, prompt, tokensPerMinute, now, report });
  const fixed = { config, ...prompts, digestPrompt, now, report };
  const weekly = createWeekly({ ...fixed, memory, roster, state, model });

  const known = { memory, roster, state, erasure, aliases, briefer, standings, answers, weekly };
  const parts = { config, identity, ...known };
  const bot = createBot({ ...outside, ...parts, memoryOutage: watched.since });
  const check = createServerCheck(log);
  const { every = machineEvery } = outside;
  const redis = { redisUrl: config.REDIS_URL, team: identity.team };
  const clock = createWeeklyClock({ ...bot, ...redis, weekly, state, roster, now, every, report });
  return lifecycle(
    { ...bot, clock },
    createServiceProbe({ ask: () => probe().then(check), now }),
    () => watched.since() === undefined,
  );
}

function openMemory(options: HindsightOptions) {
  const stored = createHindsight(options);
  return { ...stored, ...createAliasedMemory({ ...stored, now: options.now }) };
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
  readonly clock: WeeklyClock;
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
