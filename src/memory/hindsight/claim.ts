import { createHash, randomUUID } from 'node:crypto';
import { UpstreamError } from '../../errors.ts';
import type { StateBank } from '../state-bank.ts';
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

/**
 * Hands the claim to the server's queue under an operation id made from the key: of all that do so the server keeps
 * the first, and whose it was stands in the document.
 */
export function createClaim({ state, bankId, now, wait }: Deps): StateBank['claim'] {
  return async (key) => {
    const operationId = uuidV5(`${bankId} ${key}`);
    const id = `claim-${operationId}`;
    // Long after the race the queue may have forgotten the operation; the document has not.
    if (await state.get(id)) return false;
    const nonce = randomUUID();
    const timestamp = now().toISOString();
    const content = JSON.stringify({ data: { claimedAt: timestamp } });
    const item = { id, content, timestamp, metadata: { nonce }, tags: ['kind:claim'] };
    await state.retainLater(item, operationId);
    for (let poll = 0; poll < mostPolls; poll += 1) {
      const owner = await state.get(id);
      if (owner) return owner.document_metadata['nonce'] === nonce;
      await wait(pollMs);
    }
    throw new UpstreamError({ service: 'hindsight', kind: 'timeout', operation: 'claim' });
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
