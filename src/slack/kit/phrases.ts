import type { SectionBlock } from '@slack/types';
import { priceText } from '../../ask/money/deal-sentences.ts';
import type { Brief, OpenItem, PromiseLine } from '../../brief/brief.ts';
import type { TopicLine } from '../../brief/evidence/topic.ts';
import type { NewsSince } from '../../brief/last-brief.ts';
import { amountOf } from '../../brief/pipeline/deal-money.ts';
import { sentencesOf } from '../../brief/quotes/sentence-bounds.ts';
import { closeDateOf, closingText } from '../../brief/score/risk.ts';
import type { Score } from '../../brief/score/score.ts';
import { closingNote, type SaidOutcome } from '../../brief/signals/history.ts';
import { type Cited, type Claim, datedBy, endWords, type Signal } from '../../brief/signals/signal.ts';
import { nextSlot, type Slot } from '../../digest/schedule.ts';
import { backOn, type DigestSettings } from '../../digest/settings.ts';
import { type Note, type Outcome, outcomes } from '../../memory/note.ts';
import { ago, dayIn, dayName, daysBetween } from '../../util/calendar.ts';
import { counted } from '../../util/counted.ts';
import { upperFirst } from '../../util/first-letter.ts';
import { section } from './blocks.ts';
import { before, dueName } from './dates.ts';
import { clip, clipWords, type Markup, md } from './text.ts';

/** "Priya Sharma · Rentfield · Renewal". */
export function subject({ prospect, deal }: Pick<Brief, 'prospect' | 'deal'>): string {
  const name = prospect?.name ?? deal.company ?? 'This deal';
  const company = prospect ? (deal.company ?? prospect.company) : null;
  return [name, company, deal.label].filter(Boolean).join(' · ');
}

/** Of a note: "Priya Sharma, Amit Rao · Rentfield". */
export function noteSubject({ prospects, deal }: Pick<Note, 'prospects' | 'deal'>): string {
  const names = prospects.map((prospect) => prospect.name).join(', ');
  return [names, deal.company, deal.label].filter(Boolean).join(' · ');
}

/** The first line of a brief, which says plainly when it is not of today: "As of 1 May 2026 · Priya Sharma". */
export function heading(brief: Brief): string {
  return brief.isPast ? `As of ${dayName(brief.asOf, '')} · ${subject(brief)}` : subject(brief);
}

/** " [3]": the number of the note on this card; nothing when it rests on none. */
export function cite({ notes }: Brief, cited: Pick<Cited, 'noteId'> | null): Markup {
  const index = cited ? notes.findIndex((note) => note.id === cited.noteId) : -1;
  return index < 0 ? md`` : md` [${index + 1}]`;
}

/** The words of the note themselves, cut to what a card can carry. */
export function quoted(quote: string, max = 70): Markup {
  return md`“${clipWords(quote.replace(/\s+/g, ' '), max)}”`;
}

/** "up 12 in 7 days". */
export function momentumText({ momentum, momentumDays: days }: Score): string {
  if (momentum === null) return 'too new for a trend';
  if (momentum === 0) return `steady for ${days} days`;
  return momentum > 0 ? `up ${momentum} in ${days} days` : `down ${-momentum} in ${days} days`;
}

/** Ten steps for 0 to 100. */
function bar(value: number): string {
  const full = Math.round(value / 10);
  return '▰'.repeat(full) + '▱'.repeat(10 - full);
}

/** "Migration timeline: “nervous about the move” [4]". */
export function openLine(brief: Brief, item: OpenItem, max?: number): Markup {
  const passed = item.datePassed ? md`; that date has passed, ask` : md``;
  return md`${item.text}: ${quoted(item.cited.quote, max)}${cite(brief, item.cited)}${passed}`;
}

/** "by Fri 27 Nov", "3 days late" once that is over, or "no date". */
export function dueText({ dueOn, overdue }: Pick<PromiseLine, 'dueOn' | 'overdue'>, today: string): string {
  if (dueOn === null) return 'no date';
  const days = daysBetween(dueOn, today);
  if (overdue && days > 0) return `${counted(days, 'day')} late`;
  return days > 0 ? `was due ${dueName(dueOn, today)}` : `by ${dueName(dueOn, today)}`;
}

