/** A listener, and what it was added under: fit for the log, which an id that carries a number is less. */
interface Found<T> {
  readonly name: string;
  readonly listener: T;
}

/** Listeners by what a payload names itself with. */
export interface ById<T> {
  add(id: string | RegExp, listener: T): void;
  /** Undefined where nobody listens. */
  of(id: string): Found<T> | undefined;
}

/** Ids to the letter come before patterns, and patterns in the order in which they were added. */
export function createById<T>(): ById<T> {
  const exact = new Map<string, Found<T>>();
  const patterns: (Found<T> & { readonly pattern: RegExp })[] = [];
  return {
    add(id, listener) {
      const found = { name: String(id), listener };
      if (typeof id === 'string') exact.set(id, found);
      else patterns.push({ ...found, pattern: id });
    },
    of: (id) => exact.get(id) ?? patterns.find(({ pattern }) => pattern.test(id)),
  };
}

/** Every id there is. */
export const anyId = /(?:)/;
