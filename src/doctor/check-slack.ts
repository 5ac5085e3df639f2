import { z } from 'zod';
import type { Config } from '../config.ts';
import { agentScope, coreScopes, featureNames, features, type Grant } from '../slack/kit/grants.ts';
import { isZone } from '../util/calendar.ts';
import { type Answer, askOnce } from './ask.ts';
import { groupFindings } from './check-group.ts';
import { clockFinding } from './check-machine.ts';
import { type Finding, fault, good, warning } from './finding.ts';

/** What the checks of Slack take from the world. */
interface Deps {
  readonly fetch: typeof globalThis.fetch;
  readonly now: () => Date;
  /** The bot token. */
  readonly token: string;
  /** The token is an organisation’s: what is asked of one workspace is not asked with it. */
  readonly isOrgWide?: boolean;
  /** Also opens a line and looks at people's zones: for a person who waits, not for every start. */
  readonly isThorough: boolean;
}

/** What Slack says of the bot, and whose bot it is. */
export interface SlackFindings {
  readonly findings: readonly Finding[];
  /** Slack's id of the team; undefined where Slack does not say. */
  readonly team: string | undefined;
}

const slackReply = z.looseObject({ ok: z.boolean(), error: z.string().optional() });
const identity = z.object({ team_id: z.string(), bot_id: z.string() });
const botInfo = z.object({ bot: z.object({ app_id: z.string() }) });
const lineAddress = z.object({ url: z.url({ protocol: /^wss?$/ }) });
const channelInfo = z.object({ channel: z.object({ is_member: z.boolean() }) });
const memberPage = z.object({
  members: z.array(
    z.object({ tz: z.string().nullish(), deleted: z.boolean().optional(), is_bot: z.boolean().optional() }),
  ),
});

const botToken = 'Slack’s bot token';
const appToken = 'Slack’s app token';
const events = 'events';
const peoplesZones = 'people’s zones';
const install =
  'Install the app in your workspace, copy its Bot User OAuth Token (OAuth & Permissions) and set SLACK_BOT_TOKEN to it.';
const makeAppToken =
  'Make an app-level token with connections:write (Basic Information, App-Level Tokens) and set SLACK_APP_TOKEN to it.';

/** What the bot token is called, and what to do where Slack refuses it. */
function tokenNames({ SLACK_CLIENT_ID: several, PUBLIC_URL: url }: Config) {
  if (several === undefined) return { name: 'SLACK_BOT_TOKEN', step: install };
  const step = `If the app is still wanted there, an admin opens ${url}/slack/install; nothing that is stored is lost.`;
  return { name: 'the bot token', step };
}

/** Of a token that was good at the start. */
export function tokenRefused(config: Config): Finding {
  const { name, step } = tokenNames(config);
  return fault(botToken, `Slack refuses ${name}.`, step);
}

/** While no line to Slack is open: nobody is heard. */
export const notConnected = fault(
  events,
  'The line to Slack is down: nothing that people do arrives.',
  'Check this machine’s network and proxy, and status.slack.com.',
);

/** Tokens, scopes, clock, and whether what people do can reach the bot. */
export async function checkSlack(config: Config, deps: Deps): Promise<SlackFindings> {
  const slack = createAsking(config, deps);
  const asked = await slack.ask('auth.test', slack.token);
  const { name, step } = tokenNames(config);
  const refused = refusal({ asked, what: botToken, name, step }, slack.host);
  if (!asked || refused) {
    const line = asked && deps.isThorough ? await lineFindings(config, slack, undefined) : [];
    return { findings: [...(refused ? [refused] : []), ...line], team: undefined };
  }
  const { team_id: team, bot_id: botId } = identity.safeParse(asked.body).data ?? {};
  if (team === undefined || botId === undefined)
    return { findings: [fault(botToken, 'This is no token of a bot.', step)], team };
  return {
    team,
    findings: [
      good(botToken, 'Slack takes it.'),
      ...scopeFindings(asked.headers.get('x-oauth-scopes')),
      ...clockFinding(asked),
      ...(await groupFindings(config, (method, args) => slack.ask(method, slack.token, args))),
      ...(deps.isThorough ? await lineFindings(config, slack, botId) : []),
      ...(deps.isThorough && !deps.isOrgWide ? await zoneFindings(config, slack) : []),
      ...(deps.isThorough && !deps.isOrgWide ? await opsFindings(config, slack) : []),
    ],
  };
}

function createAsking(config: Config, deps: Deps) {
  const base = config.SLACK_API_URL ?? 'https://slack.com/api/';
  return {
    host: new URL(base).host,
    token: deps.token,
    ask: (method: string, token: string, args: Readonly<Record<string, string>> = {}) =>
      askOnce(deps, `${base.replace(/\/?$/, '/')}${method}`, token, new URLSearchParams(args)),
  };
}

type Asking = ReturnType<typeof createAsking>;

interface Asked {
  readonly asked: Answer | undefined;
  readonly what: string;
  /** The setting that holds the token. */
  readonly name: string;
  /** What to do where the token is refused. */
  readonly step: string;
}

const ownTrouble = /^(?:internal_error|fatal_error|request_timeout|service_unavailable|ratelimited)$/;

/** Undefined where Slack did as it was asked. */
function refusal({ asked, what, name, step }: Asked, host: string): Finding | undefined {
  if (!asked)
    return fault(what, `Slack does not answer at ${host}.`, 'Check this machine’s network and proxy.');
  const said = slackReply.safeParse(asked.body).data;
  if (said?.ok) return undefined;
  const code = /^[a-z_]{1,60}$/.exec(said?.error ?? '')?.[0];
  if (code === undefined)
    return fault(
      what,
      `What answers at ${host} is not Slack.`,
      'Check the proxy, and SLACK_API_URL if it is set.',
    );
  if (ownTrouble.test(code))
    return fault(what, `Slack has trouble of its own (${code}).`, 'Run this again in a few minutes.');
  return fault(what, `Slack refuses ${name} (${code}).`, step);
}

