import type { Erasure } from '../erasure.ts';
import { canonical } from '../names.ts';
import { byNewestCall } from '../newest-call.ts';
import type { NoteHeader, Prospect } from '../note.ts';
import type { AliasStore } from './alias-store.ts';
import type { Lens } from './lens.ts';
import { viewOf } from './view.ts';

interface Deps {
  readonly erasure: Erasure;
  readonly store: AliasStore;
  readonly lens: Lens;
}

/**
 * Finds a person's notes under all their names. On whom a note is, its author's view tells: what somebody says of
 * people whom only private notes know reaches nobody else's notes.
 */
export function createMendedErasure({ erasure, store, lens }: Deps): Erasure {
  async function notesOn(prospect: string): Promise<readonly NoteHeader[]> {
    const { storedKeys, aliases } = viewOf(await store.all());
    const found = (await Promise.all(storedKeys(prospect).map((key) => erasure.notesOn(key)))).flat();
    const named = [...found.flatMap(({ prospects }) => prospects), ...aliases.map(({ to }) => to)];
    const asked = named.find(({ key }) => key === prospect);
    const theirs = await Promise.all(once(found).map((header) => under(header, prospect, asked)));
    return theirs.flatMap((header) => header ?? []).sort(byNewestCall);
  }

  /** The note with this person as they were asked for; undefined when its author means somebody else. */
  async function under(header: NoteHeader, prospect: string, asked: Prospect | undefined) {
    const { personKey } = await lens.of(header.author);
    const isThem = ({ key }: Prospect) => personKey(key) === personKey(prospect);
    if (!header.prospects.some(isThem)) return undefined;
    const prospects = header.prospects.map((one) =>
      isThem(one) ? { ...one, ...asked, key: prospect } : one,
    );
    return { ...header, prospects: [...new Map(prospects.map((one) => [one.key, one])).values()] };
  }

  return {
    notesOn,
    async notesNaming(name) {
      const wanted = canonical(name);
      if (wanted === '') return [];
      const isNamed = ({ name: own, company }: Prospect) =>
        [own, `${own} ${company ?? ''}`].some((one) => canonical(one) === wanted);
      const called = (await store.all()).filter(({ to }) => isNamed(to)).map(({ to }) => to.key);
      const [typed, ...said] = await Promise.all([
        erasure.notesNaming(name),
        ...[...new Set(called)].map(notesOn),
      ]);
      return once([typed, ...said].flat());
    },
    recordsOn: erasure.recordsOn,
  };
}

/** Of the same note the last. */
function once(headers: readonly NoteHeader[]): readonly NoteHeader[] {
  return [...new Map(headers.map((header) => [header.id, header])).values()];
}
