import type { Hindsight } from '../src/memory/hindsight/hindsight.ts';
import { median, ms, quantile, ratio } from './figures.ts';
import { printTable, verdict } from './table.ts';
import { phases, type Sample, timedBrief } from './timed-brief.ts';
import type { TwoBanks } from './two-banks.ts';

const [rounds, barMs] = [20, 300];
const variants = ['large, cold', 'large, warm', 'small, cold', 'large, one by one'] as const;
type Variant = (typeof variants)[number];
const titles: Readonly<Record<Variant, string>> = {
  'large, cold': '2,000 notes, cold',
  'large, warm': '2,000 notes, warm',
  'small, cold': '50 notes, cold',
  'large, one by one': '2,000 notes, cold, one request a note',
};

/** What a brief costs on a bank of 2,000 notes that were read when they were logged; true when the bars hold. */
export async function benchBrief({ large, small, ...question }: TwoBanks): Promise<boolean> {
  const samples = new Map<Variant, Sample[]>(variants.map((variant) => [variant, []]));
  const ask = async (variant: Variant, hindsight: Hindsight) => {
    const oneByOne = variant === 'large, one by one';
    samples.get(variant)?.push(await timedBrief({ ...question, hindsight, oneByOne }));
  };
  for (let round = 0; round < rounds; round += 1) {
    const hindsight = large.open();
    await ask('large, cold', hindsight);
    await ask('large, warm', hindsight);
    await ask('small, cold', small.open());
    await ask('large, one by one', large.open());
  }
  return report(samples, question.deal.length);
}

function report(samples: ReadonlyMap<Variant, readonly Sample[]>, dealSize: number): boolean {
  const of = (variant: Variant) => samples.get(variant) ?? [];
  const totals = (variant: Variant) => of(variant).map(({ total }) => total);
  const cold = median(totals('large, cold'));
  const [first] = of('large, cold');
  printTable(
    `A brief of ${first?.noteCount} notes with ${first?.signalCount} signals, ${rounds} runs, ms`,
    ['', 'median', 'p95', 'slowest', 'against 2,000 cold'],
    variants.map((variant) => [
      titles[variant],
      ms(median(totals(variant))),
      ms(quantile(totals(variant), 0.95)),
      ms(quantile(totals(variant), 1)),
      ratio(median(totals(variant)), cold),
    ]),
  );
  printTable(
    'Where the time goes, median ms',
    ['phase', ...variants.map((variant) => titles[variant])],
    phases.map((phase) => [
      phase,
      ...variants.map((variant) => ms(median(of(variant).map(({ parts }) => parts[phase])))),
    ]),
  );
  const all = [...samples.values()].flat();
  for (const trouble of all.flatMap(({ troubles }) => troubles).slice(0, 3)) console.error(trouble);
  const isAlone = verdict(
    'no model was asked',
    all.every(({ troubles }) => troubles.length === 0),
  );
  const isSound = verdict(
    `every brief had its ${dealSize} notes, all read and compared, a score, signals and sentences`,
    all.every((sample) => isWhole(sample, dealSize)),
  );
  const isSoon = cold < barMs;
  verdict(`median under ${barMs} ms with 2,000 notes and cold caches: ${ms(cold)}`, isSoon);
  return isSoon && isSound && isAlone;
}

function isWhole(sample: Sample, dealSize: number): boolean {
  const { noteCount, owedCount, signalCount, sentenceCount, hasScore } = sample;
  return noteCount === dealSize && owedCount === 0 && signalCount > 0 && sentenceCount > 0 && hasScore;
}
