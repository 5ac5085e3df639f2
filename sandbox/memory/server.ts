import { createClock } from './clock.ts';
import { createEmbedder, type Embed } from './embeddings.ts';
import { createFaults, type Faults } from './faults.ts';
import { createForgetfulJournal, type Journal, openJournal, readJournal } from './journal.ts';
import { listen } from './listener.ts';
import { createSearch } from './recall.ts';
import type { Entry } from './records.ts';
import { createRouter } from './router.ts';
import { apply, emptyState, type State, snapshot } from './state.ts';
import { createStore } from './store.ts';

export interface MemoryServerOptions {
  /** Where notes outlive the process; without it they are kept in memory alone. */
  readonly file?: string;
  /** When set, every request but health and version must bring it. */
  readonly apiKey?: string;
  readonly now: () => Date;
  /** A free port when left out. */
  readonly port?: number;
  /** How long an async retain waits before it is carried out; 100 when left out. */
  readonly workerDelayMs?: number;
  /** A sentence model of its own, ended with the server, when left out. */
  readonly embed?: Embed;
  /** Embeds notes as they come, in the background, instead of at the first question about them. */
  readonly eager?: boolean;
}

export interface MemoryServer {
  readonly url: string;
  readonly port: number;
  readonly faults: Faults;
  /** Ends all connections; what was acknowledged is in the file. */
  close(): Promise<void>;
}

/** A memory inside this process that speaks the HTTP API of Hindsight 1.1.0 as far as the bot uses it. */
export async function createMemoryServer(options: MemoryServerOptions): Promise<MemoryServer> {
  const embedder = createEmbedder();
  const search = createSearch(options.embed ?? embedder.embed);
  const learn = (entry: Entry) => {
    if (options.eager && entry.kind === 'retain') search.warm(entry.documents.flatMap(({ units }) => units));
  };
  const { state, journal } = await load(options.file, learn);
  const worker = createTimers(options.workerDelayMs ?? 100);
  const clock = createClock(options.now, newestChange(state));
  const store = createStore({ state, journal, clock, later: worker.later });
  const faults = createFaults();
  const router = createRouter({ store, search, apiKey: options.apiKey });
  const listener = await listen(router, faults, options.port);
  return {
    url: listener.url,
    port: listener.port,
    faults,
    close: async () => {
      worker.clear();
      await listener.close();
      await journal.close();
      await embedder.close();
    },
  };
}

/** What the file holds, and the journal that goes on from there; `learn` hears every entry, old and new. */
async function load(
  file: string | undefined,
  learn: (entry: Entry) => void,
): Promise<{ state: State; journal: Journal }> {
  const state = emptyState();
  if (file !== undefined) for (const entry of await readJournal(file)) apply(state, entry);
  const entries = snapshot(state);
  entries.forEach(learn);
  const journal = file === undefined ? createForgetfulJournal() : await openJournal(file, entries);
  const append = (entry: Entry) => {
    learn(entry);
    return journal.append(entry);
  };
  return { state, journal: { ...journal, append } };
}

/** Timers that can all be called off. */
function createTimers(delayMs: number): { later: (work: () => void) => void; clear: () => void } {
  const timers = new Set<NodeJS.Timeout>();
  return {
    later: (work) => {
      const timer = setTimeout(() => {
        timers.delete(timer);
        work();
      }, delayMs);
      timers.add(timer);
    },
    clear: () => {
      for (const timer of timers) clearTimeout(timer);
    },
  };
}

function newestChange(state: State): string {
  const times = [...state.banks.values()].flatMap((bank) =>
    [...bank.documents.values()].map((d) => d.updatedAt),
  );
  return times.sort().at(-1) ?? '';
}
