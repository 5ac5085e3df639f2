import type { Brief } from '../../brief/brief.ts';
import type { Ruling } from '../../brief/corrections/corrections.ts';
import type { Signal } from '../../brief/score/signal.ts';
import { daysBetween } from '../../util/calendar.ts';
import { mention } from '../brief/notes-view.ts';
import { cite, quoted } from '../brief/phrases.ts';
import { dayName } from '../dates.ts';
import { type Markup, md } from '../mrkdwn.ts';
import { reasonLength } from './ids.ts';

/** A signal that somebody has said something of. */
export interface Ruled {
  readonly signal: Signal;
  readonly ruling: Ruling;
}

const said = { not_true: 'not true any more since', holds: 'confirmed', done: 'done' } as const;

/** How two notes that disagreed were settled. */
export const settledWords = Object.freeze({
  newer: 'Settled: newer is right',
  both: 'Settled: both hold',
  neither: 'Settled: neither holds',
});

/** Why, as far as the asker may know: a note that only its author reads may have been the other one. */
function reasonFor({ asker }: Brief, { by, reason, settled }: Ruling): string {
  return settled && by === asker ? settledWords[settled] : reason;
}

/** Everything of a brief that somebody put right, the latest first. */
export function ruledOf({ signals }: Brief): readonly Ruled[] {
  const all = signals.flatMap((signal) => (signal.ruling ? [{ signal, ruling: signal.ruling }] : []));
  return all.toSorted((a, b) => b.ruling.at.localeCompare(a.ruling.at));
}

/** "Budget frozen [2]: not true any more since 24 Nov, “approved by phone” (you)". For modals: it names a colleague. */
export function ruledLine(brief: Brief, { signal, ruling }: Ruled): Markup {
  const { by, day, verdict } = ruling;
  const reason = reasonFor(brief, ruling);
  const why = reason === '' ? md`` : md`, ${quoted(reason, reasonLength)}`;
  const who = by === brief.asker ? md`you` : mention(by);
  return md`${signal.text}${cite(brief, signal.raisedBy)}: ${said[verdict]} ${dayName(day, brief.asOf)}${why} (${who})`;
}

const freshDays = 14;

/** What a card says of the latest correction while it is news; null when there is none. It notifies nobody. */
export function correctedLine(brief: Brief): Markup | null {
  const latest = ruledOf(brief).find(({ ruling }) => ruling.verdict !== 'done');
  if (!latest || daysBetween(latest.ruling.day, brief.asOf) > freshDays) return null;
  const { signal, ruling } = latest;
  const who = ruling.by === brief.asker ? 'you' : 'a colleague';
  return md`*Corrected*  ${signal.text}: ${said[ruling.verdict]} ${dayName(ruling.day, brief.asOf)} (${who})`;
}

/** "Two notes disagree on the budget"; null when none do. */
export function disagreementLine({ contradictions: [first], asker }: Brief): Markup | null {
  if (!first) return null;
  const way = asker === '' ? '' : ': settle it under More';
  return md`*Two notes disagree* on ${first.about}${way}`;
}
