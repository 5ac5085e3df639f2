import type { NoteHeader } from '../note.ts';
import type { Bank } from './bank.ts';
import { dealTag } from './tags.ts';
import type { Unit } from './wire.ts';

/** What one address holds comfortably. */
const dealsAtOnce = 40;

/** Pieces of these notes' texts by note, all of their deals read at once. */
export async function readUnits(bank: Bank, headers: readonly NoteHeader[]): Promise<Map<string, Unit[]>> {
  const wanted = new Set(headers.map(({ id }) => id));
  const tags = [...new Set(headers.map(({ deal }) => dealTag(deal.key)))];
  const units = new Map<string, Unit[]>();
  for (let start = 0; start < tags.length; start += dealsAtOnce) {
    const filter = { tags: tags.slice(start, start + dealsAtOnce), match: 'any' as const };
    for (const unit of await bank.units(filter)) {
      const id = unit.document_id ?? '';
      if (wanted.has(id)) units.set(id, [...(units.get(id) ?? []), unit]);
    }
  }
  return units;
}
