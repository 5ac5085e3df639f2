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
