import { afterEach, expect, test } from 'vitest';
import { z } from 'zod';
import { UpstreamError } from '../../src/errors.ts';
import {
  getCall,
  recallCall,
  removeCall,
  retainCall,
  versionCall,
} from '../../src/memory/hindsight/calls.ts';
import { createHindsight } from '../../src/memory/hindsight/hindsight.ts';
import { type Call, createRequest } from '../../src/memory/hindsight/http-request.ts';
import { encodeNote } from '../../src/memory/hindsight/note-document.ts';
import { note } from './support.ts';
import { type Handler, json, startWireServer, type WireServer } from './wire-server.ts';

const secret = 'SECRET NOTE';
const secretNote = note({ text: secret });
const version = { api_version: '1.1.0', features: {} };
const running: WireServer[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()));
});

async function serve(...handlers: readonly Handler[]): Promise<WireServer> {
  let served = 0;
  const server = await startWireServer((request, response) => {
    const handler = handlers[Math.min(served, handlers.length - 1)];
    served += 1;
    handler?.(request, response);
  });
  running.push(server);
  return server;
}

function connect(url: string, waits: number[] = []) {
  const wait = async (ms: number) => {
    waits.push(ms);
  };
  return createRequest({ url, apiKey: 'the-key', fetch, wait });
}

async function failure(work: Promise<unknown>): Promise<UpstreamError> {
  const error: unknown = await work.catch((caught: unknown) => caught);
  if (error instanceof UpstreamError) return error;
  throw new Error('did not fail as it should', { cause: error });
}

test('requests carry the key and what the contract stores', async () => {
  let body = '';
  const server = await serve((request, response) => {
    expect(request.headers.authorization).toBe('Bearer the-key');
    request.on('data', (piece) => {
      body += piece;
    });
    request.on('end', () => json(200, { success: true })(request, response));
  });
  await connect(server.url)(retainCall('team-bank', encodeNote(secretNote), { again: false }));
  expect(server.seen).toEqual(['POST /v1/default/banks/team-bank/memories']);
  expect(JSON.parse(body)).toMatchObject({
    async: false,
    items: [{ document_id: secretNote.id, content: secret, metadata: { logged_at: secretNote.loggedAt } }],
  });
});

test.each([
  [400, 'invalid', 1],
  [401, 'auth', 1],
  [403, 'auth', 1],
  [404, 'notfound', 1],
  [409, 'conflict', 1],
  [413, 'invalid', 1],
  [422, 'invalid', 1],
  [429, 'busy', 3],
  [500, 'server', 3],
  [502, 'server', 3],
  [503, 'busy', 3],
  [504, 'timeout', 3],
])('status %i is %s and is sent %i times in all', async (status, kind, times) => {
  const server = await serve(json(status, { detail: `cannot store ${secret}` }));
  const error = await failure(connect(server.url)(getCall('bank', 'note-1')));
  expect(error).toMatchObject({ service: 'hindsight', operation: 'get', kind, status });
  expect(server.seen).toHaveLength(times);
});

test('a read succeeds at the third try, after growing pauses', async () => {
  const waits: number[] = [];
  const reset: Handler = (request) => request.socket.destroy();
  const server = await serve(reset, json(500, {}), json(200, version));
  expect(await connect(server.url, waits)(versionCall())).toMatchObject({ api_version: '1.1.0' });
  const [first = 0, second = 0] = waits;
  expect(first).toBeGreaterThanOrEqual(75);
  expect(first).toBeLessThan(225);
  expect(second).toBeGreaterThanOrEqual(150);
  expect(second).toBeLessThan(450);
});

test('a pause the server asks for is kept when time allows, and told when it does not', async () => {
  const waits: number[] = [];
  const short = await serve(json(503, {}, { 'retry-after': '2' }), json(200, version));
  await connect(short.url, waits)(versionCall());
  expect(waits).toEqual([2_000]);
  const long = await serve(json(503, {}, { 'retry-after': '120' }));
  expect(await failure(connect(long.url)(versionCall()))).toMatchObject({ kind: 'busy', retryAfter: 120 });
  expect(long.seen).toHaveLength(1);
});

