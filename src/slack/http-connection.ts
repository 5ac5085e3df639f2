import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type App, HTTPModuleFunctions, type Logger, type Receiver } from '@slack/bolt';
import { ConfigError } from '../errors.ts';
import type { Connection } from './connection.ts';
import { createReplayGuard } from './replay-guard.ts';

interface Options {
  readonly signingSecret: string;
  readonly port: number;
  readonly logger: Logger;
  readonly now: () => Date;
}

const path = '/slack/events';
/** Longer than the idle time of the usual balancers, so that none sends a request into a closing connection. */
const keepAliveMs = 75_000;

/**
 * HTTP mode: signed requests on `POST /slack/events`. Whatever else knocks is answered with a status (404 elsewhere,
 * 405 for another method, 413 too long, 401 unsigned, stale, from the future or a replay, 400 unreadable).
 */
export function createHttpConnection({ signingSecret, port, logger, now }: Options) {
  const isReplay = createReplayGuard(now);
  let app: App | undefined;

  async function hear(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (pathOf(request) !== path) return end(response, 404);
    if (request.method !== 'POST') return end(response.setHeader('allow', 'POST'), 405);
    const { body, refused } = await readSigned(request, signingSecret);
    // Part of what was refused may still be on its way: the next request must not wait behind it.
    if (refused) return end(response.setHeader('connection', 'close'), refused);
    if (!isRecord(body)) return end(response, 400);
    if (isReceiptEnough(body)) return end(response, 200);
    if (isReplay(request.headers)) return end(response, 401);
    if (body['type'] === 'url_verification') {
      HTTPModuleFunctions.buildUrlVerificationResponse(response, body);
    } else await process(request, body, response);
  }

  async function process(request: IncomingMessage, body: Record<string, unknown>, response: ServerResponse) {
    const retryNum = HTTPModuleFunctions.extractRetryNumFromHTTPRequest(request);
    const retryReason = HTTPModuleFunctions.extractRetryReasonFromHTTPRequest(request);
    await app?.processEvent({
      body,
      ack: async (reply) => HTTPModuleFunctions.buildContentResponse(response, reply),
      ...(retryNum === undefined ? {} : { retryNum }),
      ...(retryReason === undefined ? {} : { retryReason }),
    });
    // Nobody listens for it, and nobody will.
    if (!response.headersSent) end(response, 404);
  }

  const server = createServer((request, response) => {
    hear(request, response).catch((error: unknown) => {
      logger.error('a request was not handled', error);
      if (!response.headersSent) end(response, 500);
    });
  });
  server.keepAliveTimeout = keepAliveMs;

  const receiver: Receiver = {
    init: (bolt) => {
      app = bolt;
    },
    start: async () => undefined,
    stop: async () => undefined,
  };
  const connection: Connection = {
    open: () =>
      new Promise((resolve, reject) => {
        server.once('error', () => reject(new ConfigError(`Port ${port} is taken. Set PORT to a free one.`)));
        server.listen(port, () => resolve());
      }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
      }),
    isOpen: () => server.listening,
  };
  return { receiver, connection };
}

interface Reading {
  /** What the body says; undefined when it can not be read. */
  readonly body?: unknown;
  /** The status of a refusal. */
  readonly refused?: number;
}

/** Reads a body up to Bolt's limit, and believes it only when its signature holds. */
async function readSigned(request: IncomingMessage, signingSecret: string): Promise<Reading> {
  const bodyLimit = HTTPModuleFunctions.defaultBodyLimit;
  try {
    const signed = await HTTPModuleFunctions.parseAndVerifyHTTPRequest(
      { enabled: true, signingSecret, bodyLimit },
      request,
    );
    return { body: parsed(() => HTTPModuleFunctions.parseHTTPRequestBody(signed)) };
  } catch (error) {
    return { refused: HTTPModuleFunctions.isRawBodyError(error) ? error.statusCode : 401 };
  }
}

function parsed(read: () => unknown): unknown {
  try {
    return read();
  } catch {
    return undefined;
  }
}

/** Undefined for what is no address at all. */
function pathOf(request: IncomingMessage): string | undefined {
  const address = request.url ?? '';
  return URL.canParse(address, 'http://door') ? new URL(address, 'http://door').pathname : undefined;
}

/** Slack tries the line, unsigned, or tells that it holds events back. */
function isReceiptEnough(body: Record<string, unknown>): boolean {
  return body['ssl_check'] === '1' || body['type'] === 'app_rate_limited';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function end(response: ServerResponse, status: number): void {
  response.writeHead(status).end();
}
