import type { Rubric } from '../src/brief/score/rubric.ts';
import { score } from '../src/brief/score/score.ts';
import type { History } from '../src/brief/signals/history.ts';
import type { KeptReadings } from '../src/brief/signals/reading.ts';
import { createHistory } from '../src/brief/signals/replay.ts';
import { mentionsOf } from '../src/brief/signals/signal.ts';
import type { Note } from '../src/memory/note.ts';
import { addDays } from '../src/util/calendar.ts';
import { storedId, storedNotes } from './case-notes.ts';
import type { View } from './cases.ts';
import type { DealFigures, DealOutcome } from './figures.ts';
import { heldAgainst, overlaps } from './held-against.ts';
import type { Spoilt } from './played-reader.ts';
import { saidInBrief } from './said-in-brief.ts';
import { judge } from './score-cases.ts';

/** What was read of one deal, for one viewer. */
export type ReadFor = Pick<KeptReadings, 'readings' | 'comparisons'>;

/** The notes that a viewer may see, oldest call first. */
export function notesFor({ deal, noteIds }: View): readonly Note[] {
  const seen = new Set([...noteIds].map((id) => storedId(deal, id)));
  return storedNotes(deal).filter(({ id }) => seen.has(id));
}

interface Judging {
  readonly rubric: Rubric;
  readonly spoilt: Spoilt;
  /** Whether the score of every single day is looked at, which takes most of the time. */
  readonly steps: boolean;
}

/** One deal for one viewer: score, bucket, what to do, and what became of its facts. */
export function judgeDeal(view: View, read: ReadFor, { rubric, spoilt, steps }: Judging): DealOutcome {
  const { deal, viewer, manager } = view;
  const { readings, comparisons } = read;
  const history = createHistory({
    notes: notesFor(view),
    readings,
    comparisons,
    at: `${deal.as_of}T23:59:59.999Z`,
    correct: ({ signals }) => signals,
  });
  const judged = judge(view, history, rubric);
  return {
    figures: {
      ...{ deal: deal.deal, viewer, manager },
      score: judged.score.value,
      band: judged.score.band,
      bucket: judged.bucket,
      bucketWhy: judged.ground,
      atRisk: judged.score.atRisk !== null,
      atRiskWhy: judged.score.atRisk,
      doNext: judged.doNext.text,
      endings: endingsOf(view, history),
      largestStep: steps ? largestStep(history, rubric, view) : null,
      ...saidInBrief(judged, rubric),
      factors: judged.score.factors.map(({ label, points }) => `${points} ${label}`),
    },
    held: heldAgainst(view, readings, spoilt),
  };
}

/** Which facts are open or closed at the end as the case has it; a fact that was not read is not asked. */
function endingsOf({ deal, noteIds }: View, history: History): DealFigures['endings'] {
  const { signals } = history.on(deal.as_of);
  const asked = deal.facts.flatMap((fact) => {
    if (!noteIds.has(fact.note)) return [];
    const id = storedId(deal, fact.note);
    const signal = signals.find(
      (one) =>
        one.kind === fact.kind &&
        mentionsOf(one).some(({ noteId, quote }) => noteId === id && overlaps(quote, fact.quote)),
    );
    const isClosed = fact.closed !== undefined && noteIds.has(fact.closed.note);
    return signal === undefined ? [] : [{ fact, isRight: (signal.closedBy !== null) === isClosed }];
  });
  const wrong = asked.filter(({ isRight }) => !isRight);
  return {
    asked: asked.length,
    right: asked.length - wrong.length,
    wrong: wrong.map(({ fact: { note, kind, text, closed } }) => {
      return `${note} ${kind}: ${text} (${closed ? `closed in ${closed.note}` : 'open'})`;
    }),
  };
}

/** Days looked at after the brief's own, to see that nothing jumps when time alone passes. */
const daysAfter = 30;

function largestStep(history: History, rubric: Rubric, { deal, noteIds }: View): DealFigures['largestStep'] {
  const days = new Set(deal.notes.filter(({ id }) => noteIds.has(id)).map(({ day }) => day));
  const first = [...days].toSorted()[1];
  if (first === undefined) return null;
  let largest: DealFigures['largestStep'] = null;
  let before = score(history, rubric, first).value;
  const last = addDays(deal.as_of, daysAfter);
  for (let day = addDays(first, 1); day <= last; day = addDays(day, 1)) {
    const { value } = score(history, rubric, day);
    const points = value - before;
    const isLargest = Math.abs(points) > Math.abs(largest?.points ?? 0);
    if (!days.has(day) && isLargest) largest = { day, points };
    before = value;
  }
  return largest;
}
