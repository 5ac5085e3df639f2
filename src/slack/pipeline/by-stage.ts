import { moneyText } from '../../brief/pipeline/deal-money.ts';
import {
  byBand,
  byRung,
  leftOutText,
  openOf,
  type Sum,
  sumsText,
  worthOf,
} from '../../brief/pipeline/figures.ts';
import { bandNamesOf } from '../../brief/pipeline/groups.ts';
import type { PipelineLine } from '../../brief/pipeline/pipeline.ts';
import type { Rubric } from '../../brief/score/rubric.ts';
import { drawPng, type Shade } from '../../charts/png.ts';
import { type Bars, stackedBars } from '../../charts/stacked-bars.ts';
import { counted } from '../../util/counted.ts';
import type { NumberCell, Table } from '../kit/data-table.ts';
import type { Picture } from '../kit/pictures.ts';

/** Open deals that stand on one rung. */
interface Stage {
  readonly name: string;
  /** At least one. */
  readonly lines: readonly PipelineLine[];
  /** The same by the band of their score, the highest first. */
  readonly bands: readonly { readonly name: string; readonly lines: readonly PipelineLine[] }[];
}

const title = 'Open deals by stage and score';

/** Each currency takes two of the columns that Slack allows. */
const mostCurrencies = 7;

function stagesOf(all: readonly PipelineLine[], rubric: Rubric): readonly Stage[] {
  return byRung(all, rubric).map(({ name, lines }) => ({ name, lines, bands: byBand(lines, rubric) }));
}

/** The currencies of all that counts, that of the most deals first. */
function currenciesOf(all: readonly PipelineLine[]): readonly (string | null)[] {
  return worthOf(openOf(all)).sums.map(({ currency }) => currency);
}

function currencyName(currency: string | null): string {
  return currency ?? 'No currency';
}

function sumIn(lines: readonly PipelineLine[], currency: string | null): Sum | undefined {
  return worthOf(lines).sums.find((sum) => sum.currency === currency);
}

/** A row for each stage and band that has a deal: how many, what they are worth, and weighted by their scores. */
export function stageTable(all: readonly PipelineLine[], rubric: Rubric): Table {
  const currencies = currenciesOf(all);
  const shown = currencies.slice(0, mostCurrencies);
  const more = currencies.length - shown.length;
  return {
    caption:
      more > 0 ? `${title}; ${counted(more, 'further currency', 'further currencies')} left out` : title,
    columns: [
      ...['Stage', 'Score', 'Deals'],
      ...shown.flatMap((one) => [currencyName(one), `${currencyName(one)}, weighted`]),
      'Without an amount that counts',
    ],
    rows: stagesOf(all, rubric).flatMap(({ name, bands }) =>
      bands.map((band) => [
        { text: name },
        { text: band.name },
        numberCell(band.lines.length),
        ...shown.flatMap((one) => worthCells(sumIn(band.lines, one))),
        numberCell(band.lines.length - worthOf(band.lines).counted.length),
      ]),
    ),
  };
}

function numberCell(value: number): NumberCell {
  return { value, text: value === 0 ? '–' : String(value) };
}

function worthCells(sum: Sum | undefined): readonly NumberCell[] {
  if (!sum) return [numberCell(0), numberCell(0)];
  const { currency, value } = sum;
  const weighted = Math.round(sum.weighted);
  const isScored = sum.unscored < sum.deals;
  return [
    { value, text: moneyText({ value, currency }) },
    isScored ? { value: weighted, text: moneyText({ value: weighted, currency }) } : numberCell(0),
  ];
}

/** Taller, it would not fit a phone. */
const mostBlocks = 3;

/** The same as bars: how many deals, then their worth in each currency. */
export async function stagePicture(
  all: readonly PipelineLine[],
  rubric: Rubric,
  shade: Shade,
): Promise<Picture> {
  const stages = stagesOf(all, rubric);
  const worths = currenciesOf(all).map((currency) => worthBars(stages, currency));
  const blocks = [dealBars(stages), ...worths].slice(0, mostBlocks);
  const steps = rubric.bands.map(({ name }) => name).toReversed();
  const none = bandNamesOf(rubric).filter((name) => !steps.includes(name));
  const png = await drawPng(stackedBars(blocks, { steps, none }, shade), shade);
  return { name: 'pipeline.png', title, words: stages.map(stageWords).join(' '), png };
}

function dealBars(stages: readonly Stage[]): Bars {
  return {
    title: 'Open deals',
    rows: stages.map(({ name, lines, bands }) => ({
      name,
      total: String(lines.length),
      parts: new Map(
        bands.map((band) => [band.name, { value: band.lines.length, text: String(band.lines.length) }]),
      ),
    })),
  };
}

function worthBars(stages: readonly Stage[], currency: string | null): Bars {
  const rows = stages.flatMap(({ name, lines, bands }) => {
    const whole = sumIn(lines, currency);
    if (!whole) return [];
    const parts = bands.flatMap((band) => {
      const value = sumIn(band.lines, currency)?.value ?? 0;
      return value > 0 ? [[band.name, { value, text: moneyText({ value, currency: null }) }] as const] : [];
    });
    return [{ name, total: moneyText(whole), parts: new Map(parts) }];
  });
  return { title: currency === null ? 'Worth, without a currency' : `Worth in ${currency}`, rows };
}

/** "Pilot agreed: 5 deals (1 Closing, 4 Engaged), 130k EUR in 2, 3 without an amount." */
function stageWords({ name, lines, bands }: Stage): string {
  const worth = worthOf(lines);
  const scores = bands.map((band) => `${band.lines.length} ${band.name}`).join(', ');
  const facts = [
    `${counted(lines.length, 'deal')} (${scores})`,
    sumsText(worth.sums),
    leftOutText(worth),
  ].filter((one) => one !== '');
  return `${name}: ${facts.join(', ')}.`;
}
