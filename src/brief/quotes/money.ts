import { scales, withPoints } from './figures.ts';
import { normal } from './quote.ts';

/** A price as its quote says it. */
export interface Price {
  /** Above 0, to the cent. */
  readonly value: number;
  /** An ISO code; a sign that several countries share stays as it is (`¥`, `kr`); null where none is named. */
  readonly currency: string | null;
  /** What it is paid for; null where that is not said. */
  readonly per: 'year' | 'month' | null;
}

/** What is paid a month counts for twelve of them; anything else as it is. */
export function valueAYear({ value, per }: Pick<Price, 'value' | 'per'>): number {
  return per === 'month' ? Math.round(value * 12 * 100) / 100 : value;
}

/** Why the words give no figure that could be counted without guessing; each reads after "not counted:". */
export type Unclear =
  | 'no figure'
  | 'several figures'
  | 'a range'
  | 'a limit'
  | 'a price for each'
  | 'a price by the week, day or hour'
  | 'can be read in two ways';

/** What a quote says a deal is worth: code alone reads the figure, and what would have to be guessed is not counted. */
export function priceIn(quote: string): Price | Unclear {
  const text = withoutDenied(westernOf(withPoints(normal(quote.slice(0, longestQuote)))));
  const found = figuresOf(text);
  const telling = found.filter((one) => one.currency !== null || one.scale !== undefined);
  const meant = telling.length > 0 ? telling : found.filter((one) => isPlainly(one, text));
  const [first, ...others] = meant.toSorted(
    (a, b) => Number(a.currency === null) - Number(b.currency === null),
  );
  if (first === undefined)
    return found.some(({ end }) => isForEach('', text.slice(end))) ? 'a price for each' : 'no figure';
  if (meant.some(({ value }) => value === null)) return 'can be read in two ways';
  const isOther = (one: Figure) =>
    one.value !== first.value || (one.currency !== null && one.currency !== first.currency);
  const [before, after] = [text.slice(0, first.start), text.slice(first.end)];
  if (isRange(before, after)) return 'a range';
  if (others.some(isOther)) return 'several figures';
  if (limitBefore.test(before) || limitAfter.test(after)) return 'a limit';
  return first.value === null || first.currency === twoWays
    ? 'can be read in two ways'
    : priced({ value: first.value, currency: first.currency }, before, after);
}

function priced(money: Pick<Price, 'value' | 'currency'>, before: string, after: string): Price | Unclear {
  if (money.value <= 0 || money.value > most) return 'no figure';
  if (byTime.test(after)) return 'a price by the week, day or hour';
  if (isForEach(before, after)) return 'a price for each';
  const isOf = (unit: 'year' | 'month') => rates[unit].after.test(after) || rates[unit].before.test(before);
  const [isYear, isMonth] = [isOf('year'), isOf('month')];
  if (isYear && isMonth) return 'can be read in two ways';
  return { ...money, per: isYear ? 'year' : isMonth ? 'month' : null };
}

const longestQuote = 600;
const most = 1e12;

const denied =
  /(?<!\p{L})(?:(?:and |und )?(?:not|nicht|no longer|nicht mehr)(?: the)?|instead of(?: the)?|rather than(?: the)?|(?:an)?statt(?: de[rmns])?)\s+(?:(?:about|around)\s+)?$/iu;
const left = /(?<!\p{L})(?:up|down) from(?: the)?\s+(?:(?:about|around)\s+)?$/iu;
const leftTo = /^\s*(?:to|bis)\s/iu;

/** The same without a figure that the words set against the one that holds: "52k, not 48k", "down from 60k to 52k". */
function withoutDenied(text: string): string {
  return figuresOf(text).reduce((rest, { start, end }) => {
    const [before, after] = [text.slice(0, start), text.slice(end)];
    const goesOn = rangeAfter.test(after) && !(left.test(before) && leftTo.test(after));
    const said = goesOn ? null : (denied.exec(before) ?? left.exec(before));
    return said === null
      ? rest
      : `${rest.slice(0, said.index)}${' '.repeat(end - said.index)}${rest.slice(end)}`;
  }, text);
}

