import { LRUCache } from 'lru-cache';
import type { NoteRoster } from '../memory.ts';
import type { Deal, DealKeys, NoteHeader, Prospect } from '../note.ts';
import type { Team } from '../team.ts';
import { type Alias, type AliasStore, freshMs } from './alias-store.ts';
import { dealKey } from './keys.ts';
import { companyLikeness } from './likely-same.ts';
import { canonical } from './names.ts';

/** How notes look through some aliases: nothing stored changes. */
export interface AliasView {
  /** In the order in which they were made. */
  readonly aliases: readonly Alias[];
  /** As the notes of this person are shown now; the key itself when nothing is said of it. */
  personKey(key: string): string;
  /** All keys under which notes of this person are stored. */
  storedKeys(key: string): readonly string[];
  person(prospect: Prospect): Prospect;
  /** A deal by any of its keys; `labels` are those in use. */
  dealKeys(key: string, labels: ReadonlySet<string | null>): DealKeys;
  deal(deal: Deal): Deal;
  /** The header itself when it looks the same. */
  header<T extends NoteHeader>(header: T): T;
}

export function aliasViewOf(aliases: readonly Alias[]): AliasView {
  const joining = aliases.filter(({ type }) => type !== 'move');
  const people = groupsOf(joining.map(({ from, to }) => ({ from: from.key, to: to.key })));
  const shown = new Map(joining.map(({ to }) => [to.key, to]));
  const deals = joinedDeals(joining);

  const person = (prospect: Prospect) => {
    const now = shown.get(people.keyFor(prospect.key));
    return now && (now.key !== prospect.key || now.name !== prospect.name) ? now : prospect;
  };
  return {
    aliases,
    personKey: people.keyFor,
    storedKeys: people.membersOf,
    person,
    dealKeys: deals.keys,
    deal: deals.deal,
    header(header) {
      const deal = deals.deal(header.deal);
      const prospects = header.prospects.map(person);
      const isSame = deal === header.deal && prospects.every((one, index) => one === header.prospects[index]);
      if (isSame) return header;
      return { ...header, deal, prospects: [...new Map(prospects.map((one) => [one.key, one])).values()] };
    },
  };
}

function joinedDeals(joining: readonly Alias[]) {
  const links = joining.flatMap((alias) => dealLink(alias) ?? []);
  const buyers = new Map(joining.flatMap(({ from, to }) => [from, to]).map((one) => [buyerKey(one), one]));
  const groups = groupsOf(links);
  const tables = new Map<string | null, ReadonlyMap<string, Deal>>();

  /** The key of a deal tells its buyer only together with its label. */
  function table(label: string | null): ReadonlyMap<string, Deal> {
    const known = tables.get(label);
    if (known) return known;
    const made = new Map<string, Deal>();
    for (const buyer of new Set(links.flatMap(({ from, to }) => [from, to]))) {
      const one = buyers.get(buyer);
      const head: Buyer | undefined = buyers.get(groups.keyFor(buyer));
      if (!one || !head) continue;
      const members = groups.membersOf(buyer).flatMap((member) => buyers.get(member) ?? []);
      const key = dealKey(head, label);
      const joined = members.map((member) => dealKey(member, label)).filter((other) => other !== key);
      made.set(dealKey(one, label), { key, joined, company: head.company, label });
    }
    tables.set(label, made);
    return made;
  }

  return {
    deal(deal: Deal): Deal {
      return (links.length > 0 ? table(deal.label).get(deal.key) : undefined) ?? deal;
    },
    keys(key: string, labels: ReadonlySet<string | null>): DealKeys {
      for (const label of links.length > 0 ? [null, ...labels] : []) {
        const found = table(label).get(key);
        if (found) return found;
      }
      return { key };
    },
  };
}

/** Says that two keys mean the same, and that it goes by `to`. */
interface KeyLink {
  readonly from: string;
  readonly to: string;
}

/** Keys that mean the same, each group with the one it goes by. */
interface KeyGroups {
  /** The key itself when nothing is said of it. */
  keyFor(key: string): string;
  /** All keys of the group, at least the key itself. */
  membersOf(key: string): readonly string[];
}

interface KeyGroup {
  head: string;
  readonly members: Set<string>;
}

