import * as chrono from 'chrono-node';
import { moves, promises } from './promises.ts';
import type { Clause, Hit, ReadNote } from './read-note.ts';
import {
  addressesMachine,
  doubts,
  isDenied,
  isWished,
  knowledge,
  type Rule,
  rivals,
  roles,
  silences,
} from './rules.ts';
import { capital, topicsOf, unnamedWorry } from './topics.ts';

interface Span {
  readonly start: number;
  readonly text: string;
}

const abbreviation = /(?:^|\s)(?:Dr|Mr|Mrs|Ms|Prof|St|vs|approx|e\.g|i\.e|Inc|Ltd|No|Jr|Sr)\.$/i;
const sentenceEnd = /[.!?…।。]+["'”’)]*(?=\s|$)|\n+/gu;

/** A new subject or a turn of thought starts a new clause, so that a "but" does not negate what stands before it. */
const clauseBreak =
  /\s*;\s*|\s+[–—-]\s+|,?\s+(?:but|though|although|however|while|whereas|lekin|par)\s+|,\s*(?:and\s+)?(?=(?:I|we|she|he|they|who|the)\b)|\s+and\s+(?=(?:I|we|she|he|they|it|asked|agreed|promised|wants|worries|will|said)\b)|,\s*(?=(?:thinks|says|said|wants|asked|likes|loves|worries|mentioned)\b)|,\s*(?:and|so|then)\s+/giu;

/** The sentences of a text, as spans of it. */
function splitSentences(text: string): readonly Span[] {
  const spans: Span[] = [];
  let from = 0;
  for (const match of text.matchAll(sentenceEnd)) {
    const until = match.index + match[0].length;
    if (abbreviation.test(text.slice(from, match.index + 1))) continue;
    spans.push({ start: from, text: text.slice(from, until) });
    from = until;
  }
  spans.push({ start: from, text: text.slice(from) });
  return spans.map(trimmed).filter((span) => span.text !== '');
}

/** The clauses of a note in reading order; `firstOrder` is the order of the first. */
function splitClauses(note: ReadNote, firstOrder: number): readonly Clause[] {
  const found: Clause[] = [];
  for (const sentence of splitSentences(note.text)) {
    for (const piece of pieces(sentence)) {
      found.push({
        note,
        start: piece.start,
        text: piece.text,
        sentence: sentence.text,
        sentenceStart: sentence.start,
        order: firstOrder + found.length,
      });
    }
  }
  return found;
}

function pieces(sentence: Span): readonly Span[] {
  const spans: Span[] = [];
  let from = 0;
  for (const match of sentence.text.matchAll(clauseBreak)) {
    spans.push({ start: sentence.start + from, text: sentence.text.slice(from, match.index) });
    from = match.index + match[0].length;
  }
  spans.push({ start: sentence.start + from, text: sentence.text.slice(from) });
  return spans.map(trimmed).filter((span) => span.text !== '');
}

function trimmed(span: Span): Span {
  const lead = span.text.length - span.text.trimStart().length;
  const text = span.text.trim().replace(/[\s,;]+$/u, '');
  return { start: span.start + lead, text };
}

const ignored = /^(?:sat|sun|mon|wed|may|march|now|second|today|tonight|this \w+|\d[\d.]*)$/u;
const duration = /\b(?:day|week|month|year|hour|minute)s?\b/iu;
const anchored = /^(?:in|within|next|end|the day|this)\b/iu;
const vague = /^(?:next|this) (?:month|quarter|year)$/iu;
const quarter = /\b(until|till|after|in|by|before|end of|from)?\s*(?:the )?(start of |end of )?Q([1-4])\b/iu;

/** The first day a clause names, counted from the note's own day and forward; null without one. */
export function dueIn(text: string, day: string): string | null {
  if (/\bday after tomorrow\b/iu.test(text)) return plusDays(day, 2);
  if (/\b(?:EOD|end of (?:the )?day)\b/iu.test(text)) return day;
  if (/\b(?:EOW|end of (?:the |this )?week)\b/iu.test(text)) return nextFriday(day);
  return calendarDay(text, day) ?? quarterDay(text, day);
}

/** `day` plus a number of days, both `YYYY-MM-DD`. */
function plusDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T12:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** Whole days from `from` to `to`. */
function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}

function calendarDay(text: string, day: string): string | null {
  const reference = { instant: new Date(`${day}T12:00:00Z`), timezone: 0 };
  for (const result of chrono.en.GB.parse(text, reference, { forwardDate: true })) {
    if (!isDay(result)) continue;
    const date = result.start.date().toISOString().slice(0, 10);
    const ahead = daysBetween(day, date);
    // "Friday" written on a Friday is the next one.
    if (ahead === 0 && isBareWeekday(result)) return plusDays(day, 7);
    // "2 Nov went well", written on 17 Nov, would come out a year ahead.
    if (ahead >= 0 && ahead <= 300) return date;
  }
  return null;
}

function isBareWeekday(result: chrono.ParsedResult): boolean {
  return result.start.isCertain('weekday') && !result.start.isCertain('day');
}

function isDay(result: chrono.ParsedResult): boolean {
  if (ignored.test(result.text)) return false;
  if (duration.test(result.text)) return anchored.test(result.text) && !vague.test(result.text);
  return result.start.isCertain('day') || result.start.isCertain('weekday') || isMonth(result);
}

