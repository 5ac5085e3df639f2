/** Who speaks with the bot. */
export type Side = 'slack' | 'memory' | 'model';

/** One request and its reply, bodies bounded, without headers. */
export interface Exchange {
  readonly id: number;
  /** The sandbox's time when it began, ISO. */
  readonly at: string;
  readonly side: Side;
  /** `out` the bot asks, `in` Slack delivers. */
  readonly way: 'out' | 'in';
  /** Method and path, or Slack's name of the call or event. */
  readonly name: string;
  readonly ms: number;
  /** A status, Slack's error word, or how the acknowledgement went. */
  readonly outcome: string;
  readonly isOk: boolean;
  readonly request: string;
  readonly reply: string;
}

/** The newest exchanges, in the order in which they ended. */
export interface Recorder {
  add(exchange: Omit<Exchange, 'id'>): void;
  /** Oldest first. */
  all(): readonly Exchange[];
  find(id: number): Exchange | undefined;
  onAdd(listener: () => void): () => void;
}

const keptExchanges = 400;
const longestBody = 100_000;

function bounded(body: string): string {
  return body.length <= longestBody ? body : `${body.slice(0, longestBody)}… (${body.length} characters)`;
}

/** Keeps the last four hundred exchanges in memory alone. */
export function createRecorder(): Recorder {
  const kept: Exchange[] = [];
  const listeners = new Set<() => void>();
  let last = 0;
  return {
    add(exchange) {
      last += 1;
      const { request, reply } = exchange;
      kept.push({ ...exchange, id: last, request: bounded(request), reply: bounded(reply) });
      if (kept.length > keptExchanges) kept.shift();
      for (const listener of listeners) listener();
    },
    all: () => kept,
    find: (id) => kept.find((one) => one.id === id),
    onAdd(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
