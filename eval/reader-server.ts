import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { z } from 'zod';
import type { Asked } from './played-reader.ts';

const requestSchema = z.object({
  messages: z.array(z.object({ role: z.string(), content: z.string() })),
  response_format: z.object({ json_schema: z.object({ name: z.string() }) }),
});

/** Answers by the question's key, as a run kept them. */
const recordedSchema = z.object({ answers: z.record(z.string(), z.unknown()) });

export interface ReaderServer {
  /** Base URL for `GROQ_BASE_URL`, without a path. */
  readonly url: string;
  /** How many questions were asked, by the name of their answer's shape. */
  readonly calls: ReadonlyMap<string, number>;
  close(): Promise<void>;
}

/** An OpenAI-style endpoint on a free loopback port that answers by `answer`; undefined is a 400. */
export async function createReaderServer(answer: (asked: Asked) => Promise<unknown>): Promise<ReaderServer> {
  const calls = new Map<string, number>();

  async function reply(body: string): Promise<{ status: number; body: unknown }> {
    const { messages, response_format } = requestSchema.parse(JSON.parse(body));
    const of = (role: string) => messages.findLast((one) => one.role === role)?.content ?? '';
    const asked = { name: response_format.json_schema.name, system: of('system'), user: of('user') };
    calls.set(asked.name, (calls.get(asked.name) ?? 0) + 1);
    const said = await answer(asked);
    if (said === undefined) {
      return { status: 400, body: { error: { message: 'not played', type: 'x', code: 'invalid_request' } } };
    }
    return { status: 200, body: completionOf(said, body.length) };
  }

  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const told = await reply(Buffer.concat(chunks).toString('utf8')).catch((error: unknown) => {
      console.error(error);
      return { status: 500, body: { error: { message: 'the reader broke', type: 'x', code: 'x' } } };
    });
    response.writeHead(told.status, { 'content-type': 'application/json' }).end(JSON.stringify(told.body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = z.object({ port: z.int() }).parse(server.address());
  return {
    url: `http://127.0.0.1:${port}`,
    calls,
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function completionOf(said: unknown, promptLength: number) {
  const content = JSON.stringify(said);
  const [prompt, completion] = [promptLength, content.length].map((length) => Math.ceil(length / 4));
  return {
    ...{ id: 'eval', object: 'chat.completion', created: 0, model: 'eval' },
    choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }],
    usage: {
      prompt_tokens: prompt,
      completion_tokens: completion,
      total_tokens: (prompt ?? 0) + (completion ?? 0),
    },
  };
}

/** A question by its own words, system prompt left out: a recorded answer outlives a mended prompt. */
export function keyOf({ name, user }: Asked): string {
  return createHash('sha256').update(`${name}\n${user}`).digest('hex').slice(0, 24);
}

/** Answers as a run kept them; a question that was never asked is not answered. */
export function readRecorded(path: string): (asked: Asked) => unknown {
  const { answers } = recordedSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  return (asked) => answers[keyOf(asked)];
}
