import { availableParallelism } from 'node:os';
import { type RunningHindsight, startHindsight } from '../scripts/hindsight/start.ts';
import { benchAck } from './ack.ts';
import { benchBrief } from './brief.ts';
import { benchDigest } from './digest.ts';
import { benchLoad } from './load.ts';
import { benchSameScore } from './same-score.ts';
import { benchTexts } from './texts.ts';
import { benchTimeline } from './timeline.ts';
import { fillTwoBanks, type TwoBanks } from './two-banks.ts';

/** What takes long to make, made once for all that ask for it. */
interface Given {
  readonly hindsight: () => Promise<RunningHindsight>;
  readonly banks: () => Promise<TwoBanks>;
}

type Bench = (given: Given) => Promise<boolean>;

const benches: Readonly<Record<string, Bench>> = {
  brief: async ({ banks }) => benchBrief(await banks()),
  timeline: async ({ banks }) => benchTimeline(await banks()),
  digest: async ({ hindsight }) => benchDigest(await hindsight()),
  'same-score': async ({ hindsight }) => benchSameScore(await hindsight()),
  ack: () => benchAck(),
  load: () => benchLoad(),
  texts: () => Promise.resolve(benchTexts()),
};

/** Runs the named benches, or all; the exit code is 1 when a bar does not hold. */
async function main(names: readonly string[]): Promise<boolean> {
  const unknown = names.filter((name) => !(name in benches));
  if (unknown.length > 0) {
    console.error(`There is no bench ${unknown.join(', ')}; there are ${Object.keys(benches).join(', ')}.`);
    return false;
  }
  const day = new Date().toISOString().slice(0, 10);
  console.log(`${day}, ${availableParallelism()} cores, Node ${process.versions.node.split('.')[0]}`);
  let running: Promise<RunningHindsight> | undefined;
  const hindsight = () => {
    running ??= startHindsight({ report: console.log });
    return running;
  };
  let filled: Promise<TwoBanks> | undefined;
  const banks = () => {
    filled ??= hindsight().then(fillTwoBanks);
    return filled;
  };
  let holds = true;
  try {
    for (const [name, bench] of Object.entries(benches)) {
      if (names.length > 0 && !names.includes(name)) continue;
      holds = (await bench({ hindsight, banks })) && holds;
    }
  } finally {
    await (await running)?.stop();
  }
  return holds;
}

main(process.argv.slice(2)).then(
  // Notes that a hung memory never took would be tried for half an hour.
  (holds) => process.exit(holds ? 0 : 1),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
