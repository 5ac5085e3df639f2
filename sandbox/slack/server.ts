import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { assemble } from './assemble.ts';
import { createWorkspace } from './cast.ts';
import { createCore } from './core.ts';
import { sendText } from './http.ts';
import type { HttpTarget } from './http-delivery.ts';
import { manifestSchema } from './manifest.ts';
import { createPageApi } from './page-api/routes.ts';
import { serveStatic } from './page-api/static-files.ts';
import { serveApi, serveResponseUrl } from './slack-routes.ts';
import { snapshotFor } from './snapshot.ts';
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

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

const guarded = (handle: Handler) => (request: IncomingMessage, response: ServerResponse) => {
  handle(request, response).catch((error: unknown) => {
    if (response.headersSent) response.end();
    else sendText(response, 500, error instanceof Error ? error.message : 'sandbox error');
  });
};

const readState = ({ state }: SlackServerOptions, botName: string): Workspace =>
  state === undefined ? createWorkspace(botName) : workspaceSchema.parse(state);

const createWaiter =
  (onChange: (listener: () => void) => () => void) =>
  /** Resolves with the first defined answer of `probe`, asked after each change; rejects after the wait. */
  <T>(probe: () => T | undefined, timeoutMs = 3_000): Promise<T> =>
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

/** Starts a Slack workspace on 127.0.0.1; rejects when the port is in use. */
export const createSlackServer = async (options: SlackServerOptions) => {
  const manifest = manifestSchema.parse(options.manifest);
  const core = createCore(manifest, readState(options, manifest.display_information.name), options.now);
  const tokens = options.tokens ?? TOKENS;
  const server = createServer();
  const root = `http://127.0.0.1:${await listen(server, options.port ?? 0)}`;
  const parts = assemble({ core, server, root, tokens, http: options.http });
  const isConnected = () => options.http !== undefined || parts.socketMode.connections() > 0;
  const look = (user: string) => snapshotFor({ ...parts, isConnected }, user);
  const pageApi = createPageApi({ ...parts, look });

  const route: Handler = async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', root);
    if (pathname.startsWith('/api/')) await serveApi(parts, request, response);
    else if (pathname.startsWith('/response/')) await serveResponseUrl(parts, request, response);
    else if (pathname.startsWith('/sandbox/')) await pageApi.serve(request, response);
    else await serveStatic(options.pageFolder ?? '', pathname, response);
  };
  server.on('request', guarded(route));

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
