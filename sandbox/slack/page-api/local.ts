import type { IncomingMessage, ServerResponse } from 'node:http';
import { sendText } from '../http.ts';

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
