import { z } from 'zod';
import { prospectKey } from '../identity/keys.ts';
import { type Note, type NoteHeader, type Outcome, outcomes, type Prospect } from '../note.ts';
import type { Item, ListedDocument, MemoryUnit } from './calls.ts';
import { type Access, accessOf, authorTag, dealTag, noteTag, visibilityTag } from './tags.ts';

/** A note as Hindsight stores it; contract.md names every field. */
export function encodeNote(note: Note): Item {
  const { deal, link } = note;
  const prospects = [...new Map(note.prospects.map((one) => [one.key, one])).values()];
  return {
    id: note.id,
    content: note.text,
    timestamp: note.timestamp,
    metadata: {
      prospect: prospects.map((prospect) => nameLine(prospect, deal.company)).join('\n'),
      ...(deal.company === null ? {} : { company: deal.company }),
      ...(deal.label === null ? {} : { deal_label: deal.label }),
      outcome: storedOutcome(note),
      ...(note.outcome === 'reopened' ? { reopened: 'yes' } : {}),
      timestamp: note.timestamp,
      logged_at: note.loggedAt,
      type: 'call_log',
      author: note.author,
      source: note.source,
      ...(link === null ? {} : { link }),
      schema: '1',
    },
    tags: [
      ...prospects.map(({ key }) => `prospect:${key}`),
      dealTag(deal.key),
      authorTag(note.author),
      visibilityTag(note.visibility),
      noteTag,
      `outcome:${storedOutcome(note)}`,
    ],
  };
}

/** A step opens a lost deal for every reader of the bank; that none was agreed stands beside it. */
function storedOutcome({ outcome }: Pick<Note, 'outcome'>): Exclude<Outcome, 'reopened'> {
  return outcome === 'reopened' ? 'next_step' : outcome;
}

const metadataSchema = z.object({
  prospect: z.string().min(1),
  company: z.string().optional(),
  deal_label: z.string().optional(),
  timestamp: z.string().regex(/^\d{4}-\d{2}-\d{2}T/),
  logged_at: z.string().min(1),
  source: z.string().default('unknown'),
  link: z.string().optional(),
  reopened: z.literal('yes').optional(),
});
const outcomeSchema = z.enum(outcomes).exclude(['reopened']);

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
    outcome: parsed.data.reopened ? 'reopened' : outcome.data,
    day: timestamp.slice(0, 10),
    timestamp,
    loggedAt: parsed.data.logged_at,
    visibility: access.visibility,
    source: parsed.data.source,
    link,
  };
}

/** What of a note's metadata tells its people. */
interface PeopleMetadata {
  readonly prospect: string;
  readonly company?: string | undefined;
}

/** One person a line; somebody of another company than the deal's brings theirs behind a tab. */
function nameLine({ name, company }: Prospect, dealCompany: string | null): string {
  const own = company === dealCompany ? [] : [company ?? ''];
  return [name, ...own].map((part) => part.replace(/[\t\n]+/g, ' ')).join('\t');
}

/** The server keeps tags in no order, so that each name finds its key by making it again. */
function prospectsOf({ prospects: keys }: Access, metadata: PeopleMetadata): readonly Prospect[] | undefined {
  const named = metadata.prospect.split('\n').map((line) => {
    const [name = '', company = metadata.company ?? ''] = line.split('\t');
    return { name, company: company === '' ? null : company };
  });
  const [key, ...otherKeys] = keys;
  const [only, ...others] = named;
  if (only && key !== undefined && others.length + otherKeys.length === 0) return [{ key, ...only }];
  const prospects = named.map((one) => ({ key: prospectKey(one.name, one.company), ...one }));
  const found = new Set(prospects.map((one) => one.key));
  const isWhole = found.size === keys.length && keys.every((one) => found.has(one));
  return isWhole ? prospects : undefined;
}

/** What a piece tells of its document. */
export function documentOfUnit({ document_id, tags, metadata, updated_at }: MemoryUnit): ListedDocument {
  return { id: document_id ?? '', tags, document_metadata: metadata, updated_at: updated_at ?? '' };
}

/** A document in two lists once, as it was last. */
export function newestVersions(documents: readonly ListedDocument[]): readonly ListedDocument[] {
  const newest = new Map<string, ListedDocument>();
  for (const document of documents) {
    const known = newest.get(document.id);
    if (!known || known.updated_at < document.updated_at) newest.set(document.id, document);
  }
  return [...newest.values()];
}
