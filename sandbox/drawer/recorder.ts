import type { CallLog } from '../slack/call-log.ts';

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

/** The newest exchanges of each side, in the order in which they ended. */
export interface Recorder {
  add(exchange: Omit<Exchange, 'id'>): void;
  /** Oldest first. */
  all(): readonly Exchange[];
  find(id: number): Exchange | undefined;
  onAdd(listener: () => void): () => void;
}

const keptOfSide = 100;
const longestBody = 100_000;

function bounded(body: string): string {
  return body.length <= longestBody ? body : `${body.slice(0, longestBody)}… (${body.length} characters)`;
}

/** Keeps the last hundred exchanges of each side in memory alone: a busy memory pushes nobody else out. */
export function createRecorder(): Recorder {
  let kept: readonly Exchange[] = [];
  const listeners = new Set<() => void>();
  let last = 0;
  return {
    add(exchange) {
      last += 1;
      const { request, reply } = exchange;
      kept = [...kept, { ...exchange, id: last, request: bounded(request), reply: bounded(reply) }];
      const ofSide = kept.filter(({ side }) => side === exchange.side);
      if (ofSide.length > keptOfSide) kept = kept.filter((one) => one !== ofSide[0]);
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

type Call = ReturnType<CallLog['calls']>[number];

const text = (value: unknown): string => (value === undefined ? '' : JSON.stringify(value));

function outcomeOf({ kind, error }: Call): string {
  if (error !== undefined) return error;
  return kind === 'delivery' ? 'acknowledged' : 'ok';
}

/** Copies what Slack's own log gets into the recorder; call the answer after each change. */
export function followSlackCalls(log: CallLog, recorder: Recorder): () => void {
  let seen = log.calls().at(-1)?.id ?? 0;
  return () => {
    const fresh = log.calls().filter(({ id }) => id > seen);
    seen = fresh.at(-1)?.id ?? seen;
    for (const call of fresh) {
      recorder.add({
        at: call.at,
        side: 'slack',
        way: call.kind === 'delivery' ? 'in' : 'out',
        name: call.name,
        ms: call.durationMs,
        outcome: outcomeOf(call),
        isOk: call.error === undefined,
        request: text(call.request),
        reply: text(call.reply),
      });
    }
  };
}
