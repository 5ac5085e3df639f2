import { daysBetween } from '../brief/calendar.ts';
import { promisesOf } from '../brief/open-items.ts';
import { signalFactors } from '../brief/score/factors.ts';
import type { History } from '../brief/score/history.ts';
import type { Scale } from '../brief/score/scale.ts';
import { lastContactDay, quietUntil } from '../brief/score/silence.ts';
import type { Signal } from '../brief/testimony/testimony.ts';
import { daysAtWork, type Holiday } from './holidays.ts';
import type { Ground } from './week-line.ts';

/** What decides beside the notes. */
export interface Circumstances extends Scale {
  readonly holidays: readonly Holiday[];
  /** Last day the rep let it sleep; null when it does not. */
  readonly snoozedUntil: string | null;
}

/** So long without a note, and the rep is told that nothing was logged. */
const unloggedDays = 14;
const quietKinds = new Set(['agreed_silence', 'next_step']);

function quiet(known: History, asOf: string): Ground | null {
  const until = quietUntil(known.signals, asOf);
  const signal = known.signals.find(
    (one) => quietKinds.has(one.kind) && one.closedBy === null && one.dueOn === until,
  );
  return until === null || signal === undefined ? null : { kind: 'quiet', until, signal };
}

function overdue(known: History, { asOf }: Scale): Ground | null {
  const promise = promisesOf(known, asOf).find((one) => one.who === 'us' && one.overdue);
  if (promise?.dueOn == null) return null;
  return { kind: 'overdue', promise, days: daysBetween(promise.dueOn, asOf) };
}

/** Counted as the score counts it: from the last day somebody was reached, other than in the note that tells of it. */
function unanswered(known: History, circumstances: Circumstances): Ground | null {
  const row = signalFactors(known, circumstances).find((factor) => factor.kind === 'ask_unanswered');
  if (row === undefined || row.cited === null) return null;
  const { cited } = row;
  const since = lastContactDay(known.notes.filter((note) => note.id !== cited.noteId)) ?? cited.day;
  const days = daysAtWork(since, circumstances.asOf, circumstances.holidays);
  const least = circumstances.rubric.kinds['ask_unanswered']?.after_days ?? 0;
  return days < least ? null : { kind: 'unanswered', days, cited };
}

/** The day on which a pause or step ended last, if no note came since. */
function wokeOn(signals: readonly Signal[], lastDay: string): string | null {
  const ends = signals.filter((one) => quietKinds.has(one.kind) && one.closedBy === null);
  const days = ends.flatMap(({ dueOn }) => (dueOn !== null && dueOn >= lastDay ? [dueOn] : []));
  return days.toSorted().at(-1) ?? null;
}

function notLogged(known: History, { asOf, holidays }: Circumstances): Ground | null {
  const lastDay = known.notes.at(-1)?.day ?? asOf;
  const days = daysAtWork(lastDay, asOf, holidays);
  return days < unloggedDays ? null : { kind: 'not_logged', days, woke: wokeOn(known.signals, lastDay) };
}

/** The rule that puts an open deal into its bucket: first match wins. `known` is what was known on the day. */
export function groundOf(known: History, circumstances: Circumstances): Ground {
  const { asOf, snoozedUntil } = circumstances;
  if (snoozedUntil !== null && snoozedUntil >= asOf) return { kind: 'snoozed', until: snoozedUntil };
  return (
    quiet(known, asOf) ??
    overdue(known, circumstances) ??
    unanswered(known, circumstances) ??
    notLogged(known, circumstances) ?? { kind: 'open' }
  );
}