/** "Budget frozen: “frozen until Q3” [2], open since 1 Sep"; of an unread note its own words alone. */
export function topicLine(brief: Brief, line: TopicLine, max?: number): Markup {
  const { text, cited, ended } = line;
  const said = md`${quoted(cited.quote, max)}${cite(brief, cited)}`;
  const own = text === null ? said : md`${text}: ${said}`;
  if (!ended) return md`${own}, ${standing(line, brief.today)}`;
  return md`${own}, ${endWords[ended.how]} on ${dayName(ended.day, brief.asOf)}${cite(brief, ended)}`;
}

/** Stands before what is only nearest to the matter that was asked for. */
export const nearestLead = 'Not in these words; the nearest:';

function standing({ stands, since, cited, dueOn, isUntil }: TopicLine, asOf: string): string {
  const open = stands === 'open' ? `open since ${dayName(since, asOf)}` : dayName(cited.day, asOf);
  if (dueOn === null) return open;
  const day = dayName(dueOn, asOf);
  if (dueOn >= asOf) return `${open}, ${isUntil ? 'until' : 'by'} ${day}`;
  return isUntil
    ? `${open}, until ${day}; that date has passed, ask`
    : `${open}, due ${day}, ${ago(dueOn, asOf)}`;
}

/** "You: ROI sheet, by Fri 27 Nov [2]"; a promise from a colleague's note is a colleague's. */
export function promiseLine(brief: Brief, line: PromiseLine): Markup {
  return md`${promiser(brief, line)}: ${line.text}, ${dueText(line, brief.today)}${cite(brief, line.dated)}`;
}

/** "Contract, by Fri 4 Dec [1]". */
export function wantedLine(brief: Brief, signal: Signal): Markup {
  const { text, dueOn } = signal;
  const due = dueText({ dueOn, overdue: dueOn !== null && dueOn < brief.today }, brief.today);
  return md`${text}, ${due}${cite(brief, datedBy(signal))}`;
}

function promiser({ asker }: Brief, { who, author }: PromiseLine): string {
  if (who === 'them') return 'They';
  if (asker === '') return 'We';
  return author === asker ? 'You' : 'A colleague';
}

export function claimLine(brief: Brief, claim: Claim): Markup {
  return md`${claim.text}${cite(brief, claim)}`;
}

/** "Last call 17 Nov, 6 days ago". */
export function lastContact({ lastContact: { day }, today, isPast }: Brief): string {
  return `Last call ${dayName(day, today)}, ${isPast ? before(day, today) : ago(day, today)}`;
}

/** "14 notes, 2 not read yet", with how many of them only the asker can see. */
export function noteCounts({ notes, reading, privateCount }: Brief): string {
  const count = counted(notes.length, 'note');
  const unread = reading.unread.size === 0 ? count : `${count}, ${reading.unread.size} not read yet`;
  if (privateCount === 0) return unread;
  return `${unread}, ${privateCount === notes.length ? 'all' : privateCount} only you can see`;
}

/** What a card says, and the words it rests on. */
interface CitedText {
  readonly text: string;
  readonly cited: Cited;
}

/** "24k EUR a year", or why it is not counted, and "They mean to sign on Wed 20 Jan 2027", as far as a note says so. */
export function worthAndClosing(brief: Brief): readonly CitedText[] {
  return [amountIn(brief), closingIn(brief)].filter((one) => one !== null);
}

function amountIn(brief: Brief): CitedText | null {
  const amount = amountOf(brief);
  if (amount === null) return null;
  const { counted: money, per, unclear, cited } = amount;
  return { text: money ? priceText({ ...money, per }) : `not counted, ${unclear ?? ''}`, cited };
}

function closingIn(brief: Brief): CitedText | null {
  const date = closeDateOf(brief);
  if (date?.dueOn == null) return null;
  return { text: upperFirst(closingText(date, date.dueOn, brief.today, dueName)), cited: datedBy(date) };
}

/**
 * Topics with nothing in the notes: "not known yet: who signs, how they decide". Nothing while one is not read: it may
 * tell; and nothing once the deal is over.
 */
