import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import { UpstreamError } from '../../errors.ts';
import { jsonIn } from '../../util/json.ts';
import type { Message } from './blocks.ts';
import { isLayoutCode, isLayoutRefused, rateLimitSeconds } from './slack-errors.ts';

/** Where a message stands, to change it later. */
export interface Posted {
  readonly channel: string;
  readonly ts: string;
}

/** A message of the bot's as it stands. */
export interface Standing extends Posted {
  readonly blocks: readonly unknown[];
}

/** What the bot wrote into somebody's DM, newest first. */
interface Recent {
  readonly messages: readonly Standing[];
  /** Where the look back ended, ms since 1970: of what was written before nothing is known. 0 when it went to the beginning. */
  readonly from: number;
}

/** A channel, or a thread in it. */
export interface Spot {
  readonly channel: string;
  readonly thread: string | undefined;
}

/** Everything that leaves for Slack as a message. A layout that Slack refuses goes once more as plain text. */
export interface Deliver {
  /** The person's own conversation with the bot. */
  channelOf(user: string): Promise<string>;
  /**
   * What the bot wrote at top level of the person's DM: of its last 200 messages, or of those since a time (ms since
   * 1970), 1,000 at most. Rejects when Slack does not tell.
   */
  recent(user: string, since?: number): Promise<Recent>;
  /** `thread` is the root of the thread it belongs to. */
  dm(user: string, message: Message, thread?: string): Promise<Posted>;
  /** Seen by one person, in a channel or a thread of it. Rejects when Slack does not show it. */
  whisper(user: string, at: Spot, message: Message): Promise<void>;
  update(posted: Posted, message: Message): Promise<void>;
  /** Uses one of a response_url's five lives. Rejects with UpstreamError when Slack refuses, in whatever way, and when it is not Slack's. */
  respond(url: string, message: Message, replace: boolean): Promise<void>;
}

interface Deps {
  readonly client: WebClient;
  readonly queue: SendQueue;
  readonly fetch: typeof globalThis.fetch;
  /** Base of the Web API; undefined for Slack's own. */
  readonly slackApiUrl: string | undefined;
  readonly wait: (ms: number) => Promise<void>;
}

const messagesAPage = 200;
const mostPages = 5;
const ownShape = z.object({ ts: z.string(), bot_id: z.string(), blocks: z.array(z.unknown()).default([]) });
const respondTimeoutMs = 5_000;
const longestWaitSeconds = 30;
const quiet = { unfurl_links: false, unfurl_media: false, parse: 'none' as const };

/** Sends through the Web API and through response URLs. */
export function createDeliver({ client, queue, fetch, slackApiUrl, wait }: Deps): Deliver {
  const channelOf = createDmChannels(client);
  const post = createPoster(fetch, slackApiUrl);

  async function withFallback<T>(
    message: Message,
    send: (blocks: Message['blocks']) => Promise<T>,
  ): Promise<T> {
    try {
      return await send(message.blocks);
    } catch (error) {
      if (isLayoutRefused(error)) return send([]);
      const seconds = rateLimitSeconds(error);
      if (seconds === undefined || seconds > longestWaitSeconds) throw error;
      await wait(seconds * 1000);
      return send(message.blocks);
    }
  }

  return {
    channelOf,
    async recent(user, since = Number.POSITIVE_INFINITY) {
      const channel = await channelOf(user);
      const all: Standing[] = [];
      let latest: string | undefined;
      let from = 0;
      for (let page = 0; page < mostPages; page += 1) {
        const before = latest === undefined ? {} : { latest };
        const asked = { channel, limit: messagesAPage, ...before };
        const { messages = [], has_more: hasMore } = await client.conversations.history(asked);
        const read = messages.flatMap((one) => ownShape.safeParse(one).data ?? []);
        all.push(...read.map(({ ts, blocks }) => ({ channel, ts, blocks })));
        latest = messages.at(-1)?.ts;
        if (!hasMore || latest === undefined) return { messages: all, from: 0 };
        // Of a message's stamp the seconds are time, the rest is order.
        from = (Math.floor(Number(latest)) + 1) * 1_000;
        if (from <= since) break;
      }
      return { messages: all, from };
    },
    async dm(user, message, thread) {
      const channel = await channelOf(user);
      const { ts } = await withFallback(message, (blocks) =>
        queue.run(channel, () =>
          client.chat.postMessage({
            ...{ channel, text: message.text, blocks: [...blocks], ...quiet },
            ...(thread ? { thread_ts: thread } : {}),
          }),
        ),
      );
      return { channel, ts: ts ?? '' };
    },
    async whisper(user, { channel, thread }, message) {
      const at = { channel, user, ...(thread ? { thread_ts: thread } : {}) };
      await withFallback(message, (blocks) =>
        client.chat.postEphemeral({ ...at, text: message.text, blocks: [...blocks], parse: 'none' }),
      );
    },
    async update({ channel, ts }, message) {
      await withFallback(message, (blocks) =>
        client.chat.update({ channel, ts, text: message.text, blocks: [...blocks], parse: 'none' }),
      );
    },
    async respond(url, message, replace) {
      const body = { text: message.text, response_type: 'ephemeral', replace_original: replace, ...quiet };
      let reply = await post(url, { ...body, blocks: message.blocks });
      if (reply.mayBeLayout) reply = await post(url, body);
      if (!reply.isTaken) throw unusable('respond', reply.status);
    },
  };
}

