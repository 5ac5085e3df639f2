import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CallLog, createCallLog } from './call-log.ts';
import { type Core, createCore, manifestSchema } from './core.ts';
import { createHttpDelivery, createSender, type Delivery, type HttpTarget } from './delivery.ts';
import { createDirectory } from './directory.ts';
import { createFaults, createPace, type Faults, type Pace, unpaced } from './faults.ts';
import { createFiles } from './files.ts';
import { createHand } from './hand/hand.ts';
import { createOffered } from './hand/verb.ts';
import { absent, type Handler, localOnly, readFields, sendJson, sendText, serveStatic } from './http.ts';
import { createLayoutGate } from './layout.ts';
import { createMessages } from './messages.ts';
import { createPageApi } from './page-api.ts';
import { SlackRefusal } from './refusal.ts';
import { type Answer, createResponseUrls, type ResponseUrls } from './response-url.ts';
import { snapshotFor } from './snapshot.ts';
import { createSocketMode } from './socket-mode.ts';
import { createTriggers, createViews } from './views.ts';
import { type ApiCall, type ApiReply, createRouter, type Tokens } from './web-api/router.ts';
import { type Workspace, workspaceSchema } from './workspace.ts';

/** Waits for something to come true, with `onChange` as the bell. */
const createWaiter =
  (onChange: (listener: () => void) => () => void) =>
  /** Resolves with the first defined answer of `probe`, asked after each change; rejects after the wait. */
  <T>(probe: () => T | undefined, timeoutMs = 20_000): Promise<T> =>
    new Promise((resolve, reject) => {
      const check = () => {
        const found = probe();
        if (found === undefined) return;
        clearTimeout(timer);
        stop();
        resolve(found);
      };
      const stop = onChange(check);
      const timer = setTimeout(() => {
        stop();
        reject(new Error(`nothing came within ${timeoutMs} ms`));
      }, timeoutMs);
      check();
    });

/** What a workspace is made of. */
interface Assembly {
  core: Core;
  server: Server;
  /** Where the bot reaches the server, without a slash at its end. */
  root: string;
  tokens: Tokens;
  http: HttpTarget | undefined;
  lines: Delivery | undefined;
  pace: Pace;
}

/** The object graph of a workspace. */
const assemble = ({ core, server, root, tokens, http, lines, pace }: Assembly) => {
  const log = createCallLog(core);
  const faults = createFaults();
  const directory = createDirectory(core);
  const messages = createMessages(core);
  const views = createViews(core);
  const triggers = createTriggers(core);
  const files = createFiles(core, root);
  const layouts = createLayoutGate(core, log, files);
  const stores = { core, log, directory, messages, views, triggers, layouts, files };

  const responseUrls = createResponseUrls(stores);
  const socketMode = createSocketMode(core, server);
  const delivery: Delivery = http ? createHttpDelivery(http) : (lines ?? socketMode);
  const { send, redeliver } = createSender(delivery, log);

  const issueSocketUrl = () => `${root.replace('http', 'ws')}${socketMode.issuePath()}`;
  const { answer, covered } = createRouter({ api: { ...stores, pace, issueSocketUrl }, tokens, faults, log });
  const responseUrl = (origin: Parameters<typeof responseUrls.issue>[0]) =>
    `${root}${responseUrls.issue(origin)}`;
  const hand = createHand(
    { ...stores, responseUrls, responseUrl, offered: createOffered(core), send },
    redeliver,
  );
  return { ...stores, faults, responseUrls, socketMode, answer, covered, hand };
};

/** The doors that the bot uses. */
interface SlackDoors {
  answer(call: ApiCall): ApiReply;
  responseUrls: ResponseUrls;
  faults: Faults;
  log: CallLog;
}

const tokenOf = (request: IncomingMessage, args: Record<string, unknown>): string | undefined => {
  const [, bearer] = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '') ?? [];
  return bearer ?? (typeof args['token'] === 'string' ? args['token'] : undefined);
};

/** `/api/<method>`: a lost response is carried out, then the connection is cut. */
const serveApi = async (doors: SlackDoors, request: IncomingMessage, response: ServerResponse) => {
  const [, name = ''] = /^\/api\/([^?]*)/.exec(request.url ?? '') ?? [];
  const args = await readFields(request);
  const reply = doors.answer({ name, token: tokenOf(request, args), args });
  if (reply.isLost) request.socket.destroy();
  else sendJson(response, reply.body, reply);
};

/** What Slack understood and refuses comes with status 200: the body alone tells. */
const refusedUse = (error: string, details: object = {}): Answer => ({
  status: 200,
  body: JSON.stringify({ ok: false, error, ...details }),
  error,
});

const useUrl = ({ responseUrls, faults }: SlackDoors, path: string, body: unknown): Answer => {
  const fault = faults.take('response_url');
  if (fault?.kind === 'error') return refusedUse(fault.error);
  if (fault?.kind === 'rate_limit') return { status: 429, body: 'ratelimited', error: 'ratelimited' };
  try {
    return responseUrls.use(path, body);
  } catch (error) {
    if (!(error instanceof SlackRefusal)) throw error;
    const { code, messages } = error;
    return refusedUse(code, messages.length > 0 ? { response_metadata: { messages } } : {});
  }
};

