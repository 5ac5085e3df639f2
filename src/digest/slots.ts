import { Cron } from 'croner';
import { dayIn } from '../brief/calendar.ts';
import { type DigestSettings, weekdays } from './digest-settings.ts';
import { isoWeekOf } from './iso-week.ts';

/** One time at which a digest is due. */
export interface Slot {
  readonly at: Date;
  /** The day in the rep's zone, `YYYY-MM-DD`. */
  readonly day: string;
  /** ISO week of that day, such as `2026-W48`: a rep gets one digest for each. */
  readonly week: string;
}

type When = Pick<DigestSettings, 'day' | 'time'>;

/** How long after its time a digest is still worth sending. */
const windowMs = 4 * 60 * 60 * 1000;

/** Right through clock changes: a time that the clock skips comes as soon as it may, one that comes twice counts once. */
function cronOf({ day, time }: When, zone: string): Cron {
  const [hour, minute] = time.split(':').map(Number);
  const dayOfWeek = (weekdays.indexOf(day) + 1) % 7;
  return new Cron(`${minute} ${hour} * * ${dayOfWeek}`, { timezone: zone, paused: true });
}

function slotAt(at: Date, zone: string): Slot {
  const day = dayIn(zone, at);
  return { at, day, week: isoWeekOf(day) };
}

/** The first slot after a moment. @throws for a zone that is none. */
export function nextSlot(when: When, zone: string, after: Date): Slot {
  const at = cronOf(when, zone).nextRun(after);
  if (at === null) throw new RangeError('a weekly time always comes again');
  return slotAt(at, zone);
}

/** The last slot up to and with a moment. @throws for a zone that is none. */
export function lastSlot(when: When, zone: string, at: Date): Slot {
  const [found] = cronOf(when, zone).previousRuns(1, new Date(at.getTime() + 1000));
  const slot = found && found <= at ? found : cronOf(when, zone).previousRuns(1, at)[0];
  if (slot === undefined) throw new RangeError('a weekly time has always been before');
  return slotAt(slot, zone);
}

/** Whether a digest may still be sent; later it is offered instead. */
export function isOpen({ at }: Pick<Slot, 'at'>, now: Date): boolean {
  const late = now.getTime() - at.getTime();
  return late >= 0 && late < windowMs;
}
