import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import type { Recorder, Side } from './recorder.ts';
import type { Reply, Trouble } from './switches.ts';

interface Deps {
  readonly side: Side;
  /** Root of the real service; a path in it is kept. */
  readonly target: string;
  readonly recorder: Recorder;
  readonly now: () => Date;
  /** What goes wrong at this moment. */
  readonly trouble: () => Trouble | undefined;
}

/** A server between the bot and one service that hands everything on and records it. */
export interface RecordingProxy {
  readonly url: string;
  close(): Promise<void>;
}

const portSchema = z.object({ port: z.number() });
/** Those of one connection alone, and those that no longer hold once the body was read. */
const ownHeaders = new Set([
  'host',
  'connection',
  'keep-alive',
  'content-length',
  'content-encoding',
  'transfer-encoding',
  'accept-encoding',
  'expect',
  'upgrade',
]);

/** Headers pass through and are never recorded: keys stand in them. */
export async function createProxy(deps: Deps): Promise<RecordingProxy> {
  const server = createServer((request, response) => {
    serve(deps, request, response).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = portSchema.parse(server.address());
  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function serve(deps: Deps, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const at = deps.now().toISOString();
  const started = performance.now();
  const body = await bodyOf(request);
  const name = `${request.method ?? ''} ${request.url ?? ''}`;
  const record = (outcome: string, isOk: boolean, reply = '') => {
    const ms = performance.now() - started;
    deps.recorder.add({ at, side: deps.side, way: 'out', name, ms, outcome, isOk, request: body, reply });
  };
  const trouble = deps.trouble();
  if (trouble?.kind === 'hanging') {
    response.once('close', () => record('never answered', false));
    return;
  }
  if (trouble?.kind === 'down') {
    record('connection refused', false);
    request.socket.destroy();
    return;
  }
  if (trouble?.kind === 'slow') await wait(trouble.ms);
  const reply = trouble?.kind === 'reply' ? trouble.reply : await handOn(deps, request, body);
  if (!reply || trouble?.kind === 'lost') {
    record(reply ? `${reply.status}, answer lost` : 'unreachable', false, reply?.body);
    request.socket.destroy();
    return;
  }
  record(String(reply.status), reply.status < 400, reply.body);
  response.writeHead(reply.status, reply.headers).end(reply.body);
}

/** Undefined when the service cannot be reached. */
async function handOn(deps: Deps, request: IncomingMessage, body: string): Promise<Reply | undefined> {
  try {
    const method = request.method ?? 'GET';
    const answer = await fetch(`${deps.target.replace(/\/$/, '')}${request.url ?? ''}`, {
      method,
      headers: passing(request.headers),
      ...(body === '' || method === 'GET' ? {} : { body }),
    });
    const headers = Object.fromEntries([...answer.headers].filter(([name]) => !ownHeaders.has(name)));
    return { status: answer.status, headers, body: await answer.text() };
  } catch {
    return undefined;
  }
}

function passing(headers: IncomingHttpHeaders): Record<string, string> {
  const kept = Object.entries(headers).filter(([name]) => !ownHeaders.has(name));
  return Object.fromEntries(kept.map(([name, value]) => [name, String(value)]));
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}
