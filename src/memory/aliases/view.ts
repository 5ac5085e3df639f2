import { dealKey } from '../keys.ts';
import type { Deal, DealKeys, NoteHeader, Prospect } from '../note.ts';
import type { Alias } from './alias.ts';
import { classesOf } from './classes.ts';
import { dealLink, type Subject, subjectKey } from './deal-links.ts';

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
