import { createHash, randomUUID } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { UpstreamError } from '../../errors.ts';
import type { StateBank } from '../memory.ts';
import type { Bank } from './bank.ts';

interface Deps {
  readonly state: Bank;
  /** The bank's id, so that one team's claims never meet another's. */
  readonly bankId: string;
  readonly now: () => Date;
  readonly wait: (ms: number) => Promise<unknown>;
}

const pollMs = 100;
const mostPolls = 100;

/** Claims whose answer was lost that are remembered. */
const mostUnsure = 1_000;

/**
 * Hands the claim to the server's queue under an operation id made from the key: of all that do so the server keeps
 * the first, and whose it was stands in the document. One whose answer was lost may have been ours: the next try is
 * made in the same name.
 */
export function createClaims({ state, bankId, now, wait }: Deps): StateBank['claim'] {
  const unsure = new LRUCache<string, string>({ max: mostUnsure });

  const ownerOf = async (id: string): Promise<unknown> => (await state.get(id))?.document_metadata['nonce'];

  async function race(id: string, operationId: string, nonce: string): Promise<boolean> {
    // Long after the race the queue may have forgotten the operation; the document has not.
    const known = await ownerOf(id);
    if (known !== undefined) return known === nonce;
    const timestamp = now().toISOString();
    const content = JSON.stringify({ data: { claimedAt: timestamp } });
    await state.retainLater(
      { id, content, timestamp, metadata: { nonce }, tags: ['kind:claim'] },
      operationId,
    );
    for (let poll = 0; poll < mostPolls; poll += 1) {
      const owner = await ownerOf(id);
      if (owner !== undefined) return owner === nonce;
      await wait(pollMs);
    }
    throw new UpstreamError({ service: 'hindsight', kind: 'timeout', operation: 'claim' });
  }

  return async (key) => {
    const operationId = uuidV5(`${bankId} ${key}`);
    const nonce = unsure.get(key) ?? randomUUID();
    // Of two at once in this process one alone may go on in that name.
    unsure.delete(key);
    try {
      return await race(`claim-${operationId}`, operationId, nonce);
    } catch (error) {
      unsure.set(key, nonce);
      throw error;
    }
  };
}

/** The namespace of RFC 9562 for URLs; any would do as long as it never changes. */
const namespace = Buffer.from('6ba7b8119dad11d180b400c04fd430c8', 'hex');

/** The same UUID for the same name, everywhere and for ever. */
export function uuidV5(name: string): string {
  const bytes = createHash('sha1').update(namespace).update(name).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