/** `1억 1천` is 110 million: the smaller unit counts in ten thousands of the larger one, as it is said. */
function westernOf(text: string): string {
  const thousands = (value: number) => `${Math.round(value * 100) / 1e5}k `;
  return text
    .replace(
      /(\d+(?:\.\d+)?)\s?[억億](?:\s?(\d{1,4})\s?(천만|千万|천|千|만|万))?/gu,
      (_, whole: string, part = '0', unit = '만') =>
        thousands(Number(whole) * 1e8 + Number(part) * (/^[천千]/u.test(unit) ? 1e7 : 1e4)),
    )
    .replace(/(\d[\d,]*(?:\.\d+)?)\s?(천만|千万|백만|百万|만|万|천|千)/gu, (_, whole: string, unit: string) =>
      thousands(Number(whole.replaceAll(',', '')) * (eastern[unit] ?? 1)),
    );
}

const eastern: Readonly<Record<string, number>> = {
  ...{ 천만: 1e7, 千万: 1e7, 백만: 1e6, 百万: 1e6, 만: 1e4, 万: 1e4, 천: 1e3, 千: 1e3 },
};

/** Names of each currency: those that stand on either side of a figure, and words that stand behind it alone. */
const named: readonly (readonly [code: string, either: string, behind?: string])[] = [
  ['USD', 'US ?\\$|USD|\\$', '(?:US )?dollars?|bucks'],
  ['CAD', 'CA?\\$|CAD', 'Canadian dollars?'],
  ['AUD', 'AU?\\$|AUD', 'Australian dollars?'],
  ['NZD', 'NZ\\$|NZD'],
  ['SGD', 'S\\$|SGD'],
  ['HKD', 'HK\\$|HKD'],
  ['MXN', 'MX\\$|MXN', 'Mexican pesos'],
  ['BRL', 'R\\$|BRL', 'reais'],
  ['EUR', '€|EUR', 'euros?'],
  ['GBP', '£|GBP', 'pounds?(?: sterling)?|quid'],
  ['CHF', 'CHF|SFr\\.?', 'Swiss francs?|Franken'],
  ['JPY', 'JPY', '円|yen'],
  ['CNY', 'CNY|RMB', '元|yuan'],
  ['KRW', 'KRW|₩', '원|won'],
  ['INR', 'INR|₹|Rs\\.?', 'rupees?|रुपये|रुपए'],
  ['SEK', 'SEK', 'Swedish (?:kronor|crowns)'],
  ['NOK', 'NOK', 'Norwegian (?:kroner|crowns)'],
  ['DKK', 'DKK', 'Danish (?:kroner|crowns)'],
  ['PLN', 'PLN|zł', 'zlot(?:y|ych)'],
  ['CZK', 'CZK|Kč'],
  ['HUF', 'HUF', 'forints?'],
  ['RON', 'RON'],
  ['TRY', 'TRY|TL|₺', 'lira'],
  ['ILS', 'ILS|NIS|₪', 'shekels?'],
  ['AED', 'AED', 'dirhams?'],
  ['SAR', 'SAR'],
  ['ZAR', 'ZAR|R(?=\\s?\\d{2}[\\d., ]{2}|\\s?\\d[.,]\\d{3}|\\s?[\\d.,]+[km])', 'rand'],
  ['THB', 'THB|฿', 'baht'],
  ['VND', 'VND|₫'],
  ['IDR', 'IDR|Rp\\.?'],
  ['MYR', 'MYR'],
  ['PHP', 'PHP|₱'],
  ['NGN', 'NGN|₦', 'naira'],
  ['GHS', 'GHS|GH[₵¢]|₵', 'cedis?'],
  ['RUB', 'RUB|₽', 'rou?bles?'],
  ['UAH', 'UAH|₴'],
  ['KES', 'KES|KSh', 'Kenyan shillings'],
  ['TWD', 'NT\\$|TWD'],
  ['PKR', 'PKR'],
  ['EGP', 'EGP'],
  ['COP', 'COP'],
  ['CLP', 'CLP'],
  ['ISK', 'ISK'],
  // Several countries' own: kept apart from each of them.
  ['¥', '¥'],
  ['kr', 'kr\\.?', 'kronor|kroner|crowns'],
  ['pesos', 'pesos'],
  ['shillings', 'shillings'],
  ['dinars', 'dinars'],
  ['francs', 'Fr\\.', 'francs?'],
];

