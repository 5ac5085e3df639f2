import { signalFactors } from './factors.ts';
import { bounded, sumOf } from './gates.ts';
import { closingNote, type History, type HistoryNote } from './history.ts';
import type { Rubric } from './rubric.ts';
import type { Scale } from './scale.ts';
import type { Factor, Score } from './score.ts';
import { silentDays } from './silence.ts';

type Tally = Pick<Score, 'value' | 'band' | 'range' | 'factors'>;

/** Words of the closing note that its row shows. */
const closingQuoteLength = 120;

/** Stands on every card, at zero too: silence is what a rep looks for first. */
function silenceRow(known: History, { rubric, asOf }: Scale): Factor {
  const past = Math.max(0, silentDays(known, asOf) - rubric.silence.after_days);
  const points = Math.max(rubric.silence.cap, past * rubric.silence.a_day);
  const label = `Silence past ${rubric.silence.after_days} days`;
  return { kind: 'silence', label, points: past === 0 ? 0 : points, cited: null };
}

function bandOf(value: number, bands: Rubric['bands']): Pick<Score, 'band' | 'range'> {
  const index = bands.findLastIndex((band) => band.from <= value);
  const band = bands[index];
  return { band: band?.name ?? '', range: [band?.from ?? 0, (bands[index + 1]?.from ?? 101) - 1] };
}

/** Won and lost are the rep's own word, so no signal argues with them. */
function closedTally(note: HistoryNote): Tally {
  const value = note.outcome === 'won' ? 100 : 0;
  const label = note.outcome === 'won' ? 'Won' : 'Lost';
  const quote = note.text.trim().slice(0, closingQuoteLength);
  const cited = { noteId: note.id, day: note.day, quote };
  const factors = [{ kind: 'closed', label, points: value, cited }];
  return { value, band: label, range: [value, value], factors };
}

/** The score of one day without what compares it to other days. */
export function tally(known: History, scale: Scale): Tally {
  const closing = closingNote(known.notes);
  if (closing !== null) return closedTally(closing);
  const base: Factor = { kind: 'base', label: 'Base', points: scale.rubric.base, cited: null };
  const rows = [base, ...signalFactors(known, scale), silenceRow(known, scale)];
  const factors = bounded(rows, scale.rubric);
  const value = sumOf(factors);
  return { value, ...bandOf(value, scale.rubric.bands), factors };
}
