/** Items that have no id of their own, keyed by their place; fit for lists that are redrawn whole. */
export const keyed = <T>(items: readonly T[]): { item: T; key: string }[] =>
  items.map((item, index) => ({ item, key: `${index}` }));
