import { type DayWord, dayWords, type Turn, type Unit } from './day-vocabulary.ts';

/** One piece of words that may name a day. */
export type DayToken =
  | DayWord
  | {
      readonly is: 'date';
      readonly year: number | null;
      readonly month: number;
      readonly date: number;
      readonly isSure: boolean;
    }
  | { readonly is: 'ordinal'; readonly number: number }
  | { readonly is: 'quarter'; readonly quarter: number }
  | { readonly is: 'year'; readonly year: number }
  | { readonly is: 'stop' }
  | { readonly is: 'comma' };

export interface TokenReader {
  readonly languages: ReadonlySet<string>;
  /** Of several days in a row the first counts, else the last; of two to choose from none does. */
  readonly isFirst: boolean;
  readonly isMonthFirst: boolean;
}

/** Null where the words say something else after all. */
type Rule = readonly [RegExp, (match: RegExpExecArray, reader: TokenReader) => readonly DayToken[] | null];

const link = (
  name: 'until' | 'by' | 'before' | 'not before' | 'after' | 'from' | 'in' | 'for',
): readonly DayToken[] => [{ is: 'link', link: name }];

/** "Next week". */
function turned(turn: Turn, unit: Unit): readonly DayToken[] {
  return [
    { is: 'turn', turn },
    { is: 'unit', unit },
  ];
}

/** "Three weeks". */
function many(number: string | number | undefined, unit: Unit): readonly DayToken[] {
  return [
    { is: 'number', number: Number(number) },
    { is: 'unit', unit },
  ];
}

function numeric(
  first: string | undefined,
  second: string | undefined,
  rest: { year?: string | undefined; isMonthFirst: boolean; isSure?: boolean },
): readonly DayToken[] {
  const [a, b] = [Number(first), Number(second)];
  const isSwapped = rest.isMonthFirst ? b <= 12 && a > 12 : b > 12 && a <= 12;
  const [month, date] = rest.isMonthFirst !== isSwapped ? [a, b] : [b, a];
  if (month < 1 || month > 12 || date < 1 || date > 31) return [{ is: 'stop' }];
  const year = rest.year === undefined ? null : Number(rest.year) + (rest.year.length === 2 ? 2000 : 0);
  return [{ is: 'date', year, month, date, isSure: rest.isSure ?? true }];
}

/** Monday first. */
const koreanDays = '월화수목금토일';
const japaneseDays = '月火水木金土日';

