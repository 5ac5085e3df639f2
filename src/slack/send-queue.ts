/** Runs sends to one channel one after the other, at most one a second, as Slack asks. */
export interface SendQueue {
  run<T>(channel: string, send: () => Promise<T>): Promise<T>;
}

interface Deps {
  readonly now: () => number;
  readonly wait: (ms: number) => Promise<void>;
}

const gapMs = 1_000;

/** Channels with nothing waiting are forgotten. `now` counts milliseconds that never jump. */
export function createSendQueue({ now, wait }: Deps): SendQueue {
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
