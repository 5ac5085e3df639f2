import { LRUCache } from 'lru-cache';
import pMap from 'p-map';
import type { Chain } from '../../util/chain.ts';
import { groupBy } from '../../util/group-by.ts';
import type { Memory, RecallRequest } from '../memory.ts';
import { byNewestCall, type Note, type NoteHeader } from '../note.ts';
import type { Team } from '../team.ts';
import { type Bank, filtersFor } from './bank.ts';
import type { Filter, MemoryUnit, WholeDocument } from './calls.ts';
import { checkedUser } from './ids.ts';
import { decodeNote, documentOfUnit, newestVersions } from './note-document.ts';
import type { RosterCache } from './roster.ts';
import {
  accessOf,
  dealTag,
  isIn,
  mayRead,
  noteTag,
  type Reader,
  readerIn,
  readerTags,
  tagLists,
} from './tags.ts';
import type { DeletedIds } from './tombstones.ts';

interface Deps {
  readonly notes: Bank;
  readonly deleted: DeletedIds;
  readonly roster: RosterCache;
  readonly team: Team;
  readonly cache: TextCache;
  readonly chain: Chain;
}

/** Hindsight counts the text it returns; this much holds a note of 3,000 characters, its longest piece. */
const tokensPerNote = 1_000;
/** Hindsight refuses a question of more than 500 tokens. */
const longestQuestion = 1_200;
const sayable = /[\p{L}\p{N}_]/u;

