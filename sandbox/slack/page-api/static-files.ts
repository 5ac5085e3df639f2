import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { sendText } from '../http.ts';

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
