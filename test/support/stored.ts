import { z } from 'zod';
import type { World } from './world.ts';

const listing = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      tags: z.array(z.string()),
      document_metadata: z.record(z.string(), z.string()).nullable(),
    }),
  ),
});

type Stored = Pick<World, 'config'>;

/** The documents in the team's notes' bank, as Hindsight itself lists them. */
export function storedNotes(world: Stored) {
  return documentsOf(world, '');
}

/** The same in the bank of all that is not a note. */
export function storedRecords(world: Stored) {
  return documentsOf(world, '-state');
}

/** Whatever the server holds of the team in either bank: documents with their texts and tags, and what they are found by. */
export async function everythingStored(world: Stored): Promise<string> {
  const banks = await Promise.all(['', '-state'].map((part) => everythingIn(world, part)));
  return banks.flat().join('\n');
}

async function everythingIn(world: Stored, part: string): Promise<readonly string[]> {
  const documents = await documentsOf(world, part);
  const paths = documents.map(({ id }) => `documents/${encodeURIComponent(id)}`);
  return Promise.all([...paths, 'documents?limit=1000', 'memories/list?limit=1000'].map(text));

  async function text(path: string): Promise<string> {
    return (await reply(world, part, path)).text();
  }
}

async function documentsOf(world: Stored, part: string) {
  const listed = await reply(world, part, 'documents?limit=1000');
  return listed.ok ? listing.parse(await listed.json()).items : [];
}

function reply({ config }: Stored, part: string, path: string): Promise<Response> {
  const { HINDSIGHT_URL: url, HINDSIGHT_BANK: prefix, HINDSIGHT_API_KEY: key } = config;
  const headers = key ? { authorization: `Bearer ${key}` } : {};
  return fetch(`${url}/v1/default/banks/${prefix}-t0sandbox1${part}/${path}`, { headers });
}