export function unknowns({ knowledge, reading, notes }: Brief, max: number): string | null {
  if (reading.unread.size > 0 || closingNote(notes) !== null) return null;
  const topics = knowledge.filter(({ state }) => state === 'unknown').map(({ topic }) => topic);
  return topics.length > 0 ? `not known yet: ${topics.slice(0, max).join(', ')}` : null;
}

/** How much of what was read can be relied on: "confidence medium". */
export function confidenceText({ confidence: { level } }: Brief): string {
  return `confidence ${level}`;
}

/** The same with its reason: "confidence medium: only one of theirs was heard". */
export function confidenceReason({ confidence: { level, why } }: Brief): string {
  return `confidence ${level}: ${why}`;
}

/** "Your note says: lost?  “they went with Fixwell” [1]", until somebody has said whether it is so; null where none does. */
export function outcomeSaidLine(brief: Brief, max?: number): Markup | null {
  const { outcomeSaid, notes, asker } = brief;
  if (!outcomeSaid) return null;
  const { words, cited } = outcomeSaid;
  const author = notes.find(({ id }) => id === cited.noteId)?.author;
  const whose = asker === '' ? 'A note' : author === asker ? 'Your note' : 'A colleague’s note';
  return md`*${whose} says: ${words}?*  ${quoted(cited.quote, max)}${cite(brief, cited)}`;
}

/** "Since your last brief, 3 Nov: 2 notes, 1 correction by colleagues, 35 → 61, open: Security review, settled: Price". */
export function newsLine(
  { since, notes, corrections, score, opened, settled }: NewsSince,
  today: string,
): Markup {
  const parts = [
    ...(notes > 0 ? [counted(notes, 'note')] : []),
    ...(corrections > 0 ? [`${counted(corrections, 'correction')} by colleagues`] : []),
    ...(score === null ? [] : [`${score.from} → ${score.to}`]),
    ...[...opened.slice(0, 1), ...(opened.length > 1 ? [`${opened.length - 1} more`] : [])].map(
      (text, index) => (index === 0 ? `open: ${clip(text, newsLength)}` : text),
    ),
    ...settled.slice(0, 1).map((text) => `settled: ${clip(text, newsLength)}`),
  ];
  const said = parts.join(', ');
  return md`*Since your last brief, ${dayName(since, today)}:* ${said}`;
}

/** "Since 3 Nov: 2 notes, 35 → 61": the same where there is no room for more. */
export function shortNewsLine({ since, notes, corrections, score }: NewsSince, today: string): Markup {
  const parts = [
    ...(notes > 0 ? [counted(notes, 'note')] : []),
    // The score stands above: what moved it does not, and there is no room for both.
    ...(corrections > 0 ? [`${corrections} corrected`] : score ? [`${score.from} → ${score.to}`] : []),
  ];
  return md`*Since ${dayName(since, today)}:* ${parts.join(', ')}`;
}

const newsLength = 32;

const outcomeQuestions: Readonly<Record<SaidOutcome['words'], string>> = {
  won: 'mark as won?',
  lost: 'mark as lost?',
  reopened: 'open the deal again?',
};

/** "“they went with Fixwell”: mark as lost?", to be answered in one tap. */
export function outcomeQuestion({ words, cited }: SaidOutcome): Markup {
  return md`${quoted(cited.quote, 140)}: *${outcomeQuestions[words]}*`;
}

/** What is not read, compared or checked yet; null when all is. */
export function readingLine({
  notes,
  reading: { unread, uncompared, isBeingChecked },
}: Brief): Markup | null {
  const parts = [
    unread.size > 0 ? `${unread.size} of ${notes.length} notes not read yet` : null,
    uncompared > 0 ? `${counted(uncompared, 'note')} not compared with the rest yet` : null,
    isBeingChecked ? 'the newest is being checked' : null,
  ].filter((part) => part !== null);
  return parts.length > 0 ? md`_${parts.join(', ')}_` : null;
}

/** "67 Hot ▰▰▰▰▰▰▰▱▱▱ up 12 in 7 days", with what colleagues see, and why there is no score where there is none. */
export function scoreLine({ score, teamScore, notes, privateCount }: Brief): Markup | null {
  if (notes.length === 1) return md`One note so far: facts, too little for a score.`;
  if (!score) return md`Score when the notes are read.`;
  const line = md`*${score.value} ${score.band}* ${bar(score.value)} ${momentumText(score)}`;
  if (!teamScore) return line;
  const own = counted(privateCount, 'note');
  return md`${line} · your team sees ${teamScore.value} (${own} only you can see)`;
}

