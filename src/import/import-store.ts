import { z } from 'zod';
import type { StateBank } from '../memory/memory.ts';
import { columnRoles } from './columns.ts';
import type { ImportChoices } from './plan.ts';

const columns = z.array(z.int().min(0));

const choices: z.ZodType<ImportChoices> = z.object({
  roles: z.record(z.enum(columnRoles), columns),
  order: z.enum(['day first', 'month first']).nullable(),
  visibility: z.enum(['private', 'team']),
  closes: z.boolean(),
  secrets: z.enum(['leave out rows', 'leave out secrets', 'keep']),
  people: z.record(z.string(), z.string()),
});

const recordShape = z.object({
  /** Whose notes they become. */
  author: z.string(),
  /** Who sent the file. */
  by: z.string(),
  file: z.object({ id: z.string(), name: z.string(), url: z.string(), size: z.number() }),
  /** When it was offered, and from the yes on when that was, ISO 8601 in UTC: carried by its notes. */
  at: z.string(),
  /** `offered`: nothing is stored. `running` and `undoing` go on after a restart. */
  status: z.enum(['offered', 'running', 'done', 'undoing', 'undone']),
  choices,
  /** Where the message stands that tells of it. */
  message: z.object({ channel: z.string(), ts: z.string() }).nullable(),
  /** Notes that the yes was for. */
  total: z.int(),
  /** Which process does it, and when it last said so. */
  beat: z.object({ runner: z.string(), at: z.string() }).nullable(),
});

/** An import, from the moment its file was read: never a word of a note, nor a name in it. The rows stay in the file at Slack. */
export interface ImportRecord extends Readonly<z.infer<typeof recordShape>> {
  /** `import-<uuid>`, carried by its notes as their source. */
  readonly id: string;
}

/** Imports, kept beside the notes. */
export interface ImportStore {
  put(record: ImportRecord): Promise<void>;
  get(id: string): Promise<ImportRecord | undefined>;
  /** Those of one author, or of everybody. */
  list(author?: string): Promise<readonly ImportRecord[]>;
  remove(id: string): Promise<void>;
}

const kind = 'import';

export function createImportStore(state: StateBank): ImportStore {
  const read = (id: string, data: unknown): ImportRecord | undefined => {
    const parsed = recordShape.safeParse(data);
    return parsed.success ? { id, ...parsed.data } : undefined;
  };
  return {
    put: ({ id, ...data }) => state.put({ id, kind, data, noteIds: [], tags: [`${kind}-of:${data.author}`] }),
    async get(id) {
      const found = await state.get(id);
      return found?.kind === kind ? read(id, found.data) : undefined;
    },
    async list(author) {
      const found = await state.list(author === undefined ? `kind:${kind}` : `${kind}-of:${author}`);
      return found.flatMap(({ id, data }) => read(id, data) ?? []);
    },
    remove: state.remove,
  };
}
