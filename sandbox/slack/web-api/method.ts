import { z } from 'zod';
import type { Core } from '../core.ts';
import type { Directory } from '../directory.ts';
import type { Pace } from '../faults.ts';
import type { Files } from '../files.ts';
import type { JsonObject } from '../json.ts';
import type { LayoutGate } from '../layout.ts';
import type { Messages } from '../messages.ts';
import { SlackRefusal } from '../refusal.ts';
import type { Triggers, Views } from '../views.ts';

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

/** What Web API methods work with. */
export interface ApiParts {
  core: Core;
  directory: Directory;
  messages: Messages;
  views: Views;
  triggers: Triggers;
  layouts: LayoutGate;
  files: Files;
  pace: Pace;
  /** A ready WebSocket address, good for one connection. */
  issueSocketUrl(): string;
}

/** One Web API method: the token and bot scope it needs, and what it answers beside `ok`. */
export interface Method {
  token: 'bot' | 'app';
  /** Null where Slack asks for none. */
  scope: string | null;
  run(args: JsonObject): JsonObject;
}

/** Methods by name, as in `chat.postMessage`. */
export type Methods = Readonly<Record<string, Method>>;

/** Throws Slack's `missing_scope` unless the manifest asks for the scope. */
export const assertScope = ({ manifest }: Core, scope: string | null) => {
  const scopes = manifest.oauth_config.scopes.bot;
  if (scope === null || scopes.includes(scope)) return;
  throw new SlackRefusal('missing_scope', { extra: { needed: scope, provided: scopes.join(',') } });
};

/** A bot method whose arguments are checked; a fault is Slack's `invalid_arguments`. */
export const method = <S extends z.ZodType>(
  scope: string | null,
  schema: S,
  run: (args: z.output<S>) => JsonObject,
): Method => ({
  token: 'bot',
  scope,
  run: (args) => {
    const parsed = schema.safeParse(args);
    if (parsed.success) return run(parsed.data);
    const messages = parsed.error.issues.map(
      (issue) => `[ERROR] ${issue.message} [json-pointer:/${issue.path.join('/')}]`,
    );
    throw new SlackRefusal('invalid_arguments', { messages });
  },
});
