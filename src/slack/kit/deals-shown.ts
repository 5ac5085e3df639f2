import { z } from 'zod';
import { type DealButton, parseDealButton } from './deal-button.ts';
import { briefIds } from './ids.ts';
import { dealOfBlock } from './week-lines.ts';

/** Whose deal, and which person was asked for; null for the company. */
type DealShown = Pick<DealButton, 'deal' | 'prospect'>;

const button = z.object({ action_id: z.string(), value: z.string() });
const block = z.object({ block_id: z.string().default(''), elements: z.array(z.unknown()).default([]) });

/** Stand on each card; of them one is enough. */
const onCard: ReadonlySet<string> = new Set([briefIds.notes, briefIds.more, briefIds.logCall]);

/**
 * Whom a message of ours is about, read from its buttons: the one of a card or a receipt, the deals of a week, those
 * that were offered to choose from. Empty for any other.
 */
export function dealsShown(blocks: readonly unknown[]): readonly DealShown[] {
  const read = blocks.flatMap((one) => block.safeParse(one).data ?? []);
  const buttons = read.flatMap(({ elements }) => elements.flatMap((one) => button.safeParse(one).data ?? []));
  const card = buttons.find(({ action_id }) => onCard.has(action_id));
  if (card) return [dealIn(card)];
  const lines = read.flatMap(({ block_id }) => dealOfBlock(block_id) ?? []);
  if (lines.length > 0) return lines;
  const receipt = buttons.find(({ action_id }) => action_id === briefIds.brief);
  if (receipt) return [dealIn(receipt)];
  return buttons.filter(({ action_id }) => action_id.startsWith(briefIds.choice)).map(dealIn);
}

function dealIn({ value }: z.infer<typeof button>): DealShown {
  const { deal, prospect } = parseDealButton(value);
  return { deal, prospect };
}
