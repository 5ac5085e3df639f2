import type { Happening, Week, WeekChange } from '../../digest/week.ts';
import { dayName } from '../../util/calendar.ts';
import { type Markup, md } from './text.ts';
import { type BlockGroup, list, nameOf } from './week-lines.ts';

const mostAlso = 3;

/** "reopened on 17 Mar", "setback on 17 Mar: Champion leaves". */
function happeningText({ kind, day, text }: Happening, asOf: string): string {
  const on = `${kind === 'reopened' ? 'open again' : kind} on ${dayName(day, asOf)}`;
  return text === null ? on : `${on}: ${text}`;
}

/** "up 26 in 7 days", "new on 15 Mar", "new on 15 Mar, setback on 17 Mar: Champion leaves". */
export function changeText({ kind, points, inDays, day, also = [] }: WeekChange, asOf: string): string {
  const on = day === null ? '' : ` on ${dayName(day, asOf)}`;
  if (kind === 'reopened') return `open again${on}`;
  if (kind === 'pause_ended') return `what was agreed ended${on}`;
  if (kind === 'up' || kind === 'down') return `${kind} ${Math.abs(points ?? 0)} in ${inDays ?? 7} days`;
  const rest = also.slice(-mostAlso).map((one) => happeningText(one, asOf));
  return [`${kind}${on}`, ...rest].join(', ');
}

function changeRow(change: WeekChange, { closed, asOf }: Week): Markup | null {
  // Won and lost have lines of their own.
  if (closed.some(({ deal }) => deal.key === change.deal.key)) return null;
  return md`• ${nameOf(change)}: ${changeText(change, asOf)}`;
}

export function changeUnits(week: Week): readonly BlockGroup[] {
  return list(
    'Changed since last week',
    week.changes.flatMap((change) => changeRow(change, week) ?? []),
  );
}
