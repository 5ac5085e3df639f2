import type { KnownBlock } from '@slack/types';
import { section } from './blocks.ts';
import { limits } from './limits.ts';
import { clipMarkup, escapeText, md } from './mrkdwn.ts';

/** What is posted: blocks for the eye, and a whole sentence for notifications, screen readers and old clients. */
export interface Message {
  readonly text: string;
  readonly blocks: readonly KnownBlock[];
}

/**
 * Fits blocks into one message. `sentence` is plain text and escaped here. Blocks that would not fit are left
 * out from the end, but the last one, which holds the buttons, stays.
 */
export function message(sentence: string, blocks: readonly KnownBlock[]): Message {
  const text = clipMarkup(escapeText(sentence), limits.messageText);
  const last = blocks.at(-1);
  if (last === undefined || fits(blocks)) return { text, blocks };
  const kept: KnownBlock[] = [];
  for (const block of blocks.slice(0, -1)) {
    if (!fits([...kept, block, last])) break;
    kept.push(block);
  }
  return { text, blocks: [...kept, last] };
}

/** Whether Slack takes them as one message. */
export function fits(blocks: readonly KnownBlock[]): boolean {
  return blocks.length <= limits.messageBlocks && countedSize(blocks) <= limits.messageSize;
}

/** A message of one sentence, which is plain text and escaped here. */
export function sentence(text: string): Message {
  return message(text, [section(md`${text}`)]);
}

/** Characters as Slack counts them for the whole message: those of its texts, escaped, and 100 for each header. */
function countedSize(blocks: readonly unknown[]): number {
  return blocks.reduce<number>((sum, block) => sum + countedPart(block), 0);
}

function countedPart(part: unknown): number {
  if (Array.isArray(part)) return countedSize(part);
  if (part === null || typeof part !== 'object') return 0;
  const surcharge = 'type' in part && part.type === 'header' ? 100 : 0;
  return Object.entries(part).reduce((sum, [key, inner]) => {
    return sum + (key === 'text' && typeof inner === 'string' ? countedLength(inner) : countedPart(inner));
  }, surcharge);
}

/** `&` counts as 5, `<` and `>` as 4, whether escaped already or not. */
export function countedLength(text: string): number {
  return text.replace(/&(?!amp;|lt;|gt;)/g, '&amp;').replace(/[<>]/g, '&lt;').length;
}
