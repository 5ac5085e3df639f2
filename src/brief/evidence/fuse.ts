/** A search's result, best first, and how much it says beside the others. */
export interface Ranked {
  readonly ids: readonly string[];
  readonly weight: number;
}

/** How little a first place outweighs a fifth; lists are short, so that it is less than the usual 60. */
const rankOffset = 10;

/** Reciprocal rank fusion, best first: ranks add up, scores of unlike searches do not. */
export function fused(lists: readonly Ranked[]): readonly string[] {
  const ranks = new Map<string, number>();
  for (const { ids, weight } of lists) {
    for (const [index, id] of ids.entries()) {
      ranks.set(id, (ranks.get(id) ?? 0) + weight / (rankOffset + index + 1));
    }
  }
  return [...ranks].toSorted(([, a], [, b]) => b - a).map(([id]) => id);
}
