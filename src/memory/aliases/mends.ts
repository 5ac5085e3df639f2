import type { Prospect } from '../note.ts';
import { type Alias, aliasOf } from './alias.ts';
import type { AliasStore } from './alias-store.ts';
import type { Lens } from './lens.ts';
import { movesIn } from './moves.ts';
import { viewOf } from './view.ts';

/** What may be said of a person; see `Alias`. */
export interface Said extends Pick<Alias, 'type' | 'by'> {
  readonly from: Prospect;
  readonly to: Prospect;
}

/** What people say of people beside the notes, each word of which can be taken back. */
export interface Mends {
  /** What is said of this person and holds for the asker, newest first. */
  on(prospect: string, asker: string): Promise<readonly Alias[]>;
  say(said: Said): Promise<Alias>;
  /** Undefined when it does not hold for the asker, or not any more. */
  takeBack(id: string, asker: string): Promise<Alias | undefined>;
  /** Keys of all that the asker knows to be this person, elsewhere too; what the asker sees now first. */
  everywhere(prospect: string, asker: string): Promise<readonly string[]>;
  /** Ids of what anybody said of this person, or of what `by` did. */
  ofAnybody(prospect: string, by?: string): Promise<readonly string[]>;
  /** For whoever forgets a person: names stand in what was said. */
  drop(ids: readonly string[]): Promise<void>;
}

interface Deps {
  readonly store: AliasStore;
  readonly lens: Lens;
  readonly now: () => Date;
}

export function createMends({ store, lens, now }: Deps): Mends {
  async function on(prospect: string, asker: string): Promise<readonly Alias[]> {
    const view = await lens.of(asker);
    const key = view.personKey(prospect);
    const touches = ({ from, to }: Alias) => [from, to].some((one) => view.personKey(one.key) === key);
    return view.aliases.filter(touches).toReversed();
  }

  return {
    on,
    async say(said) {
      const newest = (await store.all()).at(-1)?.at ?? '';
      const after = new Date(newest === '' ? 0 : Date.parse(newest) + 1);
      const at = new Date(Math.max(now().getTime(), after.getTime())).toISOString();
      const alias = aliasOf({ ...said, at });
      await store.put(alias);
      return alias;
    },
    async takeBack(id, asker) {
      const alias = (await lens.of(asker)).aliases.find((one) => one.id === id);
      if (alias) await store.remove(id);
      return alias;
    },
    async everywhere(prospect, asker) {
      const view = await lens.of(asker);
      return movesIn(view).everywhere(view.personKey(prospect));
    },
    async ofAnybody(prospect, by) {
      const view = viewOf(await store.all());
      const keys = new Set(movesIn(view).everywhere(view.personKey(prospect)));
      return view.aliases
        .filter(({ from, to }) => [from, to].some(({ key }) => keys.has(view.personKey(key))))
        .filter((alias) => by === undefined || alias.by === by)
        .map(({ id }) => id);
    },
    async drop(ids) {
      for (const id of ids) await store.remove(id);
    },
  };
}
