import { createApp, type Outside } from './app.ts';
import type { Config } from './config.ts';
import { machineEvery } from './digest/clock.ts';
import { notConnected } from './doctor/check-slack.ts';
import { lookAtProcess } from './doctor/doctor.ts';
import { createModelTroubles } from './doctor/model-troubles.ts';
import { createOutageWatch } from './doctor/outages.ts';
import type { Vitals } from './health.ts';
import type { Workspace } from './lifecycle.ts';
import { createMetrics } from './metrics.ts';
import { openAccounts } from './models.ts';
import {
  type Connection,
  createHttpConnection,
  createSocketConnection,
  type Hear,
} from './slack/kit/connection.ts';
import { bridgeLogger, identify, webOptions } from './slack/kit/web-client.ts';

/** The program: workspaces behind one door. */
export interface SalesMemory {
  start(): Promise<void>;
  /** Hears nothing new, finishes what is under way within 10 s; tells how much it had to abandon. */
  stop(): Promise<number>;
  readonly vitals: Vitals;
}

const outageBeatMs = 30_000;

/** Wires the program; rejects with ConfigError when Slack refuses the bot token. Nothing is heard before `start`. */
export async function createSalesMemory(config: Config, outside: Outside): Promise<SalesMemory> {
  const { fetch, now, log, every = machineEvery } = outside;
  const report = (error: unknown) => log.warn({ err: error }, 'a service failed and was done without');
  const token = async () => config.SLACK_BOT_TOKEN;
  const options = webOptions({ fetch, slackApiUrl: config.SLACK_API_URL, log });
  const identity = await identify(config.SLACK_BOT_TOKEN, options);

  const metrics = createMetrics();
  const troubles = createModelTroubles(log);
  let served: Workspace | undefined;
  const accounts = await openAccounts(config, {
    ...{ ...outside, metrics, troubles, report, sharedAs: identity.team },
    processes: () => served?.processes(),
  });
  const workspace = await createApp(config, outside, { accounts, metrics }, { identity, token });
  served = workspace;
  const connection = connect(config, outside, workspace.hear);
  metrics.watch('connected', 'Whether Slack is connected', () => Number(connection.isOpen()));
  metrics.watch('connections', 'Lines open to Slack', () => connection.openLines());
  const closers = [accounts.close];
  const troublesNow = () => [
    ...(connection.isOpen() ? [] : [notConnected]),
    ...workspace.troubles(),
    ...troubles.all(),
  ];
  return {
    async start() {
      await connection.open();
      await workspace.start();
      troubles.start().catch(report);
      lookAtProcess(config)
        .then((found) => {
          for (const { what, says, step } of found) log.warn({ what, step }, says);
        })
        .catch(report);
      const { OPS_CHANNEL: ops } = config;
      if (ops === undefined) return;
      const say = (words: string) => workspace.say(ops, words);
      const outages = createOutageWatch({ look: troublesNow, say, now, report });
      closers.push(every(outageBeatMs, () => void outages.beat()));
    },
    async stop() {
      const abandoned = await workspace.stop(connection.close());
      for (const close of closers) close();
      return abandoned;
    },
    vitals: {
      isReady: () => connection.isOpen() && workspace.isFresh() && workspace.takesToken(),
      troubles: troublesNow,
      figures: metrics.text,
    },
  };
}

function connect(config: Config, { log, now, onLost }: Outside, hear: Hear): Connection {
  const { SLACK_SIGNING_SECRET: signingSecret, SLACK_APP_TOKEN: appToken = '', PORT: port } = config;
  const logger = bridgeLogger(log);
  if (signingSecret)
    return createHttpConnection({ signingSecret, port, logger, now, hear, pages: new Map() });
  return createSocketConnection({ appToken, slackApiUrl: config.SLACK_API_URL, logger, hear, onLost });
}
