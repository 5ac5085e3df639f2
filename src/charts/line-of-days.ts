import { type Chart, coloursOf, fontFamily, inkOn, type Shade } from './png.ts';

/** A value on one day, with what is said of it. */
export interface DayPoint {
  /** `YYYY-MM-DD`. */
  readonly day: string;
  /** 0 to 100. */
  readonly value: number;
  /** Its number in the list of what happened; null where nothing did. */
  readonly number: number | null;
}

/** A range of values with a name. */
export interface Zone {
  readonly name: string;
  /** Both are in it, 0 to 100. */
  readonly range: readonly [from: number, to: number];
}

const chartHeight = 260;

/** A line over days from 0 to 100, on the ranges that its values fall into, the lowest first; at least one point. */
export function lineOfDays(points: readonly DayPoint[], zones: readonly Zone[], shade: Shade): Chart {
  const { ink, soft, line, accent, paper, steps } = coloursOf[shade];
  const text = { fontFamily, color: ink, fontSize: 12 };
  const areas = zones.map(({ name, range: [from, to] }, at) => [
    {
      name,
      yAxis: from,
      itemStyle: { color: steps[at] ?? soft, opacity: 0.16 },
      label: { ...text, color: soft, fontSize: 11, position: 'right' },
    },
    { yAxis: to === 100 ? 100 : to + 1 },
  ]);
  return {
    height: chartHeight,
    option: {
      textStyle: text,
      grid: { left: 40, right: 84, top: 16, bottom: 34 },
      xAxis: {
        type: 'time',
        splitNumber: 4,
        boundaryGap: ['4%', '4%'],
        axisLabel: { ...text, fontSize: 11, hideOverlap: true, formatter: '{d} {MMM}' },
        axisLine: { lineStyle: { color: line } },
        splitLine: { show: false },
      },
      yAxis: {
        type: 'value',
        min: 0,
        max: 100,
        interval: 20,
        axisLabel: { ...text, fontSize: 11 },
        splitLine: { lineStyle: { color: line } },
      },
      series: [
        {
          type: 'line',
          symbol: 'circle',
          lineStyle: { color: accent, width: 2.5 },
          markArea: { silent: true, data: areas },
          data: points.map(({ day, value, number }) => ({
            value: [day, value],
            symbolSize: number === null ? 7 : 18,
            itemStyle: { color: accent, borderColor: paper, borderWidth: 1.5 },
            label: {
              show: number !== null,
              position: 'inside',
              formatter: String(number ?? ''),
              ...{ fontFamily, fontSize: 10, color: inkOn(accent) },
            },
          })),
        },
      ],
    },
  };
}
