import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { manifestWith } from '../../sandbox/company.ts';
import { createMemoryServer } from '../../sandbox/memory/memory-server.ts';
import { createModelServer } from '../../sandbox/model/model-server.ts';
import { createSlackServer, type SlackServer } from '../../sandbox/slack/slack-server.ts';
import { freePort } from '../../scripts/free-port.ts';
import { type Config, readConfig } from '../../src/config.ts';
import type { Every } from '../../src/digest/clock.ts';
import { personIn } from './person.ts';
import { createSlackFront } from './slack-front.ts';
import { startBot } from './start-bot.ts';
import { workspaceOf } from './world.ts';

/** Two workspaces that install the app for themselves, and two of an organisation that installs it for both. */
export const north = 'T0NORTH001';
export const south = 'T0SOUTH001';
export const org = 'E0ORG00001';
export const east = 'T0EAST0001';
export const west = 'T0WEST0001';
export const everyTeam = [north, south, east, west];

export interface ManyOptions {
  readonly transport: 'socket' | 'http';
  readonly now?: () => Date;
  readonly every?: Every;
  /** A Hindsight that is already running, instead of the embedded one. */
  readonly hindsight?: { readonly url: string; readonly apiKey: string } | undefined;
  readonly env?: Readonly<Record<string, string>>;
}

const signingSecret = 'a signing secret for tests';

