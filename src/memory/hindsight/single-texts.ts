import type { Unit } from './wire.ts';

/** Texts in one piece, by document; a text in several must be read whole. */
export function singleTexts(units: readonly Unit[]): ReadonlyMap<string, string> {
  const ids = units.map((unit) => unit.document_id ?? '');
  const repeated = new Set(ids.filter((id, index) => ids.indexOf(id) !== index));
  return new Map(
    units.flatMap(({ document_id: id, text }) => (id && !repeated.has(id) ? [[id, text] as const] : [])),
  );
}
