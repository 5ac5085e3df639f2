import { readPrompts } from '../src/brief/prompts.ts';
import { dayIn } from '../src/util/calendar.ts';
import { createBank } from './bank.ts';
import { median, ms, quantile, ratio } from './figures.ts';
import type { Target } from './fill.ts';
import { makeNotes } from './notes.ts';
import { printTable, verdict } from './table.ts';
import { parts, type Sample, steps, timedTimeline } from './timed-timeline.ts';

const [rounds, mostTimes, deals, dealSize] = [60, 2, 100, 20];
const reps: readonly [string, string] = ['UREPONE', 'UREPTWO'];

/** What a timeline of 20 notes costs in a bank of just these and in one of 2,000; true when the bar holds. */
export async function benchTimeline(target: Target): Promise<boolean> {
  const notes = makeNotes({ deals, notesPerDeal: dealSize, today: dayIn('UTC', new Date()), reps });
  const deal = notes.slice(0, dealSize);
  const shared = {
    prompts: await readPrompts(),
    name: `${deal[0]?.prospects[0]?.name} ${deal[0]?.deal.company}`,
    word: deal[0]?.text.split(' ')[0] ?? '',
    ...{ asker: reps[0], count: dealSize },
  };
  const bankOf = async (stored: typeof notes) => {
    const hindsight = (await createBank(target, stored)).open();
    const samples: Sample[] = [];
    const ask = () => timedTimeline({ ...shared, hindsight });
    // The first of a process reads all names, as the first command does: bench brief has its figures.
    await ask();
    return { samples, run: async () => void samples.push(await ask()) };
  };
  const small = await bankOf(deal);
  const large = await bankOf(notes);
  for (let round = 0; round < rounds; round += 1) {
    // Which goes first changes, so that neither profits from the other.
    const turns = round % 2 === 0 ? [small, large] : [large, small];
    for (const { run } of turns) await run();
  }
  return report(small.samples, large.samples);
}

function report(small: readonly Sample[], large: readonly Sample[]): boolean {
  const compared = (name: keyof Sample) => {
    const [few, many] = [small, large].map((samples) => samples.map((sample) => sample[name]));
    return { name, few: few ?? [], many: many ?? [] };
  };
  const whole = steps.map(compared);
  printTable(
    `A timeline of ${dealSize} notes, ${rounds} runs in turn, ms`,
    ['', 'median in 20', 'median in 2,000', 'p95 in 20', 'p95 in 2,000', 'against 20'],
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
