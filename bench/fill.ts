import { encodeNote } from '../src/memory/hindsight/note-document.ts';
import type { Note } from '../src/memory/note.ts';

/** A server that speaks Hindsight's API. */
export interface Target {
  readonly url: string;
  readonly apiKey: string | undefined;
}

const batchSize = 50;

/** Writes notes as the bot stores them, many a request; says how many milliseconds it took. */
export async function fillBank(target: Target, bank: string, notes: readonly Note[]): Promise<number> {
  const started = performance.now();
  await send(target, `PATCH ${bank}/config`, { updates: { retain_extraction_mode: 'chunks' } });
  for (let from = 0; from < notes.length; from += batchSize) {
    const items = notes.slice(from, from + batchSize).map((note) => {
      const { id, ...item } = encodeNote(note);
      return { ...item, document_id: id };
    });
    await send(target, `POST ${bank}/memories`, { items, async: false });
  }
  return performance.now() - started;
}

async function send({ url, apiKey }: Target, request: string, body: unknown): Promise<void> {
  const [method = '', path = ''] = request.split(' ');
  const key = apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` };
  const response = await fetch(`${url}/v1/default/banks/${path}`, {
    method,
    headers: { 'content-type': 'application/json', ...key },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`memory answered ${response.status} to ${request}`);
}
