import type { RowOwner } from '../../import/imports.ts';
import { canonical } from '../../memory/identity/names.ts';
import type { NamedMember } from '../kit/members.ts';

/** Whom the cells of an owner's column mean: by address, name or handle, where one member alone is called so. */
export function ownersOf(
  cells: readonly string[],
  members: readonly NamedMember[],
): ReadonlyMap<string, RowOwner> {
  const byName = new Map<string, Set<NamedMember>>();
  for (const member of members) {
    for (const name of member.names) {
      const key = keyOf(name);
      byName.set(key, (byName.get(key) ?? new Set()).add(member));
    }
  }
  const found = cells.flatMap((cell) => {
    const [only, ...more] = meantBy(cell, byName);
    return only && more.length === 0 ? [[cell, ownerFrom(only)] as const] : [];
  });
  return new Map(found);
}

function meantBy(
  cell: string,
  byName: ReadonlyMap<string, ReadonlySet<NamedMember>>,
): readonly NamedMember[] {
  const [address] = /[^\s<>()[\]]+@[^\s<>()[\]]+/.exec(cell) ?? [];
  const name = cell.replace(/[(<[][^()<>[\]]*[)>\]]/g, ' ');
  const [family = '', given = ''] = name.split(',');
  const ways = [...(address === undefined ? [] : [address]), name, `${given} ${family}`];
  return ways.map((way) => [...(byName.get(keyOf(way)) ?? [])]).find((all) => all.length > 0) ?? [];
}

/** Addresses as they are, names as they are said. */
function keyOf(name: string): string {
  return name.includes('@') ? name.trim().toLowerCase() : canonical(name);
}

function ownerFrom({ id, names, barred }: NamedMember): RowOwner {
  const can = barred === null ? 'accept' : barred === 'left' ? 'left' : 'no';
  return { user: id, name: names[0] ?? id, can };
}
