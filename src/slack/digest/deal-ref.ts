import { createHash } from 'node:crypto';
import type { BlockAction } from '@slack/bolt';
import { z } from 'zod';
import type { Cited } from '../../brief/score/signal.ts';

/** Which deal a block of a digest is about, and with whom. */
export interface DealRef {
  readonly deal: string;
  readonly prospect: string;
}

/** `line`: the deal itself. `ask`: the row of buttons under it. `closed`: a deal that was won or lost. */
type Part = 'line' | 'ask' | 'closed';

const pressed = z.object({ block_id: z.string() });
const form = /^(?:line|ask|closed):([^:]+):([^:]+)$/;

/** The id of a deal's block; unique in a message, since each deal stands there once. */
export function blockIdOf(part: Part, { deal, prospect }: DealRef): string {
  return `${part}:${deal}:${prospect}`;
}

/** Throws when the pressed block is not about a deal. */
export function dealRefOf(body: BlockAction): DealRef {
  const [, deal, prospect] = form.exec(pressed.parse(body.actions[0]).block_id) ?? [];
  if (deal === undefined || prospect === undefined) throw new RangeError('a press on no deal');
  return { deal, prospect };
}

/** Names a promise in few enough characters for a menu. */
export function promiseToken({ noteId, quote }: Pick<Cited, 'noteId' | 'quote'>): string {
  return createHash('sha256').update(`${noteId}\n${quote}`).digest('hex').slice(0, 24);
}
