import type { Block } from './block.ts';
import type { Element } from './elements.ts';
import { placedElements } from './walk.ts';

const named = <E extends Element>(element: E, makeId: () => string): E => ({
  ...element,
  action_id: element.action_id ?? makeId(),
});

const withActionIds = (block: Block, makeId: () => string): Block => {
  if (block.type === 'actions')
    return { ...block, elements: block.elements.map((element) => named(element, makeId)) };
  if (block.type === 'input') return { ...block, element: named(block.element, makeId) };
  if (block.type === 'section' && block.accessory && block.accessory.type !== 'image')
    return { ...block, accessory: named(block.accessory, makeId) };
  return block;
};

/** Gives blocks and elements without an id a made-up one, as Slack does when it stores a layout. */
export const identify = (blocks: readonly Block[], makeId: () => string): Block[] =>
  blocks.map((block) => ({ ...withActionIds(block, makeId), block_id: block.block_id ?? makeId() }));

interface Claim {
  /** Two claims with one key clash. */
  key: string;
  words: string;
  at: string;
}

const clashes = (claims: Claim[]): string[] => {
  const seen = new Set<string>();
  return claims.flatMap(({ key, words, at }) => {
    if (!seen.has(key)) {
      seen.add(key);
      return [];
    }
    return [`[ERROR] ${words} [json-pointer:/${at}]`];
  });
};

/** Lines of Slack's error for ids used twice, or more than one element asking for focus. */
export const idFaults = (blocks: readonly Block[], root: string): string[] => {
  const ofBlocks = blocks.flatMap(({ block_id: id }, index) =>
    id ? [{ key: id, words: `\`block_id\` \`${id}\` already exists`, at: `${root}/${index}/block_id` }] : [],
  );
  const placed = placedElements(blocks).map((one) => ({
    ...one,
    at: `${root}/${one.blockIndex}/${one.path.join('/')}`,
  }));
  const ofActions = placed.flatMap(({ blockIndex, element: { action_id: id }, at }) =>
    id
      ? [
          {
            key: `${blockIndex} ${id}`,
            words: `\`action_id\` \`${id}\` already exists`,
            at: `${at}/action_id`,
          },
        ]
      : [],
  );
  const ofFocus = placed
    .filter(({ element }) => 'focus_on_load' in element && element.focus_on_load)
    .map(({ at }) => ({
      key: '',
      words: 'only one element may set focus_on_load',
      at: `${at}/focus_on_load`,
    }));
  return [ofBlocks, ofActions, ofFocus].flatMap(clashes);
};
