import type { Button, KnownBlock } from '@slack/types';
import { actions } from '../blocks.ts';
import { ids } from './ids.ts';

/** The row by which a receipt is known when it is pressed after a restart. */
export function receiptRow(...elements: readonly Button[]): KnownBlock {
  return { ...actions(...elements), block_id: ids.buttons };
}
