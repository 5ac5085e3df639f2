import { groupBy } from '../../util/group-by.ts';
import type { Deal, NoteHeader, Prospect } from '../note.ts';
import { type Alias, type AliasStore, aliasOf } from './alias-store.ts';
import { type AliasView, type AskerViews, aliasViewOf } from './alias-view.ts';
import { dealKey } from './keys.ts';
import { canonical } from './names.ts';
import { byLastContact, type Person, peopleOf } from './people.ts';

/** What may be said of a person; see `Alias`. */
export interface NewAlias extends Pick<Alias, 'type' | 'by'> {
  readonly from: Prospect;
  readonly to: Prospect;
}

/** What people say of people beside the notes, each word of which can be taken back. */
export interface Aliases {
  /** What is said of this person and holds for the asker, newest first. */
  on(prospect: string, asker: string): Promise<readonly Alias[]>;
  add(said: NewAlias): Promise<Alias>;
  /** Undefined when it does not hold for the asker, or not any more. */
  undo(id: string, asker: string): Promise<Alias | undefined>;
  /** Keys of all that the asker knows to be this person, elsewhere too; what the asker sees now first. */
  allKeys(prospect: string, asker: string): Promise<readonly string[]>;
  /** Ids of what anybody said of this person, or of what `by` did. */
  idsOn(prospect: string, by?: string): Promise<readonly string[]>;
  /** Ids of what anybody said of people under one of the keys in `gone` and under none of those in `kept`. */
  idsOnlyOn(gone: ReadonlySet<string>, kept: ReadonlySet<string>): Promise<readonly string[]>;
  /** For whoever forgets a person: names stand in what was said. */
  remove(ids: readonly string[]): Promise<void>;
}

interface Deps {
  readonly store: AliasStore;
  readonly views: AskerViews;
  readonly now: () => Date;
}

export function createAliases({ store, views, now }: Deps): Aliases {
  async function on(prospect: string, asker: string): Promise<readonly Alias[]> {
    const view = await views.of(asker);
    const key = view.personKey(prospect);
    const touches = ({ from, to }: Alias) => [from, to].some((one) => view.personKey(one.key) === key);
    return view.aliases.filter(touches).toReversed();
  }

  return {
    on,
    async add(said) {
      const newest = (await store.all()).at(-1)?.at ?? '';
      const after = new Date(newest === '' ? 0 : Date.parse(newest) + 1);
      const at = new Date(Math.max(now().getTime(), after.getTime())).toISOString();
      const alias = aliasOf({ ...said, at });
      await store.put(alias);
      return alias;
    },
    async undo(id, asker) {
      const alias = (await views.of(asker)).aliases.find((one) => one.id === id);
      if (alias) await store.remove(id);
      return alias;
    },
    async allKeys(prospect, asker) {
      const view = await views.of(asker);
      return movesIn(view).everywhere(view.personKey(prospect));
    },
    async idsOn(prospect, by) {
      const view = aliasViewOf(await store.all());
      const keys = new Set(movesIn(view).everywhere(view.personKey(prospect)));
      return view.aliases
        .filter(({ from, to }) => [from, to].some(({ key }) => keys.has(view.personKey(key))))
        .filter((alias) => by === undefined || alias.by === by)
        .map(({ id }) => id);
    },
    async idsOnlyOn(gone, kept) {
      const view = aliasViewOf(await store.all());
      const moves = movesIn(view);
      return view.aliases
        .filter(({ from, to }) => {
          const people = [from, to].flatMap(({ key }) => moves.everywhere(view.personKey(key)));
          const keys = [from.key, to.key, ...people.flatMap(view.storedKeys)];
          return keys.some((key) => gone.has(key)) && !keys.some((key) => kept.has(key));
        })
        .map(({ id }) => id);
    },
    async remove(ids) {
      for (const id of ids) await store.remove(id);
    },
  };
}

/** The same people, each with the names that people said are not theirs any more, or are of one who is the same. */
export function withFormerNames(people: readonly Person[], view: AliasView): readonly Person[] {
  const known = view.aliases.flatMap(({ type, from }) => {
    const key = view.personKey(from.key);
    return type === 'move' || key === from.key ? [] : [{ key, from }];
  });
  if (known.length === 0) return people;
  const byKey = groupBy(known, ({ key }) => key);
  return people.map((person) => {
    const formerly = byKey.get(person.prospect.key)?.map(({ from }) => from);
    return formerly ? { ...person, formerly } : person;
  });
}

/** Who went from one company to another, as a view shows them. */
export interface Moves {
  /** Under which keys this person was known before, and before that; not the key itself. */
  before(key: string): ReadonlySet<string>;
  /** All keys that this person has or had anywhere, the given one first. */
  everywhere(key: string): readonly string[];
  /** Whether the newest move of this person led away from here. */
  hasLeft(key: string): boolean;
  /** People known by a move alone: no note is on them where they are now, some are on them where they were. */
  arrived(headers: readonly NoteHeader[]): readonly Person[];
}

/** The headers are to be seen through the same view. */
export function movesIn(view: AliasView): Moves {
  const moves = view.aliases
    .filter(({ type }) => type === 'move')
    .map(({ from, to }) => ({ from: view.personKey(from.key), to: view.person(to) }))
    .filter(({ from, to }) => from !== to.key);

  function reached(key: string, step: (at: string) => readonly string[]): ReadonlySet<string> {
    const found = new Set([key]);
    for (const at of found) for (const next of step(at)) found.add(next);
    return found;
  }
  const back = (at: string) => moves.filter(({ to }) => to.key === at).map(({ from }) => from);
  const forth = (at: string) => moves.filter(({ from }) => from === at).map(({ to }) => to.key);

  const before = (key: string) => {
    const found = new Set(reached(key, back));
    found.delete(key);
    return found;
  };
  const hasLeft = (key: string) =>
    moves.findLast(({ from, to }) => from === key || to.key === key)?.from === key;

  function arrival(prospect: Prospect, people: readonly Person[]): Person | undefined {
    const earlier = before(prospect.key);
    const [last] = people.filter((one) => earlier.has(one.prospect.key)).toSorted(byLastContact);
    if (!last || hasLeft(prospect.key)) return undefined;
    return { prospect, deal: dealAt(prospect, people), lastDay: last.lastDay, noteCount: 0 };
  }

  return {
    before,
    everywhere: (key) => [...reached(key, (at) => [...back(at), ...forth(at)])],
    hasLeft,
    arrived(headers) {
      if (moves.length === 0) return [];
      const people = peopleOf(headers);
      const noted = new Set(people.map(({ prospect }) => prospect.key));
      const targets = new Map(moves.map(({ to }) => [to.key, to]));
      return [...targets.values()].flatMap((to) => (noted.has(to.key) ? [] : (arrival(to, people) ?? [])));
    },
  };
}

/** The one deal that is known at the company, else the one without a label. */
function dealAt({ name, company }: Prospect, people: readonly Person[]): Deal {
  const there = people.filter(({ deal }) => sameCompany(deal.company, company)).map(({ deal }) => deal);
  const [only, ...others] = [...new Map(there.map((deal) => [deal.key, deal])).values()];
  if (only && others.length === 0) return only;
  return { key: dealKey({ name, company }, null), company, label: null };
}

function sameCompany(a: string | null, b: string | null): boolean {
  return a !== null && b !== null && canonical(a) === canonical(b);
}
