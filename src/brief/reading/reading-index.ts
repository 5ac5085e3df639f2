import type { NoteRoster } from '../../memory/memory.ts';
import type { NoteHeader } from '../../memory/note.ts';
import { groupBy } from '../../util/group-by.ts';
import { closingNote } from '../signals/history.ts';
import { editionIn, noteVersionIn, readingStem } from './reading-store.ts';

/** A deal, and whose private notes are in it. */
export interface IndexedDeal {
  readonly key: string;
  /** Somebody who wrote a note on it. */
  asker: string;
  readonly privateAuthors: Set<string>;
  /** The day of its newest note, `YYYY-MM-DD`. */
  newestDay: string;
  /** Ids of notes that were never read in their present words. */
  readonly unread: Set<string>;
  /** Ids of those that are read under another prompt, where the deal is open. */
  readonly old: Set<string>;
}

export type ReadingIndex = ReadonlyMap<string, IndexedDeal>;

interface Given {
  readonly roster: Pick<NoteRoster, 'authors' | 'peek'>;
  /** Ids of all readings that are kept. */
  readonly readingIds: ReadonlySet<string>;
  readonly edition: string;
  readonly readsPrivate: boolean;
}

/** All deals of a team, whoever may see them, and what is unread in them: from what is known of notes but their words. */
export async function indexDeals({
  roster,
  readingIds,
  edition,
  readsPrivate,
}: Given): Promise<ReadingIndex> {
  const authors = [...(await roster.authors()).keys()];
  const headers = new Map(authors.flatMap((author) => roster.peek(author)).map((one) => [one.id, one]));
  const ids = [...readingIds];
  const read = new Set(ids.map(noteVersionIn));
  const readNow = new Set(ids.filter((id) => editionIn(id) === edition).map(noteVersionIn));
  const deals = [...groupBy(headers.values(), ({ deal }) => deal.key)].map(([key, own]): IndexedDeal => {
    const wanted = own.filter(({ visibility }) => visibility === 'team' || readsPrivate);
    const isOpen = closingNote(own.map((header) => ({ ...header, text: '' }))) === null;
    const isRead = (header: NoteHeader) => read.has(readingStem(header));
    const isOld = (header: NoteHeader) => isOpen && isRead(header) && !readNow.has(readingStem(header));
    return {
      key,
      asker: own[0]?.author ?? '',
      privateAuthors: new Set(own.flatMap((one) => (one.visibility === 'private' ? one.author : []))),
      newestDay:
        own
          .map(({ day }) => day)
          .toSorted()
          .at(-1) ?? '',
      unread: new Set(wanted.filter((header) => !isRead(header)).map(({ id }) => id)),
      old: new Set(wanted.filter(isOld).map(({ id }) => id)),
    };
  });
  return new Map(deals.map((deal) => [deal.key, deal]));
}

/** A deal that nothing is known of yet. */
export function emptyDeal(key: string, asker: string): IndexedDeal {
  return { key, asker, privateAuthors: new Set(), newestDay: '', unread: new Set(), old: new Set() };
}
