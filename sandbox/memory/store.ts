import { type FileHandle, mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { documentOf } from './documents.ts';
import { RefusedError } from './requests.ts';
import {
  apply,
  type Bank,
  type Entry,
  entrySchema,
  type Item,
  type Operation,
  type State,
  type StoredDocument,
} from './state.ts';

/** Points in time as Hindsight writes them: UTC with microseconds, each later than the one before. */
type Clock = () => string;

/** Two writes within one millisecond still get different times, so that the newest change stays first. */
export function createClock(now: () => Date, notBefore: string): Clock {
  let last = notBefore === '' ? 0 : microsecondsOf(notBefore);
  return () => {
    last = Math.max(now().getTime() * 1_000, last + 1);
    return written(last);
  };
}

function microsecondsOf(time: string): number {
  return Date.parse(`${time.slice(0, 23)}Z`) * 1_000 + Number(time.slice(23, 26));
}

function written(microseconds: number): string {
  const rest = String(microseconds % 1_000).padStart(3, '0');
  return `${new Date(Math.floor(microseconds / 1_000)).toISOString().slice(0, -1)}${rest}+00:00`;
}

export interface Journal {
  /** Resolves when the entry is on the disk; entries keep the order of the calls. */
  append(entry: Entry): Promise<void>;
  close(): Promise<void>;
}

/** A journal that keeps nothing, for tests and throw-away workspaces. */
export function createForgetfulJournal(): Journal {
  return { append: async () => undefined, close: async () => undefined };
}

/** Reads the entries of a file that may not exist. Of a last line that was cut short nobody was told that it is safe. */
export async function readJournal(file: string): Promise<Entry[]> {
  const lines = (await readFile(file, 'utf8').catch(whenMissing)).split('\n');
  // What follows the last line break is nothing, or a line that a crash cut short.
  return lines.slice(0, -1).map((line, index) => parseLine(line, `${file}:${index + 1}`));
}

/** Replaces the file by these entries in one step and goes on writing behind them. */
export async function openJournal(file: string, entries: readonly Entry[]): Promise<Journal> {
  await mkdir(dirname(file), { recursive: true });
  const draft = `${file}.new`;
  const handle = await open(draft, 'w');
  await handle.writeFile(entries.map(toLine).join(''));
  await handle.sync();
  await rename(draft, file);
  await syncFolder(dirname(file));
  return createWriter(handle);
}

/** Writes that arrive while the disk is busy go out together in one write and one sync. */
function createWriter(handle: FileHandle): Journal {
  let waiting = '';
  let writing = Promise.resolve();
  const flush = async () => {
    const lines = waiting;
    waiting = '';
    if (lines === '') return;
    await handle.appendFile(lines);
    await handle.datasync();
  };
  return {
    append: (entry) => {
      waiting += toLine(entry);
      writing = writing.then(flush);
      return writing;
    },
    close: async () => {
      await writing.catch(() => undefined);
      await handle.close();
    },
  };
}

function toLine(entry: Entry): string {
  return `${JSON.stringify(entry)}\n`;
}

function parseLine(line: string, place: string): Entry {
  try {
    return entrySchema.parse(JSON.parse(line));
  } catch (cause) {
    throw new Error(`The memory file is damaged at ${place}; move it away to start empty.`, { cause });
  }
}

function whenMissing(error: unknown): string {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
  throw error;
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  await handle.sync();
  await handle.close();
}

/** Banks and what is in them. A write resolves when it is on the disk. */
export interface Store {
  bank(id: string): Bank | undefined;
  banks(): readonly Bank[];
  configure(bank: string, config: Record<string, unknown>): Promise<void>;
  drop(bank: string): Promise<number>;
  retain(bank: string, items: readonly Item[]): Promise<void>;
  /** Accepts items for later; the same operation id again changes nothing, and elsewhere it is refused. */
  submit(bank: string, items: readonly Item[], operation: string): Promise<void>;
  operation(bank: string, id: string): Operation | undefined;
  /** Undefined when there is no such document. */
  retag(document: { bank: string; id: string }, tags: readonly string[]): Promise<StoredDocument | undefined>;
  remove(bank: string, id: string): Promise<StoredDocument | undefined>;
}

interface StoreParts {
  readonly state: State;
  readonly journal: Journal;
  readonly clock: Clock;
  /** Calls back after the time an accepted retain waits for the worker. */
  readonly later: (work: () => void) => void;
}

export function createStore(parts: StoreParts): Store {
  const { state } = parts;
  const record = async (entry: Entry) => {
    apply(state, entry);
    await parts.journal.append(entry);
  };
  const find = (bank: string, id: string) => state.banks.get(bank)?.documents.get(id);
  const work = createWorker(parts, record);
  for (const operation of state.operations.values()) if (!operation.done) work(operation.id);
  return {
    bank: (id) => state.banks.get(id),
    banks: () => [...state.banks.values()],
    operation: (bank, id) => {
      const operation = state.operations.get(id);
      return operation?.bank === bank ? operation : undefined;
    },
    configure: (bank, config) =>
      record({ kind: 'bank', bank, config: { ...state.banks.get(bank)?.config, ...config } }),
    drop: async (bank) => {
      const count = state.banks.get(bank)?.documents.size ?? 0;
      if (state.banks.has(bank)) await record({ kind: 'drop', bank });
      return count;
    },
    retain: (bank, items) => record({ kind: 'retain', bank, documents: documentsOf(parts, bank, items) }),
    submit: (bank, items, id) => submit({ ...parts, record, work }, { bank, id, items: [...items] }),
    retag: async ({ bank, id }, tags) => {
      const document = find(bank, id);
      if (document) {
        await record({ kind: 'tags', bank, id, tags: [...new Set(tags)], at: parts.clock() });
      }
      return document;
    },
    remove: async (bank, id) => {
      const document = find(bank, id);
      if (document) await record({ kind: 'remove', bank, id });
      return document;
    },
  };
}

type Recorder = (entry: Entry) => Promise<void>;

function documentsOf(parts: StoreParts, bank: string, items: readonly Item[]): StoredDocument[] {
  const known = parts.state.banks.get(bank)?.documents;
  return items.map((item) => documentOf(item, known?.get(item.id), parts.clock()));
}

/** Carries out what was accepted, even when its note was deleted meanwhile: so does Hindsight. */
function createWorker(parts: StoreParts, record: Recorder): (id: string) => void {
  const carryOut = async (id: string) => {
    const operation = parts.state.operations.get(id);
    if (!operation || operation.done) return;
    const documents = documentsOf(parts, operation.bank, operation.items);
    await record({ kind: 'retain', bank: operation.bank, documents, operation: id });
  };
  // A write that fails is seen by the next request, which cannot write either.
  return (id) => parts.later(() => void carryOut(id).catch(() => undefined));
}

async function submit(
  parts: StoreParts & { record: Recorder; work: (id: string) => void },
  given: Pick<Operation, 'bank' | 'id' | 'items'>,
): Promise<void> {
  const known = parts.state.operations.get(given.id);
  if (known && known.bank !== given.bank) {
    throw new RefusedError(409, `operation_id ${given.id} is already in use`);
  }
  if (known) return;
  const at = parts.clock();
  await parts.record({
    kind: 'operation',
    operation: { ...given, done: false, createdAt: at, updatedAt: at },
  });
  parts.work(given.id);
}
