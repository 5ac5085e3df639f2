import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { isJsonObject, type JsonObject, parseJson } from './json.ts';

const BODY_LIMIT = 4_000_000;

/** The whole body; rejects past four megabytes. */
export const readBytes = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const piece = Buffer.from(chunk);
    size += piece.length;
    if (size > BODY_LIMIT) throw new Error('body too large');
    chunks.push(piece);
  }
  return Buffer.concat(chunks);
};

/** Form or JSON fields, by the content type. */
export const readFields = async (request: IncomingMessage): Promise<JsonObject> => {
  const body = (await readBytes(request)).toString('utf8');
  if (!request.headers['content-type']?.includes('application/json'))
    return Object.fromEntries(new URLSearchParams(body));
  const parsed = parseJson(body);
  return isJsonObject(parsed) ? parsed : {};
};

/** Answers with JSON. */
export const sendJson = (
  response: ServerResponse,
  body: unknown,
  { status = 200, headers = {} }: { status?: number; headers?: Record<string, string> } = {},
): void => {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers });
  response.end(JSON.stringify(body));
};

/** Answers with plain text. */
export const sendText = (response: ServerResponse, status: number, body: string): void => {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' });
  response.end(body);
};

/** Answers one request. */
export type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

// A page of another site must not type into the workspace: its name would stand in Host or Origin.
const isLocal = ({ headers }: IncomingMessage): boolean => {
  const isLoopback = (host: string | undefined) =>
    /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(host ?? '');
  const origin = headers.origin;
  return isLoopback(headers.host) && (origin === undefined || isLoopback(origin.replace(/^https?:\/\//, '')));
};

/** Keeps a door shut to every site but the one on this machine. */
export const localOnly =
  (serve: Handler): Handler =>
  async (request, response) => {
    if (isLocal(request)) await serve(request, response);
    else sendText(response, 403, 'this machine only');
  };

/** The answer where nothing is. */
export const absent: Handler = async (_request, response) => sendText(response, 404, 'not found');

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/** Serves the built page from `folder`; paths cannot leave it. */
export const serveStatic = async (folder: string, path: string, response: ServerResponse): Promise<void> => {
  const relative = normalize(path === '/' ? 'index.html' : path.slice(1));
  const type = TYPES[extname(relative)];
  if (type === undefined || relative.startsWith('..')) return sendText(response, 404, 'not found');
  try {
    const body = await readFile(join(folder, relative));
    const cache = relative.startsWith('assets') ? 'max-age=31536000, immutable' : 'no-cache';
    response.writeHead(200, {
      'content-type': type,
      'cache-control': cache,
      'x-content-type-options': 'nosniff',
    });
    response.end(body);
  } catch {
    sendText(response, 404, 'not found; is the page built?');
  }
};
