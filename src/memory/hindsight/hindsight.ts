import { setTimeout as sleep } from 'node:timers/promises';
import type { UpstreamError } from '../../errors.ts';
import { createChain } from '../../util/chain.ts';
import { canonical } from '../identity/names.ts';
import type { Arrivals, Erasure, Memory, NoteRoster, StateBank } from '../memory.ts';
import { byNewestCall, type NoteHeader } from '../note.ts';
import { everybody, type Team } from '../team.ts';
import { createArrivals } from './arrivals.ts';
import { type Bank, createBank } from './bank.ts';
import { type ListedDocument, listCall, versionCall } from './calls.ts';
import { createClaims } from './claims.ts';
import { createRequest, type HttpRequest, isNotFound } from './http-request.ts';
import { bankIds } from './ids.ts';
import { decodeNote } from './note-document.ts';
import { createNoteReader, createTextCache } from './note-reader.ts';
import { createNoteWriter } from './note-writer.ts';
import { createRoster, everyNote } from './roster.ts';
import { createStateRecords, idsWith, restsOnTag } from './state-records.ts';
import { noteTag, prospectTag } from './tags.ts';
import { createDeletedIds, createTombstones, tombstoneTag } from './tombstones.ts';

export interface HindsightOptions {
  readonly url: string;
  readonly apiKey: string | undefined;
  /** First part of both banks' ids. */
  readonly prefix: string;
  /** Slack's id of the team; all that is stored and read is this team's. */
  readonly team: string;
  readonly fetch: typeof fetch;
  readonly now: () => Date;
  /** Who reads what is shared; everybody when left out. */
  readonly readers?: Team;
  /** Hears what went wrong without stopping anything. */
  readonly warn: (error: UpstreamError) => void;
  /** Waits between tries and polls; the process's own timers when left out. */
  readonly wait?: (ms: number, signal?: AbortSignal) => Promise<unknown>;
}

export interface Hindsight {
  readonly memory: Memory;
  readonly roster: NoteRoster;
  /** As if every author were of the team: for reading what is shared, whoever wrote it; shown to nobody by that. */
  readonly asTeam: { readonly memory: Memory; readonly roster: NoteRoster };
  readonly state: StateBank;
  readonly erasure: Erasure;
  readonly arrivals: Arrivals;
  /** Deletes what an older copy of the notes' bank has brought back although a tombstone forbids it; tells how many. @throws UpstreamError */
  deleteAgain(): Promise<number>;
  /** Asks for the version and, with the key, for a note. @throws UpstreamError when either is refused. */
  probe(): Promise<ServerFacts>;
}

/** About as much in bytes, twice. */
const cachedCharacters = 16_000_000;

/** One team's memory on a Hindsight server; makes no request by itself. */
export function createHindsight(options: HindsightOptions): Hindsight {
  const { prefix, team, readers = everybody, now, warn, wait = (ms) => sleep(ms) } = options;
  const request = createRequest(options);
  const ids = bankIds(prefix, team);
  const notes = createBank({ request, id: ids.notes, warn });
  const state = createBank({ request, id: ids.state, warn });
  const [deleted, cache] = [createDeletedIds(), createTextCache(cachedCharacters)];
  const tombstones = createTombstones({ state, now });
  const records = createStateRecords({ state, tombstones, chain: createChain(), now });
  const roster = createRoster({ notes, tombstones, deleted, team: readers, now });
  const shared = { notes, deleted, roster, cache, chain: createChain() };
  const { erase, ...writer } = createNoteWriter({ ...shared, records, tombstones, wait });
  const memoryFor = (of: Team): Memory => ({ ...writer, ...createNoteReader({ ...shared, team: of }) });
  return {
    memory: memoryFor(readers),
    roster: { headers: roster.headers, peek: roster.peek, authors: roster.authors },
    asTeam: { memory: memoryFor(everybody), roster: roster.asTeam },
    state: {
      put: records.put,
      get: records.get,
      list: records.list,
      ids: records.ids,
      remove: records.remove,
      claim: createClaims({ state, bankId: ids.state, now, wait }),
    },
    arrivals: createArrivals({ ...shared, state, records, tombstones }),
    erasure: { remove: erase, ...createErasure({ notes, state }) },
    async deleteAgain() {
      const back = await roster.broughtBack();
      for (const header of back) await erase(header);
      return back.length;
    },
    probe: () => probe(request, ids.notes),
  };
}

/** What the server says of itself. */
export interface ServerFacts {
  /** Such as `1.1.0`. */
  readonly version: string;
  /** False when this server forgets the texts themselves: then notes cannot be shown. */
  readonly keepsTexts: boolean;
  /** True when it keeps what it was asked, deleted words too, for as long as it is set to. */
  readonly keepsTraces: boolean;
}

/** Asks for the version and for one note. @throws UpstreamError when either is refused, but not for want of a bank. */
async function probe(request: HttpRequest, bank: string): Promise<ServerFacts> {
  const { api_version, features } = await request(versionCall());
  const oneNote = listCall(bank, { tags: ['type:call_log'], match: 'all' }, { limit: 1, offset: 0 });
  await request(oneNote).catch((error: unknown) => {
    if (!isNotFound(error)) throw error;
  });
  return {
    version: api_version,
    keepsTexts: features.store_document_text !== false,
    keepsTraces: features.llm_trace === true,
  };
}

/** How many of each there are; null where the bank itself is not there. */
interface BankSizes {
  readonly notes: number | null;
  readonly tombstones: number | null;
}

/** Counts in both banks, and makes neither. @throws UpstreamError */
export async function lookAtBanks(options: HindsightOptions): Promise<BankSizes> {
  const request = createRequest(options);
  const ids = bankIds(options.prefix, options.team);
  const totalOf = async (bank: string, tag: string) => {
    try {
      return (await request(listCall(bank, { tags: [tag], match: 'all' }, { limit: 1, offset: 0 }))).total;
    } catch (error) {
      if (isNotFound(error)) return null;
      throw error;
    }
  };
  const [notes, tombstones] = await Promise.all([
    totalOf(ids.notes, noteTag),
    totalOf(ids.state, tombstoneTag),
  ]);
  return { notes, tombstones };
}

interface ErasureDeps {
  readonly notes: Bank;
  readonly state: Bank;
}

/** Looks past visibility, so nothing here ever reads a text. */
function createErasure({ notes, state }: ErasureDeps): Omit<Erasure, 'remove'> {
  return {
    async notesOn(prospectKey) {
      return headersOf(await notes.list({ tags: [noteTag, prospectTag(prospectKey)], match: 'all' }));
    },

    async notesNaming(name) {
      const wanted = canonical(name);
      if (wanted === '') return [];
      return headersOf(await notes.list(everyNote)).filter((header) =>
        header.prospects.some((prospect) => {
          const company = prospect.company ?? header.deal.company ?? '';
          return [prospect.name, `${prospect.name} ${company}`].some((one) => canonical(one) === wanted);
        }),
      );
    },

    everyNote: async () => headersOf(await notes.list(everyNote)),

    async recordsOn(noteIds) {
      return [...(await idsWith(state, noteIds.map(restsOnTag)))];
    },
  };
}

function headersOf(documents: readonly ListedDocument[]): readonly NoteHeader[] {
  return documents
    .flatMap(({ id, tags, document_metadata }) => decodeNote(id, tags, document_metadata) ?? [])
    .sort(byNewestCall);
}
