import type { Note } from '../memory/note.ts';
import type { Brief } from './brief.ts';
import { daysBetween } from './calendar.ts';
import { doNextFromFacts } from './do-next.ts';
import type { Findings } from './findings.ts';
import { findingsBy } from './findings-by.ts';
import { fromModel } from './from-model.ts';
import { fromNotes } from './from-notes.ts';
import { fromSignals } from './from-signals.ts';
import { saidBy } from './rulings/rulings.ts';
import { type History, historyOn } from './score/history.ts';
import { raisesOf } from './score/raises.ts';
import type { Rubric } from './score/rubric.ts';
import type { Scale } from './score/scale.ts';
import { score } from './score/scoring.ts';
import { lastContactDay } from './score/silence.ts';
import type { Claim } from './testimony/testimony.ts';

function contactOf(notes: readonly Note[], asOf: string): Brief['lastContact'] {
  const day = lastContactDay(notes) ?? notes[0]?.day ?? asOf;
  return { day, daysAgo: Math.max(0, daysBetween(day, asOf)) };
}

/** How much there is to go by: many notes, and a new one. */
function confidenceOf(notes: readonly Note[], { rubric, asOf }: Scale): Brief['confidence'] {
  const newest = notes[0]?.day ?? asOf;
  const reaches = ({ notes: count, newest_days }: Rubric['confidence']['high']): boolean =>
    notes.length >= count && daysBetween(newest, asOf) <= newest_days;
  if (reaches(rubric.confidence.high)) return 'high';
  return reaches(rubric.confidence.medium) ? 'medium' : 'low';
}

/** Points need two notes and a checked answer on just these notes. */
function isScored({ notes, source }: Findings): boolean {
  return notes.length > 1 && source.kind !== 'facts';
}

function toLine({ text, ...cited }: Claim): Brief['doNext'] {
  return { text, cited };
}

/** One note is too little to read, whoever read it. */
function thinned(findings: Findings): Findings {
  const isThin = findings.notes.length < 2 && findings.source.kind !== 'facts';
  return isThin ? { ...findings, source: { kind: 'facts', reason: 'thin' } } : findings;
}

/** The whole brief of one day; throws when there is no note to speak of by then. */
export function assembleBrief(given: Findings, scale: Scale): Brief {
  const isPast = given.request.asOf !== undefined;
  const findings = thinned(isPast ? findingsBy(scale.asOf, given) : given);
  const { testimony, notes } = findings;
  const deal = notes[0]?.deal;
  if (deal === undefined) throw new RangeError('a brief needs at least one note');
  const rulings = isPast ? findings.rulings : saidBy(scale.asOf, findings.rulings);
  const history: History = { signals: testimony?.signals ?? [], notes, rulings };
  const known = historyOn(scale.asOf, history);
  const parts = fromSignals(known, scale);
  const { advised, ...said } = fromModel(findings, known.signals);
  const scored = isScored(findings);
  const facts = { ...parts, asOf: scale.asOf, notes };
  return {
    ...fromNotes(findings, known.signals),
    ...parts,
    ...said,
    deal,
    asker: findings.request.asker,
    asOf: scale.asOf,
    isPast,
    lastContact: contactOf(notes, scale.asOf),
    score: scored ? score(history, scale.rubric, scale.asOf) : null,
    confidence: confidenceOf(notes, scale),
    doNext: advised === null ? doNextFromFacts(facts) : toLine(advised),
    raises: scored && !isPast ? raisesOf(history, scale) : [],
  };
}
