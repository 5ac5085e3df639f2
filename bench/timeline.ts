import { median, ms, quantile, ratio } from './figures.ts';
import { printTable, verdict } from './table.ts';
import { parts, type Sample, steps, timedTimeline } from './timed-timeline.ts';
import type { TwoBanks } from './two-banks.ts';

const [rounds, mostTimes] = [60, 2];

/** What a timeline of 50 notes costs in a bank of just these and in one of 2,000; true when the bar holds. */
export async function benchTimeline(banks: TwoBanks): Promise<boolean> {
  const { deal } = banks;
  const word = deal[0]?.text.split(' ')[0] ?? '';
  const turnOf = async (bank: TwoBanks['large']) => {
    const hindsight = bank.open();
    const samples: Sample[] = [];
    const ask = () => timedTimeline({ ...banks, hindsight, word, count: deal.length });
    // The first of a process reads all names, as the first command does: bench brief has its figures.
    await ask();
    return { samples, run: async () => void samples.push(await ask()) };
  };
  const small = await turnOf(banks.small);
  const large = await turnOf(banks.large);
  for (let round = 0; round < rounds; round += 1) {
    // Which goes first changes, so that neither profits from the other.
    const turns = round % 2 === 0 ? [small, large] : [large, small];
    for (const { run } of turns) await run();
  }
  return report(small.samples, large.samples, deal.length);
}

function report(small: readonly Sample[], large: readonly Sample[], size: number): boolean {
  const compared = (name: keyof Sample) => {
    const [few, many] = [small, large].map((samples) => samples.map((sample) => sample[name]));
    return { name, few: few ?? [], many: many ?? [] };
  };
  const whole = steps.map(compared);
  printTable(
    `A timeline of ${size} notes, ${rounds} runs in turn, ms`,
    ['', `median in ${size}`, 'median in 2,000', `p95 in ${size}`, 'p95 in 2,000', `against ${size}`],
    [...whole, ...parts.map(compared)].map(({ name, few, many }) => [
      whole.some((step) => step.name === name) ? name : `of the next page: ${name}`,
      ...[median(few), median(many), quantile(few, 0.95), quantile(many, 0.95)].map(ms),
      ratio(median(many), median(few)),
    ]),
  );
  const most = Math.max(...whole.map(({ few, many }) => median(many) / median(few)));
  const bar = `each step at most ${mostTimes} times as long with 2,000 notes in the bank: ${ratio(most, 1)}`;
  return verdict(bar, most <= mostTimes);
}
