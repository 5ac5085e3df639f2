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
export const listedDocument = z.object({
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
export const unit = z.object({
  id: z.string(),
  document_id: z.string().nullish(),
  text: z.string(),
  tags,
  metadata,
});
export type Unit = z.infer<typeof unit>;
