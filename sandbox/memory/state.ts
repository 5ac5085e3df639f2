import { z } from 'zod';

/** A piece of a note that search finds; a note over 3,000 characters has several. */
const unitSchema = z.object({
  id: z.string(),
  text: z.string(),
  index: z.number(),
  context: z.string(),
  /** Null for a note that is kept without a date. */
  mentionedAt: z.string().nullable(),
  createdAt: z.string(),
});
export type Unit = z.infer<typeof unitSchema>;

const documentSchema = z.object({
  id: z.string(),
  text: z.string(),
  /** SHA-256 of the text alone. */
  hash: z.string(),
  tags: z.array(z.string()),
  metadata: z.record(z.string(), z.string()).nullable(),
  retainParams: z.record(z.string(), z.unknown()).nullable(),
  createdAt: z.string(),
  updatedAt: z.string(),
  units: z.array(unitSchema),
});
export type StoredDocument = z.infer<typeof documentSchema>;

const itemSchema = z.object({
  id: z.string(),
  text: z.string(),
  tags: z.array(z.string()),
  context: z.string().optional(),
  metadata: z.record(z.string(), z.string()).optional(),
  /** As sent; absent means now, null means without a date. */
  timestamp: z.string().nullable().optional(),
});
/** One note on its way in, already cleaned and checked. */
export type Item = z.infer<typeof itemSchema>;

const operationSchema = z.object({
  id: z.string(),
  bank: z.string(),
  items: z.array(itemSchema),
  done: z.boolean(),
  createdAt: z.string(),
  updatedAt: z.string(),
});
/** A retain that was acknowledged before it was carried out; its id can be used once. */
export type Operation = z.infer<typeof operationSchema>;

const configSchema = z.record(z.string(), z.unknown());

/** Everything that can happen to the memory; the file is the list of what happened. */
export const entrySchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('bank'), bank: z.string(), config: configSchema }),
  z.object({
    kind: z.literal('retain'),
    bank: z.string(),
    documents: z.array(documentSchema),
    operation: z.string().optional(),
  }),
  z.object({
    kind: z.literal('tags'),
    bank: z.string(),
    id: z.string(),
    tags: z.array(z.string()),
    at: z.string(),
  }),
  z.object({ kind: z.literal('remove'), bank: z.string(), id: z.string() }),
  z.object({ kind: z.literal('drop'), bank: z.string() }),
  z.object({ kind: z.literal('operation'), operation: operationSchema }),
]);
export type Entry = z.infer<typeof entrySchema>;

export interface Bank {
  readonly id: string;
  config: Record<string, unknown>;
  /** In the order of their last change, oldest first. */
  readonly documents: Map<string, StoredDocument>;
}

export interface State {
  readonly banks: Map<string, Bank>;
  readonly operations: Map<string, Operation>;
}

export function emptyState(): State {
  return { banks: new Map(), operations: new Map() };
}

/** Replays one entry; the same entries in the same order give the same state. */
export function apply(state: State, entry: Entry): void {
  switch (entry.kind) {
    case 'bank':
      bankOf(state, entry.bank).config = entry.config;
      return;
    case 'retain':
      for (const document of entry.documents) put(bankOf(state, entry.bank), document);
      finish(state, entry);
      return;
    case 'tags':
      retag(state, entry);
      return;
    case 'remove':
      state.banks.get(entry.bank)?.documents.delete(entry.id);
      return;
    case 'drop':
      drop(state, entry.bank);
      return;
    case 'operation':
      bankOf(state, entry.operation.bank);
      state.operations.set(entry.operation.id, entry.operation);
  }
}

/** The shortest list of entries that leads to this state. */
export function snapshot(state: State): Entry[] {
  const banks = [...state.banks.values()].flatMap((bank): Entry[] => [
    { kind: 'bank', bank: bank.id, config: bank.config },
    ...[...bank.documents.values()].map(
      (document): Entry => ({ kind: 'retain', bank: bank.id, documents: [document] }),
    ),
  ]);
  const operations = [...state.operations.values()].map(
    (operation): Entry => ({ kind: 'operation', operation }),
  );
  return [...banks, ...operations];
}

function bankOf(state: State, id: string): Bank {
  const known = state.banks.get(id);
  if (known) return known;
  const bank: Bank = { id, config: {}, documents: new Map() };
  state.banks.set(id, bank);
  return bank;
}

function put(bank: Bank, document: StoredDocument): void {
  // A Map keeps the place of a key that is set again; deleting first moves it to the end.
  bank.documents.delete(document.id);
  bank.documents.set(document.id, document);
}

function finish(state: State, entry: Extract<Entry, { kind: 'retain' }>): void {
  const operation = entry.operation === undefined ? undefined : state.operations.get(entry.operation);
  const updatedAt = entry.documents.at(-1)?.updatedAt;
  if (operation && updatedAt) state.operations.set(operation.id, { ...operation, done: true, updatedAt });
}

function retag(state: State, entry: Extract<Entry, { kind: 'tags' }>): void {
  const bank = state.banks.get(entry.bank);
  const document = bank?.documents.get(entry.id);
  if (bank && document) put(bank, { ...document, tags: entry.tags, updatedAt: entry.at });
}

function drop(state: State, id: string): void {
  state.banks.delete(id);
  for (const operation of state.operations.values()) {
    if (operation.bank === id) state.operations.delete(operation.id);
  }
}
