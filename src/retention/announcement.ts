import { dayName } from '../util/calendar.ts';
import { counted } from '../util/counted.ts';
import type { Limits, Reason } from './due.ts';

interface Told {
  readonly limits: Limits;
  /** What was not told of before. */
  readonly counts: Readonly<Record<Reason, number>>;
  /** The first day on which anything of it may go, and the day of telling, `YYYY-MM-DD`. */
  readonly from: string;
  readonly today: string;
}

/** What the admins are told: numbers, days and settings alone, never whose notes or on whom. */
export function announcementOf({ limits, counts, from, today }: Told): string {
  const { retentionDays, leaverDays } = limits;
  const old =
    counts.retention > 0 && retentionDays !== null
      ? [
          `${counted(counts.retention, 'note')} of calls more than ${counted(retentionDays, 'day')} ago (RETENTION_DAYS=${retentionDays}), and from then on, day by day, what grows as old`,
        ]
      : [];
  const left =
    counts.leaver > 0 && leaverDays !== null
      ? [
          `${counted(counts.leaver, 'private note')} of people whose accounts were deactivated ${counted(leaverDays, 'day')} before or earlier (LEAVER_DAYS=${leaverDays})`,
        ]
      : [];
  return [
    `From ${dayName(from, today)} on these are erased for good, with all that was read in them:`,
    ...[...old, ...left].map((row) => `• ${row}.`),
    'Nothing goes before that day, and nothing brings it back later but a backup. To keep it, have the setting raised or taken out and the bot restarted by then.',
  ].join('\n');
}