/** Scripts whose words are not parted by spaces: what they say of days, longest first. */
const eastern: readonly Rule[] = [
  [/(\d{4})[년年] ?/y, ([, year]) => [{ is: 'year', year: Number(year) }]],
  [/(\d{1,2})[월月] ?(\d{1,2})[일日]/y, ([, month, date]) => numeric(month, date, { isMonthFirst: true })],
  [/(\d{1,3}) ?(?:영업일|営業日)/y, ([, number]) => many(number, 'workday')],
  [/(\d{1,3})(?:일|日)(?= ?(?:후|뒤|안|이내|내에|後|以内|間))/y, ([, number]) => many(number, 'day')],
  [/(\d{1,2})[일日]/y, ([, number]) => [{ is: 'ordinal', number: Number(number) }]],
  [/(\d{1,2}) ?(?:주일?|週間?)/y, ([, number]) => many(number, 'week')],
  [/(\d{1,2}) ?(?:개월|달|[かヶカケ]月)/y, ([, number]) => many(number, 'month')],
  [/(?:(?:오전|오후|午前|午後) ?)?\d{1,2}[시時](?: ?\d{1,2}[분分]|반|半)?/y, () => []],
  [/(?:([1-4])분기|第?([1-4])四半期)/y, ([, a, b]) => [{ is: 'quarter', quarter: Number(a ?? b) }]],
  [/분기 ?말|四半期末/y, () => [{ is: 'edge', edge: 'end', unit: 'quarter' }]],
  [
    /(?:이번 ?달 ?|이달 ?)?월말|(?:今月)?月末|이달 ?말|今月末/y,
    () => [{ is: 'edge', edge: 'end', unit: 'month' }],
  ],
  [/연말|년말|年末/y, () => [{ is: 'edge', edge: 'end', unit: 'year' }]],
  [/(\d{1,2})[월月]/y, ([, month]) => (Number(month) <= 12 ? [{ is: 'month', month: Number(month) }] : [])],
  [/말(?=까|에|\s|$)|末/y, () => [{ is: 'edge', edge: 'end' }]],
  [/초(?=까|에|\s|$)|初旬?|상순|上旬/y, () => [{ is: 'edge', edge: 'start' }]],
  [/중순|中旬/y, () => [{ is: 'edge', edge: 'middle' }]],
  [/다음 ?주|내주|来週/y, () => turned('next', 'week')],
  [/이번 ?주|금주|今週/y, () => turned('this', 'week')],
  [/지난 ?주|先週/y, () => turned('last', 'week')],
  [/다음 ?달|내달|来月/y, () => turned('next', 'month')],
  [/이번 ?달|이달|今月/y, () => turned('this', 'month')],
  [/내년|来年/y, () => turned('next', 'year')],
  [/([월화수목금토일])요일/y, ([, day = '']) => [{ is: 'weekday', weekday: koreanDays.indexOf(day) }]],
  [/([月火水木金土日])曜日?/y, ([, day = '']) => [{ is: 'weekday', weekday: japaneseDays.indexOf(day) }]],
  [/모레|明後日/y, () => [{ is: 'offset', days: 2 }]],
  [/내일|明日/y, () => [{ is: 'offset', days: 1 }]],
  [/오늘|今日|本日/y, () => [{ is: 'offset', days: 0 }]],
  [/어제|昨日/y, () => [{ is: 'offset', days: -1 }]],
  [/크리스마스|성탄절|クリスマス/y, () => [{ is: 'feast', feast: 'christmas' }]],
  [/까지|まで/y, () => link('by')],
  [/부터|から/y, () => link('from')],
  [/이내|안에|내에|以内/y, () => link('in')],
  [/[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}]/uy, () => []],
];

const countWords = 'one two three four five six seven eight nine ten eleven twelve'.split(' ');
const aCount = String.raw`\d{1,3}|an?|${countWords.join('|')}`;

/** "Two" is 2, "a" is 1. */
function numberOf(count: string | undefined): number {
  const at = countWords.indexOf(count ?? '');
  return at < 0 ? Number(count) || 1 : at + 1;
}

