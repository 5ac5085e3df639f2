import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Spent } from './brief/model/model.ts';
import type { ReadingReport } from './brief/reading/read-notes.ts';
import type { TimeStage } from './util/time-stage.ts';

/** What an operator may chart, as Prometheus reads it; numbers and words of code alone. */
export interface Metrics extends Omit<ReadingReport, 'progress'> {
  /** A figure that is looked up whenever somebody asks. */
  watch(name: string, help: string, look: () => number): void;
  /** Tokens of one answered call of a model. */
  spent(model: string, spent: Spent): void;
  /** Sentences of the model's, of one kind, that did not hold, each with its reason. */
  dropped(kind: string, reasons: readonly string[]): void;
  /** How many wait in one of the queues, looked up whenever somebody asks. */
  watchQueue(queue: string, look: () => number): void;
  /** What Slack sent, by its kind, was acknowledged after so many milliseconds. */
  acked(what: string, ms: number): void;
  /** A stage of a brief. */
  readonly timeStage: TimeStage;
  /** So many notes that had their time were erased. */
  erased(reason: string, count: number): void;
  /** What became of one rep's week. */
  digest(outcome: string): void;
  /** All figures as text. */
  text(): Promise<string>;
}

const prefix = 'salesmemory_';

/** Slack waits three seconds. */
const ackSeconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3];
const stageSeconds = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** A registry of its own, so that several programs in one process do not share figures. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const calls = new Counter({
    ...{ name: `${prefix}reading_calls_total`, help: 'Calls that read or compared notes', registers },
    labelNames: ['what'],
  });
  const readings = new Counter({ name: `${prefix}readings_total`, help: 'Notes read', registers });
  const signals = new Counter({
    ...{ name: `${prefix}signals_total`, help: 'What notes were found to say', registers },
    labelNames: ['kind'],
  });
  const dropped = new Counter({
    ...{ name: `${prefix}dropped_total`, help: 'What a model said and did not hold', registers },
    labelNames: ['kind', 'reason'],
  });
  const tokens = new Counter({
    ...{ name: `${prefix}tokens_total`, help: 'Tokens as the provider counts them', registers },
    labelNames: ['model', 'part'],
  });
  const acks = new Histogram({
    ...{ name: `${prefix}ack_seconds`, help: 'Until Slack had its acknowledgement', registers },
    ...{ labelNames: ['what'], buckets: ackSeconds },
  });
  const stages = new Histogram({
    ...{ name: `${prefix}brief_stage_seconds`, help: 'Stages of a brief', registers },
    ...{ labelNames: ['stage'], buckets: stageSeconds },
  });
  const digests = new Counter({
    ...{ name: `${prefix}digests_total`, help: 'What became of weeks that were due', registers },
    labelNames: ['outcome'],
  });
  const erased = new Counter({
    ...{ name: `${prefix}erased_total`, help: 'Notes erased since they had their time', registers },
    labelNames: ['reason'],
  });
  watchProcess(registers);
  return {
    watchQueue: watchQueues(registers),
    acked: (what, ms) => acks.observe({ what }, ms / 1000),
    async timeStage(stage, work) {
      const end = stages.startTimer({ stage });
      try {
        return await work;
      } finally {
        end();
      }
    },
    erased: (reason, count) => erased.inc({ reason }, count),
    digest: (outcome) => digests.inc({ outcome }),
    watch(name, help, look) {
      const gauge: Gauge = new Gauge({
        ...{ name: `${prefix}${name}`, help, registers },
        collect: () => gauge.set(look()),
      });
    },
    bill: ({ what }) => calls.inc({ what }),
    read(reading) {
      readings.inc();
      for (const { kind } of reading.signals) signals.inc({ kind });
      for (const { kind, why } of reading.leftOut) dropped.inc({ kind, reason: why });
    },
    spent(model, { prompt, cached, answer }) {
      for (const [part, count] of Object.entries({ prompt: prompt - cached, cached, answer })) {
        tokens.inc({ model, part }, count);
      }
    },
    dropped(kind, reasons) {
      for (const reason of reasons) dropped.inc({ kind, reason });
    },
    text: () => registry.metrics(),
  };
}

function watchQueues(registers: Registry[]): Metrics['watchQueue'] {
  const looks = new Map<string, () => number>();
  const depth: Gauge<'queue'> = new Gauge({
    ...{ name: `${prefix}queue_depth`, help: 'What waits for its turn', registers },
    labelNames: ['queue'],
    collect() {
      for (const [queue, look] of looks) depth.set({ queue }, look());
    },
  });
  return (queue, look) => void looks.set(queue, look);
}

const loopQuantiles = [0.5, 0.99, 1];

/** What the process itself costs. How late its event loop ran is told since the last look, and watched from the first one on. */
function watchProcess(registers: Registry[]): void {
  const loop = monitorEventLoopDelay({ resolution: 10 });
  const delay: Gauge<'quantile'> = new Gauge({
    ...{ name: `${prefix}event_loop_delay_seconds`, help: 'How late the event loop ran', registers },
    labelNames: ['quantile'],
    collect() {
      for (const quantile of loopQuantiles) {
        const nanoseconds = loop.count === 0 ? 0 : loop.percentile(quantile * 100);
        delay.set({ quantile: String(quantile) }, nanoseconds / 1e9);
      }
      loop.reset();
      loop.enable();
    },
  });
  const memory: Gauge = new Gauge({
    ...{ name: `${prefix}resident_memory_bytes`, help: 'Memory that the process holds', registers },
    collect: () => memory.set(process.memoryUsage.rss()),
  });
}
