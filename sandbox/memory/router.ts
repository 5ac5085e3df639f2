import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import { bankRoutes, openRoutes } from './bank-routes.ts';
import { documentRoutes } from './document-routes.ts';
import { memoryRoutes } from './memory-routes.ts';
import type { Search } from './recall.ts';
import { RefusedError, type Reply } from './reply.ts';
import type { Route } from './route.ts';
import type { Store } from './store.ts';

export interface RouterParts {
  readonly store: Store;
  readonly search: Search;
  readonly apiKey: string | undefined;
}

/** Answers one request; every refusal is a reply, never a rejection. */
export type Router = (request: IncomingMessage) => Promise<Reply>;

export function createRouter(parts: RouterParts): Router {
  return async (request) => {
    try {
      return await route(parts, request);
    } catch (error) {
      if (error instanceof RefusedError) return { status: error.status, body: { detail: error.detail } };
      return { status: 500, body: { detail: 'Internal server error' } };
    }
  };
}

async function route(parts: RouterParts, request: IncomingMessage): Promise<Reply> {
  const [path = '', query = ''] = (request.url ?? '').split('?');
  const method = request.method ?? '';
  const open = openRoutes.find((candidate) => isFor(candidate, method, path));
  if (!open) checkKey(parts.apiKey, request.headers.authorization);
  const found =
    open ?? [...bankRoutes, ...memoryRoutes, ...documentRoutes].find((r) => isFor(r, method, path));
  if (!found) throw new RefusedError(404, 'Not Found');
  const [, bank = '', id = ''] = (found.path.exec(path) ?? []).map(decode);
  const body = method === 'POST' || method === 'PATCH' ? await readJson(request) : undefined;
  return found.answer({ ...parts, bank, id, query: new URLSearchParams(query), body });
}

function isFor(candidate: Route, method: string, path: string): boolean {
  return candidate.method === method && candidate.path.test(path);
}

function checkKey(expected: string | undefined, authorization: string | undefined): void {
  if (expected === undefined || authorization === `Bearer ${expected}`) return;
  throw new RefusedError(401, 'Authentication failed: Invalid API key');
}

function decode(part: string | undefined): string {
  try {
    return decodeURIComponent(part ?? '');
  } catch {
    throw new RefusedError(404, 'Not Found');
  }
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(z.instanceof(Buffer).parse(piece));
  try {
    return JSON.parse(Buffer.concat(pieces).toString());
  } catch {
    throw new RefusedError(422, [
      { type: 'json_invalid', loc: ['body', 0], msg: 'JSON decode error', input: {} },
    ]);
  }
}
