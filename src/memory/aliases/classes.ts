/** Says that two keys mean the same, and that it goes by `to`. */
export interface Link {
  readonly from: string;
  readonly to: string;
}

/** Keys that mean the same, each group with the one it goes by. */
export interface Classes {
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
export function classesOf(links: readonly Link[]): Classes {
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
