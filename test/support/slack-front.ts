import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { SlackServer } from '../../sandbox/slack/slack-server.ts';

/** What one installation of the app gave out. */
interface Grant {
  readonly id: string;
  token: string;
  refreshToken: string;
  /** Milliseconds since 1970. */
  expiresAt: number;
  isRevoked: boolean;
}

interface FrontCall {
  readonly method: string;
  /** Whose token it came with: the id of a workspace or of an organisation. */
  readonly of: string | undefined;
  readonly token: string | undefined;
}

interface Options {
  /** Workspaces by their ids. */
  readonly workspaces: ReadonlyMap<string, SlackServer>;
  /** Workspaces of organisations that install the app for all of them. */
  readonly organisations: ReadonlyMap<string, readonly string[]>;
  readonly now: () => Date;
}

const hours12 = 12 * 3_600;

/**
 * Slack before several workspaces: OAuth and its tokens, and one Web API that knows by the token, and by `team_id` where
 * that is an organisation's, which workspace a call is about.
 */
export async function createSlackFront({ workspaces, organisations, now }: Options) {
  const [first] = workspaces.values();
  const grants = new Map<string, Grant>();
  const codes = new Map<string, string>();
  const calls: FrontCall[] = [];
  const faults: string[] = [];
  let whenRenewed = () => {};
  /** Who says yes in the browser; null says no. */
  let chooses: string | null = null;

  function renewed(id: string): Grant {
    const grant = {
      id,
      token: `xoxe.xoxb-1-${id}-${randomUUID()}`,
      refreshToken: `xoxe-1-${id}-${randomUUID()}`,
      expiresAt: now().getTime() + hours12 * 1_000,
      isRevoked: false,
    };
    grants.set(id, grant);
    return grant;
  }

  function access(form: URLSearchParams): object {
    if (form.get('client_secret') !== 'a client secret for tests')
      return { ok: false, error: 'bad_client_secret' };
    if (form.get('grant_type') === 'refresh_token') {
      const known = [...grants.values()].find((one) => one.refreshToken === form.get('refresh_token'));
      if (!known || known.isRevoked) return { ok: false, error: 'invalid_refresh_token' };
      const next = renewed(known.id);
      whenRenewed();
      return answerFor(next);
    }
    const code = form.get('code') ?? '';
    const id = codes.get(code);
    if (!codes.delete(code) || id === undefined) return { ok: false, error: 'invalid_code' };
    return answerFor(renewed(id));
  }

  function answerFor({ id, token, refreshToken }: Grant): object {
    const [home = id] = organisations.get(id) ?? [id];
    const { app, enterprise } = workspaceOf(home).snapshot();
    const isOrgWide = organisations.has(id);
    return {
      ok: true,
      ...{ access_token: token, refresh_token: refreshToken, expires_in: hours12, token_type: 'bot' },
      scope: scopes(home),
      ...{ bot_user_id: app.bot_user, app_id: app.id, is_enterprise_install: isOrgWide },
      team: isOrgWide ? null : { id, name: `Team ${id}` },
      enterprise: isOrgWide ? { id, name: enterprise.name } : null,
      authed_user: { id: 'U0NADIA003' },
    };
  }

  function workspaceOf(team: string): SlackServer {
    const found = workspaces.get(team);
    if (!found) throw new Error(`no workspace ${team}`);
    return found;
  }

  const scopes = (team: string) => workspaceOf(team).scopes.join(',');

  /** Hands a call on to its workspace, as that workspace's own bot. */
  async function forward(team: string, method: string, body: string, request: IncomingMessage) {
    const { url, tokens } = workspaceOf(team);
    const type = request.headers['content-type'];
    return fetch(`${url}${method}`, {
      method: 'POST',
      body,
      headers: { authorization: `Bearer ${tokens.bot}`, ...(type && { 'content-type': type }) },
    });
  }

  async function answer(method: string, request: IncomingMessage): Promise<Response> {
    const body = await text(request);
    const form = new URLSearchParams(body);
    const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
    const grant = [...grants.values()].find((one) => one.token === token);
    calls.push({ method, of: grant?.id, token });
    if (method === 'oauth.v2.access') return Response.json(access(form));
    if (token === first?.tokens.app) return asApp(method);
    const refusal = refusalOf(grant);
    if (!grant || refusal) return Response.json({ ok: false, error: refusal });
    return asBot(grant, form.get('team_id'), (team) => forward(team, method, body, request), method);
  }

  /** With an organisation's token a call must say which of its workspaces it is about. */
  async function asBot(
    { id }: Grant,
    named: string | null,
    carryOut: (team: string) => Promise<Response>,
    method: string,
  ): Promise<Response> {
    const teams = organisations.get(id);
    if (!teams) return carryOut(id);
    if (method === 'auth.test') {
      const headers = { 'x-oauth-scopes': scopes(teams[0] ?? id) };
      return Response.json(orgIdentity(id, teams), { headers });
    }
    if (named !== null && teams.includes(named)) return carryOut(named);
    faults.push(`${method} of ${id} named no workspace of it`);
    return Response.json({ ok: false, error: 'missing_argument' });
  }

  /** The app's own token is asked for its lines alone. */
  const asApp = (method: string) =>
    fetch(`${first?.url}${method}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${first?.tokens.app}` },
    });

  async function hand(response: ServerResponse, reply: Response): Promise<void> {
    const bytes = Buffer.from(await reply.arrayBuffer());
    response.writeHead(reply.status, Object.fromEntries(reply.headers)).end(bytes);
  }

  function refusalOf(grant: Grant | undefined): string | undefined {
    if (!grant) return 'invalid_auth';
    if (grant.isRevoked) return 'account_inactive';
    return grant.expiresAt < now().getTime() ? 'token_expired' : undefined;
  }

  function orgIdentity(id: string, [home = '']: readonly string[]): object {
    const { app } = workspaceOf(home).snapshot();
    return {
      ok: true,
      ...{ url: 'https://org.enterprise.slack.com/', team: 'Org', team_id: id, enterprise_id: id },
      ...{ user_id: app.bot_user, bot_id: app.bot_id, is_enterprise_install: true },
    };
  }

  /** Where somebody says yes or no, without a page: the answer is set before. */
  function authorize(url: URL, response: ServerResponse): void {
    const back = new URL(url.searchParams.get('redirect_uri') ?? '');
    back.searchParams.set('state', url.searchParams.get('state') ?? '');
    if (chooses === null) back.searchParams.set('error', 'access_denied');
    else {
      const code = randomUUID();
      codes.set(code, chooses);
      back.searchParams.set('code', code);
    }
    response.writeHead(302, { location: back.href }).end();
  }

  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://front');
    const [, method] = /^\/api\/(.+)$/.exec(url.pathname) ?? [];
    if (url.pathname === '/oauth/v2/authorize') authorize(url, response);
    else if (method)
      answer(method, request)
        .then((reply) => hand(response, reply))
        .catch((error: unknown) => response.destroy(asError(error)));
    else response.writeHead(404).end();
  });
  const port = await new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : 0);
    });
  });
  return {
    url: `http://127.0.0.1:${port}/api/`,
    calls,
    /** What no real Slack would have taken. */
    faults,
    /** What happens the moment that a refresh token was taken. */
    onRenewed(work: () => void) {
      whenRenewed = work;
    },
    answerAs(id: string | null) {
      chooses = id;
    },
    grantOf(id: string): Grant {
      const grant = grants.get(id);
      if (!grant) throw new Error(`${id} has not installed the app`);
      return grant;
    },
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
