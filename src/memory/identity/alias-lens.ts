import type { NoteRoster } from '../memory.ts';
import type { DealKeys, NoteHeader } from '../note.ts';
import { type Alias, type AliasStore, freshMs } from './alias.ts';
import { type View, viewOf } from './alias-view.ts';

/** Finds out through which aliases each asker sees the notes. */
export interface Lens {
  of(asker: string): Promise<View>;
  /** The same without a request, as of the last reading. */
  peek(asker: string): View;
  /** A deal by any of its keys, as far as the asker's notes know it. */
  deal(key: string, asker: string): Promise<DealKeys>;
  /** The notes as they look, each of which `stored` finds again. */
  through<T extends NoteHeader>(view: View, headers: readonly T[]): readonly T[];
  /** The header as it is stored, and how it was looked at; undefined for one that `through` did not change. */
  stored(header: NoteHeader): { readonly header: NoteHeader; readonly view: View } | undefined;
  /** To be told when the roster has been read. */
  refreshed(): void;
}

interface Deps {
  readonly store: AliasStore;
  readonly roster: NoteRoster;
  readonly now: () => Date;
}

const plain = viewOf([]);
const mostViews = 200;

/** Without an alias nothing is asked of anybody. */
export function createLens({ store, roster, now }: Deps): Lens {
  const views = new Map<string, View>();
  const origins = new WeakMap<NoteHeader, { header: NoteHeader; view: View }>();
  let refreshedAt = Number.NEGATIVE_INFINITY;

  const refreshed = () => {
    refreshedAt = now().getTime();
  };

  async function headers(asker: string): Promise<readonly NoteHeader[]> {
    if (Math.abs(now().getTime() - refreshedAt) < freshMs) return roster.peek(asker);
    const read = await roster.headers(asker);
    refreshed();
    return read;
  }

  /** Of the same aliases one view, since it remembers what it worked out. */
  function peek(asker: string): View {
    const all = store.known();
    if (all.length === 0) return plain;
    const hasOthers = all.some(({ by }) => by !== asker);
    const aliases = inForce(all, asker, hasOthers ? teamKeys(roster.peek(asker)) : new Set());
    const key = aliases.map(({ id, at }) => `${id} ${at}`).join('\n');
    const view = views.get(key) ?? viewOf(aliases);
    if (views.size >= mostViews) views.clear();
    views.set(key, view);
    return view;
  }

  async function of(asker: string): Promise<View> {
    const all = await store.all();
    if (all.some(({ by }) => by !== asker)) await headers(asker);
    return peek(asker);
  }

  return {
    of,
    peek,
    async deal(key, asker) {
      const view = await of(asker);
      if (view.aliases.length === 0) return { key };
      const labels = new Set((await headers(asker)).map(({ deal }) => deal.label));
      return view.dealKeys(key, labels);
    },
    through(view, headers) {
      if (view.aliases.length === 0) return headers;
      return headers.map((header) => {
        const shown = view.header(header);
        if (shown !== header) origins.set(shown, { header, view });
        return shown;
      });
    },
    stored: (header) => origins.get(header),
    refreshed,
  };
}

/** Keys of the people on notes that every full member may read. */
function teamKeys(headers: readonly NoteHeader[]): Set<string> {
  const shared = headers.filter(({ visibility }) => visibility === 'team');
  return new Set(shared.flatMap(({ prospects }) => prospects.map(({ key }) => key)));
}

/**
 * The aliases that hold for this asker: their own, and those of colleagues that start from people whom the team's
 * notes know, so that none tells of somebody known from private notes alone. `team` is left as it is.
 */
function inForce(aliases: readonly Alias[], asker: string, team: ReadonlySet<string>): readonly Alias[] {
  const known = new Set(team);
  return aliases.filter(({ type, from, to, by }) => {
    const isOpen = known.has(from.key) && (type !== 'merge' || known.has(to.key));
    // Whoever sees the alias knows its name from then on.
    if (isOpen) known.add(to.key);
    return isOpen || by === asker;
  });
}
