import type { Clock } from './clock.ts';
import { documentOf } from './documents.ts';
import type { Journal } from './journal.ts';
import type { Entry, Item, Operation, StoredDocument } from './records.ts';
import { RefusedError } from './reply.ts';
import { apply, type Bank, type State } from './state.ts';

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

export interface StoreParts {
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
