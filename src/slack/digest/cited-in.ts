import { linesOf, type Week } from '../../digest/week.ts';

/** Ids of the notes whose words a week shows. */
export function citedIn(week: Week): readonly string[] {
  const cited = linesOf(week).flatMap(({ reason, next }) => [reason.cited, next.cited]);
  return [...cited, ...week.promises.map((promise) => promise.cited)].flatMap((one) => one?.noteId ?? []);
}
