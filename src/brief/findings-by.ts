import type { Findings } from './findings.ts';
import { historyOn } from './score/history.ts';
import type { Testimony } from './testimony/testimony.ts';

/** What was testified by the end of a day. The model's own sentences speak of all notes, so none of them is left. */
function testimonyBy(day: string, testimony: Testimony, known: ReadonlySet<string>): Testimony {
  const { signals } = historyOn(day, { signals: testimony.signals, notes: [] });
  const unsaid = { doNext: null, openWith: null, recommendation: [], changed: [], tone: null, dropped: 0 };
  return { ...unsaid, signals, readIds: testimony.readIds.filter((id) => known.has(id)) };
}

/** What was known by the end of a day: later notes are gone with all that was read in them. */
export function findingsBy(day: string, findings: Findings): Findings {
  const notes = findings.notes.filter((note) => note.day <= day);
  const known = new Set(notes.map(({ id }) => id));
  const testimony = findings.testimony && testimonyBy(day, findings.testimony, known);
  return { ...findings, notes, testimony };
}
