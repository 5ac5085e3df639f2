import { setTimeout as sleep } from 'node:timers/promises';
import type { UpstreamError } from '../../errors.ts';
import { createChain } from '../chain.ts';
import type { Erasure } from '../erasure.ts';
import type { Memory, NoteRoster } from '../memory.ts';
import type { StateBank } from '../state-bank.ts';
import { createBank } from './bank.ts';
import { createClaim } from './claim.ts';
import { createDeleted } from './deleted.ts';
import { createErasure } from './erasure.ts';
import { bankIds } from './ids.ts';
import { createNoteReader } from './note-reader.ts';
import { createNoteWriter } from './note-writer.ts';
import { type Probe, probe } from './probe.ts';
import { createRequest } from './request.ts';
import { createRoster } from './roster.ts';
import { createStateRecords } from './state-records.ts';
import { createStoreVersion } from './store-version.ts';
import { createTextCache } from './text-cache.ts';
import { createTexts } from './texts.ts';
import { createTombstones } from './tombstones.ts';

export interface HindsightOptions {
  readonly url: string;
  readonly apiKey: string | undefined;
  /** First part of both banks' ids. */
  readonly prefix: string;
  /** Slack's id of the team; all that is stored and read is this team's. */
  readonly team: string;
  readonly fetch: typeof fetch;
  readonly now: () => Date;
  /** Hears what went wrong without stopping anything. */
  readonly warn: (error: UpstreamError) => void;
  /** Waits between tries and polls; the process's own timers when left out. */
  readonly wait?: (ms: number, signal?: AbortSignal) => Promise<unknown>;
}

export interface Hindsight {
  readonly memory: Memory;
  readonly roster: NoteRoster;
  readonly state: StateBank;
  readonly erasure: Erasure;
  /** Asks for the version and, with the key, for a note. @throws UpstreamError when either is refused. */
  probe(): Promise<Probe>;
}

/** About as much in bytes, twice. */
const cachedCharacters = 16_000_000;

/** One team's memory on a Hindsight server; makes no request by itself. */
export function createHindsight(options: HindsightOptions): Hindsight {
  const { prefix, team, now, warn, wait = (ms) => sleep(ms) } = options;
  const request = createRequest(options);
  const ids = bankIds(prefix, team);
  const notes = createBank({ request, id: ids.notes, warn });
  const state = createBank({ request, id: ids.state, warn });
  const [deleted, cache] = [createDeleted(), createTextCache(cachedCharacters)];
  const tombstones = createTombstones({ state, now });
  const records = createStateRecords({ state, tombstones, chain: createChain(), now });
  const roster = createRoster({ notes, tombstones, deleted });
  const texts = createTexts(notes, cache);
  const store = createStoreVersion({ notes, tombstones, deleted, roster, wait });
  const shared = { notes, deleted, roster, chain: createChain() };
  return {
    memory: {
      ...createNoteWriter({ ...shared, store, records, tombstones, cache }),
      ...createNoteReader({ ...shared, texts }),
    },
    roster: { headers: roster.headers, peek: roster.peek, authors: roster.authors },
    state: {
      put: records.put,
      get: records.get,
      list: records.list,
      ids: records.ids,
      remove: records.remove,
      claim: createClaim({ state, bankId: ids.state, now, wait }),
    },
    erasure: createErasure({ notes, state }),
    probe: () => probe(request, ids.notes),
  };
}
