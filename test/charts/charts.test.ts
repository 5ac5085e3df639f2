import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { lineOfDays } from '../../src/charts/line-of-days.ts';
import { coloursOf, drawPng, inkOn, shades } from '../../src/charts/png.ts';
import { type Bars, stackedBars } from '../../src/charts/stacked-bars.ts';

/** How much brighter one colour is than another, 1 to 21, as WCAG 2 counts it. */
function contrast(one: string, other: string): number {
  const light = (colour: string) => {
    const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
      const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [high = 0, low = 0] = [light(one), light(other)].toSorted((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}

const sizeOf = (png: Buffer) => [png.readUInt32BE(16), png.readUInt32BE(20)];
const part = (value: number) => ({ value, text: String(value) });
const names = {
  steps: ['Closing', 'Hot', 'Engaged', 'Warming up', 'Cold'],
  none: ['Too new', 'Not read yet'],
};
const bars = (count: number): Bars => ({
  title: 'Open deals',
  rows: Array.from({ length: count }, (_, at) => ({
    name: `Stage ${at}`,
    total: String(at + 1),
    parts: new Map([[names.steps[at % 5] ?? '', part(at + 1)]]),
  })),
});

const barSeries = z.object({
  series: z.array(z.object({ name: z.string().optional(), itemStyle: z.object({ color: z.string() }) })),
});
const measured = z.object({ xAxis: z.array(z.object({ max: z.number() })) });
const numbered = z.object({
  series: z.array(
    z.object({
      data: z.array(z.object({ label: z.object({ show: z.boolean(), formatter: z.string() }) })),
    }),
  ),
});
const edge = z.object({ yAxis: z.number() });
const lineSeries = z.object({
  series: z.tuple([z.object({ markArea: z.object({ data: z.array(z.tuple([edge, edge])) }) })]),
});

describe.each(shades)('a %s picture', (shade) => {
  test('has words that can be read on what they stand on', () => {
    const { paper, ink, soft, steps, none, accent } = coloursOf[shade];
    for (const words of [ink, soft]) expect(contrast(words, paper)).toBeGreaterThan(4.5);
    for (const colour of [...steps, ...none, accent])
      expect(contrast(inkOn(colour), colour)).toBeGreaterThan(4.5);
  });

  test('has for the best part the best colour, and for the worst the worst', () => {
    const { steps } = coloursOf[shade];
    const painted = barSeries.parse(stackedBars([bars(5)], names, shade).option);
    const colourOf = new Map(painted.series.map(({ name, itemStyle }) => [name, itemStyle.color]));
    expect(names.steps.map((name) => colourOf.get(name))).toEqual(steps.toReversed());
  });

  test('has a text in a part of a bar where a seventh of the longest leaves room for it', () => {
    const rows = [
      {
        name: 'Rentfield',
        total: '100',
        parts: new Map([
          ['Hot', part(87)],
          ['Cold', part(13)],
        ]),
      },
    ];
    const wide = [
      {
        name: 'Rentfield',
        total: '100',
        parts: new Map([
          ['Hot', part(86)],
          ['Cold', part(14)],
        ]),
      },
    ];
    const shown = [rows, wide].map((one) => {
      const { series } = numbered.parse(stackedBars([{ title: 'Value', rows: one }], names, shade).option);
      return series.flatMap(({ data }) => data).flatMap(({ label }) => (label.show ? label.formatter : []));
    });
    expect(shown).toEqual([
      ['87', '100'],
      ['86', '14', '100'],
    ]);
  });

  test('measures the bars of each block by its own longest', () => {
    const worth = {
      title: 'Worth',
      rows: [{ name: 'A', total: '400k', parts: new Map([['Hot', part(400_000)]]) }],
    };
    const { xAxis } = measured.parse(stackedBars([bars(3), worth], names, shade).option);
    expect(xAxis.map(({ max }) => max)).toEqual([3, 400_000]);
  });

  test('has a number on the points where something happened, and on no others', () => {
    const points = [4, null].map((number) => ({ day: '2026-11-23', value: 50, number }));
    const { series } = numbered.parse(lineOfDays(points, [], shade).option);
    expect(series.flatMap(({ data }) => data.map(({ label }) => label.show && label.formatter))).toEqual([
      '4',
      false,
    ]);
  });

  test('has ranges of a score that meet, from its lowest value to 100', () => {
    const zones = [
      { name: 'Cold', range: [0, 19] as const },
      { name: 'Engaged', range: [20, 64] as const },
      { name: 'Hot', range: [65, 100] as const },
    ];
    const { option } = lineOfDays([{ day: '2026-11-23', value: 50, number: null }], zones, shade);
    const [line] = lineSeries.parse(option).series;
    expect(line.markArea.data.map(([from, to]) => [from.yAxis, to.yAxis])).toEqual([
      [0, 20],
      [20, 65],
      [65, 100],
    ]);
  });

  test('is drawn sharp, and grows with its rows', async () => {
    const few = await drawPng(stackedBars([bars(1)], names, shade), shade);
    const many = await drawPng(stackedBars([bars(6), bars(4)], names, shade), shade);
    const [[width, height], [sameWidth, taller]] = [sizeOf(few), sizeOf(many)];
    expect([width, sameWidth]).toEqual([1_200, 1_200]);
    expect(taller ?? 0).toBeGreaterThan((height ?? 0) * 2);
    expect(await drawPng(stackedBars([bars(1)], names, shade), shade)).toEqual(few);
  });

  test('of one day, of one empty bar, and of none is drawn too', async () => {
    const zones = [{ name: 'Cold', range: [0, 100] as const }];
    const line = lineOfDays([{ day: '2026-11-23', value: 0, number: 1 }], zones, shade);
    const empty = { title: 'Worth', rows: [{ name: 'A', total: '0', parts: new Map([['Cold', part(0)]]) }] };
    for (const chart of [line, stackedBars([empty], names, shade), stackedBars([], names, shade)])
      expect(sizeOf(await drawPng(chart, shade))[0]).toBe(1_200);
  });
});
