import { daysBetween } from '../calendar.ts';
import type { Cited } from '../testimony/testimony.ts';
import type { History } from './history.ts';
import type { Scale } from './scale.ts';
import type { Factor } from './score.ts';
import { lastContactDay, quietUntil } from './silence.ts';

/** Whole-note words for a row that rests on a call's outcome. */
const outcomeQuoteLength = 120;

/** A call without answer counts as an unanswered ask even when the model did not say so. */
export function unansweredCall(known: History, { rubric, asOf }: Scale): Factor[] {
  const kind = rubric.kinds['ask_unanswered'];
  const contact = lastContactDay(known.notes);
  const call = known.notes.findLast((note) => note.outcome === 'no_answer');
  if (kind === undefined || call === undefined || quietUntil(known.signals, asOf) !== null) return [];
  const since = contact ?? call.day;
  if (call.day < since || daysBetween(since, asOf) < (kind.after_days ?? 0)) return [];
  const quote = call.text.trim().slice(0, outcomeQuoteLength);
  const cited: Cited = { noteId: call.id, day: call.day, quote };
  return [{ kind: 'ask_unanswered', label: kind.label, points: kind.points, cited }];
}
