import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Prospect } from '../note.ts';
import type { StateRecord } from '../state-bank.ts';

const prospect = z.object({ key: z.string(), name: z.string(), company: z.string().nullable() });

const shape = z.object({
  type: z.enum(['rename', 'merge', 'move']),
  from: prospect,
  to: prospect,
  by: z.string(),
  at: z.string(),
});

/**
 * What somebody said of a person, beside the notes, which stay as they are. `rename`: `to` is how they are called.
 * `merge`: both are one, called `to`. `move`: they are at the company of `to` now; what is on `from` stays there.
 */
export interface Alias {
  readonly id: string;
  readonly type: z.infer<typeof shape>['type'];
  readonly from: Prospect;
  readonly to: Prospect;
  /** Slack user id of who said so. */
  readonly by: string;
  /** When, ISO 8601 in UTC; of two that contradict each other the later wins. */
  readonly at: string;
}

const kind = 'alias';

/** Carried by every alias and nothing else. */
export const aliasTag = `kind:${kind}`;

/** The same words of the same person are one alias. */
export function aliasOf(said: Omit<Alias, 'id'>): Alias {
  const basis = JSON.stringify([said.by, said.type, said.from.key, said.to.key, said.to.name]);
  return { id: `${kind}-${createHash('sha256').update(basis).digest('hex').slice(0, 40)}`, ...said };
}

/** As the state bank keeps it. */
export function recordOf({ id, ...data }: Alias): StateRecord {
  return { id, kind, data, noteIds: [], tags: [`prospect-alias:${data.from.key}`] };
}

/** Undefined for what is no alias of ours. */
export function aliasIn({ id, data }: StateRecord): Alias | undefined {
  const parsed = shape.safeParse(data);
  return parsed.success ? { id, ...parsed.data } : undefined;
}

/** The order in which they were said. */
export function inOrder(aliases: readonly Alias[]): readonly Alias[] {
  return aliases.toSorted((a, b) => (a.at === b.at ? compare(a.id, b.id) : compare(a.at, b.at)));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : 1;
}
