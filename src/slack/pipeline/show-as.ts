import type { StaticSelect } from '@slack/types';
import { z } from 'zod';
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
import { bandNamesOf, bandOf } from '../../brief/pipeline/groups.ts';
import type { PipelineLine } from '../../brief/pipeline/pipeline.ts';
import type { Rubric } from '../../brief/score/rubric.ts';
import { drawPng, type Shade, shades } from '../../charts/png.ts';
import { type Bars, stackedBars } from '../../charts/stacked-bars.ts';
import { ago } from '../../util/calendar.ts';
import { counted } from '../../util/counted.ts';
import { menu, option } from '../kit/blocks.ts';
import { type NumberCell, type Table, tableMessage } from '../kit/data-table.ts';
import { pipelineIds } from '../kit/ids.ts';
import { type Picture, type Pictures, pictureOptions, sentText } from '../kit/pictures.ts';
import type { Place } from '../kit/place.ts';
import { dealTitle } from './money-views.ts';

const way = z.enum(['deals', 'stages', ...shades]);
type Way = z.infer<typeof way>;

/** The ways to see the same deals: to sort, or at a glance. */
export function showAsMenu(pictures: Pick<Pictures, 'areAllowed'>): StaticSelect {
  return menu(pipelineIds.showAs, 'Show as…', [
    option('Table of open deals', 'deals'),
    option('Table by stage and score', 'stages'),
    ...pictureOptions(pictures),
  ]);
}

/** Throws when the value is not one of ours. */
export function parseWay(value: string): Way {
  return way.parse(value);
}

interface Shown {
  readonly all: readonly PipelineLine[];
  readonly rubric: Rubric;
  /** The viewer's day, `YYYY-MM-DD`. */
  readonly today: string;
}

interface To {
  /** Slack user id. */
  readonly user: string;
  /** In the viewer's own conversation with the bot: it may rest on private notes. */
  readonly dm: Place;
  readonly pictures: Pictures;
}

/** Sends it; a picture comes below its table. Says what was done. */
export async function sendAs(asked: Way, { all, rubric, today }: Shown, to: To): Promise<string> {
  const table = asked === 'deals' ? dealTable(all, today) : stageTable(all, rubric);
  const sent = tableMessage(table, (count) => `${count} more are in the CSV`);
  if (!sent) return 'No deal is open.';
  await to.dm.show(sent);
  if (asked === 'deals' || asked === 'stages' || !to.pictures.areAllowed) return 'The table is in your DM.';
  return sentText(await to.pictures.send(to.user, await stagePicture(all, rubric, asked)));
}

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
async function stagePicture(all: readonly PipelineLine[], rubric: Rubric, shade: Shade): Promise<Picture> {
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

/** All open deals, the last contact first; each column sorts. `today` is the viewer's, `YYYY-MM-DD`. */
export function dealTable(all: readonly PipelineLine[], today: string): Table {
  const open = openOf(all);
  return {
    caption: counted(open.length, 'open deal'),
    columns: ['Deal', 'Score', 'Stage', 'Amount', 'Closes', 'Last contact'],
    rows: open.map((line) => [
      { text: dealTitle(line) },
      scoreCell(line),
      { text: line.money.rung ?? '–' },
      amountCell(line),
      // Sorted by its letters, which an ISO day is made for.
      { text: line.money.closeDate?.day ?? '–' },
      { value: line.silentDays, text: ago(line.contactDay, today) },
    ]),
  };
}

function scoreCell(line: PipelineLine): NumberCell {
  const { score } = line;
  if (!score) return { value: -1, text: bandOf(line) };
  return { value: score.value, text: `${score.value} ${score.band}` };
}

/** An amount that is not counted stands below all that are. */
function amountCell({ money: { amount } }: PipelineLine): NumberCell {
  if (!amount) return { value: -1, text: '–' };
  if (!amount.counted) return { value: 0, text: 'Not counted' };
  return { value: amount.counted.value, text: moneyText(amount.counted) };
}