/** One bot between several workspaces' Slack, one memory and one model; nothing of ours is replaced. */
export async function createMany({
  transport,
  now = () => new Date(),
  every,
  hindsight,
  env: more,
}: ManyOptions) {
  const port = await freePort();
  const publicUrl = `http://127.0.0.1:${port}`;
  const http = { requestUrl: `${publicUrl}/slack/events`, signingSecret };
  const manifest = manifestWith({ publicUrl });
  const workspaces = new Map<string, SlackServer>();
  for (const team of everyTeam) {
    const isOrgWide = team === east || team === west;
    const company = workspaceOf(team);
    const state = {
      ...company,
      app: { ...company.app, is_org_wide: isOrgWide },
      enterprise: { id: isOrgWide ? org : 'E0NOBODY01', name: 'Group' },
    };
    const lines = workspaces.get(north)?.socketMode;
    const way = transport === 'http' ? { http } : lines ? { lines } : {};
    workspaces.set(team, await createSlackServer({ now, manifest, state, ...way }));
  }
  const front = await createSlackFront({ workspaces, organisations: new Map([[org, [east, west]]]), now });
  const memory = await createMemoryServer({ now });
  const model = await createModelServer({ now });
  const logged: string[] = [];
  const tokens = workspaces.get(north)?.tokens;
  const env: Readonly<Record<string, string>> = {
    SLACK_CLIENT_ID: '1.2',
    SLACK_CLIENT_SECRET: 'a client secret for tests',
    PUBLIC_URL: publicUrl,
    SECRETS_KEY: randomBytes(32).toString('base64'),
    PORT: String(port),
    SLACK_API_URL: front.url,
    ...(transport === 'http'
      ? { SLACK_SIGNING_SECRET: signingSecret }
      : { SLACK_APP_TOKEN: tokens?.app ?? '' }),
    HINDSIGHT_URL: hindsight?.url ?? memory.url,
    ...(hindsight ? { HINDSIGHT_API_KEY: hindsight.apiKey } : {}),
    HINDSIGHT_BANK: `t${randomUUID().slice(0, 8)}`,
    GROQ_API_KEY: 'gsk_test',
    GROQ_BASE_URL: model.url,
    GROQ_TPM: '1000000',
    GROQ_CHECK_TPM: '1000000',
    DEFAULT_TIMEZONE: 'Europe/Stockholm',
    ...more,
  };
  const config = readConfig(env);

  const start = (settings: Config = config) => startBot(settings, { now, logged, every });

  /** What a browser that begins at `/slack/install` ends with; without its cookie it is another browser. */
  async function browse(answer: string | null, { keepsCookie = true, path = '/slack/install' } = {}) {
    front.answerAs(answer);
    const begun = await fetch(`${publicUrl}${path}`, { redirect: 'manual' });
    const cookie = begun.headers.get('set-cookie')?.split(';')[0] ?? '';
    const asked = begun.headers.get('location') ?? '';
    const said = await fetch(asked, { redirect: 'manual' });
    const back = said.headers.get('location') ?? '';
    const ended = await fetch(back, { headers: keepsCookie ? { cookie } : {}, redirect: 'manual' });
    return { status: ended.status, page: await ended.text(), asked: new URL(asked), back };
  }

  let app: Awaited<ReturnType<typeof start>> | undefined = await start();
  const slackOf = (team: string): SlackServer => {
    const found = workspaces.get(team);
    if (!found) throw new Error(`no workspace ${team}`);
    return found;
  };
  return {
    ...{ front, memory, model, config, env, logged, browse, slackOf, publicUrl },
    /** Somebody in one of the workspaces. */
    person: (team: string, user: string) =>
      personIn({ slack: slackOf(team), hand: slackOf(team).hand }, user),
    async install(...ids: readonly string[]) {
      for (const id of ids) {
        const { status, page } = await browse(id);
        if (status !== 200 || !page.includes('is installed'))
          throw new Error(`${id} was not installed: ${page}`);
      }
    },
    figures: () => app?.vitals.figures() ?? Promise.resolve(''),
    vitals: () => app?.vitals,
    async stopBot() {
      await app?.stop();
      app = undefined;
    },
    async restartBot(settings: Readonly<Record<string, string>> = {}) {
      await app?.stop();
      app = undefined;
      app = await start(readConfig({ ...env, ...settings }));
    },
    /** Everything that is stored of a team, or in another bank of that ending. */
    async bank(ending: string): Promise<string> {
      const headers = hindsight ? { authorization: `Bearer ${hindsight.apiKey}` } : {};
      const url = `${config.HINDSIGHT_URL}/v1/default/banks/${config.HINDSIGHT_BANK}-${ending.toLowerCase()}`;
      const replies = await Promise.all(
        ['documents?limit=1000', 'memories/list?limit=1000'].map((path) =>
          fetch(`${url}/${path}`, { headers }),
        ),
      );
      return (await Promise.all(replies.map((reply) => (reply.ok ? reply.text() : '')))).join('\n');
    },
    /** Also holds the log to its promise: not a word of a note, not a token. */
    async close() {
      await app?.stop();
      await Promise.all([
        ...[...workspaces.values()].map((one) => one.close()),
        memory.close(),
        model.close(),
      ]);
      await front.close();
      const told = logged.find((line) =>
        /Priya|migration|Rentfield|xoxb-|xoxe|xapp-|gsk_|client secret/i.test(line),
      );
      if (told) throw new Error(`a log line tells too much: ${told}`);
      if (front.faults.length > 0) throw new Error(front.faults.join('\n'));
    },
  };
}

export type Many = Awaited<ReturnType<typeof createMany>>;

/** The same with a clock that the test moves, and with what goes by the clock when it is told to. */
export async function createClockwork(options: Omit<ManyOptions, 'now' | 'every'>) {
  let offsetMs = 0;
  const works = new Set<() => void>();
  const every: Every = (_ms, work) => {
    works.add(work);
    return () => void works.delete(work);
  };
  const many = await createMany({ ...options, every, now: () => new Date(Date.now() + offsetMs) });
  const beat = () => {
    for (const work of works) work();
  };
  return {
    many,
    beat,
    now: () => new Date(Date.now() + offsetMs),
    moveTo(time: number) {
      offsetMs = time - Date.now();
    },
    /** Until it holds, with a beat before each look. */
    async until(look: () => unknown, timeoutMs = 15_000): Promise<void> {
      const end = performance.now() + timeoutMs;
      while (!(await look())) {
        if (performance.now() > end) throw new Error(`it did not come about: ${look}`);
        beat();
        await wait(150);
      }
    },
  };
}

/** How often refresh tokens were taken to Slack. */
export function renewals({ front }: Pick<Many, 'front'>, installs: number): number {
  return front.calls.filter(({ method }) => method === 'oauth.v2.access').length - installs;
}
