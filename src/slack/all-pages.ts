/** One page of a listing, and where the next one begins. */
interface Page<T> {
  readonly items: readonly T[];
  /** Slack's cursor; empty or undefined on the last page. */
  readonly next: string | undefined;
}

/** Slack gives a thousand at most, and may give fewer though there are more. */
export const pageSize = 1_000;
/** Should Slack never come to an end. */
const mostPages = 200;

/** Everything there is; `isAll` is false when it was left at more than `most`. Rejects when a page does not come. */
export async function allPages<T>(
  ask: (cursor: { readonly cursor?: string }) => Promise<Page<T>>,
  most: number,
): Promise<{ readonly items: readonly T[]; readonly isAll: boolean }> {
  const items: T[] = [];
  let next: string | undefined;
  for (let count = 0; count < mostPages; count += 1) {
    const page = await ask(next ? { cursor: next } : {});
    items.push(...page.items);
    next = page.next;
    if (items.length > most) return { items, isAll: false };
    if (!next) return { items, isAll: true };
  }
  return { items, isAll: false };
}
