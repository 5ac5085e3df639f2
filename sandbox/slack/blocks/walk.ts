import type { Block } from './block.ts';
import type { Element } from './elements.ts';

/** An element together with where it stands. */
export interface Placed {
  blockIndex: number;
  blockId: string;
  /** Path from the block to the element, as in `['elements', 2]`. */
  path: (string | number)[];
  element: Element;
  /** Set for an `input` block: whether it must be filled, and its label. */
  input?: { isOptional: boolean; label: string; dispatches: boolean };
}

const inBlock = (block: Block): Omit<Placed, 'blockIndex' | 'blockId'>[] => {
  if (block.type === 'actions')
    return block.elements.map((element, index) => ({ path: ['elements', index], element }));
  if (block.type === 'section' && block.accessory && block.accessory.type !== 'image')
    return [{ path: ['accessory'], element: block.accessory }];
  if (block.type === 'input') {
    const { optional = false, label, dispatch_action = false } = block;
    const input = { isOptional: optional, label: label.text, dispatches: dispatch_action };
    return [{ path: ['element'], element: block.element, input }];
  }
  return [];
};

/** Every element of a layout in reading order. */
export const placedElements = (blocks: readonly Block[]): Placed[] =>
  blocks.flatMap((block, blockIndex) =>
    inBlock(block).map((found) => ({ blockIndex, blockId: block.block_id ?? '', ...found })),
  );

const textsIn = (value: unknown): string[] => {
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'text' && typeof inner === 'string' ? [inner] : textsIn(inner),
  );
};

/** Every text of a layout that counts towards a message's size. */
export const textsOf = (blocks: readonly Block[]): string[] => textsIn(blocks);
