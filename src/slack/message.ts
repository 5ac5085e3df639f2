import type { KnownBlock } from '@slack/types';
import { limits } from './limits.ts';
import { clipMarkup, escapeText } from './mrkdwn.ts';

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

/** Characters as Slack counts them for the whole message. */
function countedSize(blocks: readonly KnownBlock[]): number {
  const headers = blocks.filter((block) => block.type === 'header').length;
  const strings = JSON.stringify(blocks)
    .replace(/&(?!amp;|lt;|gt;)/g, '&amp;')
    .replace(/[<>]/g, '&lt;');
  return strings.length + headers * 100;
}

function fits(blocks: readonly KnownBlock[]): boolean {
  return blocks.length <= limits.messageBlocks && countedSize(blocks) <= limits.messageSize;
}
