/** Work that goes on after Slack has its acknowledgement, so that a stop can wait for it. */
export interface BackgroundWork {
  track<T>(work: Promise<T>): Promise<T>;
  /** What tries again between pauses: nobody waits for it before its pauses are cut short. */
  follow<T>(work: Promise<T>): Promise<T>;
  /** Between two tries. False when there is no time for another pause: now or never. */
  pause(ms: number): Promise<boolean>;
  count(): number;
  /** Cuts all pauses short, then waits until all is done or the time is over; tells how many were abandoned. */
  drain(timeoutMs: number): Promise<number>;
}

/** Counts what is under way; knows nothing of what it is. */
export function createBackgroundWork(wait: (ms: number) => Promise<void>): BackgroundWork {
  const underWay = new Set<Promise<unknown>>();
  const followed = new Set<Promise<unknown>>();
  let isHurried = false;
  let cutShort: () => void = () => undefined;
  const hurry = new Promise<void>((resolve) => {
    cutShort = resolve;
  });

  function keep<T>(work: Promise<T>, kept: Set<Promise<unknown>>): Promise<T> {
    kept.add(work);
    const forget = () => void kept.delete(work);
    work.then(forget, forget);
    return work;
  }

  async function allDone(): Promise<void> {
    while (underWay.size + followed.size > 0) await Promise.allSettled([...underWay, ...followed]);
  }

  return {
    count: () => underWay.size,
    track: (work) => keep(work, underWay),
    follow: (work) => keep(work, followed),
    async pause(ms) {
      if (!isHurried) await Promise.race([wait(ms), hurry]);
      return !isHurried;
    },
    async drain(timeoutMs) {
      isHurried = true;
      cutShort();
      let timer: NodeJS.Timeout | undefined;
      const timeUp = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, timeoutMs);
      });
      await Promise.race([allDone(), timeUp]);
      clearTimeout(timer);
      return underWay.size + followed.size;
    },
  };
}
