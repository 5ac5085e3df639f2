import type { ServerResponse } from 'node:http';
import type { Core } from '../core.ts';

/** Streams what a person sees, whole, after each change; changes of one tick are sent once. */
export const createLive = (core: Core, look: (user: string) => unknown) => {
  const readers = new Map<ServerResponse, string>();
  let isScheduled = false;
  const push = (response: ServerResponse, user: string) => {
    response.write(`data: ${JSON.stringify(look(user))}\n\n`);
  };
  const flush = () => {
    isScheduled = false;
    for (const [response, user] of readers) push(response, user);
  };
  const stop = core.onChange(() => {
    if (isScheduled || readers.size === 0) return;
    isScheduled = true;
    setImmediate(flush);
  });
  return {
    open: (response: ServerResponse, user: string) => {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      readers.set(response, user);
      response.on('close', () => readers.delete(response));
      push(response, user);
    },
    close: () => {
      stop();
      for (const response of readers.keys()) response.end();
    },
  };
};
