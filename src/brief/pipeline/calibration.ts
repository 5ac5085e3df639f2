import { addDays } from '../../util/calendar.ts';
import { isScored, type ReadDeal } from '../reading/read-deals.ts';
import type { Rubric } from '../score/rubric.ts';
import { type Score, score } from '../score/score.ts';
import { closingNote } from '../signals/history.ts';
import type { PipelineLine } from './pipeline.ts';

/** How long before its end a deal is looked at. */
export const daysBefore = 30;
/** With fewer closed deals a share says nothing. */
export const fewestClosed = 5;

/** A deal that is won or lost, and how it stood before. */
export interface ClosedThen {
  readonly line: PipelineLine;
  /** The day that is looked at, `YYYY-MM-DD`. */
  readonly day: string;
  /** Null where it had no score then: too few notes by that day, not read, or closed already. */
  readonly stood: Pick<Score, 'value' | 'band'> | null;
}

/** Only what was known by that day counts; none while it is open. */
export function closedThen(
  line: PipelineLine,
  { notes, history, readingBy }: ReadDeal,
  rubric: Rubric,
): readonly ClosedThen[] {
  if (line.money.closedOn === null) return [];
  const day = addDays(line.money.closedOn, -daysBefore);
  const by = notes.filter((note) => note.day <= day);
  const wasOpen = closingNote(by) === null && isScored(by, readingBy(day).unread);
  return [{ line, day, stood: wasOpen ? score(history, rubric, day) : null }];
}

/** One band, with what became of the deals that stood in it. */
export interface BandThen {
  readonly band: string;
  readonly won: number;
  readonly deals: readonly ClosedThen[];
}

/** The highest band first; bands without a deal are left out, and so is what had no score then. */
export function byBandThen(closed: readonly ClosedThen[], { bands }: Rubric): readonly BandThen[] {
  return bands.toReversed().flatMap(({ name: band }) => {
    const deals = closed.filter(({ stood }) => stood?.band === band);
    const won = deals.filter(({ line }) => line.state === 'won').length;
    return deals.length > 0 ? [{ band, won, deals }] : [];
  });
}
