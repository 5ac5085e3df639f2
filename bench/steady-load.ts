import { createHmac } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Pool } from 'undici';
import { signingSecret } from './watched-process.ts';

/** One payload sent, and what came of it. */
export interface Sent {
  /** Of a command `/brief` or `/log`; else what was said of it. */
  readonly name: string;
  /** As its response URL or its trigger carries it. */
  readonly number: string;
  /** 0 where no answer came at all. */
  readonly status: number;
  /** From when it was to be sent, however late it was: milliseconds until the whole answer was there. */
  readonly ms: number;
  readonly text: string;
}

/** One payload to be sent. */
export interface Payload {
  readonly name: string;
  readonly number: string;
  readonly fields: Readonly<Record<string, string>>;
}

const patienceMs = 30_000;

/** Twenty connections that stay open, as Slack keeps its own. */
export function openLines(url: string) {
  const pool = new Pool(url, { connections: 20, headersTimeout: patienceMs, bodyTimeout: patienceMs });

  async function send({ name, number, fields }: Payload, dueAt = performance.now()): Promise<Sent> {
    const body = new URLSearchParams(fields).toString();
    const at = Math.floor(Date.now() / 1000);
    const hash = createHmac('sha256', signingSecret).update(`v0:${at}:${body}`).digest('hex');
    const headers = {
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': String(at),
      'x-slack-signature': `v0=${hash}`,
    };
    const asked = { path: '/slack/events', method: 'POST', headers, body } as const;
    try {
      const reply = await pool.request(asked);
      const text = await reply.body.text();
      return { name, number, status: reply.statusCode, ms: performance.now() - dueAt, text };
    } catch {
      return { name, number, status: 0, ms: performance.now() - dueAt, text: '' };
    }
  }

  return {
    send,
    /** So many a second, evenly, whether or not earlier ones are answered; resolves when each is. */
    async steadily(
      rate: number,
      seconds: number,
      payload: (index: number) => Payload,
    ): Promise<readonly Sent[]> {
      const startedAt = performance.now();
      const sent: Promise<Sent>[] = [];
      const all = Math.round(rate * seconds);
      while (sent.length < all) {
        const due = Math.min(all, Math.floor(((performance.now() - startedAt) / 1_000) * rate) + 1);
        for (let index = sent.length; index < due; index += 1)
          sent.push(send(payload(index), startedAt + (index * 1_000) / rate));
        await pause(1);
      }
      return Promise.all(sent);
    },
    close: () => pool.destroy(),
  };
}

export type Lines = ReturnType<typeof openLines>;
