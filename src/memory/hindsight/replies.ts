import { z } from 'zod';
import { listedDocument, unit } from './wire.ts';

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
