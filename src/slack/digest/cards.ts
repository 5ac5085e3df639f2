import type { BlockAction } from '@slack/bolt';
import type { KnownBlock } from '@slack/types';
import { z } from 'zod';
import type { Deliver, Posted } from '../deliver.ts';
import { blockIdOf, type DealRef } from './deal-ref.ts';

/** A message of ours that holds deals, as it was when somebody pressed it. */
export interface Card {
  readonly posted: Posted;
  readonly text: string;
  readonly blocks: readonly KnownBlock[];
}

/** Changes one deal in a message and leaves the others as they are. */
export interface Cards {
  replace(card: Card, ref: DealRef, blocks: readonly KnownBlock[]): Promise<void>;
}

type Changes = Map<string, readonly KnownBlock[]>;

const block = z.custom<KnownBlock>((value) => z.object({ type: z.string() }).safeParse(value).success);
const pressed = z.object({
  channel: z.object({ id: z.string() }),
  message: z.object({ ts: z.string(), text: z.string().catch(''), blocks: z.array(block) }),
});
const mostMessages = 300;

/** The pressed message; undefined for a press in a modal or on Home. */
export function cardOf(body: BlockAction): Card | undefined {
  const { data } = pressed.safeParse(body);
  if (!data) return undefined;
  const { channel, message } = data;
  return {
    posted: { channel: channel.id, ts: message.ts },
    text: message.text,
    blocks: message.blocks,
  };
}

/** A payload may be older than a change just made, so the newest changes of 300 messages are laid over it. */
export function createCards(deliver: Pick<Deliver, 'update'>): Cards {
  const messages = new Map<string, { readonly changes: Changes; last: Promise<void> }>();

  function changesOf(key: string) {
    const known = messages.get(key) ?? { changes: new Map(), last: Promise.resolve() };
    messages.delete(key);
    messages.set(key, known);
    for (const oldest of messages.keys()) {
      if (messages.size <= mostMessages) break;
      messages.delete(oldest);
    }
    return known;
  }

  return {
    replace({ posted, text, blocks }, ref, replacement) {
      const message = changesOf(`${posted.channel} ${posted.ts}`);
      message.changes.set(blockIdOf('line', ref), replacement);
      message.changes.set(blockIdOf('ask', ref), []);
      const update = () =>
        deliver.update(posted, { text, blocks: blocks.flatMap((one) => changed(one, message.changes)) });
      message.last = message.last.then(update, update);
      return message.last;
    },
  };
}

function changed(one: KnownBlock, changes: Changes): readonly KnownBlock[] {
  return changes.get(one.block_id ?? '') ?? [one];
}
