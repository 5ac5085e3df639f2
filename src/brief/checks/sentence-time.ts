import { addDays, daysBetween, isoWeekOf, weekdayOf } from '../../util/calendar.ts';
import { dayWords } from '../quotes/day-vocabulary.ts';
import { mentionsOf, type Signal } from '../signals/signal.ts';

/** What a sentence's words for days are held against. */
export interface TimeGrounds {
  readonly signals: readonly Signal[];
  /** Days of the notes that the sentence rests on. */
  readonly noteDays: readonly string[];
  /** The notes' sentences that its quotes stand in. */
  readonly near: string;
  /** The whole of those notes. */
  readonly far: string;
  readonly newestDay: string;
  readonly today: string;
}

/** What one side will do, or wants: nothing of it has happened while it is open. */
export const aheadKinds: ReadonlySet<string> = new Set([
  'promise',
  'next_step',
  'buyer_request',
  'close_date',
  'pilot_agreed',
]);

interface DayOfYear {
  readonly month: number;
  readonly date: number | null;
}

const english: ReadonlySet<string> = new Set(['en']);
const all: ReadonlySet<string> = new Set(['en', 'de', 'fr', 'es', 'pt', 'it', 'nl', 'hi']);

function monthOf(word: string, languages: ReadonlySet<string>): number | null {
  const found = dayWords(word, languages).find((one) => one.is === 'month');
  return found?.is === 'month' ? found.month : null;
}

const beforeMonth =
  /(\d{1,2})(?:st|nd|rd|th|\.)?(?: ?(?:to|and|bis|\+|-|–|until) ?(\d{1,2})(?:st|nd|rd|th|\.)?)?(?: of)? ?([\p{L}\p{M}]{3,10})/giu;
const afterMonth = /([\p{L}\p{M}]{3,10})\.? (\d{1,2})(?![\d:.,%]|\p{L}{2}|\s?[ap]m)/giu;
const aloneMonth =
  /(?<!\d(?:st|nd|rd|th|\.)? ?(?:of )?)(?<![\p{L}\p{M}])([\p{L}\p{M}]{3,10})(?![\p{L}\p{M}])(?!\.? \d{1,2}(?!\d))/giu;
const numeric = /(?<!\d)(\d{1,2})[./](\d{1,2})(?![\d])/g;
const iso = /20\d\d-(\d\d)-(\d\d)/g;

/** The dates that a text names by their month, whatever the way: each with its day of the month, or none. */
function datesIn(text: string, languages: ReadonlySet<string>): readonly DayOfYear[] {
  const dates: DayOfYear[] = [];
  const put = (word: string | undefined, date: string | undefined): void => {
    const month = monthOf(word ?? '', languages);
    if (month !== null) dates.push({ month, date: date === undefined ? null : Number(date) });
  };
  for (const [, first, last, word] of text.matchAll(beforeMonth)) {
    put(word, first);
    if (last !== undefined) put(word, last);
  }
  for (const [, word, date] of text.matchAll(afterMonth)) put(word, date);
  for (const [, word] of text.matchAll(aloneMonth))
    if (!/^(?:may|march|mar)$/.test(word ?? '')) put(word, undefined);
  for (const [, a, b] of text.matchAll(numeric)) {
    if (Number(b) <= 12) dates.push({ month: Number(b), date: Number(a) });
    if (Number(a) <= 12) dates.push({ month: Number(a), date: Number(b) });
  }
  for (const [, month, date] of text.matchAll(iso)) dates.push({ month: Number(month), date: Number(date) });
  return dates;
}

function parts(day: string): DayOfYear {
  return { month: Number(day.slice(5, 7)), date: Number(day.slice(8, 10)) };
}

const tellsOfANote =
  /\b(?:since|said|says|told|asked|called|rang|met|spoke|mailed|wrote|heard|went|sent|came|agreed|ended|signed|passed|joined|showed)\b/i;

/** True when a sentence names a date, a weekday or a time that what it cites does not have today. */
export function timeFault(sentence: string, grounds: TimeGrounds): boolean {
  return (
    hasOtherDate(sentence, grounds) ||
    missesDue(sentence, grounds) ||
    hasOtherDueTense(sentence, grounds) ||
    relative.some(({ words, holds }) => words.test(sentence) && !holds(grounds, sentence))
  );
}

function duesOf({ signals }: TimeGrounds): readonly string[] {
  return signals.flatMap(({ dueOn, dueBefore }) => [...(dueOn === null ? [] : [dueOn]), ...dueBefore]);
}

function hasOtherDate(sentence: string, grounds: TimeGrounds): boolean {
  const dues = duesOf(grounds).map(parts);
  const notes = tellsOfANote.test(sentence) ? grounds.noteDays.map(parts) : [];
  const named = [...dues, ...datesIn(grounds.near, all)];
  const known = [...named, ...notes, ...toldDays(grounds).map(parts)];
  return datesIn(sentence, english).some(
    ({ month, date }) =>
      !(date === null ? [...named, ...notes] : known).some(
        (one) =>
          one.month === month &&
          (date === null || one.date === date || (one.date === null && isLast(month, date))),
      ),
  );
}

/** `yesterday` in a note is the day before it. */
function toldDays({ far, noteDays }: TimeGrounds): readonly string[] {
  const own = /\b(?:today|heute|this morning)\b/i.test(far) ? noteDays : [];
  const back = /\b(?:yesterday|gestern|last night)\b/i.test(far)
    ? noteDays.map((day) => addDays(day, -1))
    : [];
  const ahead = /\b(?:tomorrow|tmrw|morgen)\b/i.test(far) ? noteDays.map((day) => addDays(day, 1)) : [];
  return [...own, ...back, ...ahead];
}

