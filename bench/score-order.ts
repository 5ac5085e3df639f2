import { z } from 'zod';

/** What a process is told that is to say how a deal stands. */
export const orderSchema = z.object({
  url: z.string(),
  apiKey: z.string(),
  team: z.string(),
  deal: z.string(),
  asker: z.string(),
  modelUrl: z.string(),
  /** Its name: readings are kept under it. */
  model: z.string(),
  /** Reads first what is not read yet. */
  reads: z.boolean(),
});
export type ScoreOrder = z.infer<typeof orderSchema>;

/** What it found. */
export const standingSchema = z.object({
  pid: z.int(),
  /** How often it asked the model. */
  calls: z.int(),
  /** How many notes nobody has read. */
  unread: z.int(),
  value: z.int().nullable(),
  factors: z.array(z.object({ label: z.string(), points: z.number() })),
});
export type Standing = z.infer<typeof standingSchema>;
