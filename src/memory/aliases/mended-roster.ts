import { byLastContact } from '../last-contact.ts';
import type { NoteRoster, Roster } from '../memory.ts';
import type { NoteHeader } from '../note.ts';
import { peopleOf } from '../people.ts';
import type { AliasStore } from './alias-store.ts';
import type { Lens } from './lens.ts';
import { type Moves, movesIn } from './moves.ts';

interface Deps {
  readonly roster: NoteRoster;
  readonly store: AliasStore;
  readonly lens: Lens;
}

export function createMendedRoster({ roster, store, lens }: Deps): Roster {
  const peek = (asker: string) => lens.through(lens.peek(asker), roster.peek(asker));
  const moves = (asker: string): Moves => movesIn(lens.peek(asker));
  const people = (headers: readonly NoteHeader[], asker: string) =>
    [...moves(asker).arrived(headers), ...peopleOf(headers)].sort(byLastContact);

  async function headers(asker: string): Promise<readonly NoteHeader[]> {
    await Promise.all([roster.headers(asker), store.all()]);
    lens.refreshed();
    return peek(asker);
  }

  return {
    headers,
    peek,
    authors: roster.authors,
    people,
    hasLeft: (prospect, asker) => moves(asker).hasLeft(prospect),
    async past(prospect, asker) {
      const view = await lens.of(asker);
      const before = movesIn(view).before(view.personKey(prospect));
      if (before.size === 0) return undefined;
      const known = people(await headers(asker), asker);
      const now = known.find((one) => one.prospect.key === view.personKey(prospect));
      const places = known.filter((one) => before.has(one.prospect.key) && one.noteCount > 0);
      return now && places.length > 0 ? { now, places } : undefined;
    },
    deal: lens.deal,
    async current(keys, asker) {
      const view = await lens.of(asker);
      if (view.aliases.length === 0) return keys;
      const { prospect } = keys;
      const { key } = await lens.deal(keys.deal, asker);
      return { ...keys, deal: key, prospect: prospect === null ? null : view.personKey(prospect) };
    },
  };
}