/** Lengths and ends of time that take several English words. */
const english: readonly Rule[] = [
  [
    new RegExp(`(${aCount}) and a half (?=(?:weeks?|months?|quarters?|years?)(?!\\p{L}))`, 'uy'),
    ([, count]) => [{ is: 'number', number: numberOf(count) + 0.5 }],
  ],
  [
    /(\d{1,2})\.5 (?=(?:weeks?|months?|years?)(?!\p{L}))/uy,
    ([, n]) => [{ is: 'number', number: Number(n) + 0.5 }],
  ],
  [
    new RegExp(`(${aCount}) (week|month|quarter|year)s? and a half(?!\\p{L})`, 'uy'),
    ([, count, unit]) => many(numberOf(count) + 0.5, unitOf(unit)),
  ],
  [/(\d{1,3}) ?hours(?!\p{L})/uy, ([, hours]) => many(Math.ceil(Number(hours) / 24), 'day')],
  [/couple of(?!\p{L})/uy, () => [{ is: 'number', number: 2 }]],
  [
    /(?:(?:the )?(?:end|close) of (?:business|play|the day|day)|cob|eob|eod)(?!\p{L})/uy,
    () => [{ is: 'offset', days: 0 }],
  ],
  [
    /(week|month|quarter|year)(?:'s)?[- ]end(?!\p{L})/uy,
    ([, unit]) => [{ is: 'edge', edge: 'end', unit: unitOf(unit) }],
  ],
  [
    /(first|second|third|fourth) quarter(?!\p{L})/uy,
    ([, which = '']) => [
      { is: 'quarter', quarter: ['first', 'second', 'third', 'fourth'].indexOf(which) + 1 },
    ],
  ],
  [
    /(?:h([12])|(first|second) half of the year)(?![\p{L}\d])/uy,
    ([, half, which]) => [{ is: 'quarter', quarter: half === '1' || which === 'first' ? 2 : 4 }],
  ],
];

function unitOf(word: string | undefined): Unit {
  return units.find((unit) => unit === word) ?? 'day';
}

const units: readonly Unit[] = ['week', 'month', 'quarter', 'year'];

/** Between the first and the last of several days. */
const inARow =
  '\\.? ?(?:[-/&+~]|(?:to|till?|until|and|bis|und|au|et|al?|y|e|tot(?: en met)?|t/m|en)(?: the| el)? ) ?';
const ofMonth = String.raw` ?(?:(?:of|de|di) )?(?:d')?([\p{L}\p{M}]+)`;
/** "7-8 Nov", "10/11 nov", "12.-14.10.": of several days the one that counts. */
const daysInARow: readonly Rule[] = [
  [
    new RegExp(`\\d{1,2}(?:st|nd|rd|th|\\.)? (?:or|oder|ou) \\d{1,2}(?:st|nd|rd|th|\\.)?${ofMonth}`, 'uy'),
    ([, word = ''], { isFirst, languages }) =>
      isFirst && isMonth(word, languages) ? [{ is: 'stop' }] : null,
  ],
  [
    new RegExp(`(\\d{1,2})(?:st|nd|rd|th)?${inARow}(\\d{1,2})(?:st|nd|rd|th|\\.)?(?=${ofMonth})`, 'uy'),
    ([, first, last, word = ''], { isFirst, languages }) =>
      isMonth(word, languages)
        ? ofSeveral(isFirst, [{ is: 'ordinal', number: Number(isFirst ? first : last) }])
        : null,
  ],
  [
    new RegExp(`(\\d{1,2})${inARow}(\\d{1,2})\\.(\\d{1,2})\\.(?:(\\d{4}|\\d{2})(?!\\d))?`, 'uy'),
    ([, first, last, month, year], { isFirst }) =>
      ofSeveral(isFirst, numeric(isFirst ? first : last, month, { year, isMonthFirst: false })),
  ],
];

function isMonth(word: string, languages: ReadonlySet<string>): boolean {
  return dayWords(word, languages).some(({ is }) => is === 'month');
}

/** "From 22 to 26 Oct": the last day is no start. */
function ofSeveral(isFirst: boolean, day: readonly DayToken[]): readonly DayToken[] {
  return isFirst ? day : [...link('until'), ...day];
}

/** What begins on a day at the earliest is not due by it. */
const earliest: Rule = [
  /(?:at the |the )?earliest(?!\p{L})|fr(?:ü|u|ue)hestens|au plus t[oô]t|como pronto|al pi[uù] presto|op zijn vroegst/uy,
  () => link('not before'),
];

const western: readonly Rule[] = [
  [/\s+/y, () => []],
  ...english,
  earliest,
  ...daysInARow,
  [
    /(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)/y,
    ([, year, month, date]) => numeric(month, date, { year, isMonthFirst: true }),
  ],
  [/(?:24|7)\/7/y, () => [{ is: 'stop' }]],
  [
    /(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})(?!\d)/y,
    ([, a, mark, b, year], { isMonthFirst }) =>
      numeric(a, b, { year, isMonthFirst: isMonthFirst && mark !== '.' }),
  ],
  [/(\d{1,2})\.(\d{1,2})\.(?!\d)/y, ([, a, b]) => numeric(a, b, { isMonthFirst: false })],
  [
    /(\d{1,2})\/(\d{1,2})(?![\d/])/y,
    ([all, a, b], { isMonthFirst }) =>
      numeric(a, b, { isMonthFirst, isSure: !/^(?:1\/[234]|2\/3|3\/4)$/.test(all) }),
  ],
  [
    /\d{1,2}[:h]\d{2}(?:\s?[ap]\.?m\b)?|\d{1,2}(?:[.:]\d{2})?\s?(?:[ap]\.?m\b\.?|uhr\b|h\b|o'clock|hrs\b)/y,
    () => [],
  ],
  [
    /(\d{1,2})\.(\d{1,2})(?![\d.,%\p{L}])/uy,
    ([, a, b]) => numeric(a, b, { isMonthFirst: false, isSure: false }),
  ],
  [/q([1-4])(?![\p{L}\d])/uy, ([, quarter]) => [{ is: 'quarter', quarter: Number(quarter) }]],
  [/(20\d{2})(?![\p{L}\d.,])/uy, ([, year]) => [{ is: 'year', year: Number(year) }]],
  [
    /(\d{1,2})(?:st|nd|rd|th|er|re|o|a|e|eme|ten|°)(?![\p{L}\d])|(\d{1,2})\.(?=\s*\p{L})/uy,
    ([, a, b]) => [{ is: 'ordinal', number: Number(a ?? b) }],
  ],
  [
    /(\d{1,3})(?![\d\p{L}%]|[.,]\d)/uy,
    ([, number]) => [{ is: 'number', number: Number(number), isInFigures: true }],
  ],
  [/\d[\d.,]*[\p{L}%]*/uy, () => [{ is: 'stop' }]],
  [
    /day after tomorrow|apres-demain|après-demain|pasado mañana|depois de amanhã/y,
    () => [{ is: 'offset', days: 2 }],
  ],
  [
    /new y(?:ea)?r'?s?(?: eve| day)?|nouvel an|año nuevo|ano novo/y,
    () => [{ is: 'feast', feast: 'new year' }],
  ],
  [/labou?r day/y, () => [{ is: 'feast', feast: 'labor day' }]],
  [
    /(?:business|working) days?|jours ouvr[ée]s|d[ií]as h[áa]biles|dias [úu]teis|giorni lavorativi/y,
    () => [{ is: 'unit', unit: 'workday' }],
  ],
  [/fortnights?/y, () => many(2, 'week')],
  [/que (?:viene|entra|vem)(?!\p{L})/uy, () => [{ is: 'turn', turn: 'coming' }]],
  [/-feira/y, () => []],
  [/weekend/y, () => [{ is: 'edge', edge: 'end', unit: 'week' }]],
];
const aWord = /[\p{L}\p{M}]+(?:'s(?![\p{L}]))?/uy;
const comma = /[,;:()]/y;

/** The pieces of words that may name a day, in their order; what says nothing of days stands as a stop. */
export function dayTokens(words: string, reader: TokenReader): readonly DayToken[][] {
  const tokens: DayToken[][] = [];
  const rules = easternScript.test(words) ? [...eastern, ...western] : western;
  let at = 0;
  while (at < words.length) {
    const rule = ruleAt(rules, { words, at, reader });
    if (rule !== null) {
      for (const token of rule.tokens) tokens.push([token]);
      at = rule.end;
      continue;
    }
    aWord.lastIndex = at;
    const word = aWord.exec(words)?.[0];
    if (word === undefined) {
      comma.lastIndex = at;
      if (comma.test(words)) tokens.push([{ is: 'comma' }]);
      at += 1;
      continue;
    }
    const known = dayWords(word.replace(/'s$/, ''), reader.languages);
    tokens.push(known.length > 0 ? [...known] : [{ is: 'stop' }]);
    at += word.length;
  }
  return tokens;
}

const easternScript = /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}]/u;

function ruleAt(
  rules: readonly Rule[],
  { words, at, reader }: { readonly words: string; readonly at: number; readonly reader: TokenReader },
): { tokens: readonly DayToken[]; end: number } | null {
  for (const [pattern, make] of rules) {
    pattern.lastIndex = at;
    const match = pattern.exec(words);
    const tokens = match === null ? null : make(match, reader);
    if (tokens !== null) return { tokens, end: pattern.lastIndex };
  }
  return null;
}
