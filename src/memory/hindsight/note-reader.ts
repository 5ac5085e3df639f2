import type { Chain } from '../chain.ts';
import type { Memory, Question } from '../memory.ts';
import { byNewestCall } from '../newest-call.ts';
import type { NoteHeader } from '../note.ts';
import { accessOf, mayRead } from './access.ts';
import type { Bank } from './bank.ts';
import { decodeNote } from './decode-note.ts';
import type { Deleted } from './deleted.ts';
import { checkedUser } from './ids.ts';
import { newestVersions } from './newest-versions.ts';
import type { RosterCache } from './roster.ts';
import { isIn, tagLists } from './scope.ts';
import { authorTag, dealTag, noteTag, teamTag } from './tags.ts';
import type { ReadTexts } from './texts.ts';

interface Deps {
  readonly notes: Bank;
  readonly deleted: Deleted;
  readonly roster: RosterCache;
  readonly texts: ReadTexts;
  readonly chain: Chain;
}

type Reader = Pick<Memory, 'read' | 'list' | 'texts' | 'recall'>;

/** Hindsight counts the text it returns; this much holds a note of 3,000 characters, its longest piece. */
const tokensPerNote = 1_000;
/** Hindsight refuses a question of more than 500 tokens. */
const longestQuestion = 1_200;
const sayable = /[\p{L}\p{N}_]/u;

export function createNoteReader({ notes, deleted, roster, texts, chain }: Deps): Reader {
  /** A write on its way when the note was deleted has brought it back: it goes again, unseen. */
  const bury = (id: string) => {
    // What fails here is tried again by the next read that meets the note.
    chain(id, () => notes.remove(id)).catch(() => undefined);
  };
  const shown = (header: NoteHeader | undefined, asker: string): header is NoteHeader => {
    if (header && deleted.has(header.id)) bury(header.id);
    return header !== undefined && mayRead(header, asker) && !deleted.has(header.id);
  };
  return {
    async read(id, asker) {
      const document = await notes.get(id);
      const header = document && decodeNote(id, document.tags, document.document_metadata);
      if (!shown(header, checkedUser(asker)) || !document || document.original_text === null)
        return undefined;
      return { ...header, text: document.original_text };
    },

    async list(scope, asker) {
      const mark = roster.mark();
      const lists = await Promise.all(
        tagLists(scope, checkedUser(asker)).map((tags) => notes.list({ tags, match: 'all' })),
      );
      const wanted = (header: NoteHeader) => isIn(scope, header) && mayRead(header, asker);
      const headers = newestVersions(lists.flat())
        .map(({ id, tags, document_metadata }) => decodeNote(id, tags, document_metadata))
        .filter((header) => shown(header, asker))
        .filter((header) => isIn(scope, header))
        .sort(byNewestCall);
      roster.correct(headers, wanted, mark);
      return headers;
    },

    texts: (headers) => texts(headers.filter(({ id }) => !deleted.has(id))),

    async recall({ deal, asker, text, limit }: Question) {
      if (!sayable.test(text)) return [];
      const found = await notes.recall({
        text: text.slice(0, longestQuestion),
        all: deal === null ? [noteTag] : [dealTag(deal), noteTag],
        any: [authorTag(checkedUser(asker)), teamTag],
        maxTokens: limit * tokensPerNote,
      });
      const ids = found.flatMap(({ document_id: id, tags }) => {
        const access = accessOf(tags);
        const isWanted = access !== undefined && (deal === null || access.deal === deal);
        return id && isWanted && mayRead(access, asker) && !deleted.has(id) ? [id] : [];
      });
      return [...new Set(ids)].slice(0, limit);
    },
  };
}
