import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { inspect } from 'node:util';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { createGroq } from '../../src/brief/model/groq.ts';
import type { ModelRequest, ModelTrouble, Spent } from '../../src/brief/model/model.ts';
import { createTokenBucket } from '../../src/brief/model/token-bucket.ts';
import { createTokenCounter } from '../../src/brief/model/tokens.ts';
import { UpstreamError } from '../../src/errors.ts';

const secret = 'SECRET NOTE about the migration';
const request: ModelRequest = {
  name: 'brief',
  system: 'You are a witness.',
  user: secret,
  schema: { type: 'object', properties: {}, additionalProperties: false },
  maxOutputTokens: 1000,
  priority: 'brief',
};

type Reply = (response: ServerResponse) => void;
let server: Server;
let replies: Reply[];
let bodies: string[];
let url: string;

function json(status: number, body: unknown, headers: Record<string, string> = {}): Reply {
  return (response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(body));
  };
}

function answer(content: string, finish = 'stop'): Reply {
  return json(200, { choices: [{ finish_reason: finish, message: { role: 'assistant', content } }] });
}

function fault(status: number, code: string, headers: Record<string, string> = {}): Reply {
  return json(status, { error: { message: `bad: ${secret}`, code, failed_generation: secret } }, headers);
}

/** Its tables take seconds to load on a busy machine, and deadlines here are short. */
const tokens = createTokenCounter();
beforeAll(async () => {
  await tokens.count('loaded');
}, 60_000);

