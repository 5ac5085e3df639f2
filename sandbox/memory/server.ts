import { createClock } from './clock.ts';
import { createEmbed, type Embed } from './embeddings.ts';
import { createFaults, type Faults } from './faults.ts';
import { createForgetfulJournal, openJournal, readJournal } from './journal.ts';
import { listen } from './listener.ts';
import { createSearch } from './recall.ts';
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
  /** The sentence model that comes with the package when left out. */
  readonly embed?: Embed;
}

export interface MemoryServer {
  readonly url: string;
  readonly port: number;
  readonly faults: Faults;
  /** Loads the sentence model and embeds all notes, so that the first question is quick. */
  warm(): Promise<void>;
  /** Ends all connections; what was acknowledged is in the file. */
  close(): Promise<void>;
}

/** A memory inside this process that speaks the HTTP API of Hindsight 1.1.0 as far as the bot uses it. */
export async function createMemoryServer(options: MemoryServerOptions): Promise<MemoryServer> {
  const state = emptyState();
  if (options.file !== undefined) for (const entry of await readJournal(options.file)) apply(state, entry);
  const journal =
    options.file === undefined ? createForgetfulJournal() : await openJournal(options.file, snapshot(state));
  const timers = new Set<NodeJS.Timeout>();
  const store = createStore({
    state,
    journal,
    clock: createClock(options.now, newestChange(state)),
    later: (work) => {
      const timer = setTimeout(() => {
        timers.delete(timer);
        work();
      }, options.workerDelayMs ?? 100);
      timers.add(timer);
    },
  });
  const search = createSearch(options.embed ?? createEmbed());
  const faults = createFaults();
  const listening = await listen(
    createRouter({ store, search, apiKey: options.apiKey }),
    faults,
    options.port,
  );
  return {
    ...listening,
    faults,
    warm: () =>
      search.warm(store.banks().flatMap((bank) => [...bank.documents.values()].flatMap((d) => d.units))),
    close: async () => {
      for (const timer of timers) clearTimeout(timer);
      await listening.close();
      await journal.close();
    },
  };
}

function newestChange(state: State): string {
  const times = [...state.banks.values()].flatMap((bank) =>
    [...bank.documents.values()].map((d) => d.updatedAt),
  );
  return times.sort().at(-1) ?? '';
}
