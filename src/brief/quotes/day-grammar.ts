import { addDays, daysBetween, isDay, periodOf } from '../../util/calendar.ts';
import { feastDay, later, mostCounted, ofUnit, quarterDay, weekFromMonday } from './day-spans.ts';
import { type DayToken, dayTokens } from './day-tokens.ts';
import type { Edge, Feast, Link, Turn, Unit } from './day-vocabulary.ts';

/** From where words are read. */
export interface DayReader {
  /** The day of the note, `YYYY-MM-DD`. */
  readonly day: string;
  /** What is spoken of ends on its day: a start alone says nothing. */
  readonly isEnd: boolean;
  /** `bis April` holds no longer from the first day of April on. */
  readonly isFreeze: boolean;
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
interface Walk {
  readonly tokens: readonly DayToken[][];
  readonly reader: DayReader;
  at: number;
  before: Before;
  named: {
    readonly day: string;
    readonly isStart: boolean;
    readonly month: number | null;
    readonly year: number | null;
  } | null;
  /** So many days, not counted from any day yet. */
  count: { readonly number: number; readonly unit: Unit; readonly isFrom: boolean } | null;
}

const nothing: Before = { link: null, hasThe: false, edge: null, turn: null, unit: null, isHalf: false };
/** A date without a year that lies back no more than this is one of the past, not of next year. */
const backDays = 65;

/**
 * The last day that levelled words name, or what they count to from another day, `YYYY-MM-DD`; null where they name
 * none. It may be a past one.
 */
export function namedDay(words: string, reader: DayReader): string | null {
  const walk: Walk = {
    tokens: dayTokens(words, reader),
    reader,
    at: 0,
    before: nothing,
    named: null,
    count: null,
  };
  while (walk.at < walk.tokens.length) {
    const { at } = walk;
    take(walk);
    if (walk.at === at) walk.at += 1;
  }
  const { named, count, before } = walk;
  if (named !== null) return named.isStart && reader.isEnd ? null : named.day;
  if (count === null || (reader.isEnd && before.link === 'for')) return null;
  return later(reader.day, count.number, count.unit);
}

function find<Is extends DayToken['is']>(
  { tokens }: Walk,
  index: number,
  is: Is,
): Extract<DayToken, { is: Is }> | undefined {
  return tokens[index]?.find((token): token is Extract<DayToken, { is: Is }> => token.is === is);
}

function isAny({ tokens }: Walk, index: number, kinds: readonly DayToken['is'][]): boolean {
  return tokens[index]?.some(({ is }) => kinds.includes(is)) ?? false;
}

function pastThe(walk: Walk, index: number): number {
  return find(walk, index, 'link')?.link === 'the' ? index + 1 : index;
}

/** Takes one piece; leaves `at` behind what belongs to it. */
function take(walk: Walk): void {
  const { at } = walk;
  const date = find(walk, at, 'date');
  const ordinal = find(walk, at, 'ordinal');
  const number = find(walk, at, 'number');
  const month = find(walk, at, 'month');
  const weekday = find(walk, at, 'weekday');
  if (date) takeDate(walk, date);
  else if (ordinal) takeNumber(walk, ordinal.number, true);
  else if (number && (!month || isAny(walk, at + 1, ['unit']))) takeNumber(walk, number.number, false);
  else if (month && isReallyMonth(walk, month.month)) takeMonth(walk, month.month);
  else if (weekday && (!weekday.isShort || isReallyWeekday(walk))) takeWeekday(walk, weekday.weekday);
  else takeUnit(walk);
}

/** `may` and `march` are verbs unless something beside them tells a date. */
function isReallyMonth(walk: Walk, month: number): boolean {
  if (month !== 3 && month !== 5) return true;
  const isBeside = isAny(walk, walk.at + 1, ['number', 'ordinal', 'year', 'comma']);
  return isBeside || walk.at + 1 >= walk.tokens.length || walk.before !== nothing;
}

/** `sun` and `sat` are other words unless something beside them tells a date. */
function isReallyWeekday({ tokens, at, before }: Walk): boolean {
  const next = tokens[at + 1] ?? [];
  const isBeside = next.length === 0 || next.some(({ is }) => is !== 'stop');
  return isBeside || before.link !== null || before.turn !== null || before.unit !== null;
}

/** A day is named: counts from it where the words do. */
function name(
  walk: Walk,
  day: string | null,
  of: { month?: number | null; year?: number | null } = {},
): void {
  const { before, count } = walk;
  const isStart = before.link === 'from';
  walk.before = nothing;
  if (day === null || !isDay(day)) return;
  const counted = count !== null && (count.isFrom || isStart || before.link === 'after') ? count : null;
  walk.named = {
    day: counted ? later(day, counted.number, counted.unit) : day,
    isStart: isStart && counted === null,
    month: of.month ?? null,
    year: of.year ?? null,
  };
  walk.count = null;
}

/** The year that is written after a date, and where to go on. */
function yearAfter(walk: Walk, index: number): { year: number | null; end: number } {
  const place = pastThe(walk, find(walk, index, 'comma') ? index + 1 : index);
  const year = find(walk, place, 'year')?.year ?? null;
  return { year, end: year === null ? index : place + 1 };
}

/** Without a year: the next one that is not before the note; null for one lately past. */
function dated(
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

function takeDate(walk: Walk, date: Extract<DayToken, { is: 'date' }>): void {
  walk.at += 1;
  if (date.isSure || walk.before.link !== null) name(walk, dated(walk, date), date);
}

/** `22 oct`, `the 22nd of October`, `three weeks`, `am 28.` */
function takeNumber(walk: Walk, value: number, isOrdinal: boolean): void {
  const next = walk.at + 1;
  const place = find(walk, next, 'month') ? next : pastThe(walk, next);
  const month = find(walk, place, 'month')?.month;
  const unit = find(walk, next, 'unit')?.unit;
  if (month !== undefined && value >= 1 && value <= 31) {
    const { year, end } = yearAfter(walk, place + 1);
    name(walk, dated(walk, { month, date: value, year }), { month, year });
    walk.at = end;
  } else if (unit === 'week' && isOrdinal) {
    walk.at = next;
  } else if (unit && !isOrdinal) {
    takeCount(walk, walk.before.isHalf ? value / 2 : value, unit, next + 1);
  } else if (isOrdinal || isDayAlone(walk)) {
    takeDayOfMonth(walk, value);
  }
}

/** `am 28`, `le 28`, `the 28`: no other word says what there are 28 of. */
function isDayAlone(walk: Walk): boolean {
  const isLast = walk.at + 1 >= walk.tokens.length || find(walk, walk.at + 1, 'comma') !== undefined;
  return isLast && (walk.before.link === 'on' || walk.before.hasThe);
}

function takeDayOfMonth(walk: Walk, date: number): void {
  if (date < 1 || date > 31) return;
  const { named, reader } = walk;
  if (named?.month) {
    const { month, year } = named;
    name(walk, dated(walk, { month, date, year }), { month, year });
    return;
  }
  const first = `${reader.day.slice(0, 8)}01`;
  const inThis = addDays(first, date - 1);
  const { to } = periodOf(first, 'month');
  name(walk, inThis >= reader.day && inThis <= to ? inThis : addDays(to, date));
}

/** So many units: from the day that the words name, before or after; else from the note's. */
function takeCount(walk: Walk, number: number, unit: Unit, end: number): void {
  const { before, named, reader } = walk;
  walk.at = end;
  walk.before = nothing;
  const after = find(walk, end, 'link')?.link;
  const isAgo = before.link === 'ago' || (before.link === 'before' && reader.languages.has('de'));
  if (isAgo || after === 'ago' || number > mostCounted) return;
  if (named?.isStart) {
    walk.named = { ...named, day: later(named.day, number, unit), isStart: false };
    return;
  }
  const isFrom = after === 'from' || after === 'after';
  walk.count = { number, unit, isFrom };
  walk.before = { ...nothing, link: before.link };
  if (isFrom) walk.at += 1;
}

/** `oct 22`, or the month alone: its last day, for what lasts until then the first day that it no longer does. */
function takeMonth(walk: Walk, month: number): void {
  const next = walk.at + 1;
  const place = isAny(walk, next, ['number', 'ordinal']) ? next : pastThe(walk, next);
  const date = (find(walk, place, 'ordinal') ?? (place === next ? find(walk, place, 'number') : undefined))
    ?.number;
  if (date !== undefined && date >= 1 && date <= 31 && !isAny(walk, place + 1, ['month', 'unit'])) {
    const { year, end } = yearAfter(walk, place + 1);
    name(walk, dated(walk, { month, date, year }), { month, year });
    walk.at = end;
    return;
  }
  const { year, end } = yearAfter(walk, next);
  name(walk, inMonth(walk, month, year), { month, year });
  walk.at = end;
}

function inMonth({ before, reader }: Walk, month: number, year: number | null): string {
  const { edge, unit, link, turn } = before;
  const isNextYear = month < Number(reader.day.slice(5, 7));
  const first = `${year ?? Number(reader.day.slice(0, 4)) + (isNextYear ? 1 : 0)}-${String(month).padStart(2, '0')}-01`;
  if (unit === 'week' && edge === 'start') return addDays(first, 6);
  if (edge === 'middle') return addDays(first, 14);
  if (edge === 'start') return unit === null ? addDays(first, 9) : first;
  const isWhole = edge === null && turn !== 'last';
  const isOver = link === 'until' && (reader.isFreeze || !reader.languages.has('de'));
  return isWhole && (link === 'from' || isOver) ? first : periodOf(first, 'month').to;
}

/** The next one after the note; `next Friday` is that of the following week. */
function takeWeekday(walk: Walk, weekday: number): void {
  const { reader, before, named, at } = walk;
  walk.at += 1;
  if (before.turn === 'last') {
    walk.before = nothing;
    return;
  }
  if (named !== null && weekFromMonday(named.day) === weekday && !find(walk, at - 1, 'link')) return;
  if (standsBeforeDate(walk)) return;
  const place = pastThe(walk, find(walk, at + 1, 'comma') ? at + 2 : at + 1);
  const turnAfter =
    find(walk, place + 1, 'unit')?.unit === 'week' ? find(walk, place, 'turn')?.turn : undefined;
  if (turnAfter) walk.at = place + 2;
  const monday = periodOf(reader.day, 'week').from;
  if (before.turn === 'next' || turnAfter === 'next' || turnAfter === 'coming') {
    name(walk, addDays(monday, 7 + weekday));
  } else if (before.unit === 'week' && before.turn === 'this') {
    name(walk, addDays(monday, weekday));
  } else {
    const ahead = (weekday - weekFromMonday(reader.day) + 7) % 7;
    name(walk, addDays(reader.day, (ahead === 0 ? 7 : ahead) + 7 * takeWeeksLater(walk)));
  }
}

/** "Friday week", "the Friday after next" and "a week on Friday" are that of a week later. */
function takeWeeksLater(walk: Walk): number {
  const { at, before, count } = walk;
  if (before.link === 'on' && count?.unit === 'week') return Math.floor(count.number);
  if (isAfterNext(walk, at)) walk.at += 2;
  else if (find(walk, at, 'unit')?.unit === 'week') walk.at += 1;
  return walk.at === at ? 0 : 1;
}

function isAfterNext(walk: Walk, index: number): boolean {
  return find(walk, index, 'link')?.link === 'after' && find(walk, index + 1, 'turn')?.turn === 'next';
}

/** `Mon 5 Oct`, `Friday, the 2nd of October`: the date says which day it is, and takes what stood before. */
function standsBeforeDate(walk: Walk): boolean {
  const { at } = walk;
  const place = pastThe(walk, find(walk, at, 'comma') ? at + 1 : at);
  if (find(walk, place, 'date')?.isSure) return true;
  const isNumber = (index: number) => isAny(walk, index, ['number', 'ordinal']);
  if (isAny(walk, place, ['month'])) return isNumber(place + 1);
  return isNumber(place) && isAny(walk, pastThe(walk, place + 1), ['month']);
}

/** `this week`, `end of the quarter`, `next month`; a unit alone says nothing. */
function takeUnit(walk: Walk): void {
  const { before, at, reader } = walk;
  const unit = find(walk, at, 'unit')?.unit;
  if (unit === undefined) {
    takeRest(walk);
    return;
  }
  walk.at += 1;
  const place = pastThe(walk, at + 1);
  const { edge, turn } = before;
  if (before.isHalf) {
    takeCount(walk, 0.5, unit, at + 1);
  } else if (isAny(walk, place, ['month']) || (unit === 'week' && isAny(walk, place, ['weekday']))) {
    walk.before = { ...before, unit, edge: turn === 'last' ? (edge ?? 'end') : edge };
  } else if (unit === 'week' && takeWeekAfter(walk)) {
    return;
  } else if (turn === 'last' || (turn === null && edge === null) || unit === 'day' || unit === 'workday') {
    walk.before = { ...before, turn: null, edge: null };
  } else {
    name(walk, ofUnit(reader.day, unit, { isNext: turn === 'next' || turn === 'coming', edge }));
  }
}

/** Takes the week behind another week or a feast; false where none is spoken of. */
function takeWeekAfter(walk: Walk): boolean {
  return takeWeekAfterNext(walk) || takeWeekAfterFeast(walk);
}

function takeWeekAfterNext(walk: Walk): boolean {
  const { at, before, reader } = walk;
  if (!isAfterNext(walk, at)) return false;
  walk.at = at + 2;
  name(walk, ofUnit(addDays(reader.day, 14), 'week', { isNext: false, edge: before.edge }));
  return true;
}

/** "The second week after Easter": of the weeks that begin behind the feast. */
function takeWeekAfterFeast(walk: Walk): boolean {
  const { at, before, reader } = walk;
  const place = pastThe(walk, at + 1);
  const feast = find(walk, place, 'feast')?.feast;
  if (feast === undefined || find(walk, at, 'link')?.link !== 'after') return false;
  const which = find(walk, at - 2, 'ordinal')?.number ?? 1;
  const { year, end } = yearAfter(walk, place + 1);
  const { to } = periodOf(feastDay(reader.day, feast, year), 'week');
  name(walk, ofUnit(addDays(to, 1 + 7 * (which - 1)), 'week', { isNext: false, edge: before.edge }));
  walk.at = end;
  return true;
}

function takeRest(walk: Walk): void {
  const { at, reader } = walk;
  const quarter = find(walk, at, 'quarter')?.quarter;
  const feast = find(walk, at, 'feast')?.feast;
  const offset = find(walk, at, 'offset')?.days;
  const year = find(walk, at, 'year')?.year;
  if (quarter !== undefined) takeQuarter(walk, quarter);
  else if (feast !== undefined) takeFeast(walk, feast);
  else if (year !== undefined) takeYear(walk, year);
  else if (offset !== undefined && offset >= 0) name(walk, addDays(reader.day, offset));
  else takeWord(walk);
}

function takeQuarter(walk: Walk, quarter: number): void {
  const { edge, link } = walk.before;
  const { year, end } = yearAfter(walk, walk.at + 1);
  const isFirst = edge === 'start' || link === 'from' || (link === 'until' && edge === null);
  name(walk, quarterDay(walk.reader.day, quarter, { year, isFirst }), { year });
  walk.at = end;
}

function takeFeast(walk: Walk, feast: Feast): void {
  const { link } = walk.before;
  const { year, end } = yearAfter(walk, walk.at + 1);
  const day = feastDay(walk.reader.day, feast, year);
  name(walk, addDays(day, link === 'before' ? -1 : Number(link === 'after')));
  walk.at = end;
}

function takeYear(walk: Walk, year: number): void {
  const { edge, link } = walk.before;
  if (edge === 'start' || (link === 'until' && edge === null)) name(walk, `${year}-01-01`);
  else if (edge !== null || link !== null) name(walk, edge === 'middle' ? `${year}-06-30` : `${year}-12-31`);
}

/** A word that names no day but tells how to take what follows. */
function takeWord(walk: Walk): void {
  const { at, before, reader } = walk;
  const edge = find(walk, at, 'edge');
  const turn = find(walk, at, 'turn')?.turn;
  const link = find(walk, at, 'link')?.link;
  const isFollowed = isAny(walk, pastThe(walk, at + 1), [
    'month',
    'unit',
    'quarter',
    'year',
    'number',
    'turn',
  ]);
  if (edge?.unit) {
    const isNext = before.turn === 'next' || before.turn === 'coming';
    name(walk, ofUnit(reader.day, edge.unit, { isNext, edge: edge.edge }));
  } else if (edge && (!link || isFollowed)) walk.before = { ...before, edge: edge.edge };
  else if (turn) walk.before = { ...before, turn };
  else if (link === 'the') walk.before = { ...before, hasThe: true };
  else if (link) takeLink(walk, link);
  else if (find(walk, at, 'half')) walk.before = { ...before, isHalf: true };
  else if (!find(walk, at, 'comma')) walk.before = nothing;
}

function takeLink(walk: Walk, link: Link): void {
  walk.before = { ...walk.before, link };
  if (link === 'ago') walk.count = null;
}
