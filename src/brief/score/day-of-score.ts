import type { Note } from '../../memory/note.ts';
import { addDays } from '../calendar.ts';

/** The day a score counts from: today, or tomorrow when a note from an earlier zone is dated so already. */
export function dayOfScore(notes: readonly Note[], today: string): string {
  const newest =
    notes
      .map((note) => note.day)
      .toSorted()
      .at(-1) ?? today;
  const tomorrow = addDays(today, 1);
  return newest === tomorrow ? tomorrow : today;
}
