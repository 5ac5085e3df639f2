import { addDays, periodOf } from '../../util/calendar.ts';
import {
  feastDay,
  later,
  monthFrom,
  mostCounted,
  nthOf,
  ofUnit,
  quarterDay,
  weekFromMonday,
} from './day-spans.ts';
import { type DayToken, dayTokens } from './day-tokens.ts';
import type { Feast, Link, Unit } from './day-vocabulary.ts';
import {
  type DayReader,
  dated,
  dayOfMonth,
  find,
  isAny,
  isEarliest,
  isFromFirst,
  isFromStart,
  isInFigures,
  isLinked,
  isStarting,
  monthsAt,
  name,
  nothing,
  pastThe,
  type Walk,
  yearAfter,
} from './day-walk.ts';

/** A number up to this behind a weekday may be its hour. */
const hoursOfClock = 12;

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
    isPlain: false,
    until: 0,
    count: null,
  };
  while (walk.at < walk.tokens.length) takeNext(walk);
  const { named, count, before } = walk;
  if (named !== null) return named.isEarliest || (named.isStart && reader.isEnd) ? null : named.day;
  if (count === null || (reader.isEnd && before.link === 'for') || isEarliest(walk)) return null;
  return later(reader.day, count.number, count.unit);
}

/** Takes one piece and goes on: of several days in a row, or to choose from, it looks at the earlier one too. */
function takeNext(walk: Walk): void {
  const { at, named, until, reader } = walk;
  const isPlain =
    isAny(walk, at, ['date', 'ordinal', 'number', 'weekday']) ||
    (isAny(walk, at, ['month']) && isAny(walk, at + 1, ['ordinal', 'number']));
  const isAnother = walk.isPlain && isPlain && isLinked(walk);
  take(walk);
  if (walk.at === at) walk.at += 1;
  if (walk.named === named) return;
  Object.assign(walk, { isPlain, until: walk.at });
  if (!isAnother || !reader.isFirst) return;
  const isChoice = walk.tokens
    .slice(until, at)
    .some((_, index) => find(walk, until + index, 'link')?.link === 'or');
  walk.named = isChoice ? null : named;
}

/** Takes one piece; leaves `at` behind what belongs to it. */
function take(walk: Walk): void {
  const { at } = walk;
  if (takeNth(walk)) return;
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
  } else if (takeOfMonth(walk, value)) {
    return;
  } else if (isOrdinal || isDayAlone(walk)) {
    takeDayOfMonth(walk, value);
  }
}

/** `the 1st of next month`; false where no month is said. */
function takeOfMonth(walk: Walk, date: number): boolean {
  const { at, reader } = walk;
  const { link, hasThe } = walk.before;
  const isDate = isAny(walk, at, ['ordinal']) || (isInFigures(walk, at) && (link !== null || hasThe));
  const months = isDate && date >= 1 && date <= 31 ? monthsAt(walk, at + 1) : null;
  if (months === null) return false;
  const days = months.firsts.map((first) => addDays(first, date - 1));
  name(
    walk,
    days.find((day, index) => day >= reader.day && day.slice(0, 7) === months.firsts[index]?.slice(0, 7)) ??
      null,
  );
  walk.at = months.end;
  return true;
}

/** `3rd Thursday of the month`, `second week of January`; false where no month is said. */
function takeNth(walk: Walk): boolean {
  const { at, reader } = walk;
  const isLast = find(walk, at, 'turn')?.turn === 'last';
  const which = isLast ? -1 : (find(walk, at, 'which') ?? find(walk, at, 'ordinal'))?.number;
  const weekday = find(walk, at + 1, 'weekday')?.weekday ?? null;
  const isOne = weekday !== null || find(walk, at + 1, 'unit')?.unit === 'week';
  const months = which !== undefined && which <= 5 && isOne ? monthsAt(walk, at + 2) : null;
  if (which === undefined || months === null) return false;
  const days = months.firsts.flatMap((first) => [
    ...(isFromStart(walk) ? [nthOf(first, which, { weekday, isFirst: true })] : []),
    nthOf(first, which, { weekday, isFirst: false }),
  ]);
  name(walk, days.find((day) => day !== null && day >= reader.day) ?? null);
  walk.at = months.end;
  return true;
}

