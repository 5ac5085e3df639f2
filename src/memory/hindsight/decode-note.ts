import { z } from 'zod';
import { type NoteHeader, outcomes } from '../note.ts';
import { accessOf } from './access.ts';
import { prospectsOf } from './prospect-lines.ts';

const metadataSchema = z.object({
  prospect: z.string().min(1),
  company: z.string().optional(),
  deal_label: z.string().optional(),
  timestamp: z.string().regex(/^\d{4}-\d{2}-\d{2}T/),
  logged_at: z.string().min(1),
  source: z.string().default('unknown'),
  link: z.string().optional(),
});
const outcomeSchema = z.enum(outcomes);

/** Undefined for what is not a readable note: nobody gets to see it, and it hides nothing else. */
export function decodeNote(
  id: string,
  tags: readonly string[],
  metadata: Readonly<Record<string, unknown>>,
): NoteHeader | undefined {
  const access = accessOf(tags);
  const parsed = metadataSchema.safeParse(metadata);
  const outcome = outcomeSchema.safeParse(access?.outcome);
  if (!access || !parsed.success || !outcome.success) return undefined;
  const prospects = prospectsOf(access, parsed.data);
  if (!prospects) return undefined;
  const { company = null, deal_label: label = null, timestamp, link = null } = parsed.data;
  return {
    id,
    prospects,
    deal: { key: access.deal, company, label },
    author: access.author,
    outcome: outcome.data,
    day: timestamp.slice(0, 10),
    timestamp,
    loggedAt: parsed.data.logged_at,
    visibility: access.visibility,
    source: parsed.data.source,
    link,
  };
}
