import { daysBetween } from '../../util/calendar.ts';
import { rememberLast } from '../../util/remember.ts';
import { namedDay } from './day-grammar.ts';
import { dayWords, languagesOf } from './day-vocabulary.ts';
import { deadlineWords } from './deadline-words.ts';
import { createPlaceFinder, level, type Place } from './quote.ts';
import { windowAround } from './sentence-bounds.ts';

/** A quote in its note, and the words that the model gives for its day. */
export interface DueWords {
  readonly words: string;
  readonly text: string;
  readonly quote: Place;
  /** The day of the note, `YYYY-MM-DD`. */
  readonly day: string;
  readonly kind: string;
  /** `12/5` is 5 December, as it is for who writes in American English; notes in Korean or Japanese always are. */
  readonly isMonthFirst: boolean;
}

const isEastern = rememberLast((text) => /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}]/u.test(text));
const longestWords = 120;
/** Further words of the sentence do not tell what a day is of. */
const reach = 80;
const furthestDays = 3 * 366;
/** Kinds whose day is the end of something, never its start. */
const ends = new Set(['pilot_agreed']);
const freezes = new Set(['budget_doubt', 'agreed_silence', 'objection']);

/**
 * The day that a note's own words give, `YYYY-MM-DD`: when a thing is due or ends. Null where they do not stand in the
 * sentence of the quote, name no day, or name a past one.
 */
export function dueDay({ words, text, quote, day, kind, isMonthFirst }: DueWords): string | null {
  if (words.length > longestWords) return null;
  const reader = {
    day,
    isEnd: ends.has(kind),
    isFreeze: freezes.has(kind),
    languages: languagesOf(text),
    isMonthFirst: isMonthFirst || isEastern(text),
  };
  const own = level(words).text.slice(0, 2 * longestWords);
  const around = namedDay(own, reader) === null ? null : sentenceAround(words, text, quote);
  if (around === null) return null;
  const left = deadlineWords({ ...around, words: own });
  const found = namedDay(left, reader);
  if (found === null) return null;
  const ahead = daysBetween(day, found);
  return ahead < 0 || ahead > furthestDays ? null : found;
}

const leadsToDay: ReadonlySet<string> = new Set(['by', 'before', 'on']);
/** What says which day it is, beside digits. */
const tellsDay: ReadonlySet<string> = new Set(['month', 'weekday', 'unit', 'offset', 'feast', 'edge']);

/** Few words on a matter without the deadline that they end in: code tells its day, and tells late as late. */
export function withoutDeadline(text: string, note: string): string {
  const languages = languagesOf(note);
  const words = text.split(/\s+/);
  const meanings = words.map((word) => dayWords(word.replace(/[.,;:!?)]+$/, ''), languages));
  const isOfDay = (index: number) => /^\(?\d/.test(words[index] ?? '') || (meanings[index] ?? []).length > 0;
  const start = words.findLastIndex((_, index) => !isOfDay(index)) + 1;
  const isLead = (index: number) =>
    meanings[index]?.some((one) => one.is === 'link' && leadsToDay.has(one.link));
  const from = words.findIndex((_, index) => index >= start && isLead(index) === true);
  if (from < 1) return text;
  const isDay = words.slice(from).some((word, index) => {
    return /\d[./-]\d/.test(word) || meanings[from + index]?.some((one) => tellsDay.has(one.is)) === true;
  });
  if (!isDay) return text;
  const left = words.slice(0, from).join(' ');
  return left.replace(/[\s,;:(–-]+$/, '').replace(/,? due$/i, '');
}

/** What stands before and behind the words in the sentence of the quote, levelled; null where they are not in it. */
function sentenceAround(words: string, text: string, quote: Place): { before: string; after: string } | null {
  const { start, end } = windowAround(text, quote);
  const sentence = text.slice(start, end);
  const place = createPlaceFinder(sentence)(words);
  if (place === null) return null;
  const [before, after] = [sentence.slice(0, place.start), sentence.slice(place.end)];
  return { before: level(before).text.slice(-reach), after: level(`.${after}`).text.slice(1, reach) };
}
