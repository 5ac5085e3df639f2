import { z } from 'zod';
import type { StateBank } from '../../memory/memory.ts';
import { hashOf } from '../../util/hash.ts';
import type { Posted } from './delivery.ts';

const spot = z.object({ channel: z.string(), ts: z.string() });
const keptPost = z.object({
  /** Slack user id of who shared it. */
  by: z.string(),
  /** Where their receipt stands. */
  receipt: spot.nullish(),
  /** The channel's name. */
  name: z.string().default(''),
  /** Marks of the notes that it rests on; none once it is taken back. */
  notes: z.array(z.string()).default([]),
});
type KeptPost = z.infer<typeof keptPost>;

/** What was shared stands in a channel as it was posted, whatever becomes of its notes. Rejects when memory does not answer. */
export interface SharedPosts {
  /** `noteIds` are those that it rests on. */
  keep(post: Posted & Omit<KeptPost, 'notes'> & { readonly noteIds: readonly string[] }): Promise<void>;
  of(post: Posted): Promise<KeptPost | undefined>;
  /** Taken back: it stands there no more. */
  gone(post: Posted): Promise<void>;
  /** What still stands of these notes, in a sentence for whoever takes them away from the team; empty where nothing does. */
  standing(noteIds: readonly string[], asker: string): Promise<string>;
}

export function createSharedPosts(state: Pick<StateBank, 'get' | 'put' | 'list'>): SharedPosts {
  const put = (post: Posted, data: KeptPost) => state.put({ ...plainRecord(idOf(post)), data });

  async function of(post: Posted): Promise<KeptPost | undefined> {
    return keptPost.safeParse((await state.get(idOf(post)))?.data).data;
  }

  return {
    of,
    keep: ({ channel, ts, noteIds, ...post }) =>
      put({ channel, ts }, { ...post, notes: noteIds.map(markOf) }),
    async gone(post) {
      const kept = await of(post);
      if (kept) await put(post, { ...kept, notes: [] });
    },
    async standing(noteIds, asker) {
      const marks = new Set(noteIds.map(markOf));
      const posts = (await state.list(`kind:${kind}`))
        .flatMap(({ data }) => keptPost.safeParse(data).data ?? [])
        .filter(({ notes }) => notes.some((mark) => marks.has(mark)));
      const own = new Set(posts.flatMap(({ by, name }) => (by === asker ? [`#${name}`] : [])));
      // In which channel a colleague did is for those in it.
      const isOthers = posts.some(({ by }) => by !== asker);
      return [
        ...(own.size > 0
          ? [
              `What you posted of it in ${[...own].join(', ')} stays there until you take it back, in the post’s menu.`,
            ]
          : []),
        ...(isOthers
          ? ['What a colleague posted of it in a channel stays there until they take it back.']
          : []),
      ].join(' ');
    },
  };
}

const kind = 'shared';

/** It outlives its notes: who shared them can take them back at any time. */
export function plainRecord(id: string) {
  return { id, kind, noteIds: [], tags: [] };
}

function idOf({ channel, ts }: Posted): string {
  return `shared-${hashOf(`${channel} ${ts}`, 40)}`;
}

/** A brief may rest on hundreds. */
function markOf(noteId: string): string {
  return hashOf(noteId, 12);
}
