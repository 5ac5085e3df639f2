import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import { setInterval } from 'node:timers';
import { HTTPModuleFunctions, type Logger, type ReceiverEvent } from '@slack/bolt';
import { SocketModeClient } from '@slack/socket-mode';
import { ConfigError } from '../../errors.ts';
import { createKept } from '../../util/kept.ts';
import { arrivingNow } from './timed-app.ts';
import { startFault } from './web-client.ts';

/** Takes what Slack sent to whomever it is for. */
export type Hear = (event: ReceiverEvent) => Promise<void>;

/** The bot's line to Slack, whichever way it is held. */
export interface Connection {
  /** Rejects with ConfigError when Slack refuses the token or the port is taken. */
  open(): Promise<void>;
  /** Hears nothing new from then on. */
  close(): Promise<void>;
  isOpen(): boolean;
  /** How many lines are open: one where Slack knocks at our door, two in Socket Mode. */
  openLines(): number;
}

/** Answers one request to the end. */
type Answer = (request: IncomingMessage, response: ServerResponse) => Promise<void>;
/** What people's browsers may ask for, by path. */
export type Pages = ReadonlyMap<string, Answer>;

interface HttpOptions {
  readonly signingSecret: string;
  readonly port: number;
  readonly logger: Logger;
  readonly now: () => Date;
  readonly hear: Hear;
  readonly pages: Pages;
}

const path = '/slack/events';
/** Longer than the idle time of the usual balancers, so that none sends a request into a closing connection. */
const keepAliveMs = 75_000;

/**
 * HTTP mode: signed requests on `POST /slack/events`. Whatever else knocks is answered with a status (404 elsewhere,
 * 405 for another method, 413 too long, 401 unsigned, stale, from the future or a replay, 400 unreadable).
 */
export function createHttpConnection(options: HttpOptions): Connection {
  const { signingSecret, port, logger, now, hear, pages } = options;
  const isReplay = createReplayGuard(now);

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const arriving = arrivingNow();
    if (request.method !== 'POST') return end(response.setHeader('allow', 'POST'), 405);
    const { body, refused } = await readSigned(request, signingSecret);
    // Part of what was refused may still be on its way: the next request must not wait behind it.
    if (refused) return end(response.setHeader('connection', 'close'), refused);
    if (!isRecord(body)) return end(response, 400);
    if (isReceiptEnough(body)) return end(response, 200);
    if (isReplay(request.headers)) return end(response, 401);
    if (body['type'] === 'url_verification') {
      HTTPModuleFunctions.buildUrlVerificationResponse(response, body);
    } else await process(request, { ...arriving, body }, response);
  }

  async function process(
    request: IncomingMessage,
    arrived: Pick<ReceiverEvent, 'body' | 'customProperties'>,
    response: ServerResponse,
  ) {
    const retryNum = HTTPModuleFunctions.extractRetryNumFromHTTPRequest(request);
    const retryReason = HTTPModuleFunctions.extractRetryReasonFromHTTPRequest(request);
    await hear({
      ...arrived,
      ack: async (reply) => HTTPModuleFunctions.buildContentResponse(response, reply),
      ...(retryNum === undefined ? {} : { retryNum }),
      ...(retryReason === undefined ? {} : { retryReason }),
    });
    // Nobody listens for it, and nobody will.
    if (!response.headersSent) end(response, 404);
  }

  const server = createPageServer({ port, logger, pages: new Map([...pages, [path, answer]]) });
  return { ...server, openLines: () => Number(server.isOpen()) };
}

interface ServerOptions {
  readonly port: number;
  readonly logger: Logger;
  readonly pages: Pages;
}

/** Serves some paths, and 404 elsewhere. */
export function createPageServer({ port, logger, pages }: ServerOptions): Omit<Connection, 'openLines'> {
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const page = pages.get(pathOf(request) ?? '');
    await (page ? page(request, response) : end(response, 404));
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      logger.error('a request was not handled', error);
      if (!response.headersSent) end(response, 500);
    });
  });
  server.keepAliveTimeout = keepAliveMs;
  // Counted from when the connection opened, so that it must not end before the pause does.
  server.headersTimeout = keepAliveMs + 5_000;
  return {
    open: () =>
      new Promise((resolve, reject) => {
        server.once('error', () =>
          reject(new ConfigError(`Port ${port} is taken or not allowed. Set PORT to a free one.`)),
        );
        server.listen(port, () => resolve());
      }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
      }),
    isOpen: () => server.listening,
  };
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

