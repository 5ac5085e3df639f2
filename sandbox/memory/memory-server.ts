import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { createEmbedder, type Embed } from './embeddings.ts';
import { createSearch, type Search } from './recall.ts';
import { RefusedError, type Reply } from './requests.ts';
import { bankRoutes, documentRoutes, memoryRoutes, openRoutes, type Route } from './routes.ts';
import { apply, type Entry, emptyState, type State, snapshot } from './state.ts';
import {
  createClock,
  createForgetfulJournal,
  createStore,
  type Journal,
  openJournal,
  readJournal,
  type Store,
} from './store.ts';

/** What goes wrong from now on. `times` bounds it, `on` narrows it to requests whose `METHOD /path` contains it. */
type Fault = (
  | { readonly kind: 'refuse' }
  | { readonly kind: 'unavailable' }
  | { readonly kind: 'hang' }
  | { readonly kind: 'delay'; readonly ms: number }
  | { readonly kind: 'lost' }
) & { readonly times?: number; readonly on?: string };

/** One request as it came in; status is null while it is unanswered, and for ever when the answer was lost. */
interface LoggedRequest {
  readonly method: string;
  readonly path: string;
  status: number | null;
}

/**
 * Trouble on demand. `refuse` closes the connection, `unavailable` answers 503, `hang` never answers, `delay`
 * answers later, `lost` does what was asked and then closes the connection.
 */
interface Faults {
  /** Replaces the fault in force; undefined ends it. Requests that hang go on hanging. */
  set(fault: Fault | undefined): void;
  current(): Fault | undefined;
  /** The last thousand requests, oldest first, without their bodies. */
  requests(): readonly LoggedRequest[];
  forget(): void;
}

/** The server's side of `Faults`. */
interface FaultDesk extends Faults {
  log(method: string, path: string): LoggedRequest;
  /** The fault that this request meets; counts it. */
  meet(method: string, path: string): Fault | undefined;
}

const longestLog = 1_000;

function createFaults(): FaultDesk {
  let fault: Fault | undefined;
  let left = Number.POSITIVE_INFINITY;
  let requests: LoggedRequest[] = [];
  return {
    set: (next) => {
      fault = next;
      left = next?.times ?? Number.POSITIVE_INFINITY;
    },
    current: () => fault,
    requests: () => requests,
    forget: () => {
      requests = [];
    },
    log: (method, path) => {
      const request: LoggedRequest = { method, path, status: null };
      requests.push(request);
      if (requests.length > longestLog) requests.shift();
      return request;
    },
    meet: (method, path) => {
      if (!fault || !`${method} ${path}`.includes(fault.on ?? '')) return undefined;
      const met = fault;
      left -= 1;
      if (left <= 0) fault = undefined;
      return met;
    },
  };
}

interface RouterParts {
  readonly store: Store;
  readonly search: Search;
  readonly apiKey: string | undefined;
}

/** Answers one request; every refusal is a reply, never a rejection. */
type Router = (request: IncomingMessage) => Promise<Reply>;

function createRouter(parts: RouterParts): Router {
  return async (request) => {
    try {
      return await route(parts, request);
    } catch (error) {
      if (error instanceof RefusedError) return { status: error.status, body: { detail: error.detail } };
      return { status: 500, body: { detail: 'Internal server error' } };
    }
  };
}

async function route(parts: RouterParts, request: IncomingMessage): Promise<Reply> {
  const [path = '', query = ''] = (request.url ?? '').split('?');
  const method = request.method ?? '';
  const open = openRoutes.find((candidate) => isFor(candidate, method, path));
  if (!open) checkKey(parts.apiKey, request.headers.authorization);
  const found =
    open ?? [...bankRoutes, ...memoryRoutes, ...documentRoutes].find((r) => isFor(r, method, path));
  if (!found) throw new RefusedError(404, 'Not Found');
  const [, bank = '', id = ''] = (found.path.exec(path) ?? []).map(decode);
  const body = method === 'POST' || method === 'PATCH' ? await readJson(request) : undefined;
  return found.answer({ ...parts, bank, id, query: new URLSearchParams(query), body });
}

function isFor(candidate: Route, method: string, path: string): boolean {
  return candidate.method === method && candidate.path.test(path);
}

function checkKey(expected: string | undefined, authorization: string | undefined): void {
  if (expected === undefined || authorization === `Bearer ${expected}`) return;
  throw new RefusedError(401, 'Authentication failed: Invalid API key');
}

function decode(part: string | undefined): string {
  try {
    return decodeURIComponent(part ?? '');
  } catch {
    throw new RefusedError(404, 'Not Found');
  }
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(z.instanceof(Buffer).parse(piece));
  try {
    return JSON.parse(Buffer.concat(pieces).toString());
  } catch {
    throw new RefusedError(422, [
      { type: 'json_invalid', loc: ['body', 0], msg: 'JSON decode error', input: {} },
    ]);
  }
}

interface Listener {
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

/** Opens the port on this machine alone; the faults in force stand between it and the router. */
async function listen(router: Router, faults: FaultDesk, port = 0): Promise<Listener> {
  const server = createServer((request, response) => {
    serve(router, faults, { request, response }).catch(() => response.destroy());
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = z.object({ port: z.number() }).parse(server.address());
  return {
    url: `http://127.0.0.1:${address.port}`,
    port: address.port,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

async function serve(router: Router, faults: FaultDesk, { request, response }: Exchange): Promise<void> {
  const [method, path] = [request.method ?? '', request.url ?? ''];
  const logged = faults.log(method, path);
  const fault = faults.meet(method, path);
  if (fault?.kind === 'hang') return;
  if (fault?.kind === 'refuse') {
    request.socket.destroy();
    return;
  }
  if (fault?.kind === 'delay') await delay(fault.ms);
  const reply = fault?.kind === 'unavailable' ? closed : await router(request);
  if (fault?.kind === 'lost') {
    request.socket.destroy();
    return;
  }
  logged.status = reply.status;
  response.writeHead(reply.status, { 'content-type': 'application/json' }).end(JSON.stringify(reply.body));
}

const closed: Reply = { status: 503, body: { detail: 'Service unavailable' } };

interface MemoryServerOptions {
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
