import { daysBetween } from '../../util/calendar.ts';
import { rememberLast } from '../../util/remember.ts';
import { namedDay } from './day-grammar.ts';
import { languagesOf } from './day-vocabulary.ts';
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
  const found = namedDay(level(words).text.slice(0, 2 * longestWords), reader);
  if (found === null || !standsBeside(words, text, quote)) return null;
  const ahead = daysBetween(day, found);
  return ahead < 0 || ahead > furthestDays ? null : found;
}

function standsBeside(words: string, text: string, quote: Place): boolean {
  const { start, end } = windowAround(text, quote);
  return createPlaceFinder(text.slice(start, end))(words) !== null;
}
