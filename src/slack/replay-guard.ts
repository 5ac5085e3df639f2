import type { IncomingHttpHeaders } from 'node:http';
import { createOnce } from './once.ts';

const windowSeconds = 5 * 60;
const rememberMs = 10 * 60_000;

/** Tells a request seen before, or dated ahead of its time, by its headers; Bolt checks the signature itself. */
export function createReplayGuard(now: () => Date): (headers: IncomingHttpHeaders) => boolean {
  const once = createOnce(now);
  return (headers) => {
    const signature = String(headers['x-slack-signature'] ?? '');
    const sentAt = Number(headers['x-slack-request-timestamp']);
    if (sentAt - now().getTime() / 1000 > windowSeconds) return true;
    return signature !== '' && !once.isFirst(signature, rememberMs);
  };
}
