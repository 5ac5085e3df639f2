import { z } from 'zod';
import { parseDate } from './documents.ts';
import type { Item } from './state.ts';

/** What goes back over the wire. */
export interface Reply {
  readonly status: number;
  readonly body: unknown;
}

/** A refusal in Hindsight's words; `detail` is what the caller reads. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
  readonly status: number;
  readonly detail: unknown;

  constructor(status: number, detail: unknown) {
    super(`refused with ${status}`);
    this.status = status;
    this.detail = detail;
  }
}

/** Parses a part of a request, or refuses with 422 and, as Hindsight does, with the input quoted. */
export function parse<T>(schema: z.ZodType<T>, input: unknown, place: 'body' | 'query'): T {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const detail = result.error.issues.map((issue) => ({
    type: issue.code === 'custom' ? 'value_error' : issue.code,
    loc: [place, ...issue.path.filter((step) => typeof step !== 'symbol')],
    msg: issue.code === 'custom' ? `Value error, ${issue.message}` : issue.message,
    input: valueAt(input, issue.path),
  }));
  throw new RefusedError(422, detail);
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, step) => (typeof value === 'object' && value !== null ? Reflect.get(value, step) : undefined),
    input,
  );
}

/** How wanted tags are compared; only the strict ones and `exact` leave untagged notes out. */
const tagsMatchSchema = z.enum(['any', 'all', 'any_strict', 'all_strict', 'exact']);
type TagsMatch = z.infer<typeof tagsMatchSchema>;

type TagGroup =
  | { tags: string[]; match: TagsMatch }
  | { and: TagGroup[] }
  | { or: TagGroup[] }
  | { not: TagGroup };

/** A leaf, or groups joined by and, or, not. */
const tagGroupSchema: z.ZodType<TagGroup> = z.lazy(() =>
  z.union([
    z.object({ tags: z.array(z.string()), match: tagsMatchSchema.default('any_strict') }),
    z.object({ and: z.array(tagGroupSchema) }),
    z.object({ or: z.array(tagGroupSchema) }),
    z.object({ not: tagGroupSchema }),
  ]),
);

/** The filter of a whole request, where no tags mean no filter, except for `exact`: untagged notes alone. */
export function passes(tags: readonly string[], wanted: readonly string[], match: TagsMatch): boolean {
  if (wanted.length === 0) return match === 'exact' ? tags.length === 0 : true;
  return matches(tags, wanted, match);
}

/** One group; unlike the whole request's filter an empty leaf filters too. */
export function passesGroup(tags: readonly string[], group: TagGroup): boolean {
  if ('and' in group) return group.and.every((part) => passesGroup(tags, part));
  if ('or' in group) return group.or.some((part) => passesGroup(tags, part));
  if ('not' in group) return !passesGroup(tags, group.not);
  return matches(tags, group.tags, group.match);
}

function matches(tags: readonly string[], wanted: readonly string[], match: TagsMatch): boolean {
  if (match === 'exact')
    return tags.length === new Set(wanted).size && wanted.every((tag) => tags.includes(tag));
  if (tags.length === 0) return match === 'any' || match === 'all';
  if (match === 'any' || match === 'any_strict') return wanted.some((tag) => tags.includes(tag));
  return wanted.every((tag) => tags.includes(tag));
}

/** Drops what PostgreSQL cannot hold: NUL and halves of surrogate pairs. */
const clean = z.string().transform((text) => text.replaceAll('\0', '').replace(/\p{Surrogate}/gu, ''));
const cleanRecord = z
  .record(z.string(), clean)
  .transform((record) => (Object.keys(record).length === 0 ? undefined : record));

const itemRequestSchema = z
  .object({
    // Checked before the clean-up: a text of NUL alone passes and becomes a note without units.
    content: z
      .string()
      .refine((text) => text.trim() !== '', 'content cannot be empty')
      .pipe(clean),
    document_id: clean.nullish(),
    tags: z.array(clean).nullish(),
    metadata: cleanRecord.nullish(),
    context: clean.nullish(),
    timestamp: z.string().refine(isDate, 'Invalid timestamp/event_date format').nullish(),
  })
  .transform((item): Omit<Item, 'id'> & { id: string | undefined } => ({
    id: item.document_id || undefined,
    text: item.content,
    tags: [...new Set(item.tags ?? [])],
    ...(item.context ? { context: item.context } : {}),
    ...(item.metadata ? { metadata: item.metadata } : {}),
    ...timestampOf(item.timestamp),
  }));

/** Body of a retain; an item without an id gets one from the server. */
export const retainSchema = z.object({
  items: z.array(itemRequestSchema),
  async: z.boolean().default(false),
  operation_id: z
    .string()
    .refine((id) => z.guid().safeParse(id).success, 'operation_id must be a valid UUID')
    .nullish(),
});

/** Body of a recall. */
export const recallSchema = z
  .object({
    query: z
      .string()
      .refine((query) => /[\p{L}\p{N}_]/u.test(query), 'query must contain at least one word character'),
    types: z.array(z.string()).nullish(),
    budget: z.enum(['low', 'mid', 'high']).default('mid'),
    max_tokens: z.number().int().default(4_096),
    tags: z.array(z.string()).nullish(),
    tags_match: tagsMatchSchema.default('any'),
    tag_groups: z.array(tagGroupSchema).nullish(),
    min_scores: z
      .object({
        semantic: z.number().nullish(),
        keyword: z.number().nullish(),
        final: z.number().nullish(),
      })
      .nullish(),
  })
  .refine((body) => !(body.tags && body.tag_groups), "'tags' and 'tag_groups' are mutually exclusive");
export type RecallRequest = z.infer<typeof recallSchema>;

const page = {
  limit: z.coerce.number().int().min(0).default(100),
  offset: z.coerce.number().int().min(0).default(0),
  tags: z.array(z.string()).default([]),
  q: z.string().optional(),
};

/** Query of the list of documents, where strictness is the default. */
export const listDocumentsSchema = z.object({ ...page, tags_match: tagsMatchSchema.default('any_strict') });
export type ListDocuments = z.infer<typeof listDocumentsSchema>;

/** Query of the list of units, where it is not. */
export const listUnitsSchema = z.object({
  ...page,
  tags_match: tagsMatchSchema.default('any'),
  document_id: z.string().optional(),
  /** The axis of the window and of the order; without it, and without a window, the newest call comes first. */
  time_field: z.enum(['created_at', 'updated_at', 'mentioned_at']).optional(),
  start_date: z.string().optional(),
});
export type ListUnits = z.infer<typeof listUnitsSchema>;

/** Body of a change to a document: metadata may be sent and is ignored. */
export const updateDocumentSchema = z.object({
  tags: z.array(z.string()).nullish(),
  observation_scopes: z.unknown().optional(),
});

/** Body of a change to a bank's settings. */
export const configSchema = z.object({ updates: z.record(z.string(), z.unknown()) });

function isDate(text: string): boolean {
  return text === '' || text.toLowerCase() === 'unset' || parseDate(text) !== undefined;
}

function timestampOf(text: string | null | undefined): { timestamp?: string | null } {
  if (!text) return {};
  return { timestamp: text.toLowerCase() === 'unset' ? null : text };
}
