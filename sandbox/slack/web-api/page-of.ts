import { z } from 'zod';

/** As many as Slack gives at once. */
export const MOST_ON_A_PAGE = 1_000;

/** What a call says of the page that it wants; `most` is how many it gets without saying. */
export const pageShape = (most: number) => ({
  cursor: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(MOST_ON_A_PAGE).default(most),
});

/** That page, and the cursor of the next; an empty cursor ends it. */
export const pageOf = <T>(all: readonly T[], { cursor, limit }: { cursor: number; limit: number }) => {
  const next = cursor + limit;
  return {
    items: all.slice(cursor, next),
    response_metadata: { next_cursor: next < all.length ? String(next) : '' },
  };
};