const windowSeconds = 5 * 60;
/** The same keys typed again within a second carry the same signature: a repeat this soon is a person's. */
const repeatMs = 2_000;
const most = 20_000;

/**
 * Tells of a request whose signature holds whether it is seen again or dated ahead of its time. Ask it of no other:
 * what it has seen it remembers, so only Slack itself may fill it.
 */
function createReplayGuard(now: () => Date): (headers: IncomingHttpHeaders) => boolean {
  const firstSeen = createKept<number>(most);

  function isRepeat(signature: string, at: number): boolean {
    const first = firstSeen.get(signature);
    if (first !== undefined) return at - first > repeatMs;
    firstSeen.set(signature, at);
    return false;
  }

  return (headers) => {
    const at = now().getTime();
    const signature = String(headers['x-slack-signature'] ?? '');
    if (Number(headers['x-slack-request-timestamp']) - at / 1000 > windowSeconds) return true;
    // Bolt's check takes `v0=HASH=anything` too, so that one body could come under many names.
    return !/^v0=[0-9a-f]{64}$/.test(signature) || isRepeat(signature, at);
  };
}

interface LineOptions {
  readonly appToken: string;
  readonly slackApiUrl: string | undefined;
  readonly logger: Logger;
  readonly hear: Hear;
}

interface SocketOptions extends LineOptions {
  /** Called once when the line has been down for so long that a restart is the better try. */
  readonly onLost: () => void;
}

const watchMs = 5_000;
const lostAfterMs = 5 * 60_000;
/** Slack gives each payload to one of an app's connections, and renews them one by one: while one is, the other hears. */
const lineCount = 2;
/** The library waits as long before it connects anew as it does for a pong, its own five seconds. */
const pongMs = 2_000;

/** Socket Mode on two lines, with options of its own: shared ones would carry one token into the other's calls. */
export function createSocketConnection({ onLost, ...options }: SocketOptions): Connection {
  const lines = Array.from({ length: lineCount }, () => createLine(options));
  let watch: NodeJS.Timeout | undefined;
  const openLines = () => lines.filter((line) => line.isOpen()).length;
  return {
    async open() {
      await Promise.all(lines.map((line) => line.start())).catch((error: unknown) => {
        throw startFault(error, refusedSocket, options.slackApiUrl);
      });
      watch = setInterval(() => {
        const downMs = Math.min(...lines.map((line) => line.downMs()));
        if (downMs > lostAfterMs) onLost();
      }, watchMs);
      watch.unref();
    },
    async close() {
      clearInterval(watch);
      await Promise.all(lines.map((line) => line.close()));
    },
    isOpen: () => openLines() > 0,
    openLines,
  };
}

/** What the library tells of a payload; the envelope's acknowledgement carries the reply. */
interface Envelope {
  readonly body: ReceiverEvent['body'];
  readonly ack: ReceiverEvent['ack'];
  readonly retry_num?: number;
  readonly retry_reason?: string;
}

function createLine({ appToken, slackApiUrl, logger, hear }: LineOptions) {
  const client = new SocketModeClient({
    ...{ appToken, logger, clientPingTimeout: pongMs },
    clientOptions: {
      retryConfig: { retries: 10, minTimeout: 300, maxTimeout: 10_000 },
      timeout: 10_000,
      ...(slackApiUrl ? { slackApiUrl } : {}),
    },
  });
  let isConnected = false;
  let isClosed = false;
  let downSince = performance.now();

  client.on('slack_event', ({ body, ack, retry_num, retry_reason }: Envelope) => {
    const retried = {
      ...(retry_num === undefined ? {} : { retryNum: retry_num }),
      ...(retry_reason === undefined ? {} : { retryReason: retry_reason }),
    };
    hear({ body, ack, ...arrivingNow(), ...retried }).catch((error: unknown) => {
      logger.error('a payload was not handled', error);
    });
  });
  client.on('connected', () => {
    isConnected = true;
    if (isClosed) void client.disconnect();
  });
  for (const event of ['reconnecting', 'disconnecting', 'disconnected', 'close']) {
    client.on(event, () => {
      if (isConnected) downSince = performance.now();
      isConnected = false;
    });
  }
  return {
    start: () => client.start(),
    async close() {
      isClosed = true;
      await client.disconnect();
    },
    isOpen: () => isConnected,
    downMs: () => (isConnected ? 0 : performance.now() - downSince),
  };
}

function refusedSocket(code: string): string {
  return `Slack does not open a socket (${code}). Check SLACK_APP_TOKEN: it needs connections:write.`;
}
