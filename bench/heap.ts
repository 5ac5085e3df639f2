import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { z } from 'zod';
import type { Model } from '../src/brief/model/model.ts';
import type { Hindsight } from '../src/memory/hindsight/hindsight.ts';
import { printTable, verdict } from './table.ts';
import { timedWeek, type WeekQuestion } from './timed-week.ts';

interface Reading extends Omit<WeekQuestion, 'hindsight' | 'model'> {
  readonly open: () => Hindsight;
  readonly model: Model;
}

interface Heap {
  readonly deals: number;
  /** Bytes in use, all that is garbage collected: when the model is asked, after one week, and after five. */
  readonly fullest: number;
  readonly once: number;
  readonly often: number;
}

const [weeks, bytesPerMegabyte, mostGrowth] = [5, 1_000_000, 32];

/** Heap that a week takes with few and with ten times as many deals; true when it stays flat. */
export async function benchHeap({ few, many }: { few: Reading; many: Reading }): Promise<boolean> {
  const collect = collector();
  const before = collect();
  const heaps = [await measure(few, collect), await measure(many, collect)];
  const megabytes = (bytes: number) => ((bytes - before) / bytesPerMegabyte).toFixed(1);
  printTable(
    'Heap in use above the start, MB',
    ['deals', 'while the model is asked', 'after a week', `after ${weeks} weeks`],
    heaps.map(({ deals, fullest, once, often }) => [String(deals), ...[fullest, once, often].map(megabytes)]),
  );
  const [small, large] = heaps;
  const grown = ((large?.fullest ?? Number.NaN) - (small?.fullest ?? Number.NaN)) / bytesPerMegabyte;
  const leaked = ((large?.often ?? Number.NaN) - (large?.once ?? Number.NaN)) / bytesPerMegabyte;
  const isFlat = verdict(
    `ten times the deals take at most ${mostGrowth} MB more: ${grown.toFixed(1)}`,
    grown < mostGrowth,
  );
  return verdict(`more weeks leave nothing behind: ${leaked.toFixed(1)} MB`, leaked < 2) && isFlat;
}

/** One process reads the same week again and again, as the bot does. */
async function measure({ open, ...reading }: Reading, collect: () => number): Promise<Heap> {
  const hindsight = open();
  let fullest = 0;
  const model: Model = {
    ...reading.model,
    complete: (...asked) => {
      fullest = Math.max(fullest, collect());
      return reading.model.complete(...asked);
    },
  };
  const read = async () => {
    const { week } = await timedWeek({ ...reading, hindsight, model });
    return week.coverage.open;
  };
  const deals = await read();
  const once = collect();
  for (let week = 1; week < weeks; week += 1) await read();
  return { deals, fullest, once, often: collect() };
}

function collector(): () => number {
  setFlagsFromString('--expose-gc');
  const isFunction = (value: unknown) => typeof value === 'function';
  const gc = z.custom<() => void>(isFunction).parse(runInNewContext('gc'));
  return () => {
    gc();
    return process.memoryUsage().heapUsed;
  };
}
