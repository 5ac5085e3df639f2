import { createApp, type Outside } from './app.ts';
import type { Config } from './config.ts';
import { machineEvery } from './digest/clock.ts';
import { installationTroubles } from './doctor/check-installations.ts';
import { notConnected } from './doctor/check-slack.ts';
import { lookAtProcess } from './doctor/doctor.ts';
import { type Finding, inWords } from './doctor/finding.ts';
import { createModelTroubles } from './doctor/model-troubles.ts';
import { createOutageWatch } from './doctor/outages.ts';
import type { Vitals } from './health.ts';
import type { Served } from './installations/directory.ts';
import type { Workspace } from './lifecycle.ts';
import { createMetrics } from './metrics.ts';
import { openAccounts } from './models.ts';
import { openDirectory } from './opened-directory.ts';
import { createReception } from './slack/install/reception.ts';
import {
  type Connection,
  createHttpConnection,
  createPageServer,
  createSocketConnection,
  type Hear,
  type Pages,
} from './slack/kit/connection.ts';
import { abilities, bridgeLogger } from './slack/kit/web-client.ts';
import { createCalm } from './util/calm.ts';
import { createInHand } from './util/in-hand.ts';
import { createWorkspaces, type Workspaces } from './workspaces.ts';

/** The program: one door, and the workspaces behind it. */
export interface SalesMemory {
  start(): Promise<void>;
  /** Hears nothing new, finishes what is under way within 10 s; tells how much it had to abandon. */
  stop(): Promise<number>;
  readonly vitals: Vitals;
}

const outageBeatMs = 30_000;
const directoryBeatMs = 60_000;
const erasureBeatMs = 60 * 60_000;
/**
 * One that waits holds some 100 kB, so that the most hold 10 MB, and the last of them waits for seconds, not minutes. Few
 * are started at once: a brief computes for tens of milliseconds at a time, and acknowledgements stand in that line too.
 */
const mostInHand = { most: 100, atOnce: 4 };

/** Wires the program; rejects with ConfigError when Slack refuses the bot token. Nothing is heard before `start`. */
export async function createSalesMemory(config: Config, outside: Outside): Promise<SalesMemory> {
  const { now, log, every = machineEvery } = outside;
  const report = (error: unknown) => log.warn({ err: error }, 'a service failed and was done without');
  const changed = () => workspaces.settle();
  const { directory, endings, pages, sharedAs } = await openDirectory(config, {
    ...outside,
    changed,
    report,
  });
  const metrics = createMetrics();
  const inHand = createInHand({ ...mostInHand, calm: createCalm() });
  metrics.watchQueue('asked for', inHand.count);
  const troubles = createModelTroubles(log);
  const workspaces = createWorkspaces({ directory, open, report });
  const accounts = await openAccounts(config, {
    ...{ ...outside, metrics, troubles, report, sharedAs },
    processes: () => workspaces.all()[0]?.processes(),
  });

  function open({ team, installation }: Served): Promise<Workspace> {
    const { id, botId, botUserId, isOrgWide, scopes } = installation;
    const identity = { team, botId, botUserId, isOrgWide, ...abilities(scopes) };
    const own = { ...outside, log: log.child({ team }) };
    return createApp(
      config,
      own,
      { accounts, metrics, inHand },
      { identity, token: () => directory.token(id) },
    );
  }

  const hear = createReception({
    ...{ directory, changed, report, handOn: workspaces.hear },
    installUrl: config.PUBLIC_URL && `${config.PUBLIC_URL}/slack/install`,
    onTurnedAway: (ms) => metrics.acked('not installed', ms),
  });
  const connection = connect(config, outside, { hear, pages });
  metrics.watch('connected', 'Whether Slack is connected', () => Number(connection.isOpen()));
  metrics.watch('connections', 'Lines open to Slack', () => connection.openLines());
  const troublesNow = () => [
    ...(connection.isOpen() ? [] : [notConnected]),
    ...installationTroubles(config, directory.troubles()),
    ...troublesOf(workspaces.all()),
    ...troubles.all(),
  ];

  async function look(): Promise<void> {
    await directory.look().catch(report);
    for (const { team, takesToken } of workspaces.all())
      if (!takesToken()) await directory.miss(team).catch(report);
    await changed();
  }

  async function erase(): Promise<void> {
    const served = new Set(directory.served().map(({ team }) => team));
    for (const team of await endings.eraseDue((one) => served.has(one)))
      log.info({ team }, 'all that was stored of a workspace is erased, thirty days after it was left');
  }

  const closers = [accounts.close];
  return {
    async start() {
      await connection.open();
      await changed();
      void look();
      closers.push(every(directoryBeatMs, () => void look()));
      closers.push(every(erasureBeatMs, () => void erase().catch(report)));
      troubles.start().catch(report);
      lookAtProcess(config)
        .then((found) => {
          for (const { what, says, step } of found) log.warn({ what, step }, says);
        })
        .catch(report);
      const { OPS_CHANNEL: ops } = config;
      if (ops === undefined) return;
      const say = (words: string) => sayInOne(workspaces, ops, words);
      const outages = createOutageWatch({ look: troublesNow, say, now, report });
      closers.push(every(outageBeatMs, () => void outages.beat()));
    },
    async stop() {
      const stopping = workspaces.stop(connection.close());
      await directory.settle();
      const abandoned = await stopping;
      for (const close of closers) close();
      // What was under way may have asked for a token.
      await directory.settle();
      return abandoned;
    },
    vitals: {
      isReady: () => connection.isOpen() && areWell(config, workspaces.all()),
      troubles: troublesNow,
      figures: metrics.text,
    },
  };
}

