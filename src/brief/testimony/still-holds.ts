import type { Note } from '../../memory/note.ts';
import { mentionsOf } from './mentions.ts';
import type { Testimony } from './testimony.ts';

/** Whether every quote stands in its note as the note reads now: an edit may have come since. */
export function stillHolds(testimony: Testimony, notes: readonly Note[]): boolean {
  const texts = new Map(notes.map(({ id, text }) => [id, text]));
  const { signals, recommendation, changed, doNext, openWith, tone } = testimony;
  const cited = [
    ...signals.flatMap((signal) => [...mentionsOf(signal), signal.closedBy]),
    ...[...recommendation, ...changed, doNext, openWith, tone],
  ];
  return cited.every((one) => one === null || texts.get(one.noteId)?.includes(one.quote));
}
