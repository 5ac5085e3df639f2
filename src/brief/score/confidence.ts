import { daysBetween } from '../../util/calendar.ts';
import { type Known, reachesThem } from '../signals/history.ts';
import type { Rubric, Scale } from './rubric.ts';

/** How far a score can be trusted, and why it is not more. */
export interface Confidence {
  readonly level: 'low' | 'medium' | 'high';
  /** In a few words, such as "one of theirs alone was heard". */
  readonly why: string;
}

/** What there is to go by: calls with them that were read, how many of theirs were on them, how old the newest note is. */
interface Ground {
  readonly calls: number;
  readonly people: number;
  readonly newestDays: number;
  readonly unread: number;
}

/** More than this share of notes unread, and nothing is sure. */
const mostUnread = 1 / 3;

function groundOf(known: Known, asOf: string): Ground {
  const read = known.notes.filter((note) => known.readIds.has(note.id) && reachesThem(note, known));
  const people = new Set(read.flatMap(({ prospects }) => prospects.map(({ key }) => key)));
  const newest = known.notes.at(-1)?.day ?? asOf;
  const unread = known.notes.length - known.notes.filter(({ id }) => known.readIds.has(id)).length;
  return { calls: read.length, people: people.size, newestDays: daysBetween(newest, asOf), unread };
}

/** What is missing for a level; null when nothing is. */
function missing({ calls, people, newestDays }: Ground, sure: Rubric['confidence']['high']): string | null {
  if (calls < sure.calls) return calls === 1 ? 'one call with them' : `${calls} calls with them`;
  if (newestDays > sure.newest_days) return `the newest note is ${newestDays} days old`;
  return people < sure.people ? 'only one of theirs was heard' : null;
}

/** Counts what was read, how new it is and how much of it one person alone said. */
export function confidenceOf(known: Known, { rubric, asOf }: Scale): Confidence {
  const ground = groundOf(known, asOf);
  const { unread, calls, people } = ground;
  const notRead = unread === 1 ? '1 note is not read yet' : `${unread} notes are not read yet`;
  if (unread > known.notes.length * mostUnread) return { level: 'low', why: notRead };
  const { high, medium } = rubric.confidence;
  const forMedium = missing(ground, medium);
  if (forMedium !== null) return { level: 'low', why: forMedium };
  const forHigh = unread > 0 ? notRead : missing(ground, high);
  if (forHigh !== null) return { level: 'medium', why: forHigh };
  return { level: 'high', why: `${calls} calls with ${people} of theirs` };
}
