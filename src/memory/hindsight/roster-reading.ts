import type { Bank } from './bank.ts';
import type { Window } from './read-calls.ts';
import { countWith, isUnchanged, type RosterTable } from './roster-table.ts';
import { noteTag } from './tags.ts';
import type { ListedDocument } from './wire.ts';

/** All notes of a team, whoever may read them. */
export const everyNote = { tags: [noteTag], match: 'all' as const };

const firstPage = 100;
const pageSize = 1_000;

/**
 * What changed since the last reading, newest first: the list comes in that order, so reading stops at the first
 * document that is as it was. Undefined when only reading everything will tell, as after a deletion elsewhere.
 */
export async function readChanged(
  notes: Bank,
  table: RosterTable,
): Promise<readonly ListedDocument[] | undefined> {
  if (table.entries.size === 0) return undefined;
  const changed = new Map<string, ListedDocument>();
  for (let window = { offset: 0, limit: firstPage }; ; window = nextWindow(window)) {
    const { items, total } = await notes.page(everyNote, window);
    const hasEnd = takeChanged(table, items, changed);
    const all = [...changed.values()];
    if (hasEnd) return countWith(table, all) === total ? all : undefined;
    if (items.length < window.limit) return undefined;
  }
}

/** Whether the first unchanged document was met. */
function takeChanged(
  table: RosterTable,
  items: readonly (ListedDocument | undefined)[],
  changed: Map<string, ListedDocument>,
): boolean {
  for (const item of items) {
    if (!item) continue;
    if (isUnchanged(table, item)) return true;
    changed.set(item.id, item);
  }
  return false;
}

function nextWindow({ offset, limit }: Window): Window {
  return { offset: offset + limit, limit: pageSize };
}
