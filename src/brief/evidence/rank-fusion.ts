/** Constant of reciprocal rank fusion: how little a first place outweighs a tenth. */
const rankOffset = 60;

/** Reciprocal rank fusion: ranks add up, scores of unlike searches do not. */
export function fused(lists: readonly (readonly string[])[]): ReadonlyMap<string, number> {
  const ranks = new Map<string, number>();
  for (const list of lists) {
    list.forEach((id, index) => {
      ranks.set(id, (ranks.get(id) ?? 0) + 1 / (rankOffset + index));
    });
  }
  return ranks;
}
