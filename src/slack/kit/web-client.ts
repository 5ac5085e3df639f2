import { type Logger, LogLevel } from '@slack/bolt';
import { type WebAPICallResult, WebClient, type WebClientOptions } from '@slack/web-api';
import { ConfigError } from '../../errors.ts';
import type { Log } from '../../log.ts';
import { agentScope, filesScope, type Grant, picturesScope } from './grants.ts';
import { isTokenRefused, isUnreachable, slackCode } from './slack-errors.ts';

/** The bot as Slack knows it. */
export interface BotIdentity {
  readonly team: string;
  readonly botId: string;
  readonly botUserId: string;
  /** Installed as an agent: its messages are threads, and it may suggest what to ask. */
  readonly isAgent: boolean;
  /** May read the files that people send it. */
  readonly readsFiles: boolean;
  /** May upload pictures. */
  readonly sendsPictures: boolean;
  /** Its token is an organisation's, so that each call must tell the workspace. */
  readonly isOrgWide: boolean;
}

/** What a Web API client needs of the world. */
interface WebNeeds {
  readonly fetch: typeof globalThis.fetch;
  readonly slackApiUrl: string | undefined;
  readonly log: Log;
}

/**
 * Options for one Web API client. They are made anew for each, since Bolt writes into what it is given.
 * A request is tried three times at most and never hangs.
 */
export function webOptions(
  { fetch, slackApiUrl, log }: WebNeeds,
  of?: Pick<BotIdentity, 'team' | 'isOrgWide'>,
): WebClientOptions {
  return {
    logger: bridgeLogger(log),
    fetch,
    timeout: 10_000,
    retryConfig: { retries: 2, minTimeout: 300, maxTimeout: 2_000 },
    rejectRateLimitedCalls: true,
    ...(slackApiUrl ? { slackApiUrl } : {}),
    ...(of?.isOrgWide ? { teamId: of.team } : {}),
  };
}

/** Who a token is. */
interface TokenOwner extends Pick<BotIdentity, 'team' | 'botId' | 'botUserId'> {
  readonly scopes: readonly string[];
}

/** Asks Slack once who the token is. Rejects with ConfigError when Slack refuses it or does not answer. */
export async function identify(token: string, options: WebClientOptions): Promise<TokenOwner> {
  try {
    const asked = await new WebClient(token, options).auth.test();
    const { team_id, bot_id, user_id, response_metadata: told } = asked;
    if (!team_id || !bot_id || !user_id) throw new ConfigError('SLACK_BOT_TOKEN is not the token of a bot.');
    return { team: team_id, botId: bot_id, botUserId: user_id, scopes: told?.scopes ?? [] };
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    const refusal = (code: string) =>
      `Slack does not accept SLACK_BOT_TOKEN (${code}). Install the app and copy its bot token.`;
    throw startFault(error, refusal, options.slackApiUrl);
  }
}

/** What these scopes let it do. */
export function abilities(
  scopes: readonly string[],
): Pick<BotIdentity, 'isAgent' | 'readsFiles' | 'sendsPictures'> {
  const has = ([scope]: Grant) => scopes.includes(scope);
  return { isAgent: has(agentScope), readsFiles: has(filesScope), sendsPictures: has(picturesScope) };
}

/** What stands between the bot and Slack at start: a token where Slack refuses it, else the way there, or Slack itself. */
export function startFault(
  error: unknown,
  refusal: (code: string) => string,
  slackApiUrl = 'https://slack.com/api/',
): ConfigError {
  const code = slackCode(error);
  if (code !== undefined && isTokenRefused(error)) return new ConfigError(refusal(code));
  const { host } = new URL(slackApiUrl);
  return new ConfigError(
    isUnreachable(error)
      ? `Slack does not answer at ${host}. Check this machine's network and proxy, then start again.`
      : `${host} answers with a fault of its own. Start again in a few minutes; if it stays, check the proxy.`,
  );
}

/** The bot token as it is now: one that is rotated changes twice a day. */
export type TokenSource = () => Promise<string>;

/** Asks for the token at each request, and hears of each call whether Slack still takes it. */
export class HeardClient extends WebClient {
  private readonly hear: (isTaken: boolean) => void;

  constructor(token: TokenSource, options: WebClientOptions, hear: (isTaken: boolean) => void) {
    super(undefined, { ...options, fetch: withToken(token, options.fetch ?? globalThis.fetch) });
    this.hear = hear;
  }

  override async apiCall(method: string, options?: Record<string, unknown>): Promise<WebAPICallResult> {
    try {
      const result = await super.apiCall(method, options);
      this.hear(true);
      return result;
    } catch (error) {
      if (isTokenRefused(error) && slackCode(error) !== 'missing_scope') this.hear(false);
      throw error;
    }
  }
}

/** A second try may come after the token was changed. */
function withToken(token: TokenSource, fetch: NonNullable<WebClientOptions['fetch']>): typeof fetch {
  return async (url, init) => {
    const authorization = `Bearer ${await token()}`;
    return fetch(url, { ...init, headers: { ...init?.headers, authorization } });
  };
}

/** For calls that Slack may well refuse, whose caller tells what came of them. */
export const silentLogger: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  setLevel: () => undefined,
  getLevel: () => LogLevel.ERROR,
  setName: () => undefined,
};

/** Bolt's own lines in our log: strings as they are, anything else by its kind alone, debug never. */
export function bridgeLogger(log: Log): Logger {
  const child = log.child({ from: 'bolt' });
  const words = (parts: readonly unknown[]) =>
    parts.map((part) => (typeof part === 'string' ? part.slice(0, 300) : kindOf(part))).join(' ');
  return {
    debug: () => undefined,
    info: (...parts: unknown[]) => child.info(words(parts)),
    warn: (...parts: unknown[]) => child.warn(words(parts)),
    error: (...parts: unknown[]) => child.error(words(parts)),
    setLevel: () => undefined,
    getLevel: () => LogLevel.INFO,
    setName: () => undefined,
  };
}

function kindOf(part: unknown): string {
  return part instanceof Error ? part.name : typeof part;
}
