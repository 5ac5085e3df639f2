import { afterEach, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { createModelServer, type ModelServer } from '../../sandbox/model/model-server.ts';
import { createGroq } from '../../src/brief/model/groq.ts';
import { createTokenBucket } from '../../src/brief/model/token-bucket.ts';
import {
  createReadingPrompt,
  readingAnswer,
  readingMessage,
} from '../../src/brief/reading/reading-prompt.ts';
import { storedNote, testRubric } from './model-notes.ts';

const rubric = testRubric();
const { schema, kinds } = createReadingPrompt('{{kinds}}', rubric);
const note = storedNote('She is nervous about the migration timeline. Next call on 2 Dec with IT.');
const message = readingMessage({ people: [], standing: [], notes: [note] });
const now = () => new Date('2026-11-23T10:00:00Z');

const reply = z.object({
  object: z.literal('chat.completion'),
  created: z.literal(now().getTime() / 1000),
  model: z.string(),
  choices: z
    .array(z.object({ finish_reason: z.string(), message: z.object({ content: z.string() }) }))
    .length(1),
  usage: z.object({ total_tokens: z.number().positive() }),
});

const running: ModelServer[] = [];

async function start(upstream?: { apiKey: string; fetch: typeof fetch }): Promise<ModelServer> {
  const server = await createModelServer({ now, upstream });
  running.push(server);
  return server;
}

afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()));
});

function request(over: Record<string, unknown> = {}) {
  return {
    model: 'openai/gpt-oss-120b',
    messages: [
      { role: 'system', content: 'You are a witness.' },
      { role: 'user', content: message },
    ],
    response_format: { type: 'json_schema', json_schema: { name: 'read', strict: true, schema } },
    max_completion_tokens: 2000,
    ...over,
  };
}

