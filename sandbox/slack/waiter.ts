/** Waits for something to come true, with `onChange` as the bell. */
export const createWaiter =
  (onChange: (listener: () => void) => () => void) =>
  /** Resolves with the first defined answer of `probe`, asked after each change; rejects after the wait. */
  <T>(probe: () => T | undefined, timeoutMs = 3_000): Promise<T> =>
    new Promise((resolve, reject) => {
      const check = () => {
        const found = probe();
        if (found === undefined) return;
        clearTimeout(timer);
        stop();
        resolve(found);
      };
      const stop = onChange(check);
      const timer = setTimeout(() => {
        stop();
        reject(new Error(`nothing came within ${timeoutMs} ms`));
      }, timeoutMs);
      check();
    });
