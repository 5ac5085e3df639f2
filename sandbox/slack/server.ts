import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { assemble } from './assemble.ts';
import { createWorkspace } from './cast.ts';
import { createCore } from './core.ts';
import { sendText } from './http.ts';
import type { HttpTarget } from './http-delivery.ts';
import { manifestSchema } from './manifest.ts';
import { createPace, unpaced } from './pace.ts';
import { absent, type Handler, localOnly } from './page-api/local.ts';
import { createPageApi } from './page-api/routes.ts';
import { serveStatic } from './page-api/static-files.ts';
import { type SlackDoors, serveApi, serveResponseUrl } from './slack-routes.ts';
import { snapshotFor } from './snapshot.ts';
import { createWaiter } from './waiter.ts';
import type { Tokens } from './web-api/router.ts';
import { type Workspace, workspaceSchema } from './workspace.ts';

/** How a workspace is set up. */
export interface SlackServerOptions {
  now: () => Date;
  /** The parsed manifest of the bot's app; unknown keys are kept and ignored. */
  manifest: unknown;
  /** 0, the default, takes any free port of 127.0.0.1. */
  port?: number;
  /** What `snapshot()` of an earlier run gave; the small company of `cast.ts` otherwise. */
  state?: unknown;
  /** Deliver as signed HTTP requests instead of by Socket Mode. */
  http?: HttpTarget;
  tokens?: Tokens;
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

const readState = ({ state }: SlackServerOptions, botName: string): Workspace =>
  state === undefined ? createWorkspace(botName) : workspaceSchema.parse(state);

interface Doors {
  parts: SlackDoors;
  page: Handler;
  drawer: Handler;
  pageFolder: string;
}

const createRoute = ({ parts, page, drawer, pageFolder }: Doors): Handler => {
  const doors: readonly [string, Handler][] = [
    ['/api/', (request, response) => serveApi(parts, request, response)],
    ['/response/', (request, response) => serveResponseUrl(parts, request, response)],
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
  const core = createCore(manifest, readState(options, manifest.display_information.name), options.now);
  const tokens = options.tokens ?? TOKENS;
  const server = createServer();
  const root = `http://127.0.0.1:${await listen(server, options.port ?? 0)}`;
  const pace = options.isPaced ? createPace(() => performance.now()) : unpaced;
  const parts = assemble({ core, server, root, tokens, http: options.http, pace });
  const isConnected = () => options.http !== undefined || parts.socketMode.connections() > 0;
  const look = (user: string) => snapshotFor({ ...parts, isConnected }, user);
  const pageApi = createPageApi({ ...parts, look });

  const { drawer = absent, pageFolder = '' } = options;
  server.on('request', guarded(createRoute({ parts, page: pageApi.serve, drawer, pageFolder })));

  const { hand, log, faults, covered, messages, views, directory, socketMode } = parts;
  return {
    /** For `SLACK_API_URL`. */
    url: `${root}/api/`,
    pageUrl: `${root}/`,
    tokens,
    hand,
    log,
    faults,
    messages,
    views,
    directory,
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
