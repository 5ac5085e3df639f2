import type { Block } from './block.ts';
import { LIMITS } from './limits.ts';
import { textsOf } from './walk.ts';

const ESCAPED_LENGTH: Readonly<Record<string, number>> = { '&': 5, '<': 4, '>': 4 };

const escapedLength = (text: string): number => {
  const raw = text.replace(/&(?:amp|lt|gt);/g, (entity) => (entity === '&amp;' ? '&' : '<'));
  return [...raw].reduce((sum, character) => sum + (ESCAPED_LENGTH[character] ?? character.length), 0);
};

/** Characters of a layout as Slack counts them for `msg_blocks_too_long`. */
export const countedSize = (blocks: readonly Block[]): number => {
  const headers = blocks.filter((block) => block.type === 'header').length;
  const letters = textsOf(blocks).reduce((sum, text) => sum + escapedLength(text), 0);
  return letters + headers * LIMITS.headerSurcharge;
};
