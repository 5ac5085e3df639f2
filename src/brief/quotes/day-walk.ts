import { addDays, daysBetween, isDay, periodOf } from '../../util/calendar.ts';
import { later, monthFrom } from './day-spans.ts';
import type { DayToken } from './day-tokens.ts';
import type { Edge, Link, Turn, Unit } from './day-vocabulary.ts';

/** From where words are read. */
export interface DayReader {
  /** The day of the note, `YYYY-MM-DD`. */
  readonly day: string;
  /** What is spoken of ends on its day: a start alone says nothing. */
  readonly isEnd: boolean;
  /** `bis April` holds no longer from the first day of April on. */
  readonly isFreeze: boolean;
  /** A pause is over when what it waits for begins: `call me in November`. */
  readonly isPause: boolean;
  /** Of several days in a row the first counts, else the last; of two to choose from none does. */
  readonly isFirst: boolean;
  /** Words deny the `before` among them: the day is the earliest. */
  readonly isNotBefore: boolean;
  readonly languages: ReadonlySet<string>;
  /** `12/5` is 5 December. */
  readonly isMonthFirst: boolean;
}

/** What stands before a piece and tells how to take it. */
interface Before {
  readonly link: Link | null;
  readonly hasThe: boolean;
  readonly edge: Edge | null;
  readonly turn: Turn | null;
  readonly unit: Unit | null;
  readonly isHalf: boolean;
}

/** How far the words are read, and the last day that they named. */
export interface Walk {
  readonly tokens: readonly DayToken[][];
  readonly reader: DayReader;
  at: number;
  before: Before;
  named: {
    readonly day: string;
    readonly isStart: boolean;
    readonly month: number | null;
    readonly year: number | null;
    readonly isEarliest: boolean;
  } | null;
  /** The day was named as one, and where its words end. */
  isPlain: boolean;
  until: number;
  /** So many days, not counted from any day yet. */
  count: { readonly number: number; readonly unit: Unit; readonly isFrom: boolean } | null;
}

export const nothing: Before = {
  link: null,
  hasThe: false,
  edge: null,
  turn: null,
  unit: null,
  isHalf: false,
};
/** A date without a year that lies back no more than this is one of the past, not of next year. */
const backDays = 65;

export function find<Is extends DayToken['is']>(
  { tokens }: Walk,
  index: number,
  is: Is,
): Extract<DayToken, { is: Is }> | undefined {
  return tokens[index]?.find((token): token is Extract<DayToken, { is: Is }> => token.is === is);
}

export function isAny({ tokens }: Walk, index: number, kinds: readonly DayToken['is'][]): boolean {
  return tokens[index]?.some(({ is }) => kinds.includes(is)) ?? false;
}

export function pastThe(walk: Walk, index: number): number {
  return find(walk, index, 'link')?.link === 'the' ? index + 1 : index;
}

/** Whether nothing but such words as `to` stand between the day that was named last and here. */
export function isLinked(walk: Walk): boolean {
  const { tokens, named, until, at } = walk;
  return (
    named !== null &&
    tokens.slice(until, at).every((_, index) => isAny(walk, until + index, ['link', 'weekday']))
  );
}

export function isEarliest({ before, reader }: Walk): boolean {
  return before.link === 'not before' && !reader.isFreeze;
}

/** What is waited for in a month, a week or a quarter ends a pause when that begins: `call me in November`. */
export function isFromStart({ before: { link, edge }, reader }: Walk): boolean {
  return reader.isPause && link !== 'for' && edge !== 'end';
}

/** Whether a month is meant from its first day on. */
export function isFromFirst(walk: Walk, first: string): boolean {
  const { before, reader } = walk;
  if (before.link === 'until') return reader.isFreeze || !reader.languages.has('de');
  if (before.link === 'before') return reader.isFreeze;
  return isStarting(before.link) || (isFromStart(walk) && first >= reader.day);
}

/** A day is named: counts from it where the words do. */
export function name(
  walk: Walk,
  day: string | null,
  of: { month?: number | null; year?: number | null } = {},
): void {
  const { before, count } = walk;
  const isStart = isStarting(before.link);
  const isOnlyEarliest = isEarliest(walk);
  walk.before = nothing;
  if (day === null || !isDay(day)) return;
  const counted = count !== null && (count.isFrom || isStart || before.link === 'after') ? count : null;
  walk.named = {
    day: counted ? later(day, counted.number, counted.unit) : day,
    isStart: isStart && counted === null,
    month: of.month ?? null,
    year: of.year ?? null,
    isEarliest: isOnlyEarliest,
  };
  walk.count = null;
}

export function isStarting(link: Link | null): boolean {
  return link === 'from' || link === 'not before';
}

/** The year that is written after a date, and where to go on. */
export function yearAfter(walk: Walk, index: number): { year: number | null; end: number } {
  const place = pastThe(walk, find(walk, index, 'comma') ? index + 1 : index);
  const year = find(walk, place, 'year')?.year ?? null;
  return { year, end: year === null ? index : place + 1 };
}

/** Without a year: the next one that is not before the note; null for one lately past. */
export function dated(
  { reader: { day } }: Walk,
  date: { month: number; date: number; year: number | null },
): string | null {
  const of = (year: number): string =>
    `${year}-${String(date.month).padStart(2, '0')}-${String(date.date).padStart(2, '0')}`;
  if (date.year !== null) return of(date.year);
  const thisYear = Number(day.slice(0, 4));
  const near = of(thisYear);
  if (!isDay(near) || near >= day) return near;
  return daysBetween(near, day) <= backDays ? null : of(thisYear + 1);
}

/** The first days of the months that the words may name from a place on: `of the month` this one or the next. */
export function monthsAt(walk: Walk, index: number): { firsts: readonly string[]; end: number } | null {
  const isSmall = walk.tokens[index]?.some(
    (token) => token.is === 'link' && (token.link === 'the' || token.link === 'in'),
  );
  if (isSmall) return monthsAt(walk, index + 1);
  const { day } = walk.reader;
  const month = find(walk, index, 'month')?.month;
  if (month !== undefined) {
    const { year, end } = yearAfter(walk, index + 1);
    const first = monthFrom(day, month, { year, isAhead: find(walk, index - 1, 'turn')?.turn === 'next' });
    return { firsts: first === null ? [] : [first], end };
  }
  const before = find(walk, index, 'turn')?.turn;
  const at = before === undefined ? index : index + 1;
  if (find(walk, at, 'unit')?.unit !== 'month') return null;
  const after = find(walk, at + 1, 'turn')?.turn;
  const now = periodOf(day, 'month');
  const next = addDays(now.to, 1);
  const turn = before ?? after;
  const isNext = turn === 'next' || turn === 'coming';
  const end = at + (before === undefined && after !== undefined ? 2 : 1);
  return { firsts: turn === 'this' ? [now.from] : isNext ? [next] : [now.from, next], end };
}

export function isInFigures(walk: Walk, index: number): boolean {
  return find(walk, index, 'number')?.isInFigures === true;
}

/** In the month that is spoken of, else the next one after the note. */
export function dayOfMonth(walk: Walk, date: number): string | null {
  const { named, reader } = walk;
  if (named?.month) return dated(walk, { month: named.month, date, year: named.year });
  const first = `${reader.day.slice(0, 8)}01`;
  const inThis = addDays(first, date - 1);
  const { to } = periodOf(first, 'month');
  return inThis >= reader.day && inThis <= to ? inThis : addDays(to, date);
}
