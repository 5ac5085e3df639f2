import { rememberLast } from '../../util/remember.ts';
import { clipped, type Place } from './quote.ts';

/** Marks that end a sentence; a dot does so only where no rule below says that it belongs to its word. */
const endMark = /[.!?…。！？।]+['"’”»)\]]*(?=\s|$)|[。！？।]|\n/gu;

/** Shortened words after which a sentence goes on. */
const shortened =
  /(?:^|[\s(])(?:mr|mrs|ms|dr|st|fr|hr|nr|no|ca|bzw|z\.b|e\.g|i\.e|approx|abt|incl|inkl|vs|sr|sra|mme|mlle|dott|mevr|dhr|evtl|ggf|usw|tel|max|min)$/iu;
/** A line that goes on is at least this long: a shorter one was broken by hand. */
const longLine = 60;

/** Whether the text goes on behind a mark: a date (`am 03.09. um 9`), a shortened word, a line broken by a mail. */
function goesOn(text: string, mark: string, at: number): boolean {
  const next = text.slice(at + mark.length, at + mark.length + 4).trimStart();
  if (mark === '\n') {
    const lineStart = text.lastIndexOf('\n', at - 1) + 1;
    const before = text.slice(Math.max(lineStart, at - 2), at).trimEnd();
    return at - lineStart >= longLine && !/[.!?:;。]$/.test(before) && !/^(?:[-*•>\n\d]|$)/.test(next);
  }
  if (!mark.startsWith('.') || mark.length > 1) return false;
  const before = text.slice(Math.max(0, at - 8), at);
  if (shortened.test(before)) return true;
  if (/\d\.\d{1,2}$/.test(before)) return /^\p{Ll}/u.test(next);
  return /(?:^|\D)\d{1,2}$/.test(before) && monthAhead.test(next);
}

const monthAhead = /^(?:jan|feb|m[aä]r|apr|ma[iy]|jun|jul|aug|sep|o[ck]t|nov|de[cz])/iu;

/** The sentences of a text, in order, each with the marks that end it. */
export const sentencesOf = rememberLast(splitSentences);

function splitSentences(text: string): readonly Place[] {
  const places: Place[] = [];
  let start = 0;
  for (const { 0: mark, index } of text.matchAll(endMark)) {
    if (index < start || goesOn(text, mark, index)) continue;
    places.push({ start, end: index + mark.length });
    start = index + mark.length;
  }
  if (start < text.length) places.push({ start, end: text.length });
  return places;
}

/** The sentence, or the run of them, that a place is in. */
function sentenceAround(text: string, { start, end }: Place): Place {
  const touched = sentencesOf(text).filter((one) => one.start < end && start < one.end);
  return { start: touched[0]?.start ?? 0, end: touched.at(-1)?.end ?? text.length };
}

/** So far from a quote its sentence is looked at: some notes never end one. */
const reach = 400;

/** The part of the sentence around a place that is near it. */
export function windowAround(text: string, place: Place): Place {
  const { start, end } = sentenceAround(text, place);
  return { start: Math.max(start, place.start - reach), end: Math.min(end, place.end + reach) };
}

const longestOpening = 120;
const shortestOpening = 20;

/** The first words of a text: whole sentences where one ends soon enough, else up to a word. */
export function opening(text: string): string {
  const whole = text.trim();
  if (whole.length <= longestOpening) return whole;
  const end = sentencesOf(whole).findLast((one) => one.end <= longestOpening)?.end ?? 0;
  return end >= shortestOpening ? whole.slice(0, end) : clipped(whole, longestOpening);
}
