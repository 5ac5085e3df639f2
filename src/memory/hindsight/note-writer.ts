import { UpstreamError } from '../../errors.ts';
import type { Chain } from '../chain.ts';
import type { Memory, WriteResult } from '../memory.ts';
import type { Note, Visibility } from '../note.ts';
import type { Bank } from './bank.ts';
import { decodeNote } from './decode-note.ts';
import type { Deleted } from './deleted.ts';
import { checkedId } from './ids.ts';
import type { RosterCache } from './roster.ts';
import type { StateRecords } from './state-records.ts';
import type { StoreVersion } from './store-version.ts';
import { withVisibility } from './tags.ts';
import type { TextCache } from './text-cache.ts';
import type { Tombstones } from './tombstones.ts';

interface Deps {
  readonly notes: Bank;
  readonly store: StoreVersion;
  readonly records: StateRecords;
  readonly tombstones: Tombstones;
  readonly deleted: Deleted;
  readonly roster: RosterCache;
  readonly cache: TextCache;
  readonly chain: Chain;
}

type Writer = Pick<Memory, 'save' | 'edit' | 'remove' | 'setVisibility'>;

/** All writes of one note happen one after the other. */
export function createNoteWriter(deps: Deps): Writer {
  const { store, records, chain } = deps;
  return {
    save: (note) => chain(note.id, async () => took(deps, note, await store(note, () => true))),
    edit: (note) =>
      chain(note.id, async () => {
        // Before, so that a failure leaves no quote of words that are gone; after, for what was kept meanwhile.
        await records.removeQuoting(note.id, note.text);
        const result = await store(
          note,
          (stored) => stored !== undefined && stored.loggedAt >= note.loggedAt,
        );
        await records.removeQuoting(note.id, note.text);
        return took(deps, note, result);
      }),
    setVisibility: (id, visibility) => chain(id, () => retag(deps, id, visibility)),
    remove: (id) => chain(id, () => remove(deps, id)),
  };
}

function took({ cache, roster }: Deps, note: Note, result: WriteResult): WriteResult {
  if (result !== 'saved') return result;
  const { text: _, ...header } = note;
  cache.put(note);
  roster.saw(header);
  return result;
}

async function retag({ notes, deleted, roster }: Deps, id: string, visibility: Visibility): Promise<void> {
  const document = await notes.get(id);
  const header = document && decodeNote(id, document.tags, document.document_metadata);
  if (!header || deleted.has(id)) throw trouble('notfound', 'retag');
  if (!(await notes.retag(id, withVisibility(document.tags, visibility)))) throw trouble('notfound', 'retag');
  roster.saw({ ...header, visibility });
}

async function remove(deps: Deps, id: string): Promise<void> {
  const { notes, records, tombstones, deleted, roster, cache } = deps;
  await tombstones.lay(checkedId(id));
  deleted.add(id);
  roster.forget(id);
  cache.drop(id);
  await notes.remove(id);
  await records.removeQuoting(id);
  if (!(await notes.get(id))) return;
  await notes.remove(id);
  if (await notes.get(id)) throw trouble('conflict', 'delete');
}

function trouble(kind: 'notfound' | 'conflict', operation: string): UpstreamError {
  return new UpstreamError({ service: 'hindsight', kind, operation });
}
