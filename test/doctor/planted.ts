import { createServer } from 'node:net';
import { onTestFinished } from 'vitest';

type Fetch = typeof globalThis.fetch;

const urlOf = (input: Parameters<Fetch>[0]) => (input instanceof Request ? input.url : String(input));
const tokenOf = (input: Parameters<Fetch>[0], init: RequestInit | undefined) =>
  (input instanceof Request ? input.headers : new Headers(init?.headers)).get('authorization');

interface Asked {
  readonly url: string;
  readonly hasToken: boolean;
}

/** The network as it is, but where `answer` has something to say. */
export function fetchWith(answer: (asked: Asked) => Response | undefined): Fetch {
  return async (input, init) =>
    answer({ url: urlOf(input), hasToken: tokenOf(input, init) !== null }) ?? globalThis.fetch(input, init);
}

/** What Slack, Hindsight or Groq answers to whatever has this in its address. */
export function says(part: string, body: unknown, init: ResponseInit = {}): Fetch {
  return fetchWith(({ url }) => (url.includes(part) ? Response.json(body, init) : undefined));
}

/** The answer as it comes, with other headers. */
export function headed(part: string, headers: Readonly<Record<string, string>>): Fetch {
  return async (input, init) => {
    const reply = await globalThis.fetch(input, init);
    if (!urlOf(input).includes(part)) return reply;
    return new Response(reply.body, { status: reply.status, headers: { ...plain(reply), ...headers } });
  };
}

function plain(reply: Response): Record<string, string> {
  return Object.fromEntries([...reply.headers].filter(([name]) => !/encoding|length/.test(name)));
}

/** A server that answers every command of Redis's protocol in one way. */
export function redisThatSays(text: string): Promise<string> {
  const reply = text.startsWith('-') ? `${text}\r\n` : `$${Buffer.byteLength(text)}\r\n${text}\r\n`;
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', (data) => {
      const commands = data.toString().match(/^\*\d+\r$/gm) ?? [];
      socket.write(reply.repeat(commands.length));
    });
  });
  onTestFinished(() => void server.close());
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(`redis://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`);
    });
  });
}