/** By their code alone. */
const moreCodes =
  'AMD ARS AZN BAM BDT BGN BHD BOB BWP BYN CRC DOP DZD ETB FJD GEL GTQ HNL IQD JMD JOD KHR KWD KZT LAK LBP LKR LYD MAD MDL MKD MMK MNT MOP MUR MVR NAD NIO NPR OMR PEN PGK PYG QAR RSD RWF TND TTD TZS UGX UYU UZS VES XAF XCD XOF ZMW';
const currencies = [...named, ...moreCodes.split(' ').map((code): (typeof named)[number] => [code, code])];
/** Words and names as well, unless they stand in capitals. */
const inCapitals: ReadonlySet<string> = new Set('AMD BAM BOB GEL MAD MOP PEN RUB R TL TRY'.split(' '));

const dollars: ReadonlySet<string> = new Set(['CAD', 'AUD', 'NZD', 'SGD', 'HKD', 'MXN']);
/** Stands for a currency where two different ones are named on one figure. */
const twoWays = '?';

const spellings = currencies.map(([code, ...names]) => {
  return { code, pattern: new RegExp(`^(?:${names.join('|').replace(/\(\?=[^)]*\)/, '')})$`, 'iu') };
});

function codeOf(written: string): string | null {
  const name = written.trim();
  const isWord = inCapitals.has(name.toUpperCase()) && name !== name.toUpperCase();
  return name === '' || isWord ? null : (spellings.find(({ pattern }) => pattern.test(name))?.code ?? null);
}

/** `$48k CAD` is in Canadian dollars; `€48k USD` is in nothing. */
function currencyOf(before: string, behind: string): string | null {
  const [one, other] = [codeOf(before), codeOf(behind)];
  if (one === null || other === null || one === other) return one ?? other;
  return before.trim() === '$' && dollars.has(other) ? other : twoWays;
}

const letterless = '(?<![\\p{L}\\p{N}.,])';
const either = currencies.map(([, names]) => names).join('|');
const behind = currencies.flatMap(([, , words]) => words ?? []).join('|');
const grouped = "\\d{1,3}(?:([., '’])\\d{3})(?:\\1\\d{3})*(?:(?!\\1)[.,]\\d{1,2})?";
const number = `${grouped}(?!\\d)|\\d{1,2}(?:,\\d{2})+,\\d{3}(?:\\.\\d{1,2})?(?!\\d)|\\d+(?:[.,]\\d+)?`;

/** `T` is a thousand beside a currency; `mil` is a thousand to some and a million to others. */
const scaleOf: Readonly<Record<string, number>> = { ...scales, t: 1e3, mil: Number.NaN };
const spelled = Object.keys(scaleOf)
  .filter((scale) => scale.length > 1)
  .toSorted((a, b) => b.length - a.length)
  .join('|');
/** One letter is a scale where it touches its figure, or its currency: `48k`, `48 k€`, `48 TEUR`. */
const scale = `\\s?(?:${spelled})\\.?(?![\\p{L}\\p{M}])|[km](?![\\p{L}\\p{M}\\p{N}])|\\s?[kmt](?=(?:${either})(?![\\p{L}]))`;
const figure = new RegExp(
  `(?:${letterless}(${either})\\s?|${letterless})(?<figure>${number.replaceAll('\\1', '\\3')})(?<scale>${scale})?(?:\\s?(?:de )?(?<behind>(?:${either}|${behind})(?![\\p{L}\\p{M}\\p{N}])))?`,
  'giu',
);

/** A number in the text, with what belongs to it. */
interface Figure {
  readonly start: number;
  readonly end: number;
  /** Null where it can be read in two ways. */
  readonly value: number | null;
  readonly currency: string | null;
  readonly scale: string | undefined;
}

function figuresOf(text: string): readonly Figure[] {
  return [...text.matchAll(figure)].flatMap((match) => {
    const { figure: written = '', scale: said, behind: words = '' } = match.groups ?? {};
    const end = match.index + match[0].length;
    const currency = currencyOf(match[1] ?? '', words);
    const scaledBy = said?.trim().replace(/\.$/, '').toLowerCase();
    const isCount = currency === null && counts.test(text.slice(end));
    if (isCount) return [];
    const isUnread = scaledBy === undefined && unreadScale.test(text.slice(end));
    const value = isUnread ? null : worthOf(written, scaledBy);
    return [{ start: match.index, end, value, currency, scale: scaledBy }];
  });
}

