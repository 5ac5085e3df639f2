import { setInterval } from 'node:timers';
import { type Logger, SocketModeReceiver } from '@slack/bolt';
import { ConfigError } from '../errors.ts';
import type { Connection } from './connection.ts';
import { slackCode } from './slack-errors.ts';

interface Options {
  readonly appToken: string;
  readonly slackApiUrl: string | undefined;
  readonly logger: Logger;
  /** Called once when the line has been down for so long that a restart is the better try. */
  readonly onLost: () => void;
}

const watchMs = 5_000;
const lostAfterMs = 5 * 60_000;

/** Socket Mode with options of its own: shared ones would carry one token into the other's calls. */
export function createSocketConnection({ appToken, slackApiUrl, logger, onLost }: Options) {
  const receiver = new SocketModeReceiver({
    appToken,
    logger,
    installerOptions: {
      clientOptions: {
        retryConfig: { retries: 10, minTimeout: 300, maxTimeout: 10_000 },
        timeout: 10_000,
        ...(slackApiUrl ? { slackApiUrl } : {}),
      },
    },
  });
  const { client } = receiver;
  let isConnected = false;
  let isClosed = false;
  let downSince = performance.now();
  let watch: NodeJS.Timeout | undefined;

  client.on('connected', () => {
    isConnected = true;
    if (isClosed) void client.disconnect();
  });
  for (const event of ['reconnecting', 'disconnecting', 'disconnected', 'close']) {
    client.on(event, () => {
      if (isConnected) downSince = performance.now();
      isConnected = false;
    });
  }

  const connection: Connection = {
    async open() {
      await receiver.start().catch(explainRefusal);
      watch = setInterval(() => {
        if (!isConnected && performance.now() - downSince > lostAfterMs) onLost();
      }, watchMs);
      watch.unref();
    },
    async close() {
      isClosed = true;
      clearInterval(watch);
      await client.disconnect();
    },
    isOpen: () => isConnected,
  };
  return { receiver, connection };
}

function explainRefusal(error: unknown): never {
  const code = slackCode(error) ?? 'no answer';
  throw new ConfigError(
    `Slack does not open a socket (${code}). Check SLACK_APP_TOKEN: it needs connections:write.`,
  );
}