/** "At risk: no contact for 24 days". */
export function riskLine({ score }: Brief): Markup | null {
  return score?.atRisk ? md`*At risk*: ${score.atRisk}` : null;
}

/** "the deal rests until 7 April": an agreed pause, or the day of the step that was agreed. */
export function quietText({ quiet, asOf }: Brief): string | null {
  if (!quiet) return null;
  const day = dayName(quiet.until, asOf);
  return quiet.signal.kind === 'agreed_silence' ? `the deal rests until ${day}` : `next: ${day}`;
}

/** As many whole sentences as there is room for, where those are most of it; else cut as any text. */
function clipSentences(text: string, max: number): string {
  if (text.length <= max) return text;
  const end = sentencesOf(text).findLast((one) => one.end <= max - 2)?.end ?? 0;
  return end > max / 2 ? `${text.slice(0, end)} …` : clip(text, max);
}

/** `by` is who promised it, where it is a colleague's promise. */
export function doNextLine(brief: Brief, by: Markup | null, max = 300): Markup {
  const label = brief.isPast ? md`*The move then*` : md`*Do next*`;
  const whose = by === null ? md`` : md` (promised by ${by})`;
  return md`${label}  ${clipSentences(brief.doNext.text, max)}${whose}${cite(brief, brief.doNext.cited)}`;
}

export function openWithLine(brief: Brief, max = 300): Markup | null {
  return brief.openWith
    ? md`*Open with*  ${quoted(brief.openWith.text.replace(/“/g, '‘').replace(/”/g, '’'), max)}${cite(brief, brief.openWith)}`
    : null;
}

/** Stands first in a modal that was opened from a card older than the newest note. */
export function staleNotice(isStale: boolean): SectionBlock[] {
  if (!isStale) return [];
  return [
    section(
      md`*A note was added, read or deleted since that card.* This is what the notes say now; the card is refreshed too.`,
    ),
  ];
}

/** The outcomes in the order and words of the form. */
export const outcomeNames: Readonly<Record<Outcome, string>> = {
  spoke: 'Spoke',
  objection: 'Objection',
  next_step: 'Next step agreed',
  no_answer: 'No answer',
  won: 'Won',
  lost: 'Lost',
  reopened: 'Open again',
  note: 'Just a note',
};

/** The outcomes to choose from; that a deal is open again is one of them where it was chosen before. */
export function outcomesBeside(chosen: Outcome | null): readonly Outcome[] {
  return outcomes.filter((one) => one !== 'reopened' || one === chosen);
}

const mostWeeks = 60;

/** The next time a digest is due for somebody who may be away till then; null within a year of holidays. */
function nextFor(settings: DigestSettings, zone: string, now: Date): Slot | null {
  let slot = nextSlot(settings, zone, now);
  for (let week = 0; week < mostWeeks; week += 1) {
    if (backOn(settings, slot.day) === null) return slot;
    slot = nextSlot(settings, zone, slot.at);
  }
  return null;
}

/** "Your digest comes on Mondays at 08:00, Europe/Berlin. The next one: Mon 30 Nov."; `digest` is the name of the command. */
export function whenText(settings: DigestSettings, zone: string, now: Date, digest: string): string {
  if (!settings.isOn) {
    return `Your digest is off. ${digest} on brings it back, and ${digest} now shows your week at any time.`;
  }
  const today = dayIn(zone, now);
  const day = `${upperFirst(settings.day)}s`;
  const next = nextFor(settings, zone, now);
  const back = backOn(settings, today);
  const sentences = [
    `Your digest comes on ${day} at ${settings.time}, ${zone}.`,
    back === null ? '' : `Paused: you are back on ${dueName(back, today)}.`,
    next === null ? '' : `The next one: ${dueName(next.day, today)}.`,
    settings.isQuiet ? 'Nothing comes in a week in which nobody needs you.' : '',
  ];
  return sentences.filter(Boolean).join(' ');
}
