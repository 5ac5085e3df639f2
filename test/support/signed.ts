import { createHmac } from 'node:crypto';
import type { World } from './world.ts';

export interface Signed {
  readonly body: string;
  readonly type?: string;
  /** Behind the signature. */
  readonly tail?: string;
  /** Seconds from now. */
  readonly drift?: number;
  /** Hears what the answer says. */
  readonly onText?: (text: string) => void;
}

/** A request to the bot's door as Slack signs it, and with its faults; gives the status of the answer. */
export async function sendSignedTo(
  { config }: Pick<World, 'config'>,
  { body, type = 'application/x-www-form-urlencoded', tail = '', drift = 0, onText }: Signed,
): Promise<number> {
  const at = Math.floor(Date.now() / 1000) + drift;
  const secret = config.SLACK_SIGNING_SECRET ?? '';
  const hash = createHmac('sha256', secret).update(`v0:${at}:${body}`).digest('hex');
  const headers = {
    'content-type': type,
    'x-slack-request-timestamp': String(at),
    'x-slack-signature': `v0=${hash}${tail}`,
  };
  const url = `http://127.0.0.1:${config.PORT}/slack/events`;
  const reply = await fetch(url, { method: 'POST', headers, body });
  const text = await reply.text();
  onText?.(text);
  return reply.status;
}
