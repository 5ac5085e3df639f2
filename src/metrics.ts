import { Counter, Gauge, Registry } from 'prom-client';
import type { Spent } from './brief/model/model.ts';
import type { ReadingReport } from './brief/reading/read-notes.ts';

/** What an operator may chart, as Prometheus reads it; numbers and words of code alone. */
export interface Metrics extends Omit<ReadingReport, 'progress'> {
  /** A figure that is looked up whenever somebody asks. */
  watch(name: string, help: string, look: () => number): void;
  /** Tokens of one answered call of a model. */
  spent(model: string, spent: Spent): void;
  /** Sentences of the model's, of one kind, that did not hold, each with its reason. */
  dropped(kind: string, reasons: readonly string[]): void;
  /** All figures as text. */
  text(): Promise<string>;
}

const prefix = 'salesmemory_';

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
  return {
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
