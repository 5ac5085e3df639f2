import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Spent } from './brief/model/model.ts';
import type { ReadingReport } from './brief/reading/read-notes.ts';
import type { TimeStage } from './util/time-stage.ts';

/** What an operator may chart of one workspace, as Prometheus reads it; numbers and words of code alone. */
export interface Metrics extends Omit<ReadingReport, 'progress'>, Watching {
  /** Tokens of one answered call of a model. */
  spent(model: string, spent: Spent): void;
  /** Sentences of the model's, of one kind, that did not hold, each with its reason. */
  dropped(kind: string, reasons: readonly string[]): void;
  /** What Slack sent, by its kind, was acknowledged after so many milliseconds. */
  acked(what: string, ms: number): void;
  /** What Slack sent, by its kind, was not done: too much was in hand. */
  refused(what: string): void;
  /** A stage of a brief. */
  readonly timeStage: TimeStage;
  /** So many notes that had their time were erased. */
  erased(reason: string, count: number): void;
  /** What became of one rep's week. */
  digest(outcome: string): void;
  /** Nothing more is looked up for it; what was counted stands. */
  end(): void;
}

/** Figures that are looked up whenever somebody asks. */
interface Watching {
  watch(name: string, help: string, look: () => number): void;
  /** How many wait in one of the queues. */
  watchQueue(queue: string, look: () => number): void;
}

/** The figures of a process and of each workspace that it serves, which its label `team` tells apart. */
export interface ProcessMetrics extends Watching, Pick<Metrics, 'acked'> {
  /** Of one workspace, by Slack's id of it. */
  of(team: string): Metrics;
  /** All figures as text. */
  text(): Promise<string>;
}

const prefix = 'salesmemory_';

/** Slack waits three seconds. */
const ackSeconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3];
const stageSeconds = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** A registry of its own, so that several programs in one process do not share figures. */
export function createMetrics(): ProcessMetrics {
  const registry = new Registry();
  const registers = [registry];
  const counted = createCounted(registers);
  const looks = createLooks(registers);
  watchProcess(registers);
  return {
    ...looks.of({}),
    acked: (what, ms) => counted.acks.observe({ what }, ms / 1000),
    of: (team) => metricsOf(team, counted, looks),
    text: () => registry.metrics(),
  };
}

/** What is counted as it happens. */
function createCounted(registers: Registry[]) {
  return {
    calls: new Counter({
      ...{ name: `${prefix}reading_calls_total`, help: 'Calls that read or compared notes', registers },
      labelNames: ['what', 'team'],
    }),
    readings: new Counter({
      ...{ name: `${prefix}readings_total`, help: 'Notes read', registers },
      labelNames: ['team'],
    }),
    signals: new Counter({
      ...{ name: `${prefix}signals_total`, help: 'What notes were found to say', registers },
      labelNames: ['kind', 'team'],
    }),
    dropped: new Counter({
      ...{ name: `${prefix}dropped_total`, help: 'What a model said and did not hold', registers },
      labelNames: ['kind', 'reason', 'team'],
    }),
    tokens: new Counter({
      ...{ name: `${prefix}tokens_total`, help: 'Tokens as the provider counts them', registers },
      labelNames: ['model', 'part', 'team'],
    }),
    acks: new Histogram({
      ...{ name: `${prefix}ack_seconds`, help: 'Until Slack had its acknowledgement', registers },
      ...{ labelNames: ['what', 'team'], buckets: ackSeconds },
    }),
    refused: new Counter({
      ...{ name: `${prefix}refused_total`, help: 'What was not done, as too much was in hand', registers },
      labelNames: ['what', 'team'],
    }),
    stages: new Histogram({
      ...{ name: `${prefix}brief_stage_seconds`, help: 'Stages of a brief', registers },
      ...{ labelNames: ['stage', 'team'], buckets: stageSeconds },
    }),
    digests: new Counter({
      ...{ name: `${prefix}digests_total`, help: 'What became of weeks that were due', registers },
      labelNames: ['outcome', 'team'],
    }),
    erased: new Counter({
      ...{ name: `${prefix}erased_total`, help: 'Notes erased since they had their time', registers },
      labelNames: ['reason', 'team'],
    }),
  };
}

type Counted = ReturnType<typeof createCounted>;

function metricsOf(team: string, counted: Counted, looks: Looks): Metrics {
  const { calls, readings, signals, dropped, tokens, acks, refused, stages, digests, erased } = counted;
  return {
    ...looks.of({ team }),
    end: () => looks.end(team),
    acked: (what, ms) => acks.observe({ what, team }, ms / 1000),
    refused: (what) => refused.inc({ what, team }),
    async timeStage(stage, work) {
      const end = stages.startTimer({ stage, team });
      try {
        return await work;
      } finally {
        end();
      }
    },
    erased: (reason, count) => erased.inc({ reason, team }, count),
    digest: (outcome) => digests.inc({ outcome, team }),
    bill: ({ what }) => calls.inc({ what, team }),
    read(reading) {
      readings.inc({ team });
      for (const { kind } of reading.signals) signals.inc({ kind, team });
      for (const { kind, why } of reading.leftOut) dropped.inc({ kind, reason: why, team });
    },
    spent(model, { prompt, cached, answer }) {
      for (const [part, count] of Object.entries({ prompt: prompt - cached, cached, answer })) {
        tokens.inc({ model, part, team }, count);
      }
    },
    dropped(kind, reasons) {
      for (const reason of reasons) dropped.inc({ kind, reason, team });
    },
  };
}

/** Whose figure it is; nobody's where it is the process's own. */
interface Whose {
  readonly team?: string;
}

interface Look {
  readonly labels: Whose & { readonly queue?: string };
  readonly look: () => number;
}

/** What is looked up when somebody asks. */
interface Looks {
  of(whose: Whose): Watching;
  end(team: string): void;
}

function createLooks(registers: Registry[]): Looks {
  const gauges = new Map<string, Look[]>();

  function looksOf(name: string, help: string): Look[] {
    const known = gauges.get(name);
    if (known) return known;
    const looks: Look[] = [];
    gauges.set(name, looks);
    const gauge: Gauge<'queue' | 'team'> = new Gauge({
      ...{ name: `${prefix}${name}`, help, registers },
      labelNames: ['queue', 'team'],
      collect() {
        gauge.reset();
        for (const { labels, look } of looks) gauge.set(labels, look());
      },
    });
    return looks;
  }

  return {
    of: (whose) => ({
      watch: (name, help, look) => void looksOf(name, help).push({ labels: whose, look }),
      watchQueue: (queue, look) =>
        void looksOf('queue_depth', 'What waits for its turn').push({ labels: { queue, ...whose }, look }),
    }),
    end(team) {
      for (const looks of gauges.values()) {
        const left = looks.filter(({ labels }) => labels.team !== team);
        looks.splice(0, looks.length, ...left);
      }
    },
  };
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
