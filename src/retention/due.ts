import type { NoteHeader } from '../memory/note.ts';
import { addDays, dayIn, daysBetween } from '../util/calendar.ts';

/** After how many days notes go; null where nothing goes for that reason. */
export interface Limits {
  /** `RETENTION_DAYS`, counted from the day of the call. */
  readonly retentionDays: number | null;
  /** `LEAVER_DAYS`, counted from the day on which an account was first seen deactivated. */
  readonly leaverDays: number | null;
}

/** What the admins were told, and when, ISO 8601. */
export interface Announcement extends Limits {
  readonly at: string;
}

/** Why a note goes. */
export type Reason = 'retention' | 'leaver';

export interface DueNote {
  readonly header: NoteHeader;
  readonly reason: Reason;
}

/** What tells what is due. */
export interface Facts {
  readonly notes: readonly NoteHeader[];
  /** Since when whoever has left is gone, ISO 8601, by Slack user id. */
  readonly leavers: ReadonlyMap<string, string>;
  readonly limits: Limits;
  /** IANA zone in which days are counted. */
  readonly zone: string;
}

/** So long before anything goes the admins are told of it. */
export const noticeDays = 7;

function isOld({ day }: NoteHeader, days: number | null, on: string): boolean {
  return days !== null && day < addDays(on, -days);
}

/** Whether it is a private note of somebody who has been away for so many days. */
function isLeft({ leavers, zone }: Facts, { author, visibility }: NoteHeader, at: LeftBy): boolean {
  const since = leavers.get(author);
  if (since === undefined || visibility !== 'private' || at.days === null) return false;
  return daysBetween(dayIn(zone, new Date(since)), at.on) >= at.days;
}

interface LeftBy {
  readonly days: number | null;
  readonly on: string;
}

/** What goes by this day, `YYYY-MM-DD`, told or not. */
export function dueOn(facts: Facts, on: string): readonly DueNote[] {
  const { retentionDays, leaverDays } = facts.limits;
  return facts.notes.flatMap((header): readonly DueNote[] => {
    if (isOld(header, retentionDays, on)) return [{ header, reason: 'retention' }];
    return isLeft(facts, header, { days: leaverDays, on }) ? [{ header, reason: 'leaver' }] : [];
  });
}

/**
 * Whether these words to the admins told of a note that is due on that day. They were told of the notes that there were
 * and of all that grow old later; not of one that was too old already when it was logged, and of nobody who left since.
 */
export function tellsOf(facts: Facts, { header, reason }: DueNote, told: Announcement, on: string): boolean {
  if (reason === 'leaver') {
    const since = facts.leavers.get(header.author) ?? '';
    return since <= told.at && isLeft(facts, header, { days: told.leaverDays, on });
  }
  if (!isOld(header, told.retentionDays, on)) return false;
  const logged = dayIn(facts.zone, new Date(header.loggedAt));
  return header.loggedAt <= told.at || !isOld(header, told.retentionDays, logged);
}

/** Whether the notice is over. */
export function isRipe({ at }: Announcement, now: Date): boolean {
  return now.getTime() - Date.parse(at) >= noticeDays * 86_400_000;
}

/**
 * What of earlier words still holds: a limit that was lifted since or taken out was told of no more, should it come
 * back. Of those whose notice is over the last one tells of all that the others do.
 */
export function stillTold(
  all: readonly Announcement[],
  { retentionDays, leaverDays }: Limits,
  now: Date,
): readonly Announcement[] {
  const wider = (told: number | null, set: number | null) =>
    told === null || set === null ? null : Math.max(told, set);
  const held = all.map((one) => ({
    at: one.at,
    retentionDays: wider(one.retentionDays, retentionDays),
    leaverDays: wider(one.leaverDays, leaverDays),
  }));
  const ripe = held.filter((one) => isRipe(one, now));
  return [...ripe.slice(-1), ...held.filter((one) => !isRipe(one, now))];
}

/** Keys of people on whom no note is left when these are gone, and of those who have one. */
export function peopleLeft(notes: readonly NoteHeader[], going: ReadonlySet<string>) {
  const keysOf = (those: readonly NoteHeader[]) =>
    new Set(those.flatMap(({ prospects }) => prospects.map(({ key }) => key)));
  const kept = keysOf(notes.filter(({ id }) => !going.has(id)));
  const gone = [...keysOf(notes.filter(({ id }) => going.has(id)))].filter((key) => !kept.has(key));
  return { kept, gone: new Set(gone) };
}
