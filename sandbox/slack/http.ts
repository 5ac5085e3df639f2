import type { IncomingMessage, ServerResponse } from 'node:http';
import { isJsonObject, type JsonObject, parseJson } from './json.ts';

const BODY_LIMIT = 4_000_000;

/** The whole body as text; rejects past four megabytes. */
const readBody = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const piece = Buffer.from(chunk);
    size += piece.length;
    if (size > BODY_LIMIT) throw new Error('body too large');
    chunks.push(piece);
  }
  return Buffer.concat(chunks).toString('utf8');
};

/** Form or JSON fields, by the content type. */
export const readFields = async (request: IncomingMessage): Promise<JsonObject> => {
  const body = await readBody(request);
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
