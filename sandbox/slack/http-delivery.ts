import { createHmac } from 'node:crypto';
import { ACK_TIMEOUT_MS, type Ack, type Delivery, type Envelope } from './delivery.ts';
import { parseJson } from './json.ts';

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
    signal: AbortSignal.timeout(ACK_TIMEOUT_MS + 500),
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
    const failure = (status: Ack['status'], payload?: unknown): Ack => {
      const ms = performance.now() - started;
      return { status: ms >= ACK_TIMEOUT_MS ? 'timeout' : status, ms, payload };
    };
    try {
      const response = await post(target, envelope);
      const text = await response.text();
      if (!response.ok) return failure('failed', text);
      const payload = text === '' ? undefined : (parseJson(text) ?? { text });
      return { status: 'acked', ms: performance.now() - started, payload };
    } catch {
      return failure('no_connection');
    }
  },
});
