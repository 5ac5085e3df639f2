import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { readPrompts } from '../src/brief/prompts.ts';
import type { Config } from '../src/config.ts';
import { type Every, machineEvery } from '../src/digest/clock.ts';
import { createLog } from '../src/log.ts';
import { createSalesMemory, type SalesMemory } from '../src/sales-memory.ts';

const lookMs = 1_000;

/** Beats by a clock that may jump: it is looked at every second, and a jump past the next beat, or back, brings it. */
export function beatBy(now: () => Date, machine: Every = machineEvery): Every {
  return (ms, work) => {
    let last = now().getTime();
    return machine(Math.min(ms, lookMs), () => {
      const at = now().getTime();
      // A machine's timer may come a moment early.
      if (Math.abs(at - last) < ms - lookMs / 2) return;
      last = at;
      work();
    });
  };
}

/** Where the bot finds everybody. */
interface Services {
  readonly slack: { readonly url: string; readonly tokens: { readonly bot: string; readonly app: string } };
  readonly memoryUrl: string;
  readonly modelUrl: string;
  /** False for the rules that stand in for Groq. */
  readonly isRealModel: boolean;
  /** Zone in which scores count days. */
  readonly zone: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Tokens a minute of a paid account, and a day without end: rules cost nothing, and nobody should wait for them. */
const plentyOfTokens = '250000';
const plentyADay = '100000000';

/** The environment that points the unmodified bot at the stand-ins; what the person set for Groq and Hindsight stays. */
export function botEnvironment(services: Services, own: Environment): Environment {
  const { slack, memoryUrl, modelUrl, isRealModel, zone } = services;
  const groq = isRealModel
    ? {
        ...{ GROQ_API_KEY: own['GROQ_API_KEY'], GROQ_TPM: own['GROQ_TPM'] },
        ...{ GROQ_TPD: own['GROQ_TPD'], GROQ_CHECK_TPM: own['GROQ_CHECK_TPM'] },
      }
    : {
        ...{ GROQ_API_KEY: 'gsk_sandbox', GROQ_TPM: plentyOfTokens },
        ...{ GROQ_TPD: plentyADay, GROQ_CHECK_TPM: plentyOfTokens },
      };
  return {
    ...groq,
    GROQ_BASE_URL: modelUrl,
    GROQ_MODEL: own['GROQ_MODEL'],
    SLACK_BOT_TOKEN: slack.tokens.bot,
    SLACK_APP_TOKEN: slack.tokens.app,
    SLACK_API_URL: slack.url,
    HINDSIGHT_URL: memoryUrl,
    HINDSIGHT_API_KEY: own['HINDSIGHT_API_KEY'],
    ALLOW_INSECURE_HINDSIGHT: own['ALLOW_INSECURE_HINDSIGHT'],
    COMMAND_PREFIX: own['COMMAND_PREFIX'],
    DEFAULT_TIMEZONE: zone,
    LOG_LEVEL: own['LOG_LEVEL'] ?? 'warn',
  };
}

/** The production bot in this process; only its settings and its clock come from here. */
export async function startBot(config: Config, now: () => Date): Promise<SalesMemory> {
  const bot = await createSalesMemory(config, {
    fetch: globalThis.fetch,
    now,
    newId: randomUUID,
    wait: (ms) => wait(ms),
    prompts: await readPrompts(),
    log: createLog(config.LOG_LEVEL),
    every: beatBy(now),
    onLost: () => undefined,
  });
  await bot.start();
  return bot;
}
