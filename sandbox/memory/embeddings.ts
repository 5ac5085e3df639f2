import { Worker } from 'node:worker_threads';
import { z } from 'zod';

/** Turns a text into a vector of length one, 512 numbers long, so that a dot product is the cosine. */
export type Embed = (text: string) => Promise<Float32Array>;

export interface Embedder {
  readonly embed: Embed;
  /** Ends the worker; what is still being embedded rejects. */
  close(): Promise<void>;
}

/** What follows changes the meaning of a unit too little to pay for. */
const readableLength = 3_000;

const answerSchema = z.object({ id: z.number(), vector: z.instanceof(Float32Array) });

interface Waiting {
  readonly resolve: (vector: Float32Array) => void;
  readonly reject: (reason: Error) => void;
}

/**
 * The English sentence model that comes inside its package: no network, loaded at the first text and then kept.
 * A text takes 10 to 60 ms of processor time, so it works in a thread of its own and nobody's answer waits for it.
 */
export function createEmbedder(): Embedder {
  const waiting = new Map<number, Waiting>();
  let worker: Worker | undefined;
  let count = 0;
  return {
    embed: (text) => {
      worker ??= startWorker(waiting);
      const running = worker;
      count += 1;
      const id = count;
      // A thread with work keeps the process alive, an idle one must not.
      running.ref();
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        running.postMessage({ id, text: readable(text) });
      });
    },
    close: async () => {
      await worker?.terminate();
    },
  };
}

function startWorker(waiting: Map<number, Waiting>): Worker {
  const worker = new Worker(new URL('./embedding-worker.mjs', import.meta.url), { execArgv: [] });
  worker.on('message', (message: unknown) => {
    const { id, vector } = answerSchema.parse(message);
    waiting.get(id)?.resolve(vector);
    waiting.delete(id);
    if (waiting.size === 0) worker.unref();
  });
  const fail = (cause?: unknown) => {
    for (const { reject } of waiting.values()) reject(new Error('the sentence model ended', { cause }));
    waiting.clear();
  };
  worker.on('error', fail);
  worker.on('exit', () => fail());
  return worker;
}

function readable(text: string): string {
  const clipped = text.slice(0, readableLength).trim();
  // The tokenizer yields nothing for an empty text, and the model fails on a batch without tokens.
  return clipped === '' ? '.' : clipped;
}
