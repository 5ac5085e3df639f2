import type { IncomingHttpHeaders } from 'node:http';

const windowSeconds = 5 * 60;
const rememberMs = 10 * 60_000;
/** The same keys typed again within a second carry the same signature: a repeat this soon is a person's. */
const repeatMs = 2_000;
const most = 20_000;

/**
 * Tells of a request whose signature holds whether it is seen again or dated ahead of its time. Ask it of no other:
 * what it has seen it remembers, so only Slack itself may fill it.
 */
export function createReplayGuard(now: () => Date): (headers: IncomingHttpHeaders) => boolean {
  const firstSeen = new Map<string, number>();

  function isRepeat(signature: string, at: number): boolean {
    const first = firstSeen.get(signature);
    if (first !== undefined) return at - first > repeatMs;
    firstSeen.set(signature, at);
    for (const [oldest, seen] of firstSeen) {
      if (firstSeen.size <= most && at - seen < rememberMs) break;
      firstSeen.delete(oldest);
    }
    return false;
  }

  return (headers) => {
    const at = now().getTime();
    const signature = String(headers['x-slack-signature'] ?? '');
    if (Number(headers['x-slack-request-timestamp']) - at / 1000 > windowSeconds) return true;
    // Bolt's check takes `v0=HASH=anything` too, so that one body could come under many names.
    return !/^v0=[0-9a-f]{64}$/.test(signature) || isRepeat(signature, at);
  };
}