/** Of what is due on a day, a sentence with dates names that one, the day that it was told, or one of what else it rests on. */
function missesDue(sentence: string, grounds: TimeGrounds): boolean {
  const { signals, noteDays } = grounds;
  const dues = signals.flatMap(({ kind, dueOn, dueBefore }) =>
    aheadKinds.has(kind) && dueOn !== null ? [dueOn, ...dueBefore] : [],
  );
  const said = datesIn(sentence, english).filter(({ date }) => date !== null);
  if (dues.length === 0 || said.length === 0 || /\b(?:from|starts?|starting)\b/i.test(sentence)) return false;
  const own = [...dues, ...toldDays(grounds), ...(tellsOfANote.test(sentence) ? noteDays : [])].map(parts);
  const others = signals.filter(({ kind }) => !aheadKinds.has(kind)).flatMap(mentionsOf);
  const days = [...own, ...others.flatMap(({ quote }) => datesIn(quote, all))];
  return !said.some(({ month, date }) => days.some((one) => one.month === month && one.date === date));
}

function isLast(month: number, date: number): boolean {
  return date >= (month === 2 ? 28 : [4, 6, 9, 11].includes(month) ? 30 : 31);
}

/** `was due` is of a day that has passed, `is due` of one that has not. */
function hasOtherDueTense(sentence: string, { signals, today }: TimeGrounds): boolean {
  const dues = signals.flatMap(({ dueOn }) => dueOn ?? []);
  if (dues.length === 0) return false;
  if (/\b(?:was|were) due\b/i.test(sentence)) return !dues.some((day) => day < today);
  if (/\b(?:is|are) due\b/i.test(sentence)) return !dues.some((day) => day >= today);
  return false;
}

/** Of what is only ahead, the day that it is due; of the rest the days that it was told, too. */
function eventDays({ noteDays, signals }: TimeGrounds): readonly string[] {
  const isAhead =
    signals.length > 0 && signals.every(({ kind, closedBy }) => aheadKinds.has(kind) && closedBy === null);
  return [...(isAhead ? [] : noteDays), ...signals.flatMap(({ dueOn }) => dueOn ?? [])];
}

function isEvent(grounds: TimeGrounds, offset: number): boolean {
  return eventDays(grounds).includes(addDays(grounds.today, offset));
}

function isInWeek(days: readonly string[], today: string, weeks: number): boolean {
  const week = isoWeekOf(addDays(today, 7 * weeks));
  return days.some((day) => isoWeekOf(day) === week);
}

const weekdayWord = /\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b/gi;

interface Relative {
  readonly words: RegExp;
  readonly holds: (grounds: TimeGrounds, sentence: string) => boolean;
}

function isOpen({ signals }: Pick<TimeGrounds, 'signals'>): boolean {
  return signals.every(({ closedBy }) => closedBy === null);
}

const endOfUnit = /\bend of (?:the|this|next) (?:week|month|quarter|year)\b/i;
const relative: readonly Relative[] = [
  {
    words: endOfUnit,
    holds: ({ near }, sentence) =>
      near.toLowerCase().includes((endOfUnit.exec(sentence)?.[0] ?? '').toLowerCase()),
  },
  { words: /\b(?:today|tonight|this morning)\b/i, holds: (given) => isEvent(given, 0) },
  { words: /\byesterday\b/i, holds: (given) => isEvent(given, -1) },
  { words: /\btomorrow\b/i, holds: (given) => isEvent(given, 1) },
  { words: /\bthis week\b/i, holds: (given) => isInWeek(eventDays(given), given.today, 0) },
  { words: /\bnext week\b/i, holds: (given) => isInWeek(duesOf(given), given.today, 1) },
  {
    words: /\blast week\b/i,
    holds: ({ noteDays, today }) => isInWeek(noteDays.toSorted().slice(-1), today, -1),
  },
  {
    words: /\b(?:next|last|this) (?:month|quarter|year|night|weekend|summer|winter|spring|autumn)\b/i,
    holds: ({ near }, sentence) => isWrittenSo(near, sentence),
  },
  {
    words: /\b(?:last|previous) (?:time|call|conversation|meeting|note)\b/i,
    holds: ({ noteDays, newestDay }) => noteDays.includes(newestDay),
  },
  {
    words: /\b(?:recently|lately|just now|a few days)\b/i,
    holds: ({ noteDays, today }) => noteDays.some((day) => daysBetween(day, today) <= 14),
  },
  { words: /\b(?:ago|soon|earlier)\b/i, holds: () => false },
  { words: /\bstill\b/i, holds: isOpen },
  { words: /\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b/i, holds: isDueOnWeekday },
  {
    words: /\b(?:overdue|late)\b/i,
    holds: ({ signals, today }) =>
      isOpen({ signals }) && signals.some(({ dueOn }) => dueOn !== null && dueOn < today),
  },
];

/** A weekday is said of a day that is due within a week, on either side. */
function isDueOnWeekday({ signals, today }: TimeGrounds, sentence: string): boolean {
  const said = sentence.match(weekdayWord) ?? [];
  const near = signals.flatMap(({ dueOn }) =>
    dueOn !== null && Math.abs(daysBetween(dueOn, today)) <= 7 ? [weekdayOf(dueOn)] : [],
  );
  return said.every((word) => near.some((day) => day.toLowerCase() === word.toLowerCase()));
}

function isWrittenSo(near: string, sentence: string): boolean {
  const [words = ''] = /\b(?:next|last|this) \w+/i.exec(sentence) ?? [];
  return near.toLowerCase().includes(words.toLowerCase());
}
