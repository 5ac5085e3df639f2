import { daysBetween, isDay } from '../../util/calendar.ts';
import { datesIn, dayOf, pastDay } from '../../util/named-days.ts';

/** In a mail that was passed on or pasted: when it was sent. Within one line, or a run of new lines costs its square. */
const mailHeader = /^[ \t\u00a0>*]*(?:date|sent|datum|gesendet|enviado)\*?:\*?[ \t]*(\S.{4,80})$/im;
const mailQuote = /^[ \t\u00a0>]*on (.{6,60}?),? .{0,120}\bwrote:/im;

/** Told of a call that was: "spoke to her on Tuesday", "had a call". */
const called =
  /\b(?:spoke|spoken|talked|met|called|phoned|rang|rung|saw|seen|visited|e-?mailed|messaged|texted|wrote|chatted|demoed|presented|caught up|heard from|had|call|meeting|demo|lunch|coffee|visit|chat|workshop)\b/i;
/** Beside such words in one clause: the day is of something else. */
const turnsElsewhere =
  /\b(?:about|regarding|that|wants?|wanted|needs?|needed|asked|asks|agreed|agrees|promised|will|would|should|must|until|before|after|due|next|for|said|says|told|mentioned|because|who|which|to (?:set|book|schedule|discuss|confirm|arrange|plan|meet|talk|call|speak|send|decide|sign|start))\b/i;
const deadlineBefore =
  /\b(?:by|before|until|till|from|since|for|after|due|every|next|than|of|to)(?:\s+the)?\s*$/i;
const ahead =
  /\b(?:will|shall|should|must|may|can|going to|is|are|wants?|needs?|let['’]s|has to|have to|next)\b|['’]ll\b/i;
const saidByOthers =
  /\b(?:said|says|told|mentioned|heard|reported|that|had|has|have|who|which|because|since)\b/i;
const surelyPast = /\b(?:yesterday|ago|last|past)\b/i;

/** The day of the call that words tell of, `YYYY-MM-DD`: today unless they plainly name another that has come. */
export function callDay(text: string, today: string): string {
  return namedDay(text, today) ?? mailDay(text, today) ?? today;
}

function mailDay(text: string, today: string): string | undefined {
  const written = mailHeader.exec(text)?.[1] ?? mailQuote.exec(text)?.[1];
  const [date] = written === undefined ? [] : datesIn(written, today);
  if (!date?.start.isCertain('day')) return undefined;
  const day = dayOf(date.start);
  return isDay(day) && day <= today ? day : undefined;
}

/** Nobody tells the day of a call far down; looking for it takes a while. */
const longestLead = 400;
const mostSentences = 12;

function namedDay(text: string, today: string): string | undefined {
  const own = text.slice(0, longestLead).split(/^[\s>*]*(?:from|date|sent|von)\*?:/im)[0] ?? '';
  let start = 0;
  for (const sentence of own.split(/(?<=[.!?…।\n])\s+/u).slice(0, mostSentences)) {
    const day = /[\p{L}\p{N}]/u.test(sentence) ? dayOfSentence(sentence, start === 0, today) : undefined;
    if (day !== undefined) return day;
    start += sentence.length;
  }
  return undefined;
}

const mostDaysAgo = 180;

function dayOfSentence(sentence: string, isFirst: boolean, today: string): string | undefined {
  for (const { text, index } of datesIn(sentence, today)) {
    const day = pastDay(text.replace(/^[\s,(]+|[\s,.)]+$/g, ''), today);
    if (day === null || day > today || /\d[./]\d/.test(text)) continue;
    // Without a year a day of long ago is more likely one to come.
    if (daysBetween(day, today) > mostDaysAgo && !/\d{4}/.test(text)) continue;
    const before = sentence.slice(0, index);
    const after = sentence.slice(index + text.length);
    if (isOfCall({ before, after, text }, isFirst)) return day;
  }
  return undefined;
}

interface InSentence {
  readonly before: string;
  readonly text: string;
  readonly after: string;
}

function isOfCall({ before, text, after }: InSentence, isFirst: boolean): boolean {
  if (deadlineBefore.test(before) || /\bnext\b/i.test(text)) return false;
  const clauseBefore = before.split(/[,;:]|\b(?:and|but|so)\b/i).at(-1) ?? '';
  const clauseAfter = after.split(/[,;:]/)[0] ?? '';
  if (!/[\p{L}\p{N}]/u.test(before)) return isFirst && (surelyPast.test(text) || !ahead.test(clauseAfter));
  if (called.test(clauseBefore)) return !turnsElsewhere.test(clauseBefore);
  return isFirst && surelyPast.test(text) && !saidByOthers.test(before) && !ahead.test(before);
}
