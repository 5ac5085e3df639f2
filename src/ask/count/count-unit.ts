import type { Unit } from './count.ts';

const units: readonly (readonly [RegExp, Unit])[] = [
  [/^(?:deals?|opportunit(?:y|ies)|accounts?|pipeline)$/, 'deals'],
  [/^(?:people|persons?|contacts?|prospects?|buyers?)$/, 'people'],
  [/^(?:compan(?:y|ies)|customers?|clients?|organi[sz]ations?)$/, 'companies'],
  [/^notes?$/, 'notes'],
  [/^(?:calls?|conversations?|meetings?)$/, 'calls'],
];
/** Behind "how many", a verb leaves nothing to count: "how many are silent", "how many trucks does he have". */
const verbs = /^(?:of|is|are|was|were|do|does|did|has|have|had|will|would|can|could)$/;
/** Told in notes, not counted by code. */
const others = /^(?:times?|objections?|promises?|competitors?|questions?|reps?|colleagues?)$/;
const mostBefore = 4;

/** What is to be counted by the words behind "how many"; undefined for a number that only notes can tell. */
export function unitIn(rest: string): Unit | 'uncountable' | undefined {
  const words = rest.split(' ').filter((word) => word !== '');
  const telling = words.slice(0, mostBefore).find((word) => unitOf(word) || verbs.test(word));
  const unit = telling === undefined ? undefined : unitOf(telling);
  if (unit) return unit;
  return words.length === 0 || telling === words[0] ? 'uncountable' : undefined;
}

function unitOf(word: string): Unit | 'uncountable' | undefined {
  return others.test(word) ? 'uncountable' : units.find(([pattern]) => pattern.test(word))?.[1];
}
