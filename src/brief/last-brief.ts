import { z } from 'zod';
import { dealHash } from '../memory/identity/keys.ts';
import type { StateBank } from '../memory/memory.ts';
import { hashOf } from '../util/hash.ts';
import type { Brief } from './brief.ts';
import { troubleKinds } from './signals/signal.ts';

/** When somebody last had a deal's brief, and what its score was. */
interface LastBrief {
  /** The brief's day, `YYYY-MM-DD`. */
  readonly day: string;
  /** ISO 8601 in UTC. */
  readonly at: string;
  readonly score: number | null;
}

/** Somebody's last brief on a deal, and the last one of an earlier day. */
export interface RecentBriefs extends LastBrief {
  readonly before: LastBrief | null;
}

/** Remembers them for each person and deal. */
export interface LastBriefs {
  /** Null where there was none. Rejects when memory does not answer. */
  of(asker: string, deal: string): Promise<RecentBriefs | null>;
  /** That this one was shown now. Rejects when memory does not answer. */
  shown(brief: Brief): Promise<void>;
}

const kind = 'last-brief';
const one = z.object({ day: z.string(), at: z.string(), score: z.number().nullable() });
const data = one.extend({ before: one.nullable() });

/** Who and which deal can not be told from it. */
function idOf(asker: string, deal: string): string {
  return `${kind}-${hashOf(JSON.stringify([asker, dealHash(deal)]), 40)}`;
}

/** The last one before today, on whichever brief of today it is asked. */
function earlier(last: RecentBriefs | null, today: string): LastBrief | null {
  if (last === null) return null;
  return last.day < today ? { day: last.day, at: last.at, score: last.score } : last.before;
}

interface Deps {
  readonly state: Pick<StateBank, 'get' | 'put'>;
  readonly now: () => Date;
}

/** In the state bank, each with the newest note that the brief had, so that it goes when that goes. */
export function createLastBriefs({ state, now }: Deps): LastBriefs {
  const read = async (id: string) => data.safeParse((await state.get(id))?.data).data ?? null;
  return {
    of: (asker, deal) => read(idOf(asker, deal)),
    async shown({ asker, deal, asOf, notes, score }) {
      const id = idOf(asker, deal.key);
      const [newest] = notes.toSorted((a, b) => b.loggedAt.localeCompare(a.loggedAt));
      if (!newest) return;
      const last = { day: asOf, at: now().toISOString(), score: score?.value ?? null };
      const before = earlier(await read(id), asOf);
      await state.put({ id, kind, data: { ...last, before }, noteIds: [newest.id], tags: [] });
    },
  };
}

/** What is new on a deal since somebody's last brief. */
export interface NewsSince {
  /** `YYYY-MM-DD`. */
  readonly since: string;
  /** How many notes were logged or changed. */
  readonly notes: number;
  /** How often colleagues put something right, or said that it is done. */
  readonly corrections: number;
  /** Null where it is the same, or was none. */
  readonly score: { readonly from: number; readonly to: number } | null;
  /** What stands open that did not, in a few words each. */
  readonly opened: readonly string[];
  readonly settled: readonly string[];
}

/** Null when nothing is, and on a first brief. */
export function newsSince(
  { asker, notes, signals, corrections, score, asOf }: Brief,
  recent: RecentBriefs | null,
): NewsSince | null {
  const last = earlier(recent, asOf);
  if (last === null) return null;
  const added = new Set(notes.flatMap(({ id, loggedAt }) => (loggedAt > last.at ? [id] : [])));
  const isOwn = ({ kind: of }: { readonly kind: string }) => troubleKinds.includes(of);
  const opened = signals.filter(
    (one) => isOwn(one) && one.closedBy === null && added.has(one.raisedBy.noteId),
  );
  const settled = signals.filter(
    (one) =>
      isOwn(one) &&
      one.closedBy !== null &&
      added.has(one.closedBy.noteId) &&
      !added.has(one.raisedBy.noteId),
  );
  const value = score?.value ?? null;
  const isMoved = value !== null && last.score !== null && value !== last.score;
  const moved = isMoved ? { from: last.score ?? 0, to: value } : null;
  const corrected = new Set(
    corrections.flatMap(({ by, at }) => (by !== asker && at > last.at ? [`${by} ${at}`] : [])),
  );
  if (added.size + corrected.size === 0 && moved === null) return null;
  const texts = (all: typeof signals) => all.map(({ text }) => text);
  return {
    since: last.day,
    notes: added.size,
    corrections: corrected.size,
    score: moved,
    opened: texts(opened),
    settled: texts(settled),
  };
}
