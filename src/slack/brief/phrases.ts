import type { Brief, OpenItem, PromiseLine } from '../../brief/brief.ts';
import type { Score } from '../../brief/score/score.ts';
import type { Cited, Claim } from '../../brief/score/signal.ts';
import { daysBetween } from '../../util/calendar.ts';
import { ago, before, dayName, dueName } from '../dates.ts';
import { clip, type Markup, md } from '../mrkdwn.ts';

/** "Priya Sharma · Rentfield · Renewal". */
export function subject({ prospect, deal }: Pick<Brief, 'prospect' | 'deal'>): string {
  const name = prospect?.name ?? deal.company ?? 'This deal';
  const company = prospect ? (deal.company ?? prospect.company) : null;
  return [name, company, deal.label].filter(Boolean).join(' · ');
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
  return md`“${clip(quote.replace(/\s+/g, ' '), max)}”`;
}

/** "up 12 in 14 days". */
export function momentumText({ momentum }: Score): string {
  if (momentum === null) return 'too new for a trend';
  if (momentum === 0) return 'steady for 14 days';
  return momentum > 0 ? `up ${momentum} in 14 days` : `down ${-momentum} in 14 days`;
}

/** Ten steps for 0 to 100. */
export function bar(value: number): string {
  const full = Math.round(value / 10);
  return '▰'.repeat(full) + '▱'.repeat(10 - full);
}

/** "Migration timeline: “nervous about the move” [4]". */
export function openLine(brief: Brief, item: OpenItem, max?: number): Markup {
  const passed = item.datePassed ? md`; that date has passed, ask` : md``;
  return md`${item.text}: ${quoted(item.cited.quote, max)}${cite(brief, item.cited)}${passed}`;
}

/** "You: ROI sheet, by Fri 27 Nov [2]"; a promise from a colleague's note is a colleague's. */
export function promiseLine(brief: Brief, line: PromiseLine): Markup {
  const due = line.dueOn ? `by ${dueName(line.dueOn, brief.asOf)}` : 'no date';
  const late = line.overdue && line.dueOn ? `, ${daysBetween(line.dueOn, brief.asOf)} days over` : '';
  return md`${promiser(brief, line)}: ${line.text}, ${due}${late}${cite(brief, line.cited)}`;
}

function promiser({ notes, asker }: Brief, { who, cited }: PromiseLine): string {
  if (who === 'them') return 'They';
  if (asker === '') return 'We';
  return notes.find(({ id }) => id === cited.noteId)?.author === asker ? 'You' : 'A colleague';
}

export function claimLine(brief: Brief, claim: Claim): Markup {
  return md`${claim.text}${cite(brief, claim)}`;
}

/** "Last call 17 Nov, 6 days ago". */
export function lastContact({ lastContact: { day }, asOf, isPast }: Brief): string {
  return `Last call ${dayName(day, asOf)}, ${isPast ? before(day, asOf) : ago(day, asOf)}`;
}

/** "read 31 of 64 notes" or "4 notes", with how many of them only the asker can see. */
export function noteCounts({ notes, readCount, privateCount, source }: Brief): string {
  const count = notes.length === 1 ? '1 note' : `${notes.length} notes`;
  const trimmed = source.kind !== 'facts' && readCount < notes.length;
  const read = trimmed ? `read ${readCount} of ${count}` : count;
  if (privateCount === 0) return read;
  return `${read}, ${privateCount === notes.length ? 'all' : privateCount} only you can see`;
}

/** Topics with nothing in the notes: "not known yet: who signs, how they decide". */
export function unknowns({ knowledge }: Brief, max: number): string | null {
  const topics = knowledge.filter(({ state }) => state === 'unknown').map(({ topic }) => topic);
  return topics.length > 0 ? `not known yet: ${topics.slice(0, max).join(', ')}` : null;
}
