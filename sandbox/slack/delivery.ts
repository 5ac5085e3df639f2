import { createHmac } from 'node:crypto';
import type { CallLog } from './call-log.ts';
import { parseJson } from './json.ts';

/** What the workspace brings to the bot. */
export interface Envelope {
  type: 'slash_commands' | 'interactive' | 'events_api';
  payload: Record<string, unknown>;
}

/** How the bot took it; `ms` runs from sending to the acknowledgement. */
export interface Ack {
  status: 'acked' | 'no_connection' | 'timeout' | 'failed';
  ms: number;
  /** What the acknowledgement carried; undefined when it was empty. */
  payload?: unknown;
}

/** One way to the bot: Socket Mode or signed HTTP. */
export interface Delivery {
  /** Never rejects; waits three seconds at most. */
  deliver(envelope: Envelope): Promise<Ack>;
}

/** A delivery that was made, kept for repeating it. */
export interface Sent {
  ack: Ack;
  id: number;
}

/** Slack gives up on an acknowledgement after this long. */
export const ACK_TIMEOUT_MS = 3_000;

/** Where the bot listens, and the secret both sides share. */
export interface HttpTarget {
  /** A function when the bot's port is known only later. */
  requestUrl: string | (() => string);
  signingSecret: string;
}

const FORM = 'application/x-www-form-urlencoded';

const encode = ({ type, payload }: Envelope): { body: string; contentType: string } => {
  if (type === 'events_api') return { body: JSON.stringify(payload), contentType: 'application/json' };
  const form = new URLSearchParams();
  if (type === 'interactive') form.set('payload', JSON.stringify(payload));
  else for (const [key, value] of Object.entries(payload)) form.set(key, String(value));
  return { body: form.toString(), contentType: FORM };
};

const sign = (secret: string, timestamp: string, body: string): string =>
  `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`;

const post = ({ requestUrl, signingSecret }: HttpTarget, envelope: Envelope): Promise<Response> => {
  const { body, contentType } = encode(envelope);
  // A receiver compares this with its machine's clock, which no test moves.
  const timestamp = String(Math.floor(Date.now() / 1000));
  return fetch(typeof requestUrl === 'string' ? requestUrl : requestUrl(), {
    method: 'POST',
    body,
    signal: AbortSignal.timeout(ACK_TIMEOUT_MS),
    headers: {
      'content-type': contentType,
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': sign(signingSecret, timestamp, body),
    },
  });
};

/** Signs with the v0 scheme, stamped by the machine's clock. */
export const createHttpDelivery = (target: HttpTarget): Delivery => ({
  deliver: async (envelope) => {
    const started = performance.now();
    const outcome = (status: Ack['status'], payload?: unknown): Ack => ({
      status,
      ms: performance.now() - started,
      payload,
    });
    try {
      const response = await post(target, envelope);
      const text = await response.text();
      if (!response.ok) return outcome('failed', text);
      const payload = text === '' ? undefined : (parseJson(text) ?? { text });
      return outcome('acked', payload);
    } catch (error) {
      return outcome(error instanceof Error && error.name === 'TimeoutError' ? 'timeout' : 'no_connection');
    }
  },
});

const KEPT_DELIVERIES = 500;

/** Sends envelopes to the bot, logs each with its acknowledgement, and can repeat the last five hundred. */
export const createSender = (delivery: Delivery, log: CallLog) => {
  const kept = new Map<number, { name: string; envelope: Envelope }>();
  const send = async (name: string, envelope: Envelope): Promise<Sent> => {
    const ack = await delivery.deliver(envelope);
    const failure = ack.status === 'acked' ? {} : { error: ack.status };
    const { payload: request } = envelope;
    const { id } = log.add({
      kind: 'delivery',
      name,
      durationMs: ack.ms,
      request,
      reply: ack.payload,
      ...failure,
    });
    kept.set(id, { name, envelope });
    kept.delete(id - KEPT_DELIVERIES);
    return { ack, id };
  };
  const redeliver = (id: number): Promise<Sent> => {
    const found = kept.get(id);
    if (!found) throw new Error(`no delivery ${id} is kept`);
    return send(found.name, found.envelope);
  };
  return { send, redeliver };
};
