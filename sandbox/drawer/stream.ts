import type { ServerResponse } from 'node:http';

const quietMs = 60;

/** Streams a picture to each reader, whole, soon after each ring of the bell. */
export function createStream(pictureOf: (user: string) => unknown) {
  const readers = new Map<ServerResponse, string>();
  let timer: NodeJS.Timeout | undefined;
  const push = (response: ServerResponse, user: string) => {
    response.write(`data: ${JSON.stringify(pictureOf(user))}\n\n`);
  };
  const flush = () => {
    timer = undefined;
    for (const [response, user] of readers) push(response, user);
  };
  return {
    ring(): void {
      if (readers.size > 0) timer ??= setTimeout(flush, quietMs);
    },
    open(response: ServerResponse, user: string): void {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      readers.set(response, user);
      response.on('close', () => readers.delete(response));
      push(response, user);
    },
    close(): void {
      clearTimeout(timer);
      for (const response of readers.keys()) response.end();
    },
  };
}
