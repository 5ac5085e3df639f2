import { z } from 'zod';

const tags = z
  .array(z.string())
  .nullish()
  .transform((list) => list ?? []);
const metadata = z
  .record(z.string(), z.unknown())
  .nullish()
  .transform((record) => record ?? {});

/** What a list tells of a document: everything but its text. */
const listedDocument = z.object({
  id: z.string(),
  tags,
  document_metadata: metadata,
  updated_at: z.string(),
});
export type ListedDocument = z.infer<typeof listedDocument>;

/** A document with its text, which is null when the server was told not to keep texts. */
export const wholeDocument = listedDocument.extend({ original_text: z.string().nullable() });
export type WholeDocument = z.infer<typeof wholeDocument>;

/** A piece of a document; short texts are one piece. */
const unit = z.object({
  id: z.string(),
  document_id: z.string().nullish(),
  text: z.string(),
  tags,
  metadata,
});
export type Unit = z.infer<typeof unit>;

const count = z.int().min(0);

/** An item that is not what it should be is left out: one bad document never hides the others. */
export const documentPage = z.object({ items: lenient(listedDocument), total: count });
export const unitPage = z.object({ items: lenient(unit), total: count });
export const recalled = z.object({ results: lenient(unit) });
export const retained = z.object({ success: z.literal(true) });
export const done = z.record(z.string(), z.unknown());
export const version = z.object({
  api_version: z.string(),
  features: z.object({ store_document_text: z.boolean().optional() }),
});

function lenient<T>(item: z.ZodType<T>) {
  return z.array(z.unknown()).transform((list) =>
    list.map((one) => {
      const parsed = item.safeParse(one);
      return parsed.success ? parsed.data : undefined;
    }),
  );
}
