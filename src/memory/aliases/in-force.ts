import type { NoteHeader } from '../note.ts';
import type { Alias } from './alias.ts';

/** Keys of the people on notes that every full member may read. */
export function teamKeys(headers: readonly NoteHeader[]): Set<string> {
  const shared = headers.filter(({ visibility }) => visibility === 'team');
  return new Set(shared.flatMap(({ prospects }) => prospects.map(({ key }) => key)));
}

/**
 * The aliases that hold for this asker: their own, and those of colleagues that start from people whom the team's
 * notes know, so that none tells of somebody known from private notes alone. `team` is left as it is.
 */
export function inForce(
  aliases: readonly Alias[],
  asker: string,
  team: ReadonlySet<string>,
): readonly Alias[] {
  const known = new Set(team);
  return aliases.filter(({ type, from, to, by }) => {
    const isOpen = known.has(from.key) && (type !== 'merge' || known.has(to.key));
    // Whoever sees the alias knows its name from then on.
    if (isOpen) known.add(to.key);
    return isOpen || by === asker;
  });
}
