/** Runs the work of one key in the order in which it came, one at a time; other keys do not wait. */
export type Chain = <T>(key: string, work: () => Promise<T>) => Promise<T>;

/** Remembers only keys with work in hand. */
export function createChain(): Chain {
  const tails = new Map<string, Promise<unknown>>();
  return (key, work) => {
    const before = tails.get(key) ?? Promise.resolve();
    const result = before.then(work, work);
    tails.set(key, result);
    const forget = () => {
      if (tails.get(key) === result) tails.delete(key);
    };
    result.then(forget, forget);
    return result;
  };
}