/** Behind a figure this says how many of it there are, in a way that is not known. */
const unreadScale = /^(?:[km]\d|\s?(?:mil[lij]|tril|thous|taus)\p{L}*)/iu;

/** `48.000` and `48,000` are 48000; `1.125m` is either, and null. */
function worthOf(written: string, scaledBy: string | undefined): number | null {
  const separators = written.match(/[^\d]/g) ?? [];
  const last = written.split(/[^\d]/).at(-1) ?? '';
  const isOne = separators.length === 1;
  if (isOne && last.length === 3 && scaledBy !== undefined && !written.startsWith('0')) return null;
  const isDecimal =
    (isOne && (last.length !== 3 || written.startsWith('0'))) ||
    (separators.length > 1 && separators.at(-1) !== separators[0] && last.length < 3);
  if (isDecimal && last.length > 3) return null;
  const whole = isDecimal ? written.slice(0, -last.length - 1) : written;
  const plain = `${whole.replace(/[^\d]/g, '')}${isDecimal ? `.${last}` : ''}`;
  const value = Number(plain) * (scaledBy === undefined ? 1 : (scaleOf[scaledBy] ?? 1));
  return Number.isFinite(value) ? Math.round(value * 100) / 100 : null;
}

/** Behind a figure without a currency: what is counted is no money. */
const counts =
  /^(?:\s?%|\s?(?:per ?cent|percent)|(?:st|nd|rd|th)\b|[-\s]?(?:seats?|users?|devices?|units?|people|ppl|licen[cs]es?|stores?|sites?|agents?|drivers?|employees?|trucks?|vehicles?|months?|mos?\b|mths?|weeks?|days?|years?|yrs?|hours?|calls?|orders?|records?|rows|tickets?|scanners?|phones?|sensors?|pieces?|beds|rooms?|Jahre?n?|Monate?n?|Wochen?|Tage?n?|Stück|Geräte?n?|Nutzer|대|명|개월|년|台|人|年|か月)(?![\p{L}\p{M}]))/iu;

const leastPlain = 1_000;
/** What may stand behind a figure that has neither currency nor scale. */
const plainBehind =
  /^(?:$|[.,;:!?)\]]|\s?\/|\s+(?:a|an|per|pro|je|p\.?a|for|in|all|total|net|gross|plus|on|with|im|and|now|this|as|excl|incl|flat|instead|yearly|annually|monthly|each)(?![\p{L}\p{M}]))/iu;

/** A figure alone is money where it is large and no year. */
function isPlainly({ value, start, end }: Figure, text: string): boolean {
  const written = text.slice(start, end);
  const isYear = /^(?:19|20)\d\d$/.test(written);
  const after = text.slice(end);
  if (isForEach('', after)) return false;
  if (rates.year.after.test(after) || rates.month.after.test(after)) return true;
  return (value === null || value >= leastPlain) && !isYear && plainBehind.test(after);
}

const money = `(?:${either})?\\s?\\d`;
const rangeBefore =
  /\d[\d.,]*\s?(?:k|m|mio|thousand|million|lakh|crore)?\.?\s?[€$£₹]?\s*(?:[-–—~]|\b(?:to|bis|till|until|à|or)\b)\s*$/iu;
const rangeAfter = new RegExp(`^\\s*(?:[-–—~]|\\b(?:to|bis|till|until|à|or)\\b)\\s*${money}`, 'iu');
const between = new RegExp(
  `(?<!\\p{L})(?:between|zwischen|entre|tra|tussen)\\s+(?:about\\s+|around\\s+)?${money}`,
  'iu',
);

function isRange(before: string, after: string): boolean {
  return rangeBefore.test(before) || rangeAfter.test(after) || between.test(`${before}0`);
}

