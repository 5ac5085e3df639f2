import { randomUUID } from 'node:crypto';
import { companyFor, createCompany, manifestWith } from '../../sandbox/company.ts';
import { createMemoryServer } from '../../sandbox/memory/memory-server.ts';
import { createModelServer } from '../../sandbox/model/model-server.ts';
import { createSlackServer } from '../../sandbox/slack/slack-server.ts';
import { freePort } from '../../scripts/free-port.ts';
import type { ManifestOptions } from '../../scripts/manifest/make-manifest.ts';
import { readConfig } from '../../src/config.ts';
import type { Every } from '../../src/digest/clock.ts';
import { startBot } from './start-bot.ts';

type Transport = 'socket' | 'http';

export interface WorldOptions {
  readonly transport?: Transport;
  readonly now?: () => Date;
  /** A Hindsight that is already running, instead of the embedded one. */
  readonly hindsight?: { readonly url: string; readonly apiKey: string };
  /** Slack's id of the workspace; the small company's own when left out. */
  readonly team?: string;
  /** Another team's world, whose memory server and bank prefix this one uses too. */
  readonly sharesMemoryOf?: World;
  readonly env?: Readonly<Record<string, string>>;
  /** Installed as an agent. */
  readonly isAgent?: boolean;
  /** What Slack lets the app do; what is there unasked when left out. */
  readonly features?: ManifestOptions['features'];
  /** What beats for digests; the machine's own clock when left out. */
  readonly every?: Every;
  /** How near in meaning two texts are, where it does not matter. */
  readonly embed?: (text: string) => Promise<Float32Array>;
  /** False leaves the bot to the test. */
  readonly startsBot?: boolean;
}

/** The people of the workspace by what they are. */
export const ava = 'U0AVA00001';
export const ben = 'U0BEN00002';
export const guest = 'U0GUEST004';
export const outsider = 'U0OTHER005';
/** A member whose account is the organisation's, not the workspace's. */
export const greta = 'W0GRETA007';
export const sales = 'C0SALES002';
/** Full members alone. */
export const deals = 'C0DEALS004';
/** Shared with another company. */
export const joint = 'C0ACME0003';
/** Private, without Ben. */
export const forecast = 'C0FORECAS5';

const signingSecret = 'a signing secret for tests';

/** The whole bot between stand-ins at the HTTP boundary; nothing of ours is replaced. */
export async function createWorld({
  transport = 'socket',
  now = () => new Date(),
  hindsight,
  team,
  sharesMemoryOf: neighbour,
  env: more,
  isAgent = false,
  features,
  every,
  embed,
  startsBot = true,
}: WorldOptions = {}) {
  const port = await freePort();
  const http = { requestUrl: `http://127.0.0.1:${port}/slack/events`, signingSecret };
  const manifest = manifestWith({ commandPrefix: more?.['COMMAND_PREFIX'], isAgent, features });
  const slack = await createSlackServer({
    now,
    manifest,
    state: team ? workspaceOf(team) : companyFor(manifest),
    ...(transport === 'http' ? { http } : {}),
  });
  const memory = await createMemoryServer({ now, ...(embed ? { embed } : {}) });
  const model = await createModelServer({ now });
  const logged: string[] = [];
  const env: Readonly<Record<string, string>> = {
    SLACK_BOT_TOKEN: slack.tokens.bot,
    SLACK_API_URL: slack.url,
    ...(transport === 'http' ? { SLACK_SIGNING_SECRET: signingSecret, PORT: String(port) } : {}),
    ...(transport === 'socket' ? { SLACK_APP_TOKEN: slack.tokens.app } : {}),
    HINDSIGHT_URL: hindsight?.url ?? neighbour?.memory.url ?? memory.url,
    ...(hindsight ? { HINDSIGHT_API_KEY: hindsight.apiKey } : {}),
    HINDSIGHT_BANK: neighbour?.config.HINDSIGHT_BANK ?? `t${randomUUID().slice(0, 8)}`,
    GROQ_API_KEY: 'gsk_test',
    GROQ_BASE_URL: model.url,
    // Rough counts do where there is plenty, and save each file the seconds that a tokenizer takes to load.
    GROQ_TPM: '1000000',
    GROQ_CHECK_TPM: '1000000',
    DEFAULT_TIMEZONE: 'Europe/Stockholm',
    ...more,
  };
  const config = readConfig(env);

  const start = () => startBot(config, { now, logged, every });

  let app = startsBot ? await start() : undefined;
  return {
    slack,
    hand: slack.hand,
    memory,
    model,
    config,
    env,
    logged,
    async restartBot() {
      await app?.stop();
      app = await start();
    },
    /** What `/metrics` would tell. */
    figures: () => app?.vitals.figures() ?? Promise.resolve(''),
    /** What the probes of an orchestrator would ask. */
    vitals: () => app?.vitals,
    /** What is under way is finished first; tells how much was abandoned. */
    async stopBot() {
      const abandoned = await app?.stop();
      app = undefined;
      return abandoned;
    },
    /** Also holds the log to its promise: not a word of a note, not a token. */
    async close() {
      await app?.stop();
      await Promise.all([slack.close(), memory.close(), model.close()]);
      const told = logged.find((line) => /Priya|migration|Rentfield|xoxb-|xapp-|gsk_/i.test(line));
      if (told) throw new Error(`a log line tells too much: ${told}`);
    },
  };
}

export type World = Awaited<ReturnType<typeof createWorld>>;

/** The same small company under another id, as another workspace is. */
export function workspaceOf(team: string) {
  const home = createCompany('SalesMemory');
  const people = home.people.map((one) => ({
    ...one,
    team_id: one.team_id === home.team.id ? team : one.team_id,
    ...(one.teams && { teams: one.teams.map((id) => (id === home.team.id ? team : id)) }),
  }));
  return { ...home, team: { ...home.team, id: team }, people };
}
