import { daysBetween, sayDay } from '../calendar.ts';
import type { History } from './history.ts';
import type { Scale } from './scale.ts';
import { silentDays } from './silence.ts';

function overdueReason(known: History, { rubric, asOf }: Scale): string | null {
  const overdue = known.signals.find(
    (signal) =>
      signal.kind === 'promise' &&
      signal.who === 'us' &&
      signal.closedBy === null &&
      signal.dueOn !== null &&
      daysBetween(signal.dueOn, asOf) >= rubric.at_risk.overdue_days,
  );
  return overdue?.dueOn ? `a promise of ours is overdue since ${sayDay(overdue.dueOn, asOf)}` : null;
}

/** Why a deal that is still open is at risk, in a few words; null when it is not. */
export function riskOf(known: History, scale: Scale, momentum: number | null): string | null {
  const limits = scale.rubric.at_risk;
  const silent = silentDays(known, scale.asOf);
  if (silent >= limits.silent_days) return `no contact for ${silent} days`;
  const objections = known.signals.filter(({ kind, closedBy }) => kind === 'objection' && closedBy === null);
  if (objections.length >= limits.open_objections) return `${objections.length} objections are open`;
  const overdue = overdueReason(known, scale);
  if (overdue !== null) return overdue;
  const dropped = momentum !== null && momentum <= -limits.drop;
  return dropped ? `down ${-momentum} in ${scale.rubric.momentum_days} days` : null;
}
