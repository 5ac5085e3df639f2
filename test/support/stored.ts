import { z } from 'zod';
import type { World } from './world.ts';

const listing = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      tags: z.array(z.string()),
      document_metadata: z.record(z.string(), z.string()).nullable(),
    }),
  ),
});

/** The documents in the team's notes' bank, as Hindsight itself lists them. */
export async function storedNotes({ config }: World) {
  const bank = `${config.HINDSIGHT_BANK}-t0sandbox1`;
  const headers = config.HINDSIGHT_API_KEY
    ? { authorization: `Bearer ${config.HINDSIGHT_API_KEY}` }
    : undefined;
  const reply = await fetch(
    `${config.HINDSIGHT_URL}/v1/default/banks/${bank}/documents`,
    headers ? { headers } : {},
  );
  return reply.ok ? listing.parse(await reply.json()).items : [];
}
