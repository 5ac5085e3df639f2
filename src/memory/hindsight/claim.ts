import { randomUUID } from 'node:crypto';
import { UpstreamError } from '../../errors.ts';
import type { StateBank } from '../state-bank.ts';
import type { Bank } from './bank.ts';
import { uuidV5 } from './uuid-v5.ts';

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
