/** Notes known to be deleted: a write that was on its way may bring one back for a moment. */
export interface Deleted {
  add(id: string): void;
  has(id: string): boolean;
}

const mostIds = 10_000;

export function createDeleted(): Deleted {
  const ids = new Set<string>();
  return {
    add: (id) => {
      ids.add(id);
      for (const oldest of ids) {
        if (ids.size <= mostIds) return;
        ids.delete(oldest);
      }
    },
    has: (id) => ids.has(id),
  };
}
