import { once } from '../../util/remember.ts';
import { canonical } from './names.ts';

const languages = ['en', 'de', 'fr', 'es', 'pt', 'it', 'nl'];
const firsts = Array.from({ length: 12 }, (_, month) => new Date(Date.UTC(2026, month, 15)));
/** 5 January 2026 is a Monday. */
const week = Array.from({ length: 7 }, (_, day) => new Date(Date.UTC(2026, 0, 5 + day)));

function namesOf(dates: readonly Date[], part: 'month' | 'weekday'): readonly string[] {
  const formats = languages.map(
    (language) => new Intl.DateTimeFormat(language, { [part]: 'long', timeZone: 'UTC' }),
  );
  return formats.flatMap((format) => dates.map((date) => canonical(format.format(date))));
}

const months = once(
  () =>
    new Set([
      ...namesOf(firsts, 'month'),
      ...'jan feb mar apr jun jul aug sep sept oct nov dec'.split(' '),
      ...'spring summer autumn fall winter easter christmas'.split(' '),
    ]),
);
const weekdays = once(
  () =>
    new Set([
      ...namesOf(week, 'weekday').map((name) => name.replace(/ feira$/, '')),
      ...'mon tue tues wed thu thur thurs fri sat sun'.split(' '),
    ]),
);

/** Whether a word, in canonical form, names a month, a season or a weekday, whoever else bears it. */
export function isDateWord(word: string): boolean {
  return months().has(word) || weekdays().has(word);
}

interface Said {
  readonly word: string;
  readonly isSurelyName: boolean;
}

const leadsMonth = new Set(
  'in by until till since during before after this next last early mid late coming end beginning middle start im ab bis seit en em au fin nel entro hasta ate desde'.split(
    ' ',
  ),
);
const leadsWeekday = new Set([
  ...leadsMonth,
  ...'on every each the from for am le el op no na der den dem'.split(' '),
]);
/** What is said of a span before "of May". */
const spans = new Set('end beginning middle start week half month first last rest close days'.split(' '));
const isNumber = /^\d{1,4}(?:st|nd|rd|th)?$/;
/** Told of people and not of days. */
const toldOf = new Set(
  'with to about ask tell call email mail ping meet met did does has is was and'.split(' '),
);

/** Whether the word at this place, which may be a name too, is said as a date: "in May", "5 March", "on Friday". */
export function standsAsDate(said: readonly Said[], at: number): boolean {
  const { word, isSurelyName } = said[at] ?? { word: '', isSurelyName: true };
  if (isSurelyName || !isDateWord(word)) return false;
  const [twoBefore = '', before = '', after = ''] = [at - 2, at - 1, at + 1].map(
    (one) => said[one]?.word ?? '',
  );
  if (isNumber.test(before) || isNumber.test(after)) return true;
  if (before === 'of') return spans.has(twoBefore) || isNumber.test(twoBefore);
  if ((before === 'and' || before === 'or') && standsAsDate(said, at - 2)) return true;
  const isDay = weekdays().has(word) && !months().has(word);
  return isDay ? leadsWeekday.has(before) || !toldOf.has(before) : leadsMonth.has(before);
}