export function createNoteReader({
  notes,
  deleted,
  roster,
  team,
  cache,
  chain,
}: Deps): Pick<Memory, 'read' | 'list' | 'texts' | 'recall'> {
  /** A write on its way when the note was deleted has brought it back: it goes again; what fails is for the next read. */
  const deleteAgain = (id: string) => chain(id, () => notes.remove(id)).catch(() => undefined);
  const readerOf = async (asker: string): Promise<Reader> => {
    const user = checkedUser(asker);
    await team.ready();
    return readerIn(team, user);
  };
  const shown = (header: NoteHeader | undefined, reader: Reader): header is NoteHeader =>
    header !== undefined && mayRead(header, reader) && !deleted.has(header.id);
  /** By the pieces of its notes, which bring their words along; a note without a piece is one that is known already. */
  const ofDeal = async (filters: readonly Filter[], known: readonly NoteHeader[]) => {
    const units = (await Promise.all(filters.map(notes.units))).flat();
    const pieces = new Map(units.map((unit) => [unit.id, unit])).values();
    const byNote = groupBy(pieces, (unit) => unit.document_id ?? '');
    for (const [id, own] of byNote) keepWords(cache, id, own);
    const missing = known.filter(({ id }) => !byNote.has(id));
    const others = await pMap(missing, ({ id }) => notes.get(id), { concurrency: atOnce });
    return [...units.map(documentOfUnit), ...others.flatMap((other) => other ?? [])];
  };
  return {
    async read(id, asker) {
      const [document, reader] = await Promise.all([notes.get(id), readerOf(asker)]);
      const header = document && decodeNote(id, document.tags, document.document_metadata);
      // Whoever asks for it by its id may say next that it is gone.
      if (header && deleted.has(id)) await deleteAgain(id);
      if (!shown(header, reader) || !document || document.original_text === null) return undefined;
      return { ...header, text: document.original_text };
    },

    async list(scope, asker) {
      const reader = await readerOf(asker);
      const mark = roster.mark();
      const wanted = (header: NoteHeader) => isIn(scope, header) && mayRead(header, reader);
      const filters = tagLists(scope, reader).map((tags) => ({ tags, match: 'all' as const }));
      const found =
        scope !== 'everyone' && 'deal' in scope
          ? await ofDeal(filters, roster.seenBy(reader).filter(wanted))
          : (await Promise.all(filters.map(notes.list))).flat();
      const headers = newestVersions(found)
        .flatMap(({ id, tags, document_metadata }) => decodeNote(id, tags, document_metadata) ?? [])
        .filter((header) => {
          if (deleted.has(header.id)) void deleteAgain(header.id);
          return shown(header, reader);
        })
        .filter((header) => isIn(scope, header))
        .sort(byNewestCall);
      roster.correct(headers, wanted, mark);
      return headers;
    },

    texts: (headers) =>
      readTexts(
        { notes, cache },
        headers.filter(({ id }) => !deleted.has(id)),
      ),

    async recall({ deal, asker, text, limit }: RecallRequest) {
      if (!sayable.test(text)) return [];
      const reader = await readerOf(asker);
      const found = await notes.recall({
        text: text.slice(0, longestQuestion),
        all: deal === null ? [noteTag] : [dealTag(deal), noteTag],
        any: readerTags(reader),
        maxTokens: limit * tokensPerNote,
      });
      const ids = found.flatMap(({ document_id: id, tags }) => {
        const access = accessOf(tags);
        const isWanted = access !== undefined && (deal === null || access.deal === deal);
        return id && isWanted && mayRead(access, reader) && !deleted.has(id) ? [id] : [];
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
async function readTexts(
  { notes, cache }: Pick<Deps, 'notes' | 'cache'>,
  headers: readonly NoteHeader[],
): Promise<readonly Note[]> {
  const found = new Map<string, Note>();
  const missing = headers.filter((header) => {
    const text = cache.get(header);
    if (text !== undefined) found.set(header.id, { ...header, text });
    return text === undefined;
  });
  const bulk = missing.length < fewTexts ? new Map() : await readUnits(notes, missing);
  const read = async (header: NoteHeader): Promise<void> => {
    const text = wholeText(header, bulk.get(header.id) ?? []);
    const note = text === undefined ? noteOf(header, await notes.get(header.id)) : { ...header, text };
    if (!note) return;
    found.set(header.id, note);
    cache.put(note);
  };
  await pMap(missing, read, { concurrency: atOnce });
  return headers.flatMap(({ id }) => found.get(id) ?? []);
}

/** Words of notes by note and version, so that a change makes the old words unreachable. */
export interface TextCache {
  get(header: NoteHeader): string | undefined;
  put(note: Note): void;
  drop(id: string): void;
}

/** Keeps the most recently used texts, up to so many characters in all. */
export function createTextCache(mostCharacters: number): TextCache {
  const texts = new LRUCache<string, Pick<Note, 'loggedAt' | 'text'>>({
    maxSize: mostCharacters,
    sizeCalculation: ({ text }) => text.length || 1,
  });
  return {
    get: ({ id, loggedAt }) => {
      const known = texts.get(id);
      return known?.loggedAt === loggedAt ? known.text : undefined;
    },
    put: ({ id, loggedAt, text }) => void texts.set(id, { loggedAt, text }),
    drop: (id) => void texts.delete(id),
  };
}

/** The words of a note that is in one piece; longer ones are read when somebody wants them. */
function keepWords(cache: TextCache, id: string, [piece, ...more]: readonly MemoryUnit[]): void {
  const header = piece && decodeNote(id, piece.tags, piece.metadata);
  if (header && more.length === 0) cache.put({ ...header, text: piece.text });
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

/** Pieces of these notes' texts by note, all of their deals read at once. */
async function readUnits(bank: Bank, headers: readonly NoteHeader[]): Promise<Map<string, MemoryUnit[]>> {
  const wanted = new Set(headers.map(({ id }) => id));
  const tags = [...new Set(headers.map(({ deal }) => dealTag(deal.key)))];
  const units = new Map<string, MemoryUnit[]>();
  for (const filter of filtersFor(tags)) {
    for (const unit of await bank.units(filter)) {
      const id = unit.document_id ?? '';
      if (wanted.has(id)) units.set(id, [...(units.get(id) ?? []), unit]);
    }
  }
  return units;
}
