import { createServer } from 'node:http';
import { HTTPReceiver, type Logger } from '@slack/bolt';
import { ConfigError } from '../errors.ts';
import type { Connection } from './connection.ts';
import { createReplayGuard } from './replay-guard.ts';

interface Options {
  readonly signingSecret: string;
  readonly port: number;
  readonly logger: Logger;
  readonly now: () => Date;
}

/** HTTP mode: signed requests on `POST /slack/events`; replays and requests from the future are refused. */
export function createHttpConnection({ signingSecret, port, logger, now }: Options) {
  const receiver = new HTTPReceiver({ signingSecret, logger, endpoints: '/slack/events' });
  const isReplay = createReplayGuard(now);
  const server = createServer((request, response) => {
    if (isReplay(request.headers)) response.writeHead(401).end();
    else receiver.requestListener(request, response);
  });

  const connection: Connection = {
    open: () =>
      new Promise((resolve, reject) => {
        server.once('error', () => reject(new ConfigError(`Port ${port} is taken. Set PORT to a free one.`)));
        server.listen(port, () => resolve());
      }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
      }),
    isOpen: () => server.listening,
  };
  return { receiver, connection };
}
