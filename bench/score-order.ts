import { z } from 'zod';

/** What a process is told that is to read a deal. */
export const orderSchema = z.object({
  url: z.string(),
  apiKey: z.string(),
  team: z.string(),
  deal: z.string(),
  asker: z.string(),
  modelUrl: z.string(),
  /** Its name: answers are kept under it. */
  model: z.string(),
});
export type ScoreOrder = z.infer<typeof orderSchema>;

/** What it found. */
export const readingSchema = z.object({
  pid: z.int(),
  source: z.string(),
  value: z.int().nullable(),
  factors: z.array(z.object({ label: z.string(), points: z.number() })),
});
export type Reading = z.infer<typeof readingSchema>;
