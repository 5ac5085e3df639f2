import { sayDay } from '../brief/calendar.ts';
import type { Ground } from './week-line.ts';

function inDays(count: number): string {
  return count === 1 ? '1 day' : `${count} days`;
}

/** A ground in a few words, without a capital or a full stop, so that it fits into a sentence. */
export function whyOf(ground: Ground, asOf: string): string {
  switch (ground.kind) {
    case 'snoozed':
      return `snoozed until ${sayDay(ground.until, asOf)}`;
    case 'quiet': {
      const what = ground.signal.kind === 'next_step' ? 'next step on' : 'silence agreed until';
      return `${what} ${sayDay(ground.until, asOf)}`;
    }
    case 'overdue':
      return `a promise of yours is overdue by ${inDays(ground.days)}`;
    case 'unanswered':
      return `no answer for ${inDays(ground.days)}`;
    case 'not_logged': {
      const ended = ground.woke === null ? '' : `, and what was agreed ended on ${sayDay(ground.woke, asOf)}`;
      return `nothing logged for ${inDays(ground.days)}${ended}`;
    }
    case 'open':
      return 'no step agreed';
  }
}
