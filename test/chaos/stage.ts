import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { companyFor, readManifest } from '../../sandbox/company.ts';
import { createModelServer } from '../../sandbox/model/model-server.ts';
import { createSlackServer } from '../../sandbox/slack/slack-server.ts';
import { twoFreePorts } from '../../scripts/free-port.ts';
import { readConfig } from '../../src/config.ts';
import { realServer } from '../hindsight/server.ts';
import { personIn } from '../support/person.ts';
import { startMain } from '../support/process.ts';
import { patienceMs } from './acts.ts';
import { createFaultProxy } from './fault-proxy.ts';

export type Transport = 'socket' | 'http';

interface StageOptions {
  readonly transport?: Transport;
  readonly env?: Readonly<Record<string, string>>;
  /** The clock of everybody but the bot. */
  readonly now?: () => Date;
  /** What Node is told before the bot's own program. */
  readonly preload?: readonly string[];
}

export type Stage = Awaited<ReturnType<typeof createStage>>;

const signingSecret = 'a signing secret for chaos';
const startsWithinMs = 60_000;

const turnShape = z.object({ turn: z.number() });
const isTurn = (heard: unknown, turn: number) => turnShape.safeParse(heard).data?.turn === turn;

/** The built bot as a process of its own, a real Hindsight and a local Slack, with a fault-injecting proxy at each door. */
export async function createStage({
  transport = 'socket',
  env: more = {},
  now = () => new Date(),
  preload = [],
}: StageOptions = {}) {
  const [port, healthPort] = await twoFreePorts();
  const real = realServer();
  const model = await createModelServer({ now });
  const [toSlack, toMemory, toModel, toBot] = await Promise.all([
    createFaultProxy(),
    createFaultProxy(real.url),
    createFaultProxy(model.url),
    createFaultProxy(`http://127.0.0.1:${port}`),
  ]);
  const manifest = await readManifest();
  const slack = await createSlackServer({
    ...{ now, manifest, state: companyFor(manifest), reachedAt: toSlack.url },
    ...(transport === 'http' ? { http: { requestUrl: `${toBot.url}/slack/events`, signingSecret } } : {}),
  });
  toSlack.aim(new URL(slack.url).origin);
  const line: Record<string, string> =
    transport === 'http'
      ? { SLACK_SIGNING_SECRET: signingSecret, PORT: String(port) }
      : { SLACK_APP_TOKEN: slack.tokens.app };
  const env: Record<string, string> = {
    ...line,
    SLACK_BOT_TOKEN: slack.tokens.bot,
    SLACK_API_URL: `${toSlack.url}/api/`,
    HINDSIGHT_URL: toMemory.url,
    HINDSIGHT_API_KEY: real.apiKey,
    HINDSIGHT_BANK: `chaos${randomUUID().slice(0, 8)}`,
    GROQ_API_KEY: 'gsk_chaos',
    GROQ_BASE_URL: toModel.url,
    GROQ_TPM: '1000000',
    GROQ_CHECK_TPM: '1000000',
    DEFAULT_TIMEZONE: 'Europe/Stockholm',
    HEALTH_PORT: String(healthPort),
    ...more,
  };

  let bot: ReturnType<typeof startMain> | undefined;
  const outputs: string[] = [];
  let turns = 0;
  const proxies = { slack: toSlack, memory: toMemory, model: toModel, bot: toBot };

  /** Starts without waiting: whether it comes up is for the test to see. */
  function launch(extra: Readonly<Record<string, string>> = {}) {
    bot = startMain({ ...env, ...extra }, [...preload, 'dist/main.js']);
    return bot;
  }

  async function start(extra: Readonly<Record<string, string>> = {}): Promise<void> {
    const started = launch(extra);
    const until = performance.now() + startsWithinMs;
    while (!started.output().includes('SalesMemory is up')) {
      const isOver = started.child.exitCode !== null || performance.now() > until;
      if (isOver)
        throw new Error(`the bot does not come up:
${started.output()}`);
      await pause(10);
    }
  }

  async function end(signal: 'SIGKILL' | 'SIGTERM'): Promise<unknown> {
    const ending = bot;
    if (!ending) return undefined;
    bot = undefined;
    ending.child.kill(signal);
    const code = await ending.exit;
    outputs.push(ending.output());
    return code;
  }

  return {
    ...proxies,
    proxies,
    workspace: slack,
    hand: slack.hand,
    rules: model,
    /** Reads memory past the proxy. */
    config: readConfig({ ...env, HINDSIGHT_URL: real.url }),
    env,
    launch,
    start,
    /** Without a chance to tidy up. */
    kill: () => end('SIGKILL'),
    /** As an operator does; gives the exit code. */
    stop: () => end('SIGTERM'),
    async restart(): Promise<void> {
      await end('SIGKILL');
      await start();
    },
    /** Has it look at what is due, by another clock if one is given; resolves when all that comes of it has ended, or the process has. */
    async look(message: { readonly offsetMs?: number } = {}): Promise<void> {
      const asked = bot;
      if (!asked) return;
      turns += 1;
      const turn = turns;
      const answered = new Promise<void>((resolve) => {
        const hear = (heard: unknown) => {
          if (!isTurn(heard, turn)) return;
          asked.child.off('message', hear);
          resolve();
        };
        asked.child.on('message', hear);
      });
      asked.child.send({ ...message, turn });
      await Promise.race([answered, asked.exit]);
    },
    isAlive: () => bot !== undefined && bot.child.exitCode === null && bot.child.signalCode === null,
    probe: async (path: string) => (await fetch(`http://127.0.0.1:${healthPort}${path}`)).status,
    figures: async () => (await fetch(`http://127.0.0.1:${healthPort}/metrics`)).text(),
    person: (user: string) => personIn({ hand: slack.hand, slack }, user, patienceMs),
    logged: () => [...outputs, bot?.output() ?? ''].join('\n'),
    async heal(): Promise<void> {
      await Promise.all(Object.values(proxies).map((proxy) => proxy.heals()));
      slack.faults.clear();
      model.faults.clear();
    },
    /** Also holds the log to its promise: not a word of a note, not a token. */
    async close(): Promise<void> {
      await end('SIGKILL');
      await Promise.all(Object.values(proxies).map((proxy) => proxy.close()));
      await Promise.all([slack.close(), model.close()]);
      const told = outputs.find((output) => /Priya|Rentfield|xoxb-|xapp-|gsk_/.test(output));
      if (told) throw new Error(`the log tells too much:\n${told}`);
    },
  };
}
