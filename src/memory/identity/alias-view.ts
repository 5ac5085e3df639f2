import type { Deal, DealKeys, NoteHeader, Prospect } from '../note.ts';
import type { Alias } from './alias.ts';
import { dealKey } from './keys.ts';
import { companyLikeness } from './likely-same.ts';
import { canonical } from './names.ts';

/** How notes look through some aliases: nothing stored changes. */
export interface View {
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

export function viewOf(aliases: readonly Alias[]): View {
  const joining = aliases.filter(({ type }) => type !== 'move');
  const people = classesOf(joining.map(({ from, to }) => ({ from: from.key, to: to.key })));
  const shown = new Map(joining.map(({ to }) => [to.key, to]));
  const deals = dealsThrough(joining);

  const person = (prospect: Prospect) => {
    const now = shown.get(people.headOf(prospect.key));
    return now && (now.key !== prospect.key || now.name !== prospect.name) ? now : prospect;
  };
  return {
    aliases,
    personKey: people.headOf,
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

function dealsThrough(joining: readonly Alias[]) {
  const links = joining.flatMap((alias) => dealLink(alias) ?? []);
  const subjects = new Map(
    joining.flatMap(({ from, to }) => [from, to]).map((one) => [subjectKey(one), one]),
  );
  const classes = classesOf(links);
  const tables = new Map<string | null, ReadonlyMap<string, Deal>>();

  /** The key of a deal tells its subject only together with its label. */
  function table(label: string | null): ReadonlyMap<string, Deal> {
    const known = tables.get(label);
    if (known) return known;
    const made = new Map<string, Deal>();
    for (const subject of new Set(links.flatMap(({ from, to }) => [from, to]))) {
      const one = subjects.get(subject);
      const head: Subject | undefined = subjects.get(classes.headOf(subject));
      if (!one || !head) continue;
      const members = classes.membersOf(subject).flatMap((member) => subjects.get(member) ?? []);
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
interface Link {
  readonly from: string;
  readonly to: string;
}

/** Keys that mean the same, each group with the one it goes by. */
interface Classes {
  /** The key itself when nothing is said of it. */
  headOf(key: string): string;
  /** All keys of the group, at least the key itself. */
  membersOf(key: string): readonly string[];
}

interface Group {
  head: string;
  readonly members: Set<string>;
}

/** Chains and circles end in one group each; of links that contradict each other the later wins. */
function classesOf(links: readonly Link[]): Classes {
  const groups = new Map<string, Group>();
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
    headOf: (key) => groups.get(key)?.head ?? key,
    membersOf: (key) => [...(groups.get(key)?.members ?? [key])],
  };
}

/** Whose deal it is: a company's, or a person's when no company is known. */
interface Subject {
  readonly name: string;
  readonly company: string | null;
}

/** A subject stands for all of its deals, whatever their labels. */
function subjectKey(subject: Subject): string {
  return dealKey(subject, null);
}

/**
 * Which deals become one with their people: those of one company in two spellings, and those of a person without a
 * company. A renamed person's deal keeps its key, and a merged one's takes the survivor's, with all that is kept there.
 */
function dealLink({ type, from, to }: Alias): Link | undefined {
  const [fromKey, toKey] = [subjectKey(from), subjectKey(to)];
  if (fromKey === toKey || type === 'move' || !isOneBuyer(from, to)) return undefined;
  return type === 'rename' ? { from: toKey, to: fromKey } : { from: fromKey, to: toKey };
}

function isOneBuyer(from: Subject, to: Subject): boolean {
  if (from.company === null) return true;
  return to.company !== null && companyLikeness(canonical(from.company), canonical(to.company)) === 'same';
}