/** Chains and circles end in one group each; of links that contradict each other the later wins. */
function groupsOf(links: readonly KeyLink[]): KeyGroups {
  const groups = new Map<string, KeyGroup>();
  const groupOf = (key: string) => {
    const group = groups.get(key) ?? { head: key, members: new Set([key]) };
    groups.set(key, group);
    return group;
  };
  for (const { from, to } of links) {
    const [leaving, staying] = [groupOf(from), groupOf(to)];
    if (leaving === staying) {
      staying.head = to;
      continue;
    }
    for (const key of leaving.members) {
      staying.members.add(key);
      groups.set(key, staying);
    }
  }
  return {
    keyFor: (key) => groups.get(key)?.head ?? key,
    membersOf: (key) => [...(groups.get(key)?.members ?? [key])],
  };
}

/** Whose deal it is: a company's, or a person's when no company is known. */
interface Buyer {
  readonly name: string;
  readonly company: string | null;
}

/** A buyer stands for all of its deals, whatever their labels. */
function buyerKey(buyer: Buyer): string {
  return dealKey(buyer, null);
}

/**
 * Which deals become one with their people: those of one company in two spellings, and those of a person without a
 * company. A renamed person's deal keeps its key, and a merged one's takes the survivor's, with all that is kept there.
 */
function dealLink({ type, from, to }: Alias): KeyLink | undefined {
  const [fromKey, toKey] = [buyerKey(from), buyerKey(to)];
  if (fromKey === toKey || type === 'move' || !isOneBuyer(from, to)) return undefined;
  return type === 'rename' ? { from: toKey, to: fromKey } : { from: fromKey, to: toKey };
}

/** The same name, whose company is told for the first time: nobody has moved. */
export function isPlaced(from: Buyer, to: Buyer): boolean {
  return from.company === null && to.company !== null && canonical(from.name) === canonical(to.name);
}

function isOneBuyer(from: Buyer, to: Buyer): boolean {
  if (from.company === null) return true;
  return to.company !== null && companyLikeness(from.company, to.company) === 'same';
}

/** Finds out through which aliases each asker sees the notes. */
export interface AskerViews {
  of(asker: string): Promise<AliasView>;
  /** The same without a request, as of the last reading. */
  peek(asker: string): AliasView;
  /** A deal by any of its keys, as far as the asker's notes know it. */
  deal(key: string, asker: string): Promise<DealKeys>;
  /** The notes as they look, each of which `stored` finds again. */
  apply<T extends NoteHeader>(view: AliasView, headers: readonly T[]): readonly T[];
  /** The header as it is stored, and how it was looked at; undefined for one that `apply` did not change. */
  stored(header: NoteHeader): { readonly header: NoteHeader; readonly view: AliasView } | undefined;
  /** To be told when the roster has been read. */
  refreshed(): void;
}

interface Deps {
  readonly store: AliasStore;
  readonly roster: NoteRoster;
  /** Whom what a colleague says of people that the team knows is told to. */
  readonly team: Pick<Team, 'has'>;
  readonly now: () => Date;
}

const plain = aliasViewOf([]);
const mostViews = 200;

/** Without an alias nothing is asked of anybody. */
export function createAskerViews({ store, roster, team, now }: Deps): AskerViews {
  const views = new LRUCache<string, AliasView>({ max: mostViews });
  const origins = new WeakMap<NoteHeader, { header: NoteHeader; view: AliasView }>();
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
  function peek(asker: string): AliasView {
    const all = store.known();
    if (all.length === 0) return plain;
    const hasOthers = all.some(({ by }) => by !== asker) && team.has(asker);
    const aliases = inForce(all, asker, hasOthers ? teamKeys(roster.peek(asker)) : new Set());
    const key = aliases.map(({ id, at }) => `${id} ${at}`).join('\n');
    const view = views.get(key) ?? aliasViewOf(aliases);
    views.set(key, view);
    return view;
  }

  async function of(asker: string): Promise<AliasView> {
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
    apply(view, headers) {
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

/** Keys of the people on notes that the team may read. */
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
    const isOpen = known.has(from.key) && (type !== 'merge' || known.has(to.key) || isPlaced(from, to));
    // Whoever sees the alias knows its name from then on.
    if (isOpen) known.add(to.key);
    return isOpen || by === asker;
  });
}