test.each([
  ['a web page', 'text/html', '<html>SECRET NOTE</html>'],
  ['broken JSON', 'application/json', '{"original_text": "SECRET NOTE'],
  ['another shape', 'application/json', '{"original_text": 7, "note": "SECRET NOTE"}'],
  ['a text', 'text/plain', 'SECRET NOTE'],
  ['nothing', 'application/json', ''],
  ['bytes', 'application/octet-stream', 'SECRET NOTE'],
])('%s with status 200 is not an answer, and is not asked for again', async (_, type, text) => {
  const server = await serve((_request, response) => {
    response.writeHead(200, { 'content-type': type }).end(text);
  });
  const error = await failure(connect(server.url)(getCall('bank', 'note-1')));
  expect(error.kind).toBe('invalid');
  expect(server.seen).toHaveLength(1);
  expect(everythingIn(error)).not.toContain('SECRET');
});

test('a 404 of another server is no empty workspace', async () => {
  for (const handler of [json(404, { detail: 'Not Found' }), json(404, 'no such page')]) {
    const server = await serve(handler);
    const { memory } = createHindsight({
      url: server.url,
      apiKey: undefined,
      prefix: 'bank',
      team: 'T1',
      fetch,
      now: () => new Date(),
      warn: () => undefined,
    });
    expect((await failure(memory.list('everyone', 'U1'))).kind).toBe('invalid');
  }
});

test('a server that never answers, or stops in the middle, is given up in time', async () => {
  const silent = await serve(() => undefined);
  const halting = await serve((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).write('{"api_version":');
  });
  for (const server of [silent, halting]) {
    const error = await failure(connect(server.url)({ ...versionCall(), timeoutMs: 60 }));
    expect(error).toMatchObject({ kind: 'timeout', operation: 'version' });
    expect(server.seen).toHaveLength(1);
  }
});

test('each operation has its time', () => {
  expect(recallCall('bank', { text: 'x', all: ['a'], any: ['b'], maxTokens: 1 }).timeoutMs).toBe(8_000);
  expect(getCall('bank', 'note-1').timeoutMs).toBe(10_000);
  expect(retainCall('bank', encodeNote(note()), { again: true }).timeoutMs).toBe(10_000);
});

test('nobody at the address is a network failure, tried thrice', async () => {
  const server = await serve(json(200, version));
  await server.close();
  running.pop();
  const waits: number[] = [];
  expect((await failure(connect(server.url, waits)(versionCall()))).kind).toBe('network');
  expect(waits).toHaveLength(2);
});

test('a note is sent once: whoever writes looks before it is sent again', async () => {
  const server = await serve(json(500, { detail: secret }));
  const request = connect(server.url);
  await failure(request(retainCall('bank', encodeNote(secretNote), { again: false })));
  expect(server.seen).toHaveLength(1);
  await failure(request(removeCall('bank', secretNote.id)));
  expect(server.seen).toHaveLength(4);
});

test('no error tells a word of the note, whatever the server says', async () => {
  const replies = [400, 401, 404, 409, 422, 500, 503].map((status) =>
    json(status, { detail: [{ input: secret, msg: secret }] }, { 'x-note': secret }),
  );
  for (const reply of replies) {
    const server = await serve(reply);
    const { memory } = createHindsight({
      url: server.url,
      apiKey: undefined,
      prefix: 'bank',
      team: 'T1',
      fetch,
      now: () => new Date(),
      wait: () => Promise.resolve(),
      warn: () => undefined,
    });
    expect(everythingIn(await failure(memory.save(secretNote)))).not.toContain('SECRET');
  }
});

test('a read without a tag throws before any request', () => {
  expect(() => recallCall('bank', { text: 'x', all: [], any: ['b'], maxTokens: 1 })).toThrow(RangeError);
  expect(() => recallCall('bank', { text: 'x', all: ['a'], any: [], maxTokens: 1 })).toThrow(RangeError);
});

test('a check that the reply cannot pass is a fault of the reply', async () => {
  const server = await serve(json(200, { success: true }));
  const call: Call<string> = { ...versionCall(), reply: z.string() };
  expect((await failure(connect(server.url)(call))).kind).toBe('invalid');
});

/** All that a log could ever be given. */
function everythingIn(error: unknown): string {
  if (!(error instanceof Error)) return JSON.stringify(error);
  const own = JSON.stringify(Object.fromEntries(Object.entries(error)));
  return `${error.message} ${error.stack} ${own} ${error.cause === undefined ? '' : everythingIn(error.cause)}`;
}