const limitBefore =
  /(?:(?<!\p{L})(?:up to|at (?:most|least)|max(?:imum|\.)?|min(?:imum|\.)?|under|below|less than|over|above|more than|from|starting (?:at|from)|ab|bis zu|höchstens|mindestens|unter|über|jusqu['’]à|hasta|a partir de|fino a)(?:\s+(?:of|about|around))?|[<>≤≥])\s*$/iu;
const limitAfter =
  /^\s*(?:\+(?!\s*(?:vat|mwst|ust|tva|iva|btw|moms|gst|tax)(?!\p{L}))|or (?:more|less|so over)|at (?:most|least)|max(?:imum)?(?!\p{L})|이상|이하|以上|以下)/iu;

const near =
  '^(?:\\s+(?:net|gross|flat|fixed|list|total|all in|recurring|excl\\.? VAT|plus VAT|netto|brutto))?';
const every =
  "(?:\\s*\\/\\s*|\\s+(?:a|an|per|pro|je|par|al|à l[’']|por|im|in the|each|every|for (?:the|one|a))\\s+)";
const yearWords = 'years?|yrs?|annum|jahr|année|an|año|ano|anno|jaar|년|年';
const monthWords = 'months?|mos?|mths?|monat|mois|mes|mês|mese|maand|월|月';
const rates = {
  year: {
    after: new RegExp(
      `${near}(?:${every}(?:${yearWords})(?![\\p{L}\\p{M}])|\\s*p\\.? ?a\\.?(?![\\p{L}\\p{M}])|\\s+(?:annually|yearly|jährl(?:ich|\\.)|annuel(?:le)?s?|anua(?:l|les|is)|annu[oi]|jaarlijks|ARR|ACV)(?![\\p{L}\\p{M}]))|^.{0,30}\\b(?:a|per)\\s+year\\b`,
      'iu',
    ),
    before:
      /(?<!\p{L})(?:yearly|annual|per year|a year|jährlich|ARR|ACV)(?!\p{L})[^\d]{0,20}$|(?:연|年額|매년)\s?$/iu,
  },
  month: {
    after: new RegExp(
      `${near}(?:${every}(?:${monthWords})(?![\\p{L}\\p{M}])|\\s+(?:monthly|monatl(?:ich|\\.)|mtl\\.?|mensuel(?:le)?s?|mensua(?:l|les)|mensa(?:l|is)|mensil[ei]|maandelijks|pcm|MRR)(?![\\p{L}\\p{M}]))|^.{0,30}\\b(?:a|per)\\s+month\\b`,
      'iu',
    ),
    before:
      /(?<!\p{L})(?:monthly|per month|a month|monatlich|MRR)(?!\p{L})[^\d]{0,20}$|(?:월|月額|매월)\s?$/iu,
  },
} as const;

const byTime = new RegExp(
  `${near}${every}(?:weeks?|wks?|days?|hours?|hrs?|woche|tag|stunde|semaine|jour|heure|semana|d[ií]a|hora)(?![\\p{L}\\p{M}])(?!\\s+(?:a|an|per|each|for)\\s)`,
  'iu',
);

const items =
  'seats?|users?|devices?|units?|heads?|employees?|drivers?|licen[cs]es?|stores?|sites?|agents?|persons?|trucks?|vehicles?|beds?|rooms?|lines?|scanners?|phones?|sensors?|pieces?|items?|days?|weeks?|quarters?|hours?|orders?|calls?|transactions?|branch(?:es)?|location|pop|go';
const forEach = new RegExp(
  [
    `^.{0,24}?(?:\\/|\\b(?:a|an)\\s)\\s*(?:${items})(?![\\p{L}\\p{M}])`,
    `^.{0,24}?(?:\\b(?:per|pro|je|par|por)\\s|\\/)\\s*(?!(?:${yearWords}|${monthWords})(?![\\p{L}\\p{M}]))\\p{L}`,
    `^\\s+(?:a|an|per)\\s+(?!(?:${yearWords}|${monthWords})\\b)\\p{L}+\\s+(?:a|an|per)\\s`,
    '^.{0,24}?\\b(?:each|apiece|pro Stück)(?![\\p{L}\\p{M}])',
    '^\\s*[x×*]\\s*\\d',
    `^\\s*(?:\\/\\s*\\p{L}+|(?:a|per)\\s+\\p{L}+)?\\s*[x×]\\s*\\d`,
  ].join('|'),
  'iu',
);
const eachBefore =
  /\d\s*(?:\p{L}+\s+)?(?:[x×*]|at|à|zu)\s*$|(?<!\p{L})(?:per (?!year|month|annum)\p{L}+|each)[^\d]{0,16}$|(?:대당|개당|인당|1台)\s?$/iu;

function isForEach(before: string, after: string): boolean {
  return forEach.test(after) || eachBefore.test(before);
}
