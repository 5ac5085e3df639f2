import { type Chart, coloursOf, fontFamily, inkOn, type Shade } from './png.ts';

/** One measure of several things, each a bar in parts. */
export interface Bars {
  /** What is measured: "Open deals", "Value in EUR". */
  readonly title: string;
  /** From the top down. */
  readonly rows: readonly BarRow[];
}

interface BarRow {
  readonly name: string;
  /** The whole of it, in words, behind the bar. */
  readonly total: string;
  /** By the name of the part; a part that is not there is 0. */
  readonly parts: ReadonlyMap<string, BarPart>;
}

interface BarPart {
  /** 0 or more. */
  readonly value: number;
  /** What stands in the bar, where there is room. */
  readonly text: string;
}

/** The parts of all bars, the best first: `steps` stand for a better or worse place, `none` for having no place. */
export interface PartNames {
  readonly steps: readonly string[];
  readonly none: readonly string[];
}

const barHeight = 26;
const headHeight = 34;
const legendHeight = 52;
const nameWidth = 140;
const totalWidth = 84;
/** Of the whole width of a bar, what a part must have for a text in it. */
const roomForText = 0.14;

/** Bars under each other, a block for each measure; the same colour is the same part in all of them. */
export function stackedBars(blocks: readonly Bars[], names: PartNames, shade: Shade): Chart {
  const { ink, soft, line, steps, none } = coloursOf[shade];
  const parts = [
    ...names.steps.map((name, at) => ({ name, colour: steps[names.steps.length - 1 - at] ?? soft })),
    ...names.none.map((name, at) => ({ name, colour: none[at] ?? soft })),
  ].filter(({ name }) => blocks.some(({ rows }) => rows.some((row) => row.parts.has(name))));
  const tops = blocks.map((_block, at) =>
    blocks
      .slice(0, at)
      .reduce((top, { rows }) => top + headHeight + rows.length * barHeight + 10, legendHeight),
  );
  const longest = blocks.map(({ rows }) => Math.max(...rows.map(wholeOf), 0));
  const text = { fontFamily, color: ink, fontSize: 12 };
  return {
    height: blocks.reduce((sum, { rows }) => sum + headHeight + rows.length * barHeight + 10, legendHeight),
    option: {
      textStyle: text,
      legend: { top: 8, left: 10, right: 10, itemWidth: 12, itemHeight: 12, itemGap: 16, textStyle: text },
      title: blocks.map(({ title }, at) => ({
        text: title,
        left: 10,
        top: (tops[at] ?? 0) + 4,
        textStyle: { ...text, fontSize: 13, fontWeight: 'normal' },
      })),
      grid: blocks.map(({ rows }, at) => ({
        left: nameWidth,
        right: totalWidth,
        top: (tops[at] ?? 0) + headHeight,
        height: rows.length * barHeight,
      })),
      xAxis: blocks.map((_block, at) => ({ type: 'value', gridIndex: at, show: false, max: longest[at] })),
      yAxis: blocks.map(({ rows }, at) => ({
        type: 'category',
        gridIndex: at,
        inverse: true,
        data: rows.map(({ name }) => name),
        axisTick: { show: false },
        axisLine: { lineStyle: { color: line } },
        axisLabel: { ...text, width: nameWidth - 16, overflow: 'truncate' },
      })),
      series: blocks.flatMap(({ rows }, at) => [
        ...parts.map(({ name, colour }) => ({
          type: 'bar',
          name,
          stack: `block ${at}`,
          xAxisIndex: at,
          yAxisIndex: at,
          barWidth: barHeight - 8,
          itemStyle: { color: colour },
          data: rows.map((row) => partData(row.parts.get(name), longest[at] ?? 0, inkOn(colour))),
        })),
        totals(rows, at, text),
      ]),
    },
  };
}

function wholeOf({ parts }: BarRow): number {
  return [...parts.values()].reduce((sum, { value }) => sum + value, 0);
}

function partData(part: BarPart | undefined, longest: number, color: string) {
  const value = part?.value ?? 0;
  const hasRoom = value > 0 && value / longest >= roomForText;
  const label = { show: hasRoom, formatter: part?.text ?? '', color, fontFamily, fontSize: 11 };
  return { value, label };
}

/** Behind each bar what the whole of it is. */
function totals(rows: readonly BarRow[], at: number, text: object) {
  return {
    type: 'bar',
    stack: `block ${at}`,
    xAxisIndex: at,
    yAxisIndex: at,
    silent: true,
    itemStyle: { color: 'transparent' },
    data: rows.map(({ total }) => ({
      value: 0,
      label: { show: true, position: 'right', formatter: total, ...text },
    })),
  };
}
