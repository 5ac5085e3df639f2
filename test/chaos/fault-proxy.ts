import { once } from 'node:events';
import {
  Agent,
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
  request as send,
} from 'node:http';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';

/** What goes wrong between the bot and one of its neighbours. */
export type Fault =
  /** Nobody listens. */
  | { readonly kind: 'refused' }
  /** Each request is answered after so long. */
  | { readonly kind: 'slow'; readonly ms: number }
  /** Taken, and never answered nor handed on. */
  | { readonly kind: 'hanging' }
  /** The connection is cut before the request is handed on. */
  | { readonly kind: 'reset' }
  /** Carried out, and the connection is cut in place of an answer. */
  | { readonly kind: 'lost' }
  /** Carried out, and half of the answer comes. */
  | { readonly kind: 'cut off' }
  /** The request is handed on with another key. */
  | { readonly kind: 'wrong key' }
  /** Not handed on; somebody else answers. */
  | {
      readonly kind: 'answers';
      readonly status: number;
      readonly body?: string;
      readonly retryAfter?: number;
    };

interface Where {
  /** Which requests, by `METHOD /path`; all when left out. */
  readonly on?: RegExp;
  /** What their bodies hold, as sent; anything when left out. */
  readonly holding?: string;
  /** How many of them; all until healed when left out. */
  readonly times?: number;
}

interface Armed extends Where {
  readonly fault: Fault;
  left: number;
}

const portShape = z.object({ port: z.number() });
const json = { 'content-type': 'application/json' };

/**
 * A server between the bot and one neighbour that hands everything on, sockets too, but for what was armed. Where it
 * hands on to may be told later, since a neighbour may have to know where the bot will reach it.
 */
export async function createFaultProxy(target = '') {
  let to = target;
  let armed: Armed[] = [];
  const struck: string[] = [];
  const agent = new Agent({ keepAlive: true });
  const tunnels = new Set<Duplex>();
  let handedOn = 0;
  let lastAt = performance.now();

  function take(name: string, body: Buffer): Fault | undefined {
    const found = armed.find(
      ({ on, holding }) => (on?.test(name) ?? true) && (holding === undefined || body.includes(holding)),
    );
    if (!found) return undefined;
    found.left -= 1;
    if (found.left <= 0) armed = armed.filter((one) => one !== found);
    struck.push(name);
    return found.fault;
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request);
    const fault = take(`${request.method} ${request.url}`, body);
    if (fault?.kind === 'hanging') return;
    if (fault?.kind === 'reset') return void request.socket.destroy();
    if (fault?.kind === 'answers') return answer(response, fault);
    if (fault?.kind === 'slow') await pause(fault.ms);
    const headers = fault?.kind === 'wrong key' ? withWrongKey(request.headers) : request.headers;
    handedOn += 1;
    const reply = await handOn({ agent, to, request, headers, body });
    handedOn -= 1;
    lastAt = performance.now();
    if (reply) return handBack(reply, fault, response);
    answer(response, { status: 502 });
  }

  const server = createServer((request, response) => {
    serve(request, response).catch(() => response.destroy());
  });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const { hostname, port } = new URL(to);
    const far = connect(Number(port), hostname, () => {
      const lines = request.rawHeaders.flatMap((part, index, all) =>
        index % 2 === 0 ? [`${part}: ${all[index + 1]}`] : [],
      );
      far.write(`${request.method} ${request.url} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
      far.write(head);
      far.pipe(socket).pipe(far);
    });
    for (const end of [socket, far]) {
      tunnels.add(end);
      end.on('error', () => undefined);
      end.on('close', () => {
        tunnels.delete(end);
        socket.destroy();
        far.destroy();
      });
    }
  });

  function cut(): void {
    for (const end of tunnels) end.destroy();
  }

  async function shut(): Promise<void> {
    if (!server.listening) return;
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    cut();
    await closed;
  }

  async function listen(port: number): Promise<number> {
    if (!server.listening) {
      server.listen(port, '127.0.0.1');
      await once(server, 'listening');
    }
    return portShape.parse(server.address()).port;
  }

  const port = await listen(0);
  return {
    url: `http://127.0.0.1:${port}`,
    aim(next: string): void {
      to = next;
    },
    /** From now on; beside what was armed before, which comes first. */
    async breaks(fault: Fault, where: Where = {}): Promise<void> {
      if (fault.kind === 'refused') return shut();
      armed.push({ ...where, fault, left: where.times ?? Number.POSITIVE_INFINITY });
    },
    async heals(): Promise<void> {
      armed = [];
      await listen(port);
    },
    /** What faults have struck, as `METHOD /path`. */
    struck: (): readonly string[] => struck,
    /** For how long nothing was handed on; what hangs does not count. */
    quietMs: () => (handedOn > 0 ? 0 : performance.now() - lastAt),
    /** Cuts every socket that was handed on. */
    cut,
    async close(): Promise<void> {
      await shut();
      agent.destroy();
    },
  };
}

function handBack(
  { status, headers, body }: Reply,
  fault: Fault | undefined,
  response: ServerResponse,
): void {
  if (fault?.kind === 'lost') return void response.destroy();
  response.writeHead(status, { ...headers, 'content-length': body.length });
  if (fault?.kind !== 'cut off') return void response.end(body);
  response.write(body.subarray(0, body.length / 2), () => void response.destroy());
}

function answer(
  response: ServerResponse,
  { status, body = '{}', retryAfter }: { status: number; body?: string; retryAfter?: number },
): void {
  const type = body.startsWith('<') ? { 'content-type': 'text/html' } : json;
  const wait = retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
  response.writeHead(status, { ...type, ...wait }).end(body);
}

function withWrongKey(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  return { ...headers, authorization: 'Bearer not-the-key' };
}

interface HandedOn {
  readonly agent: Agent;
  readonly to: string;
  readonly request: IncomingMessage;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

const ofOneConnection = ['connection', 'keep-alive', 'transfer-encoding'];

/** Undefined when nobody is there, or hung up. */
async function handOn({ agent, to, request, headers, body }: HandedOn): Promise<Reply | undefined> {
  try {
    const { host } = new URL(to);
    const passed = { ...without(headers), host, 'content-length': String(body.length) };
    const asked = send(`${to}${request.url}`, {
      agent,
      headers: passed,
      ...(request.method ? { method: request.method } : {}),
    });
    const answered = once(asked, 'response');
    asked.end(body);
    const [reply] = z.tuple([z.custom<IncomingMessage>()]).parse(await answered);
    return { status: reply.statusCode ?? 502, headers: without(reply.headers), body: await bodyOf(reply) };
  } catch {
    return undefined;
  }
}

function without(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !ofOneConnection.includes(name)));
}

async function bodyOf(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}
