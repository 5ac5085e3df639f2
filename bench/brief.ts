import { randomBytes } from 'node:crypto';
import { readPrompts } from '../src/brief/prompts.ts';
import type { Hindsight } from '../src/memory/hindsight/hindsight.ts';
import { dayIn } from '../src/util/calendar.ts';
import { createBank } from './bank.ts';
import { createCannedModel } from './canned-model.ts';
import { median, ms, quantile, ratio } from './figures.ts';
import type { Target } from './fill.ts';
import { makeNotes } from './notes.ts';
import { printTable, verdict } from './table.ts';
import { phases, type Sample, timedBrief } from './timed-brief.ts';

const [rounds, barMs, largeBank, dealSize] = [20, 300, 40, 50];
const reps: readonly [string, string] = ['UREPONE', 'UREPTWO'];
const budgets = [8_000, 250_000] as const;
const variants = ['large, cold', 'large, warm', 'small, cold', 'large, one by one'] as const;
type Variant = (typeof variants)[number];
const titles: Readonly<Record<Variant, string>> = {
  'large, cold': '2,000 notes, cold',
  'large, warm': '2,000 notes, warm',
  'small, cold': '50 notes, cold',
  'large, one by one': '2,000 notes, cold, one request a note',
};

/** What a brief costs besides the model, on a bank of 2,000 notes; true when the bar holds. */
export async function benchBrief(target: Target): Promise<boolean> {
  const prompts = await readPrompts();
  const notes = makeNotes({
    deals: largeBank,
    notesPerDeal: dealSize,
    today: dayIn('UTC', new Date()),
    reps,
  });
  const deal = notes.slice(0, dealSize);
  const large = await createBank(target, notes);
  const small = await createBank(target, deal);
  console.log(`\n2,000 notes written in ${(large.filledMs / 1000).toFixed(0)} s`);
  const name = `${deal[0]?.prospects[0]?.name} ${deal[0]?.deal.company}`;

  const troubles: unknown[] = [];
  let holds = true;
  for (const tokensPerMinute of budgets) {
    const samples = new Map<Variant, Sample[]>(variants.map((variant) => [variant, []]));
    const ask = async (variant: Variant, hindsight: Hindsight) => {
      // A name of its own for each run: else the second would find the first one's answer kept.
      const model = createCannedModel(randomBytes(6).toString('hex'));
      const oneByOne = variant === 'large, one by one';
      const question = { hindsight, model, prompts, tokensPerMinute, name, asker: reps[0], oneByOne };
      const sample = await timedBrief(question);
      for (const trouble of await sample.settled) troubles.push(trouble);
      samples.get(variant)?.push(sample);
    };
    for (let round = 0; round < rounds; round += 1) {
      const hindsight = large.open();
      await ask('large, cold', hindsight);
      await ask('large, warm', hindsight);
      await ask('small, cold', small.open());
      await ask('large, one by one', large.open());
    }
    holds = report(tokensPerMinute, samples) && holds;
  }
  console.log(`${troubles.length} answers were kept later than the briefer waits for`);
  return holds;
}

function report(tokensPerMinute: number, samples: ReadonlyMap<Variant, readonly Sample[]>): boolean {
  const of = (variant: Variant) => samples.get(variant) ?? [];
  const totals = (variant: Variant) => of(variant).map(({ total }) => total);
  const cold = median(totals('large, cold'));
  const [sample] = of('large, cold');
  const read = `${sample?.readCount} of ${sample?.noteCount} notes for the model`;
  printTable(
    `A brief without its model call, GROQ_TPM ${tokensPerMinute}: ${read}, ${rounds} runs, ms`,
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
    `Where the time goes, GROQ_TPM ${tokensPerMinute}, median ms`,
    ['phase', ...variants.map((variant) => titles[variant])],
    phases.map((phase) => [
      phase,
      ...variants.map((variant) => ms(median(of(variant).map(({ parts }) => parts[phase])))),
    ]),
  );
  const isSound = [...samples.values()]
    .flat()
    .every(
      ({ noteCount, droppedCount, hasScore }) => noteCount === dealSize && droppedCount === 0 && hasScore,
    );
  verdict('every brief had its 50 notes, a score, and no claim dropped', isSound);
  return (
    verdict(`median under ${barMs} ms with 2,000 notes and cold caches: ${ms(cold)}`, cold < barMs) && isSound
  );
}
