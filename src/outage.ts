/** Watches a service through the `fetch` that reaches it. */
export interface WatchedFetch {
  readonly fetch: typeof globalThis.fetch;
  /** When it began not to answer; undefined while it does. */
  since(): Date | undefined;
}

/** A request without an answer for longer than this counts as not answered. */
const slowMs = 2_000;

/** Counts a failed request, a 5xx and one that hangs as not answering; any other reply ends the outage. */
export function watchFetch(fetch: typeof globalThis.fetch, now: () => Date): WatchedFetch {
  const pending = new Set<Date>();
  let failedSince: Date | undefined;

  function hangingSince(): Date | undefined {
    const [oldest] = pending;
    return oldest && now().getTime() - oldest.getTime() > slowMs ? oldest : undefined;
  }

  return {
    since: () => failedSince ?? hangingSince(),
    async fetch(input, init) {
      const startedAt = now();
      pending.add(startedAt);
      try {
        const reply = await fetch(input, init);
        failedSince = reply.status >= 500 ? (failedSince ?? startedAt) : undefined;
        return reply;
      } catch (error) {
        failedSince ??= startedAt;
        throw error;
      } finally {
        pending.delete(startedAt);
      }
    },
  };
}
