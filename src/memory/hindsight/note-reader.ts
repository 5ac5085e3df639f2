import pMap from 'p-map';
import type { Chain } from '../../util/chain.ts';
import type { Memory, RecallRequest } from '../memory.ts';
import { byNewestCall, type Note, type NoteHeader } from '../note.ts';
import type { Bank } from './bank.ts';
import type { MemoryUnit, WholeDocument } from './calls.ts';
import { checkedUser } from './ids.ts';
import { decodeNote, newestVersions } from './note-document.ts';
import type { RosterCache } from './roster.ts';
import { accessOf, authorTag, dealTag, isIn, mayRead, noteTag, tagLists, teamTag } from './tags.ts';
import type { DeletedIds } from './tombstones.ts';

interface Deps {
  readonly notes: Bank;
  readonly deleted: DeletedIds;
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

    async recall({ deal, asker, text, limit }: RecallRequest) {
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

/** Fewer than this many are cheaper one by one. */
const fewTexts = 6;
/** At one time, so that a long list does not starve the other requests. */
const atOnce = 8;

/** The words to these headers, in their order, in as few requests as can be; what is gone is left out. */
type ReadTexts = (headers: readonly NoteHeader[]) => Promise<readonly Note[]>;

export function createTexts(bank: Bank, cache: TextCache): ReadTexts {
  async function fill(missing: readonly NoteHeader[], into: Map<string, Note>): Promise<void> {
    const bulk = missing.length < fewTexts ? new Map() : await readUnits(bank, missing);
    const single: NoteHeader[] = [];
    for (const header of missing) {
      const text = wholeText(header, bulk.get(header.id) ?? []);
      if (text === undefined) single.push(header);
      else into.set(header.id, { ...header, text });
    }
    const read = async (header: NoteHeader): Promise<void> => {
      const note = noteOf(header, await bank.get(header.id));
      if (note) into.set(header.id, note);
    };
    await pMap(single, read, { concurrency: atOnce });
  }
  return async (headers) => {
    const found = new Map<string, Note>();
    const missing = headers.filter((header) => {
      const text = cache.get(header);
      if (text !== undefined) found.set(header.id, { ...header, text });
      return text === undefined;
    });
    const read = new Map<string, Note>();
    await fill(missing, read);
    for (const note of read.values()) cache.put(note);
    return headers.flatMap(({ id }) => found.get(id) ?? read.get(id) ?? []);
  };
}

/** Words of notes by note and version, so that a change makes the old words unreachable. */
export interface TextCache {
  get(header: NoteHeader): string | undefined;
  put(note: Note): void;
  drop(id: string): void;
}

/** Keeps the most recently used texts, up to so many characters in all. */
export function createTextCache(mostCharacters: number): TextCache {
  const texts = new Map<string, { version: string; text: string }>();
  let characters = 0;
  const drop = (id: string) => {
    characters -= texts.get(id)?.text.length ?? 0;
    texts.delete(id);
  };
  const put = (id: string, version: string, text: string) => {
    drop(id);
    texts.set(id, { version, text });
    characters += text.length;
    for (const oldest of texts.keys()) {
      if (characters <= mostCharacters) return;
      drop(oldest);
    }
  };
  return {
    get: ({ id, loggedAt }) => {
      const known = texts.get(id);
      if (known?.version !== loggedAt) return undefined;
      put(id, loggedAt, known.text);
      return known.text;
    },
    put: ({ id, loggedAt, text }) => put(id, loggedAt, text),
    drop,
  };
}

/** Undefined when the text is in several pieces or is not of this version: then the document itself must be read. */
function wholeText(header: NoteHeader, units: readonly MemoryUnit[]): string | undefined {
  const [unit] = units;
  if (!unit || units.length > 1 || !isSameVersion(header, decodeNote(header.id, unit.tags, unit.metadata))) {
    return undefined;
  }
  return unit.text;
}

/** The note as it is now; undefined when it is gone or opened to fewer people since. */
function noteOf(header: NoteHeader, document: WholeDocument | undefined): Note | undefined {
  if (!document || document.original_text === null) return undefined;
  const fresh = decodeNote(document.id, document.tags, document.document_metadata);
  // Whoever asked could read the note as it was; as it is now they may not.
  if (!fresh || !isAsOpen(header, fresh)) return undefined;
  return { ...fresh, text: document.original_text };
}

function isSameVersion(header: NoteHeader, fresh: NoteHeader | undefined): boolean {
  return fresh !== undefined && fresh.loggedAt === header.loggedAt && isAsOpen(header, fresh);
}

function isAsOpen(before: NoteHeader, fresh: NoteHeader): boolean {
  return fresh.author === before.author && (fresh.visibility === 'team' || before.visibility === 'private');
}

/** What one address holds comfortably. */
const dealsAtOnce = 40;

/** Pieces of these notes' texts by note, all of their deals read at once. */
async function readUnits(bank: Bank, headers: readonly NoteHeader[]): Promise<Map<string, MemoryUnit[]>> {
  const wanted = new Set(headers.map(({ id }) => id));
  const tags = [...new Set(headers.map(({ deal }) => dealTag(deal.key)))];
  const units = new Map<string, MemoryUnit[]>();
  for (let start = 0; start < tags.length; start += dealsAtOnce) {
    const filter = { tags: tags.slice(start, start + dealsAtOnce), match: 'any' as const };
    for (const unit of await bank.units(filter)) {
      const id = unit.document_id ?? '';
      if (wanted.has(id)) units.set(id, [...(units.get(id) ?? []), unit]);
    }
  }
  return units;
}
