import type { WebClient } from '@slack/web-api';
import type { Posted } from './deliver.ts';
import type { Message } from './message.ts';
import type { SendQueue } from './send-queue.ts';
import { isLayoutRefused, rateLimitSeconds } from './slack-errors.ts';

/** Posts what must not stand there twice: each message is tried again only when Slack surely did not take it. */
export interface Sender {
  post(channel: string, message: Message, thread?: string): Promise<Posted>;
}

interface Deps {
  /** Tries once: a lost answer is no reason to post again. */
  readonly client: WebClient;
  readonly queue: SendQueue;
  readonly wait: (ms: number) => Promise<void>;
}

const longestWaitSeconds = 30;
const quiet = { unfurl_links: false, unfurl_media: false, parse: 'none' as const };

export function createSender({ client, queue, wait }: Deps): Sender {
  return {
    async post(channel, { text, blocks }, thread) {
      const send = async (shown: Message['blocks']): Promise<Posted> => {
        const into = thread === undefined ? {} : { thread_ts: thread };
        const post = () => client.chat.postMessage({ channel, text, blocks: [...shown], ...into, ...quiet });
        const { ts } = await queue.run(channel, post);
        return { channel, ts: ts ?? '' };
      };
      try {
        return await send(blocks);
      } catch (error) {
        if (isLayoutRefused(error)) return send([]);
        const seconds = rateLimitSeconds(error);
        if (seconds === undefined || seconds > longestWaitSeconds) throw error;
        await wait(seconds * 1000);
        return send(blocks);
      }
    },
  };
}