/** A response_url. */
const serveResponseUrl = async (doors: SlackDoors, request: IncomingMessage, response: ServerResponse) => {
  const started = performance.now();
  const body = await readFields(request);
  const answer = useUrl(doors, request.url ?? '', body);
  const failure = answer.error === undefined ? {} : { error: answer.error };
  const durationMs = performance.now() - started;
  doors.log.add({
    kind: 'response_url',
    name: 'response_url',
    durationMs,
    request: body,
    reply: answer.body,
    ...failure,
  });
  sendText(response, answer.status, answer.body);
};

/** How a workspace is set up. */
interface SlackServerOptions {
  now: () => Date;
  /** The parsed manifest of the bot's app; unknown keys are kept and ignored. */
  manifest: unknown;
  /** 0, the default, takes any free port of 127.0.0.1. */
  port?: number;
  /** The workspace to begin with, the bot among its people; what `snapshot()` of an earlier run gave will do. */
  state: unknown;
  /** Deliver as signed HTTP requests instead of by Socket Mode. */
  http?: HttpTarget;
  /** Deliver by another workspace’s sockets: an app has the same lines for all that installed it. */
  lines?: Delivery;
  tokens?: Tokens;
  /** Where the bot reaches this server when something stands between them: sockets and response URLs are issued there. */
  reachedAt?: string;
  /** Refuse a bot's second message to a channel within a second; needs a bot that really waits. */
  isPaced?: boolean;
  /** Answers what lies under `/drawer/`, for this machine alone. */
  drawer?: Handler;
  /** The built page; without it the server has no page. */
  pageFolder?: string;
}

/** A running workspace. */
export type SlackServer = Awaited<ReturnType<typeof createSlackServer>>;

const TOKENS: Tokens = { bot: 'xoxb-0000-sandbox', app: 'xapp-1-A0SANDBOX1-sandbox' };

const listen = (server: Server, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    const isBound = (address: string | AddressInfo | null): address is AddressInfo =>
      typeof address === 'object' && address !== null;
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      resolve(isBound(address) ? address.port : port);
    });
  });

const pathOf = ({ url }: IncomingMessage): string => new URL(url ?? '/', 'http://sandbox').pathname;

const guarded = (handle: Handler) => (request: IncomingMessage, response: ServerResponse) => {
  handle(request, response).catch((error: unknown) => {
    if (response.headersSent) response.end();
    else sendText(response, 500, error instanceof Error ? error.message : 'sandbox error');
  });
};

interface Doors {
  parts: SlackDoors;
  files: Handler;
  uploads: Handler;
  page: Handler;
  drawer: Handler;
  pageFolder: string;
}

const createRoute = ({ parts, files, uploads, page, drawer, pageFolder }: Doors): Handler => {
  const doors: readonly [string, Handler][] = [
    ['/api/', (request, response) => serveApi(parts, request, response)],
    ['/response/', (request, response) => serveResponseUrl(parts, request, response)],
    ['/files-pri/', files],
    ['/upload/', uploads],
    ['/sandbox/', page],
    ['/drawer/', localOnly(drawer)],
    ['/', (request, response) => serveStatic(pageFolder, pathOf(request), response)],
  ];
  return async (request, response) => {
    const [, serve = absent] = doors.find(([prefix]) => pathOf(request).startsWith(prefix)) ?? [];
    await serve(request, response);
  };
};

/** Starts a Slack workspace on 127.0.0.1; rejects when the port is in use. */
export const createSlackServer = async (options: SlackServerOptions) => {
  const manifest = manifestSchema.parse(options.manifest);
  const core = createCore(manifest, workspaceSchema.parse(options.state), options.now);
  const tokens = options.tokens ?? TOKENS;
  const server = createServer();
  const root = `http://127.0.0.1:${await listen(server, options.port ?? 0)}`;
  const pace = options.isPaced ? createPace(() => performance.now()) : unpaced;
  const parts = assemble({
    core,
    server,
    root: options.reachedAt ?? root,
    tokens,
    http: options.http,
    lines: options.lines,
    pace,
  });
  const isConnected = () => options.http !== undefined || parts.socketMode.connections() > 0;
  const look = (user: string) => snapshotFor({ ...parts, isConnected }, user);
  const pageApi = createPageApi({ ...parts, look });

  const { drawer = absent, pageFolder = '' } = options;
  server.on(
    'request',
    guarded(
      createRoute({
        parts,
        files: parts.files.serve(tokens.bot),
        uploads: parts.files.receive,
        page: pageApi.serve,
        drawer,
        pageFolder,
      }),
    ),
  );

  const { hand, log, faults, covered, messages, views, triggers, directory, files, socketMode } = parts;
  return {
    /** For `SLACK_API_URL`. */
    url: `${root}/api/`,
    pageUrl: `${root}/`,
    tokens,
    /** What the manifest asks for the bot. */
    scopes: core.manifest.oauth_config.scopes.bot,
    hand,
    log,
    faults,
    messages,
    views,
    triggers,
    directory,
    files,
    socketMode,
    /** Slash commands of the manifest. */
    commands: manifest.features.slash_commands,
    /** Web API methods that the workspace knows. */
    covered,
    look,
    onChange: core.onChange,
    waitFor: createWaiter(core.onChange),
    /** A copy of the whole workspace, fit for JSON and for `state` of a later run. */
    snapshot: (): Workspace => structuredClone(core.workspace),
    close: async (): Promise<void> => {
      pageApi.close();
      await socketMode.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
