import { createRequire } from 'node:module';
import type { EChartsCoreOption } from 'echarts/core';

/** What a picture stands on: Slack does not tell which of the two its reader has. */
export const shades = ['light', 'dark'] as const;
export type Shade = (typeof shades)[number];

/** The colours of one shade; text on `paper` has at least 4.5 times its brightness. */
export interface Colours {
  readonly paper: string;
  readonly ink: string;
  readonly soft: string;
  readonly line: string;
  readonly accent: string;
  /** From the worst to the best, each unlike its neighbours. */
  readonly steps: readonly string[];
  /** For what has no place among the steps. */
  readonly none: readonly string[];
}

export const coloursOf: Readonly<Record<Shade, Colours>> = {
  light: {
    paper: '#ffffff',
    ink: '#1c2523',
    soft: '#56625f',
    line: '#dbe0dd',
    accent: '#1f6b64',
    steps: ['#b8482f', '#d9932f', '#c9c24a', '#5aa88f', '#1f6b64'],
    none: ['#8b9693', '#c3cac7'],
  },
  dark: {
    paper: '#1a1d21',
    ink: '#e6ebe9',
    soft: '#a3b0ac',
    line: '#3a4245',
    accent: '#6cc3b2',
    steps: ['#e0765c', '#e2a851', '#d6cf6a', '#7cc4ab', '#3f9b8d'],
    none: ['#7d8986', '#4c5653'],
  },
};

/** Black or white, whichever is easier to read on this colour, `#rrggbb`. */
export function inkOn(colour: string): string {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  return red * 0.299 + green * 0.587 + blue * 0.114 > 118 ? '#14201d' : '#ffffff';
}

/** In points, as wide as a phone shows them. */
const pictureWidth = 480;

/** Pixels for a point. */
const sharpness = 2.5;

export const fontFamily = 'Noto Sans';

/** What a picture is drawn from. */
export interface Chart {
  readonly option: EChartsCoreOption;
  /** In points. */
  readonly height: number;
}

/** Draws a chart; the library is loaded when the first picture is asked for. */
export async function drawPng({ option, height }: Chart, shade: Shade): Promise<Buffer> {
  const svg = await svgOf({ option, height });
  const { renderAsync } = await import('@resvg/resvg-js');
  const font = createRequire(import.meta.url).resolve(
    '@expo-google-fonts/noto-sans/500Medium/NotoSans_500Medium.ttf',
  );
  const drawn = await renderAsync(svg, {
    background: coloursOf[shade].paper,
    fitTo: { mode: 'zoom', value: sharpness },
    font: { loadSystemFonts: false, fontFiles: [font], defaultFontFamily: fontFamily },
  });
  return drawn.asPng();
}

async function svgOf({ option, height }: Chart): Promise<string> {
  const [echarts, charts, components, renderers] = await Promise.all([
    import('echarts/core'),
    import('echarts/charts'),
    import('echarts/components'),
    import('echarts/renderers'),
  ]);
  const { GridComponent, LegendComponent, MarkAreaComponent, TitleComponent } = components;
  echarts.use([
    ...[charts.BarChart, charts.LineChart],
    ...[GridComponent, LegendComponent, MarkAreaComponent, TitleComponent],
    renderers.SVGRenderer,
  ]);
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width: pictureWidth, height });
  try {
    chart.setOption({ animation: false, ...option });
    return chart.renderToSVGString();
  } finally {
    chart.dispose();
  }
}
