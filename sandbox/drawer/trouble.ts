/** What a proxy does to a request instead of handing it on. */
export type Trouble =
  | { readonly kind: 'down' }
  | { readonly kind: 'hanging' }
  | { readonly kind: 'slow'; readonly ms: number }
  /** Carried out, then the connection is cut before the reply. */
  | { readonly kind: 'lost' }
  | { readonly kind: 'reply'; readonly reply: Reply };

/** An HTTP reply before it is written. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const json = { 'content-type': 'application/json' };

/** What a rate-limited model answers. */
export const limitedReply: Reply = {
  status: 429,
  headers: { ...json, 'retry-after': '30' },
  body: JSON.stringify({
    error: {
      message: 'Rate limit reached. Please try again in 30s.',
      type: 'tokens',
      code: 'rate_limit_exceeded',
    },
  }),
};

/** What a model behind a broken gateway answers. */
export const garbageReply: Reply = {
  status: 200,
  headers: { 'content-type': 'text/html' },
  body: '<html><body>Gateway</body></html>',
};
