import { createBriefer } from './brief/briefer.ts';
import { createGroq } from './brief/groq.ts';
import type { Prompt } from './brief/prompt.ts';
import type { Rubric } from './brief/rubric.ts';
import { createStandings } from './brief/standing.ts';
import { createTokenBucket } from './brief/token-bucket.ts';
import type { Config } from './config.ts';
import type { Vitals } from './health.ts';
import type { Log } from './log.ts';
import { createHindsight } from './memory/hindsight/hindsight.ts';
import { watchFetch } from './outage.ts';
import { createProbe, type Probe } from './probe.ts';
import { type Bot, createBot } from './slack/bot.ts';
import { identify, webOptions } from './slack/identify.ts';

/** Everything the program needs of the world; tests and the local workspace bring their own. */
export interface Outside {
  readonly fetch: typeof globalThis.fetch;
  readonly now: () => Date;
  /** A UUID. */
  readonly newId: () => string;
  readonly wait: (ms: number) => Promise<void>;
  readonly prompts: { readonly rubric: Rubric; readonly prompt: Prompt };
  readonly log: Log;
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
  const identity = await identify(config.SLACK_BOT_TOKEN, webOptions(fetch, config.SLACK_API_URL));

  const watched = watchFetch(fetch, now);
  const { memory, roster, state, erasure, probe } = createHindsight({
    url: config.HINDSIGHT_URL,
    apiKey: config.HINDSIGHT_API_KEY,
    prefix: config.HINDSIGHT_BANK,
    team: identity.team,
    fetch: watched.fetch,
    now,
    warn: report,
  });

  const tokensPerMinute = config.GROQ_TPM;
  const model = createGroq({
    apiKey: config.GROQ_API_KEY,
    baseUrl: config.GROQ_BASE_URL ?? null,
    model: config.GROQ_MODEL,
    fetch,
    bucket: createTokenBucket({ tokensPerMinute, now }),
    now,
  });
  const zone = config.DEFAULT_TIMEZONE;
  const briefer = createBriefer({ memory, state, model, ...prompts, tokensPerMinute, zone, now, report });
  const standings = createStandings({ state, ...prompts, model: model.name, zone, now, report });

  const bot = createBot({
    ...outside,
    config,
    identity,
    memory,
    roster,
    erasure,
    briefer,
    standings,
    memoryOutage: watched.since,
  });
  return lifecycle(bot, createProbe({ ask: probe, now }), () => watched.since() === undefined);
}

function lifecycle({ connection, work }: Bot, pulse: Probe, isMemoryUp: () => boolean): SalesMemory {
  return {
    async start() {
      await connection.open();
      pulse.start();
    },
    async stop() {
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