/** `am 28`, `le 28`, `the 28`: no other word says what there are 28 of. */
function isDayAlone(walk: Walk): boolean {
  const isLast = walk.at + 1 >= walk.tokens.length || find(walk, walk.at + 1, 'comma') !== undefined;
  return isLast && (walk.before.link === 'on' || walk.before.hasThe);
}

function takeDayOfMonth(walk: Walk, date: number): void {
  if (date < 1 || date > 31) return;
  const { month = null, year = null } = walk.named ?? {};
  name(walk, dayOfMonth(walk, date), month === null ? {} : { month, year });
}

/** So many units: from the day that the words name, before or after; else from the note's. */
function takeCount(walk: Walk, number: number, unit: Unit, end: number): void {
  const { before, named, reader } = walk;
  const isFromToday = named?.day === reader.day && before.link === 'in' && isLinked(walk);
  walk.at = end;
  walk.before = nothing;
  const after = find(walk, end, 'link')?.link;
  const isAgo = before.link === 'ago' || (before.link === 'before' && reader.languages.has('de'));
  if (isAgo || after === 'ago' || number > mostCounted) return;
  if (isFromToday) walk.named = null;
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

function inMonth(walk: Walk, month: number, year: number | null): string | null {
  const { before, reader } = walk;
  const { edge, unit, link, turn } = before;
  const isAhead = reader.isPause || turn === 'next' || link === 'until' || link === 'by' || link === 'before';
  const first = monthFrom(reader.day, month, { year, isAhead });
  if (first === null) return null;
  if (edge === 'middle') return addDays(first, 14);
  if (edge === 'start') return unit === null && !reader.isPause ? addDays(first, 9) : first;
  const isWhole = edge === null && turn !== 'last';
  if (isWhole && link === 'before' && !reader.isFreeze) return addDays(first, -1);
  return isWhole && isFromFirst(walk, first) ? first : periodOf(first, 'month').to;
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
  if (standsBeforeDate(walk) || takeDateBehind(walk, weekday)) return;
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

/** `thu 15`, `Monday the 12th`: a date of that weekday says which one; a number that is neither date nor hour, none. */
function takeDateBehind(walk: Walk, weekday: number): boolean {
  const place = pastThe(walk, find(walk, walk.at, 'comma') ? walk.at + 1 : walk.at);
  const isOrdinal = isAny(walk, place, ['ordinal']);
  const date = (find(walk, place, 'ordinal') ?? find(walk, place, 'number'))?.number ?? 0;
  const isLast = place + 1 >= walk.tokens.length || isAny(walk, place + 1, ['comma']);
  const isDate = isOrdinal || (isInFigures(walk, place) && (isLast || place === walk.at));
  if (!isDate || date < 1 || date > 31 || isAny(walk, place + 1, ['unit'])) return false;
  const day = dayOfMonth(walk, date);
  const isOfWeekday = day !== null && weekFromMonday(day) === weekday;
  if (!isOfWeekday && (isOrdinal || !isLast || date <= hoursOfClock)) return false;
  name(walk, isOfWeekday ? day : null);
  walk.at = place + 1;
  return true;
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

function takeUnit(walk: Walk): void {
  const { before, at } = walk;
  const unit = find(walk, at, 'unit')?.unit;
  if (unit === undefined) {
    takeRest(walk);
    return;
  }
  walk.at += 1;
  const place = pastThe(walk, at + 1);
  if (before.isHalf) {
    takeCount(walk, 0.5, unit, at + 1);
  } else if (isAny(walk, place, ['month']) || (unit === 'week' && isAny(walk, place, ['weekday']))) {
    walk.before = { ...before, unit, edge: before.turn === 'last' ? (before.edge ?? 'end') : before.edge };
  } else if (unit !== 'week' || !takeWeekAfter(walk)) {
    takeUnitAlone(walk, unit);
  }
}

/** `this week`, `end of the quarter`, `next month`, `la semaine prochaine`; a unit alone says nothing. */
function takeUnitAlone(walk: Walk, unit: Unit): void {
  const { before, at, reader } = walk;
  const isBehind = before.turn === null && isRomance(reader) && find(walk, at, 'turn')?.turn === 'coming';
  const { edge } = before;
  const turn = isBehind ? 'coming' : before.turn;
  if (turn === 'last' || (turn === null && edge === null) || unit === 'day' || unit === 'workday') {
    walk.before = { ...before, turn: null, edge: null };
    return;
  }
  const isNext = turn === 'next' || turn === 'coming';
  name(
    walk,
    ofUnit(reader.day, unit, { isNext, edge: edge ?? (isNext && isFromStart(walk) ? 'start' : null) }),
  );
  if (isBehind) walk.at += 1;
}

function isRomance({ languages }: DayReader): boolean {
  return ['fr', 'es', 'it', 'pt'].some((language) => languages.has(language));
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
  const which = (find(walk, at - 2, 'which') ?? find(walk, at - 2, 'ordinal'))?.number;
  const { year, end } = yearAfter(walk, place + 1);
  const { to } = periodOf(feastDay(reader.day, feast, year), 'week');
  const edge = which === undefined ? before.edge : null;
  name(walk, ofUnit(addDays(to, 1 + 7 * ((which ?? 1) - 1)), 'week', { isNext: false, edge }));
  walk.at = end;
  return true;
}

function takeRest(walk: Walk): void {
  const { at } = walk;
  const quarter = find(walk, at, 'quarter')?.quarter;
  const feast = find(walk, at, 'feast')?.feast;
  const offset = find(walk, at, 'offset')?.days;
  const year = find(walk, at, 'year')?.year;
  if (quarter !== undefined) takeQuarter(walk, quarter);
  else if (feast !== undefined) takeFeast(walk, feast);
  else if (year !== undefined) takeYear(walk, year);
  else if (offset !== undefined && offset >= 0) takeOffset(walk, offset);
  else takeWord(walk);
}

/** `a week tomorrow` counts from it; `Friday, end of day` is Friday. */
function takeOffset(walk: Walk, days: number): void {
  const { at, count, reader } = walk;
  if (days === 0 && isLinked(walk)) return;
  if (count !== null && isAny(walk, at - 1, ['unit'])) walk.count = { ...count, isFrom: true };
  name(walk, addDays(reader.day, days));
}

function takeQuarter(walk: Walk, quarter: number): void {
  const { edge, link } = walk.before;
  const { day: today, isFreeze } = walk.reader;
  const { year, end } = yearAfter(walk, walk.at + 1);
  const isWhole = edge === null && (link === 'until' || link === 'before');
  const isFirst = edge === 'start' || isStarting(link) || isWhole;
  const first = quarterDay(today, quarter, { year, isFirst: true });
  const isFrom = isFirst || (isFromStart(walk) && first >= today);
  const day = isFrom ? first : quarterDay(today, quarter, { year, isFirst: false });
  name(walk, isWhole && link === 'before' && !isFreeze ? addDays(day, -1) : day, { year });
  walk.at = end;
}

function takeFeast(walk: Walk, feast: Feast): void {
  const { link } = walk.before;
  const { year, end } = yearAfter(walk, walk.at + 1);
  const day = feastDay(walk.reader.day, feast, year);
  const isBehind = link === 'after' || (link === 'not before' && feast === 'new year');
  name(walk, addDays(day, link === 'before' ? -1 : Number(isBehind)));
  walk.at = end;
}

function takeYear(walk: Walk, year: number): void {
  const { edge, link } = walk.before;
  const isWhole = (link === 'until' && edge === null) || isFromStart(walk);
  if (edge === 'start' || isWhole) name(walk, `${year}-01-01`);
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
  const { named, reader } = walk;
  if (link === 'not before' && named !== null && isLinked(walk)) {
    walk.named = { ...named, isEarliest: !reader.isFreeze };
    return;
  }
  if (link === 'on' && walk.before.link === 'not before') return;
  walk.before = { ...walk.before, link: link === 'before' && reader.isNotBefore ? 'not before' : link };
  if (link === 'ago') walk.count = null;
}
