/** Knows when a service last answered. */
export interface Probe {
  start(): void;
  stop(): void;
  /** Whether it answered within the last minute. */
  isFresh(): boolean;
}

interface Deps {
  readonly ask: () => Promise<unknown>;
  readonly now: () => Date;
}

const everyMs = 20_000;
const freshMs = 60_000;

/** Asks every 20 s; a refusal is no answer. */
export function createProbe({ ask, now }: Deps): Probe {
  let lastAnswer = Number.NEGATIVE_INFINITY;
  let timer: NodeJS.Timeout | undefined;

  function probe(): void {
    ask().then(
      () => {
        lastAnswer = now().getTime();
      },
      () => undefined,
    );
  }

  return {
    start() {
      probe();
      timer = setInterval(probe, everyMs);
      timer.unref();
    },
    stop: () => clearInterval(timer),
    isFresh: () => now().getTime() - lastAnswer < freshMs,
  };
}