beforeEach(async () => {
  replies = [];
  bodies = [];
  server = createServer(async (message: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = [];
    for await (const chunk of message) chunks.push(Buffer.from(chunk));
    bodies.push(Buffer.concat(chunks).toString());
    replies.shift()?.(response);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('no port');
  url = `http://127.0.0.1:${address.port}`;
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const now = () => new Date();

function connect(
  tokensPerMinute = 100_000,
  onTrouble: (trouble: ModelTrouble | null) => void = () => undefined,
) {
  const bucket = createTokenBucket({ tokensPerMinute, now });
  return {
    bucket,
    groq: createGroq({
      apiKey: 'gsk_x',
      baseUrl: url,
      model: 'm',
      fetch,
      bucket,
      now,
      tokens,
      onTrouble,
    }),
  };
}

function ask(ms = 3000, tokensPerMinute = 100_000) {
  return connect(tokensPerMinute).groq.complete(request, new Date(Date.now() + ms));
}

async function failureOf(work: Promise<unknown>): Promise<UpstreamError> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(UpstreamError);
  expect(inspect(error, { depth: 9, showHidden: true })).not.toContain('SECRET');
  if (error instanceof UpstreamError) return error;
  throw new TypeError('no failure');
}

test('a good answer comes back parsed, asked for in strict JSON with little thinking', async () => {
  replies.push(answer('{"signals":[]}'));
  expect(await ask()).toEqual({ signals: [] });
  expect(JSON.parse(bodies[0] ?? '')).toMatchObject({
    model: 'm',
    temperature: 0,
    reasoning_effort: 'low',
    include_reasoning: false,
    max_completion_tokens: 1000,
    response_format: { type: 'json_schema', json_schema: { strict: true, name: 'brief' } },
    messages: [{ role: 'system' }, { role: 'user', content: secret }],
  });
});

test.each([
  {
    what: 'a rate limit longer than the deadline',
    reply: fault(429, 'rate_limit_exceeded', { 'retry-after': '60' }),
    told: { kind: 'busy', status: 429, retryAfter: 60 },
  },
  {
    what: 'a rate limit without a time',
    reply: fault(429, 'rate_limit_exceeded'),
    told: { kind: 'busy', status: 429 },
  },
  {
    what: 'too large a request',
    reply: fault(413, 'rate_limit_exceeded'),
    told: { kind: 'invalid', status: 413 },
  },
  { what: 'a bad key', reply: fault(401, 'invalid_api_key'), told: { kind: 'auth' } },
  { what: 'a model that is gone', reply: fault(404, 'model_not_found'), told: { kind: 'notfound' } },
  { what: 'another bad request', reply: fault(400, 'invalid_request'), told: { kind: 'invalid' } },
  { what: 'an answer cut off', reply: answer(`{"a":["${secret}`, 'length'), told: { kind: 'invalid' } },
  { what: 'an empty answer', reply: answer(''), told: { kind: 'invalid' } },
  { what: 'an answer that is not JSON', reply: answer(`Sure: ${secret}`), told: { kind: 'invalid' } },
])('$what is not tried again and says nothing of the note', async ({ reply, told }) => {
  replies.push(reply, answer('{}'));
  expect(await failureOf(ask())).toMatchObject({ service: 'groq', ...told });
  expect(bodies).toHaveLength(1);
});

test('a page of HTML with status 200 is an invalid answer', async () => {
  replies.push((response) => {
    response.writeHead(200, { 'content-type': 'text/html' });
    response.end(`<html>${secret}</html>`);
  });
  expect((await failureOf(ask())).kind).toBe('invalid');
});

test('a connection that is lost is tried once more', async () => {
  replies.push((response) => void response.socket?.destroy(), answer('{"a":1}'));
  expect(await ask()).toEqual({ a: 1 });
  expect(bodies).toHaveLength(2);
});

test('two outages in a row end it', async () => {
  replies.push(fault(500, 'x'), fault(502, 'x'), answer('{}'));
  expect(await failureOf(ask())).toMatchObject({ kind: 'server', status: 502 });
  expect(bodies).toHaveLength(2);
});

test('a body that stalls ends at the deadline and its connection is closed', async () => {
  const closed = new Promise<void>((resolve) => {
    replies.push((response) => {
      response.on('close', resolve);
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('{"choices":[');
    });
  });
  const before = Date.now();
  expect((await failureOf(ask(300))).kind).toBe('timeout');
  expect(Date.now() - before).toBeLessThan(1500);
  await closed;
});

test('a prompt larger than the account allows is refused without a request, as too large', async () => {
  expect(await failureOf(ask(3000, 1000))).toMatchObject({ kind: 'invalid', status: 413 });
  expect(bodies).toHaveLength(0);
});

function answerThatCost(prompt: number, answer: number, cached?: number): Reply {
  const usage = {
    prompt_tokens: prompt,
    completion_tokens: answer,
    ...(cached === undefined ? {} : { prompt_tokens_details: { cached_tokens: cached } }),
  };
  return json(200, { choices: [{ finish_reason: 'stop', message: { content: '{}' } }], usage });
}

const free = (bucket: ReturnType<typeof connect>['bucket'], tokens: number) =>
  bucket.roomIn({ tokens, priority: 'brief' }).then((ms) => ms === 0);

test('what a call cost is told and counted: the prompt without its cached part, and the answer', async () => {
  const spent: Spent[] = [];
  const { groq, bucket } = connect(10_000);
  replies.push(answerThatCost(3000, 400, 2500));
  const paid = { ...request, onSpent: (one: Spent) => void spent.push(one) };
  await groq.complete(paid, new Date(Date.now() + 3000));
  expect(spent).toEqual([{ prompt: 3000, cached: 2500, answer: 400 }]);
  expect([await free(bucket, 9000), await free(bucket, 9400)]).toEqual([true, false]);
});

test('the next estimate rests on what the last prompt of that name really had', async () => {
  const { groq, bucket } = connect(10_000);
  replies.push(answerThatCost(3000, 100));
  expect(await groq.roomIn?.(request)).toBe(0);
  await groq.complete(request, new Date(Date.now() + 3000));
  // 6,900 are left: 3,000 for the prompt and 3,900 for an answer, and not a token more.
  expect(await groq.roomIn?.({ ...request, maxOutputTokens: 3890 })).toBe(0);
  expect(await groq.roomIn?.({ ...request, maxOutputTokens: 4100 })).toBeGreaterThan(0);
  expect(await free(bucket, 6890)).toBe(true);
});

test('what was refused is given back, and the pause asked for holds for everybody', async () => {
  const { groq, bucket } = connect(1500);
  replies.push(fault(401, 'invalid_api_key'));
  await failureOf(groq.complete(request, new Date(Date.now() + 3000)));
  expect(await free(bucket, 1490)).toBe(true);
  replies.push(fault(429, 'rate_limit_exceeded', { 'retry-after': '60' }));
  await failureOf(groq.complete(request, new Date(Date.now() + 3000)));
  expect(await bucket.roomIn({ tokens: 1, priority: 'brief' })).toBeGreaterThan(50_000);
});

test('an answer that broke the schema is asked for once more, and both are counted though nobody says what they cost', async () => {
  const { groq, bucket } = connect(10_000);
  replies.push(fault(400, 'json_validate_failed'), answer('{"signals":[]}'));
  expect(await groq.complete(request, new Date(Date.now() + 20_000))).toEqual({ signals: [] });
  expect(bodies).toHaveLength(2);
  expect(await free(bucket, 9_000)).toBe(false);
  replies.push(fault(400, 'json_validate_failed'), fault(400, 'json_validate_failed'), answer('{}'));
  const late = groq.complete(request, new Date(Date.now() + 20_000));
  expect(await failureOf(late)).toMatchObject({ kind: 'invalid', status: 400 });
  expect(bodies).toHaveLength(4);
});

test('a text of one endless word is counted in no time, and control tokens in it are words', async () => {
  const tokens = createTokenCounter();
  await tokens.count('warm');
  const before = Date.now();
  expect(await tokens.count('ab'.repeat(20_000))).toBeGreaterThan(5_000);
  expect(Date.now() - before).toBeLessThan(1_000);
  expect(await tokens.count('a <|endoftext|> b')).toBeGreaterThan(3);
  expect(await tokens.count('She seemed nervous about the migration timeline.')).toBe(8);
});

test('a key that is refused and a model that is gone are told once when it begins and once when it ends', async () => {
  const told: (ModelTrouble | null)[] = [];
  const { groq } = connect(100_000, (trouble) => told.push(trouble));
  const askOnce = () => groq.complete(request, new Date(Date.now() + 20_000)).catch(() => undefined);
  replies.push(fault(401, 'invalid_api_key'), fault(403, 'forbidden'), fault(500, 'x'), fault(500, 'x'));
  await askOnce();
  await askOnce();
  await askOnce();
  replies.push(json(200, { id: 'm' }), fault(404, 'model_not_found'), answer('{}'));
  await groq.probe?.();
  await groq.probe?.();
  await askOnce();
  expect(told).toEqual(['auth', null, 'notfound', null]);
});