function createDmChannels(client: WebClient): (user: string) => Promise<string> {
  const channels = new Map<string, string>();
  return async (user) => {
    const known = channels.get(user);
    if (known) return known;
    const { channel } = await client.conversations.open({ users: user });
    if (!channel?.id) throw unusable('conversations.open');
    channels.set(user, channel.id);
    return channel.id;
  };
}

/** What a payload names is no reason to send an answer there: to Slack's own hosts alone, and no further than they. */
function createPoster(
  fetch: typeof globalThis.fetch,
  slackApiUrl = 'https://slack.com/api/',
): (url: string, body: unknown) => Promise<UrlReply> {
  const { origin, host } = new URL(slackApiUrl);
  const origins = ['https://hooks.slack.com', `https://hooks.${host}`, origin];
  return async (url, body) => {
    if (!URL.canParse(url) || !origins.includes(new URL(url).origin)) throw unusable('respond');
    const signal = AbortSignal.timeout(respondTimeoutMs);
    const headers = { 'content-type': 'application/json' };
    const request = { method: 'POST', headers, body: JSON.stringify(body), signal };
    const reply = await fetch(url, { ...request, redirect: 'manual' });
    return readReply(reply.status, await reply.text());
  };
}

/** What Slack said to one use of a response_url. */
interface UrlReply {
  readonly status: number;
  readonly isTaken: boolean;
  /** Plain text may be taken where these blocks were not. */
  readonly mayBeLayout: boolean;
}

const refusal = z.object({ ok: z.literal(false), error: z.string().default('') });

/** Slack refuses with a status, or with 200 and a body that says so. */
function readReply(status: number, text: string): UrlReply {
  const refused = refusal.safeParse(jsonIn(text)).data;
  const code = refused?.error ?? text;
  return {
    status,
    isTaken: status < 300 && refused === undefined,
    mayBeLayout: status === 400 || status === 500 || (status < 300 && isLayoutCode(code)),
  };
}

function unusable(operation: string, status?: number): UpstreamError {
  return new UpstreamError({ service: 'slack', kind: 'invalid', operation, status });
}

/** Runs sends to one channel one after the other, at most one a second, as Slack asks. */
export interface SendQueue {
  run<T>(channel: string, send: () => Promise<T>): Promise<T>;
}

interface SendQueueDeps {
  readonly now: () => number;
  readonly wait: (ms: number) => Promise<void>;
}

const gapMs = 1_000;

/** Channels with nothing waiting are forgotten. `now` counts milliseconds that never jump. */
export function createSendQueue({ now, wait }: SendQueueDeps): SendQueue {
  const tails = new Map<string, Promise<unknown>>();
  const lastSent = new Map<string, number>();

  async function sendInTurn<T>(channel: string, send: () => Promise<T>): Promise<T> {
    const waitMs = (lastSent.get(channel) ?? Number.NEGATIVE_INFINITY) + gapMs - now();
    if (waitMs > 0) await wait(waitMs);
    lastSent.set(channel, now());
    for (const [other, at] of lastSent) if (now() - at > gapMs) lastSent.delete(other);
    return send();
  }

  return {
    run(channel, send) {
      const before = tails.get(channel) ?? Promise.resolve();
      const turn = before.catch(() => undefined).then(() => sendInTurn(channel, send));
      tails.set(channel, turn);
      const forget = () => void (tails.get(channel) === turn && tails.delete(channel));
      turn.then(forget, forget);
      return turn;
    },
  };
}

/** Posts what must not stand there twice: each message is tried again only when Slack surely did not take it. */
export interface Sender {
  post(channel: string, message: Message, thread?: string): Promise<Posted>;
}

interface SenderDeps {
  /** Tries once: a lost answer is no reason to post again. */
  readonly client: WebClient;
  readonly queue: SendQueue;
  readonly wait: (ms: number) => Promise<void>;
}

export function createSender({ client, queue, wait }: SenderDeps): Sender {
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

/** Where a message can be opened; needs no scope. Null when Slack can't say. */
export async function permalinkOf(client: WebClient, { channel, ts }: Posted): Promise<string | null> {
  const found = await client.chat.getPermalink({ channel, message_ts: ts }).catch(() => undefined);
  return found?.permalink ?? null;
}
