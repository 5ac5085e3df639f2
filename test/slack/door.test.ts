import { createServer } from 'node:http';
import { connect } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { personIn } from '../support/person.ts';
import { startMain } from '../support/process.ts';
import { type Signed, sendSignedTo } from '../support/signed.ts';
import { ava, createWorld, type World } from '../support/world.ts';

let world: World;
let running: ReturnType<typeof startMain>;
beforeAll(async () => {
  world = await createWorld({ transport: 'http', startsBot: false });
  running = startMain({ ...world.env, LOG_LEVEL: 'info' });
  await vi.waitFor(() => expect(running.output()).toContain('SalesMemory is up'), { timeout: 60_000 });
}, 90_000);
afterAll(async () => {
  running.child.kill('SIGKILL');
  await world.close();
});

const door = () => `http://127.0.0.1:${world.config.PORT}`;
const form = 'application/x-www-form-urlencoded';
const sendSigned = (what: Signed) => sendSignedTo(world, what);

async function knock(method: string, path: string): Promise<number> {
  const reply = await fetch(`${door()}${path}`, { method });
  await reply.arrayBuffer();
  return reply.status;
}

/** Bytes as they are, for what no client would send. */
function throwIn(bytes: string): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(Number(world.config.PORT), '127.0.0.1', () => socket.end(bytes));
    socket.on('error', () => resolve());
    socket.on('close', () => resolve());
    socket.resume();
  });
}

async function isAlive(): Promise<boolean> {
  const me = personIn(world, ava);
  await me.type('/brief help');
  await me.sees('/brief Priya');
  return running.child.exitCode === null;
}

test.each([
  ['GET', '/', 404],
  ['GET', '/favicon.ico', 404],
  ['POST', '/slack', 404],
  ['OPTIONS', '/wp-login.php', 404],
  ['PUT', '/slack/events', 405],
  ['GET', '/slack/events', 405],
  ['DELETE', '/slack/events?x=1', 405],
  ['POST', '/slack/events', 401],
])('%s %s without a signature is answered with %d', async (method, path, status) => {
  expect(await knock(method, path)).toBe(status);
});

test.each([
  ['payload=null', form],
  ['payload=5', form],
  ['payload=%22text%22', form],
  ['payload=[1]', form],
  ['payload={', form],
  ['null', 'application/json'],
  ['', 'application/json'],
  ['[[[[[[', 'application/json'],
  ['true', 'text/plain'],
])('a signed body %s as %s is answered with 400', async (body, type) => {
  expect(await sendSigned({ body, type })).toBe(400);
});

test('a signed body that no listener knows is answered with 404, at once', async () => {
  expect(await sendSigned({ body: 'payload={}' })).toBe(404);
  expect(await sendSigned({ body: '{"type":{"a":[]}}', type: 'application/json' })).toBe(404);
});

test('that Slack holds events back is acknowledged', async () => {
  const body = JSON.stringify({ type: 'app_rate_limited', minute_rate_limited: 1 });
  expect(await sendSigned({ body, type: 'application/json' })).toBe(200);
});

test('one signature serves one exact form, and no request from the future', async () => {
  const body = 'command=%2Fbrief&text=help';
  expect(await sendSigned({ body, tail: '=1' })).toBe(401);
  expect(await sendSigned({ body, drift: 400 })).toBe(401);
  expect(await sendSigned({ body, drift: -400 })).toBe(401);
});

test('what is longer than any request of Slack is answered with 413', async () => {
  expect(await sendSigned({ body: `text=${'x'.repeat(5_000_000)}` })).toBe(413);
});

test('what strangers send is never remembered as a replay, nor written down one by one', async () => {
  const before = running.output().length;
  for (let round = 0; round < 50; round++) await knock('POST', '/slack/events');
  expect(running.output().slice(before)).toBe('');
});

test('5,000 odd requests leave the process alive and answering', async () => {
  const text = fc.string({ maxLength: 60, unit: 'binary' });
  const odd = fc.oneof(
    fc.record({ what: fc.constant('raw' as const), text }),
    fc.record({ what: fc.constant('path' as const), text: fc.webPath() }),
    fc.record({ what: fc.constant('signed' as const), text: fc.json() }),
    fc.record({ what: fc.constant('payload' as const), text: fc.json() }),
    fc.record({ what: fc.constant('form' as const), text: fc.webQueryParameters() }),
  );
  const lines = ['GET // HTTP/1.1', 'GET http://[ HTTP/1.1', 'POST * HTTP/1.1', 'OPTIONS * HTTP/1.1', ''];
  const requests = fc.sample(odd, { numRuns: 5_000, seed: 20_261_127 });
  const send = (request: (typeof requests)[number], index: number): Promise<unknown> => {
    if (request.what === 'raw') {
      const first = lines[index % lines.length] || request.text;
      return throwIn(`${first}\r\nhost: x\r\n\r\n${request.text}`);
    }
    if (request.what === 'path') return knock(index % 2 ? 'GET' : 'POST', `/${request.text}`);
    if (request.what === 'signed') return sendSigned({ body: request.text, type: 'application/json' });
    if (request.what === 'payload')
      return sendSigned({ body: new URLSearchParams({ payload: request.text }).toString() });
    return sendSigned({ body: request.text });
  };
  for (let start = 0; start < requests.length; start += 50) {
    await Promise.all(requests.slice(start, start + 50).map((request, at) => send(request, start + at)));
  }
  expect(await isAlive()).toBe(true);
}, 120_000);

test('a payload sends its answer nowhere but to Slack: another address gets nothing, the DM gets it', async () => {
  const visits: string[] = [];
  const elsewhere = createServer((request, response) => {
    visits.push(request.url ?? '');
    response.end();
  });
  await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
  const address = elsewhere.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const me = personIn(world, ava);
  const typed = { command: '/pipeline', text: 'help', user_id: ava, channel_id: 'C0SALES002' };
  const url = { response_url: `http://127.0.0.1:${port}/take`, trigger_id: '1.2.x' };
  const before = me.texts().length;
  expect(await sendSigned({ body: new URLSearchParams({ ...typed, ...url }).toString() })).toBe(200);
  await expect.poll(() => me.texts().length).toBeGreaterThan(before);
  expect(visits).toEqual([]);
  elsewhere.close();
});
