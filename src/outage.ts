/** Watches a service through the `fetch` that reaches it. */
export interface WatchedFetch {
  readonly fetch: typeof globalThis.fetch;
  /** When it last began not to answer; undefined while it does. */
  since(): Date | undefined;
}

/** Counts a failed request and a 5xx as not answering; any other reply ends the outage. */
export function watchFetch(fetch: typeof globalThis.fetch, now: () => Date): WatchedFetch {
  let since: Date | undefined;
  return {
    since: () => since,
    async fetch(input, init) {
      const startedAt = now();
      try {
        const reply = await fetch(input, init);
        since = reply.status >= 500 ? (since ?? startedAt) : undefined;
        return reply;
      } catch (error) {
        since ??= startedAt;
        throw error;
      }
    },
  };
}