/** What a scope of the manifest is missing for, or what none of it asks for. */
function scopeFindings(header: string | null): readonly Finding[] {
  const what = 'scopes';
  if (header === null)
    return [warning(what, 'Slack does not say which there are.', 'Compare them with manifest.yml by hand.')];
  const has = new Set(header.split(',').map((scope) => scope.trim()));
  const lacks = (grants: readonly Grant[]) => grants.filter(([name]) => !has.has(name));
  const missing = lacks(coreScopes);
  const halves = featureNames.filter((name) => {
    const { length } = lacks(features[name].scopes);
    return length > 0 && length < features[name].scopes.length;
  });
  const known = new Set(
    [...coreScopes, agentScope, ...featureNames.flatMap((name) => features[name].scopes)].map(
      ([name]) => name,
    ),
  );
  const surplus = [...has].filter((name) => name !== '' && !known.has(name));
  const found = [
    ...missing.map(([name, why]) => fault(what, `${name} is missing: ${why}.`, addScope([name]))),
    ...halves.flatMap((feature) =>
      lacks(features[feature].scopes).map(([name, why]) =>
        warning(what, `${name} is missing: ${why}.`, addScope([name])),
      ),
    ),
    ...(surplus.length > 0
      ? [
          warning(
            what,
            `Nothing here needs ${surplus.join(', ')}.`,
            'Take what is too much away under OAuth & Permissions, and install the app again.',
          ),
        ]
      : []),
  ];
  const without = featureNames.filter((name) => lacks(features[name].scopes).length > 0);
  const told = without.length > 0 ? ` Without ${without.join(' and ')}, which is a choice.` : '';
  return found.length > 0 ? found : [good(what, `All that the manifest asks for.${told}`)];
}

function addScope(names: readonly string[]): string {
  return `Add ${names.join(', ')} under OAuth & Permissions (or take the manifest anew), then install the app again.`;
}

/** Whether what people do comes to this bot. */
async function lineFindings(
  config: Config,
  slack: Asking,
  botId: string | undefined,
): Promise<readonly Finding[]> {
  if (config.SLACK_SIGNING_SECRET !== undefined) {
    const says = `HTTP mode: only Slack can tell. The bot waits for signed requests on port ${config.PORT}, path /slack/events.`;
    const step =
      'See in your app’s page that Event Subscriptions says Verified, and that commands, interactivity and menu options have the same https://YOUR-HOST/slack/events.';
    return [good(events, `${says} ${step}`)];
  }
  const opened = await slack.ask('apps.connections.open', config.SLACK_APP_TOKEN ?? '');
  const step = makeAppToken;
  const refused = refusal({ asked: opened, what: appToken, name: 'SLACK_APP_TOKEN', step }, slack.host);
  if (refused) return [refused];
  const address = lineAddress.safeParse(opened?.body).data?.url;
  if (address === undefined)
    return [fault(appToken, 'Slack names no address for it.', 'Run this again in a few minutes.')];
  const told = botId === undefined ? undefined : await slack.ask('bots.info', slack.token, { bot: botId });
  const own = botInfo.safeParse(told?.body).data?.bot.app_id;
  const theirs = new URL(address).searchParams.get('app_id');
  if (own !== undefined && theirs !== null && own !== theirs) {
    const says = 'SLACK_APP_TOKEN and SLACK_BOT_TOKEN are of two different apps, so nothing would be heard.';
    return [fault(appToken, says, 'Copy both from the page of one app.')];
  }
  // Only for a person who waits: a start need not load it.
  const { greetingFrom } = await import('./socket.ts');
  return [good(appToken, 'Slack takes it.'), await greetingFrom(address, events)];
}

/** People whose zone this Node does not know get their week at the default zone's time. */
async function zoneFindings(config: Config, slack: Asking): Promise<readonly Finding[]> {
  const listed = await slack.ask('users.list', slack.token, { limit: '1000' });
  const members = memberPage.safeParse(listed?.body).data?.members ?? [];
  const zones = members.flatMap(({ tz, deleted, is_bot: isBot }) => (tz && !deleted && !isBot ? tz : []));
  const unknown = [...new Set(zones)].filter((zone) => !isZone(zone));
  if (unknown.length === 0)
    return [good(peoplesZones, `Node knows all ${new Set(zones).size} of your people’s.`)];
  const named = unknown.map((zone) => zone.replace(/[^\w/+-]/g, '')).join(', ');
  const says = `Node ${process.versions.node} does not know ${named}: whoever lives there gets ${config.DEFAULT_TIMEZONE}.`;
  return [warning(peoplesZones, says, 'Use a newer Node: each brings the newest list of zones.')];
}

/** Whether the bot can say where operators read that something is down. */
async function opsFindings(config: Config, slack: Asking): Promise<readonly Finding[]> {
  const what = 'OPS_CHANNEL';
  const channel = config.OPS_CHANNEL;
  if (channel === undefined) return [];
  const asked = await slack.ask('conversations.info', slack.token, { channel });
  if (slackReply.safeParse(asked?.body).data?.error === 'missing_scope')
    return [good(what, 'Whether the bot is in it can not be seen without channels:read: /invite it there.')];
  const isIn = channelInfo.safeParse(asked?.body).data?.channel.is_member ?? false;
  if (isIn) return [good(what, 'The bot is in it.')];
  return [
    warning(
      what,
      'The bot is not in it, so nobody is told there.',
      'Write /invite and the bot’s name there, or set the id of a channel that it is in.',
    ),
  ];
}