function isMonth(result: chrono.ParsedResult): boolean {
  return result.start.isCertain('month') && /^\p{Lu}/u.test(result.text.replace(/^(?:in|on|by) /u, ''));
}

/** "Until Q3" ends when Q3 starts, "by Q3" when it ends. */
function quarterDay(text: string, day: string): string | null {
  const match = quarter.exec(text);
  if (match === null) return null;
  const starts = /until|till|after|before|from/iu.test(match[1] ?? '') && !/end/iu.test(match[2] ?? '');
  const first = (Number(match[3]) - 1) * 3;
  const year = Number(day.slice(0, 4));
  const dates = [year, year + 1].map((y) => Date.UTC(y, starts ? first : first + 3, starts ? 1 : 0, 12));
  const ahead = dates.map((at) => new Date(at).toISOString().slice(0, 10)).find((date) => date > day);
  return ahead ?? null;
}

function nextFriday(day: string): string {
  const weekday = new Date(`${day}T12:00:00Z`).getUTCDay();
  return plusDays(day, (5 - weekday + 7) % 7);
}

/** Every rule, in the order in which a card would tell what they find. */
export const rules: readonly Rule[] = [
  ...moves,
  ...roles,
  ...doubts,
  ...rivals,
  ...silences,
  ...promises,
  ...knowledge,
];

/** The clauses of the notes, oldest note first; a note is read up to the line that first addresses a machine. */
export function readClauses(notes: readonly ReadNote[]): readonly Clause[] {
  const clauses: Clause[] = [];
  notes.forEach((note, index) => {
    if (isTakenBack(note, notes[index + 1])) return;
    const told = splitClauses(note, clauses.length);
    const order = told.findIndex(
      (clause) => addressesMachine(clause.sentence) || addressesMachine(lineOf(clause)),
    );
    clauses.push(...(order === -1 ? told : told.slice(0, order)));
  });
  return clauses;
}

/** What the rules find in the clauses: at most one hit for a kind and side in each. */
export function findHits(clauses: readonly Clause[]): readonly Hit[] {
  return clauses.flatMap((clause) => {
    const seen = new Set<string>();
    return rules.flatMap((rule) => {
      const hit = seen.has(`${rule.kind} ${rule.who}`) ? null : matchRule(rule, clause);
      if (hit === null) return [];
      seen.add(`${rule.kind} ${rule.who}`);
      return [hit];
    });
  });
}

/** One rule on one clause; null when it does not hold. */
export function matchRule(rule: Rule, clause: Clause): Hit | null {
  const match = rule.pattern.exec(clause.text);
  if (match === null || isTakenBackIn(clause, rule)) return null;
  const dueOn = rule.date === undefined ? null : dueIn(clause.text.slice(match.index), clause.note.day);
  if (rule.date === 'needed' && dueOn === null) return null;
  const given = typeof rule.text === 'string' ? rule.text : rule.text(match, clause.text);
  const text = namedThing(given.replace(/[<>@`*_~|]/gu, ''), clause);
  const topics = topicsOf(text === unnamedWorry ? clause.text : text);
  return { kind: rule.kind, text, who: rule.who, topics, clause, at: match.index, dueOn };
}

function isTakenBackIn(clause: Clause, rule: Rule): boolean {
  if (rule.unless?.test(clause.text)) return true;
  if (rule.who === 'us' && isMail(clause.note.text)) return true;
  return rule.factOnly === true && (isDenied(clause.text) || isWished(clause.text));
}

/** "I'll send it" is named by the last thing spoken of before. */
function namedThing(text: string, clause: Clause): string {
  if (!/^(?:it|that|this|them|one|both|all of it)$/iu.test(text)) return text;
  const before = clause.note.text.slice(0, clause.start);
  const things = [
    ...before.matchAll(/\b(?:the|a|an|our|for) ([a-z]+(?: (?!before|by|on|and|to|in)[a-z]+)?)/gu),
  ];
  return capital(things.at(-1)?.[1] ?? 'what was asked');
}

/** In a pasted mail, "I" is its writer, so nothing in it is a word of ours. */
function isMail(text: string): boolean {
  return /^\s*(?:hi|hello|dear)\b[^\n]{0,40},\s*$|^\s*(?:(?:kind |best )?regards|best|cheers|thanks),?\s*$|^(?:fwd|fw|pasted|forwarded)\b/imu.test(
    text,
  );
}

const takesBack =
  /\b(?:wrong (?:person|priya|company|deal)|(?:ignore|disregard|scrap) (?:my|the) (?:last|earlier|previous) note)\b/iu;

/** A note that says it belongs elsewhere, or whose follower says so, tells nothing about this deal. */
function isTakenBack(note: ReadNote, next: ReadNote | undefined): boolean {
  return takesBack.test(note.text) || (next !== undefined && takesBack.test(next.text));
}

function lineOf(clause: Clause): string {
  const text = clause.note.text;
  const from = text.lastIndexOf('\n', clause.start) + 1;
  const until = text.indexOf('\n', clause.start);
  return text.slice(from, until === -1 ? undefined : until);
}
