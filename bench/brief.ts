import type { OpenBank } from './bank.ts';
import { median, ms, quantile, ratio } from './figures.ts';
import { printTable, verdict } from './table.ts';
import { phases, type Sample, startBriefs } from './timed-brief.ts';
import type { TwoBanks } from './two-banks.ts';

const rounds = 20;
/** In recalls of the same round: the first brief after a start, and one asked again. */
const most = { first: 6, again: 2 } as const;
const variants = [
  'large, started',
  'large, again',
  'small, started',
  'large, one by one',
  'large, unready',
] as const;
type Variant = (typeof variants)[number];
const titles: Readonly<Record<Variant, string>> = {
  'large, started': '2,000 notes, after a start',
  'large, again': '2,000 notes, asked again',
  'small, started': '50 notes, after a start',
  'large, one by one': '2,000 notes, one request a note',
  'large, unready': '2,000 notes, names not read yet',
};

/** What a brief costs on a bank of 2,000 notes that were read when they were logged; true when the bars hold. */
export async function benchBrief({ large, small, ...question }: TwoBanks): Promise<boolean> {
  const samples = new Map<Variant, Sample[]>(variants.map((variant) => [variant, []]));
  const open = (hindsight: OpenBank, oneByOne = false) => startBriefs({ ...question, hindsight, oneByOne });
  const ask = async (variant: Variant, brief: () => Promise<Sample>) => {
    samples.get(variant)?.push(await brief());
  };
  const recalls: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const hindsight = await started(large.open());
    const brief = open(hindsight);
    await ask('large, started', brief);
    await ask('large, again', brief);
    recalls.push(await timedRecall(hindsight, question));
    await ask('small, started', open(await started(small.open())));
    await ask('large, one by one', open(await started(large.open()), true));
    await ask('large, unready', open(large.open()));
  }
  return report(samples, recalls, question.deal.length);
}

/** Names are read when the bot starts, before anybody asks. */
async function started(hindsight: OpenBank): Promise<OpenBank> {
  await hindsight.roster.ready();
  return hindsight;
}

/** One search by meaning in the same deal, in milliseconds: what everything else is measured by. */
async function timedRecall({ memory }: OpenBank, { deal, asker }: Pick<TwoBanks, 'deal' | 'asker'>) {
  const [newest] = deal;
  if (!newest) throw new Error('the deal has no note');
  const from = performance.now();
  await memory.recall({
    deal: newest.deal.key,
    asker,
    text: 'What worries them about the price?',
    limit: 10,
  });
  return performance.now() - from;
}

function report(
  samples: ReadonlyMap<Variant, readonly Sample[]>,
  recalls: readonly number[],
  dealSize: number,
): boolean {
  const of = (variant: Variant) => samples.get(variant) ?? [];
  const totals = (variant: Variant) => of(variant).map(({ total }) => total);
  const recall = median(recalls);
  const [first] = of('large, started');
  printTable(
    `A brief of ${first?.noteCount} notes with ${first?.signalCount} signals, ${rounds} runs, ms`,
    ['', 'median', 'p95', 'slowest', 'in recalls'],
    [
      ['one recall', ms(recall), ms(quantile(recalls, 0.95)), ms(quantile(recalls, 1)), '1.00'],
      ...variants.map((variant) => [
        titles[variant],
        ms(median(totals(variant))),
        ms(quantile(totals(variant), 0.95)),
        ms(quantile(totals(variant), 1)),
        ratio(median(totals(variant)), recall),
      ]),
    ],
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
  const within = (variant: Variant, bar: number) => {
    const recallsTaken = median(totals(variant)) / recall;
    return verdict(
      `${titles[variant]}: at most the time of ${bar} recalls (${recallsTaken.toFixed(1)})`,
      recallsTaken <= bar,
    );
  };
  const isSoon = within('large, started', most.first);
  const isSoonAgain = within('large, again', most.again);
  return isSoon && isSoonAgain && isSound && isAlone;
}

function isWhole(sample: Sample, dealSize: number): boolean {
  const { noteCount, owedCount, signalCount, sentenceCount, hasScore } = sample;
  return noteCount === dealSize && owedCount === 0 && signalCount > 0 && sentenceCount > 0 && hasScore;
}