/** Where there are several, one whose token is refused keeps the others from nothing. */
function areWell({ SLACK_CLIENT_ID: several }: Config, all: readonly Workspace[]): boolean {
  return all.every((one) => one.isFresh() && (several !== undefined || one.takesToken()));
}

/** What is wrong with all is told once, anything else with the workspace that it is of. */
function troublesOf(all: readonly Workspace[]): readonly Finding[] {
  const found = new Map<string, { readonly finding: Finding; readonly teams: string[] }>();
  for (const workspace of all) {
    for (const finding of workspace.troubles()) {
      const known = found.get(inWords(finding)) ?? { finding, teams: [] };
      known.teams.push(workspace.team);
      found.set(inWords(finding), known);
    }
  }
  return [...found.values()].flatMap(({ finding, teams }) => {
    if (teams.length === all.length) return [finding];
    const { what, says } = finding;
    return teams.map((team) => ({
      ...finding,
      what: `${what} of ${team}`,
      says: `Workspace ${team}: ${says}`,
    }));
  });
}

/** The operators' channel is in one of the workspaces. */
async function sayInOne(workspaces: Workspaces, channel: string, words: string): Promise<void> {
  const [first, ...others] = workspaces.all();
  let said = first?.say(channel, words) ?? Promise.reject(new Error('no workspace is served'));
  for (const other of others) said = said.catch(() => other.say(channel, words));
  await said;
}

interface Behind {
  readonly hear: Hear;
  readonly pages: Pages;
}

function connect(config: Config, { log, now, onLost }: Outside, { hear, pages }: Behind): Connection {
  const { SLACK_SIGNING_SECRET: signingSecret, SLACK_APP_TOKEN: appToken = '', PORT: port } = config;
  const logger = bridgeLogger(log);
  if (signingSecret) return createHttpConnection({ signingSecret, port, logger, now, hear, pages });
  const lines = createSocketConnection({
    ...{ appToken, logger, hear, onLost },
    slackApiUrl: config.SLACK_API_URL,
  });
  if (pages.size === 0) return lines;
  // Payloads come by the lines; browsers that install the app need a door of their own.
  const server = createPageServer({ port, logger, pages });
  return {
    ...lines,
    async open() {
      await server.open();
      await lines.open();
    },
    async close() {
      await Promise.all([lines.close(), server.close()]);
    },
  };
}
