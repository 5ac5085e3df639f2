/** Work that goes on after Slack has its acknowledgement, so that a stop can wait for it. */
export interface BackgroundWork {
  track<T>(work: Promise<T>): Promise<T>;
  count(): number;
  /** Waits until all is done or the time is over; tells how many were abandoned. */
  drain(timeoutMs: number): Promise<number>;
}

/** Counts what is under way; knows nothing of what it is. */
export function createBackgroundWork(): BackgroundWork {
  const underWay = new Set<Promise<unknown>>();

  async function allDone(): Promise<void> {
    while (underWay.size > 0) await Promise.allSettled(underWay);
  }

  return {
    count: () => underWay.size,
    track(work) {
      underWay.add(work);
      const forget = () => void underWay.delete(work);
      work.then(forget, forget);
      return work;
    },
    async drain(timeoutMs) {
      let timer: NodeJS.Timeout | undefined;
      const timeUp = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, timeoutMs);
      });
      await Promise.race([allDone(), timeUp]);
      clearTimeout(timer);
      return underWay.size;
    },
  };
}