function ask({ url }: ModelServer, body: unknown = request(), init: RequestInit = {}): Promise<Response> {
  return fetch(`${url}/openai/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: 'Bearer gsk_test', 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
    ...init,
  });
}

async function choiceOf(response: Response) {
  const { choices, model } = reply.parse(await response.json());
  return { model, finish: choices[0]?.finish_reason, content: choices[0]?.message.content ?? '' };
}

test('a completion has the shape of Groq, the label of the rules, and an answer that fits the schema', async () => {
  const response = await ask(await start());
  expect(response.status).toBe(200);
  expect(response.headers.get('x-sandbox-model')).toBe('rules');
  expect(response.headers.get('x-ratelimit-remaining-tokens')).toMatch(/^\d+$/);
  const { model, finish, content } = await choiceOf(response);
  expect([model, finish]).toEqual(['sandbox-rules', 'stop']);
  const answer = readingAnswer(kinds).parse(JSON.parse(content));
  expect(answer.notes[0]?.signals.map(({ kind }) => kind)).toEqual(['objection', 'next_step']);
});

test('the adapter of the bot gets the answer', async () => {
  const { url: baseUrl } = await start();
  const bucket = createTokenBucket({ tokensPerMinute: 1_000_000, now });
  const model = createGroq({ apiKey: 'gsk_test', baseUrl, model: 'openai/gpt-oss-120b', fetch, bucket, now });
  const asked = { name: 'read', system: 'x', user: message, schema, maxOutputTokens: 2000 };
  const answer = await model.complete({ ...asked, priority: 'brief' }, new Date(now().getTime() + 8000));
  expect(answer).toMatchObject({ notes: [{ signals: [{ kind: 'objection' }, { kind: 'next_step' }] }] });
});

test('only kinds that the request knows come back', async () => {
  const narrow = createReadingPrompt('{{kinds}}', {
    ...rubric,
    kinds: { objection: rubric.kinds['objection'] ?? fail() },
  });
  const format = {
    type: 'json_schema',
    json_schema: { name: 'read', strict: true, schema: narrow.schema },
  };
  const { content } = await choiceOf(await ask(await start(), request({ response_format: format })));
  expect(readingAnswer(['objection']).parse(JSON.parse(content)).notes[0]?.signals).toHaveLength(1);
});

function fail(): never {
  throw new Error('the rubric has no objection');
}

test('a request without a key is refused', async () => {
  const response = await ask(await start(), request(), { headers: {} });
  expect(response.status).toBe(401);
  expect(await response.json()).toMatchObject({ error: { code: 'invalid_api_key' } });
});

test.each([
  ['no JSON', '{'],
  ['no messages', JSON.stringify(request({ messages: [] }))],
  ['no schema', JSON.stringify(request({ response_format: undefined }))],
  ['a stream', JSON.stringify(request({ stream: true }))],
])('%s gets a 400 in the shape of Groq', async (_what, body) => {
  const response = await ask(await start(), body);
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ error: { type: 'invalid_request_error' } });
});

test('the list of models names the stand-in', async () => {
  const { url } = await start();
  const response = await fetch(`${url}/openai/v1/models`, { headers: { authorization: 'Bearer x' } });
  expect(await response.json()).toMatchObject({ object: 'list', data: [{ id: 'sandbox-rules' }, {}, {}] });
});

test('a model that is down answers 503 until the fault is cleared', async () => {
  const server = await start();
  server.faults.set({ kind: 'down' });
  expect((await ask(server)).status).toBe(503);
  expect((await ask(server)).status).toBe(503);
  server.faults.clear();
  expect((await ask(server)).status).toBe(200);
});

test('a rate limit says how long to wait, and clears itself after the given number of requests', async () => {
  const server = await start();
  server.faults.set({ kind: 'limited', retryAfterSeconds: 7 }, 1);
  const response = await ask(server);
  expect([response.status, response.headers.get('retry-after')]).toEqual([429, '7']);
  expect((await ask(server)).status).toBe(200);
});

test('a slow model answers after the delay', async () => {
  const server = await start();
  server.faults.set({ kind: 'slow', ms: 120 });
  const before = performance.now();
  expect((await ask(server)).status).toBe(200);
  expect(performance.now() - before).toBeGreaterThanOrEqual(110);
});

test('a cut-off answer says so and is no JSON', async () => {
  const server = await start();
  server.faults.set({ kind: 'length' });
  const { finish, content } = await choiceOf(await ask(server));
  expect(finish).toBe('length');
  expect(() => JSON.parse(content)).toThrow();
});

test('garbage is a page with status 200', async () => {
  const server = await start();
  server.faults.set({ kind: 'garbage' });
  const response = await ask(server);
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/html']);
});

test('a stalled body never ends by itself', async () => {
  const server = await start();
  server.faults.set({ kind: 'stalled' });
  const abort = new AbortController();
  const response = await ask(server, request(), { signal: abort.signal });
  expect(response.status).toBe(200);
  const body = response.text();
  abort.abort();
  await expect(body).rejects.toThrow();
});

test('a hostile answer fits the schema and quotes nothing that the note has', async () => {
  const server = await start();
  server.faults.set({ kind: 'hostile' });
  const { content } = await choiceOf(await ask(server));
  const answer = readingAnswer(kinds).parse(JSON.parse(content));
  expect(content).toContain('<!channel>');
  const told = answer.notes.flatMap(({ changes, signals }) => [...changes, ...signals]);
  expect(told.filter(({ quote }) => quote !== '' && note.text.includes(quote))).toEqual([]);
});

test('a careless answer fits the schema and has some quotes that the note has not', async () => {
  const server = await start();
  server.faults.set({ kind: 'careless' });
  const notes = Array.from({ length: 6 }, () => note);
  const content = readingMessage({ people: [], standing: [], notes });
  const messages = [{ role: 'user', content }];
  const answer = readingAnswer(kinds).parse(
    JSON.parse((await choiceOf(await ask(server, request({ messages })))).content),
  );
  const told = answer.notes.flatMap(({ changes, signals }) => [...changes, ...signals]);
  const held = told.filter(({ quote }) => note.text.includes(quote));
  expect(held.length).toBeGreaterThan(0);
  expect(held.length).toBeLessThan(told.length);
});

test('with an upstream, the request goes out unchanged under its own key and the answer comes back as it is', async () => {
  const upstream = vi.fn<typeof fetch>(async () => new Response('{"id":"real"}', { status: 200 }));
  const response = await ask(await start({ apiKey: 'gsk_real', fetch: upstream }));
  expect(await response.text()).toBe('{"id":"real"}');
  expect(response.headers.get('x-sandbox-model')).toBeNull();
  const [url, init] = upstream.mock.calls[0] ?? [];
  expect(url).toBe('https://api.groq.com/openai/v1/chat/completions');
  expect(init?.body).toBe(JSON.stringify(request()));
  expect(init?.headers).toMatchObject({ authorization: 'Bearer gsk_real' });
});

test('the log counts requests and holds no word of them', async () => {
  const server = await start();
  await ask(server);
  await ask(server, '{');
  expect(server.log.map(({ status, fault }) => [status, fault])).toEqual([
    [200, null],
    [400, null],
  ]);
  expect(JSON.stringify(server.log)).not.toContain('migration');
});
