import { normal } from './quote.ts';

/** Words for small numbers, as they stand in sentences about deals. */
const counted: Readonly<Record<string, number>> = Object.fromEntries(
  'two three four five six seven eight nine ten eleven twelve'
    .split(' ')
    .map((word, index) => [word, index + 2]),
);
const more: Readonly<Record<string, number>> = {
  zero: 0,
  twice: 2,
  thrice: 3,
  dozen: 12,
  fifteen: 15,
  twenty: 20,
  thirty: 30,
};
const numberWords = new Map(Object.entries({ ...counted, ...more }));

/** How many a word or a letter behind a figure stands for. */
export const scales: Readonly<Record<string, number>> = {
  ...{
    k: 1e3,
    tsd: 1e3,
    thousand: 1e3,
    tausend: 1e3,
    grand: 1e3,
    mille: 1e3,
    mila: 1e3,
    duizend: 1e3,
    tusen: 1e3,
  },
  ...{ m: 1e6, mm: 1e6, mn: 1e6, mln: 1e6, mio: 1e6, million: 1e6, millions: 1e6, millionen: 1e6 },
  ...{ millón: 1e6, millon: 1e6, millones: 1e6, milhão: 1e6, milhões: 1e6, milione: 1e6, milioni: 1e6 },
  ...{ miljoen: 1e6, miljon: 1e6, miljoner: 1e6 },
  ...{
    bn: 1e9,
    mrd: 1e9,
    mld: 1e9,
    billion: 1e9,
    milliard: 1e9,
    milliards: 1e9,
    milliarden: 1e9,
    miljard: 1e9,
  },
  ...{ lakh: 1e5, lakhs: 1e5, lac: 1e5, lacs: 1e5, cr: 1e7, crore: 1e7, crores: 1e7, लाख: 1e5, करोड़: 1e7 },
  ...{ 천: 1e3, 만: 1e4, 억: 1e8, 千: 1e3, 万: 1e4, 億: 1e8 },
};
const scaleWords = Object.keys(scales)
  .toSorted((one, other) => other.length - one.length)
  .join('|');
const figure = new RegExp(
  `(\\d+(?:[.,'’ ]\\d{3}(?!\\d))+(?:[.,]\\d+)?|\\d+(?:[.,]\\d+)?)(?:\\s?(${scaleWords})(?!\\p{L}))?`,
  'giu',
);
const thousands = /(?<![\p{L}\p{N}.,])(\d{1,3})k(\d{1,3})(?![\p{L}\p{N}])/giu;
/** Without a currency `120M2` is an area. */
const millions =
  /(?<![\p{L}\p{N}.,])(\d{1,2})M(\d{1,2})(?=\s?(?:[€$£]|[A-Z]{3}(?!\p{L})|euros?))(?![\p{L}\p{N}])/gu;

/** `4k6` is 4.6k and `1M2 EUR` 1.2m: the letter stands where the point would. */
export function withPoints(text: string): string {
  return text
    .replace(thousands, (_, whole: string, part: string) =>
      part.length === 3 ? `${whole}${part}` : `${whole}.${part}k`,
    )
    .replace(millions, '$1.$2m');
}

/** One number as it is written, with thousands joined: `14,200` is 14200, `14,2` and `14.2` are the same. */
function plainValue(written: string): number {
  const joined = written.replace(/[.,'’ ](?=\d{3}(?!\d))/g, '');
  return Number(joined.replace(',', '.'));
}

/** All numbers of a text by their value: in figures, scaled (`48k`, `1억 2천`). */
export function figuresIn(text: string): ReadonlySet<number> {
  const found = new Set<number>();
  let sum = 0;
  let lastEnd = -1;
  const plain = withPoints(normal(text.slice(0, longestText)));
  for (const { 0: whole, 1: written = '', 2: scale, index } of plain.matchAll(figure)) {
    const factor = scales[scale?.toLowerCase() ?? ''] ?? 1;
    const value = Math.round(plainValue(written) * factor * 1e6) / 1e6;
    found.add(value);
    // `1억 2천` is one number: the smaller unit counts in ten thousands of the larger one, as it is said.
    const isJoined = scale !== undefined && eastern.test(scale) && index - lastEnd <= 1;
    if (isJoined && sum > value) {
      found.add(sum + value).add(sum + value * 1e4);
    }
    sum = scale === undefined ? 0 : value;
    lastEnd = index + whole.length;
  }
  return found;
}

/** Small numbers that are written as English words. */
export function countsIn(text: string): ReadonlySet<number> {
  const words =
    text
      .slice(0, longestText)
      .toLowerCase()
      .match(/[a-z]+/g) ?? [];
  return new Set(words.flatMap((word) => numberWords.get(word) ?? []));
}

const eastern = /[천만억千万億]/u;
/** No text is longer than a note with its deal's signals. */
const longestText = 60_000;
