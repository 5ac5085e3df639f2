import { z } from 'zod';
import { type Block, messageBlock, type View, viewSchema } from './block.ts';
import type { Element } from './elements.ts';
import { LIMITS } from './limits.ts';
import { placedElements, textsOf } from './placed-elements.ts';

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
const idFaults = (blocks: readonly Block[], root: string): string[] => {
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

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

const pointer = (path: Path): string => `[json-pointer:/${path.map(String).join('/')}]`;

const line = (text: string, path: Path): string => `[ERROR] ${text} ${pointer(path)}`;

const typeName = (expected: string): string => (expected === 'array' ? 'an array' : `a ${expected}`);

const tooBig = (issue: z.core.$ZodIssueTooBig): string => {
  if (issue.origin === 'array') return `no more than ${issue.maximum} items allowed`;
  if (issue.origin === 'string') return `must be less than ${Number(issue.maximum) + 1} characters`;
  return `must be at most ${issue.maximum}`;
};

const tooSmall = (issue: z.core.$ZodIssueTooSmall): string => {
  if (issue.origin === 'array') return `no fewer than ${issue.minimum} items allowed`;
  if (issue.origin === 'string') return `must be more than ${Number(issue.minimum) - 1} characters`;
  return `must be at least ${issue.minimum}`;
};

const readAt = (input: unknown, path: Path): unknown =>
  path.reduce<unknown>((value, key) => {
    if (typeof value !== 'object' || value === null) return undefined;
    return Object.entries(value).find(([name]) => name === String(key))?.[1];
  }, input);

const wrongType = (issue: z.core.$ZodIssueInvalidType, path: Path, input: unknown): string => {
  const isMissing = readAt(input, path) === undefined;
  if (!isMissing || path.length === 0) return line(`must provide ${typeName(issue.expected)}`, path);
  return line(`missing required field: ${String(path.at(-1))}`, path.slice(0, -1));
};

const union = (issue: z.core.$ZodIssueInvalidUnion, path: Path, input: unknown): string[] => {
  const value = readAt(input, path);
  if (issue.errors.length === 0) {
    const owner = path.at(-1) === 'type' ? path : [...path, 'type'];
    const type = path.at(-1) === 'type' ? value : readAt(input, owner);
    if (type === undefined) return [line('missing required field: type', owner.slice(0, -1))];
    return [line(`unsupported type: ${String(type)}`, owner)];
  }
  const closest = issue.errors.reduce((best, errors) => (depth(errors) > depth(best) ? errors : best));
  return toSlackMessages(closest, { input, base: path });
};

// The branch that got furthest into the value is the one that the writer meant.
const depth = (errors: readonly Issue[]): number =>
  Math.max(0, ...errors.map((error) => error.path.length + (error.code === 'invalid_union' ? -1 : 0)));

const oneIssue = (issue: Issue, path: Path, input: unknown): string[] => {
  if (issue.code === 'too_big') return [line(tooBig(issue), path)];
  if (issue.code === 'too_small') return [line(tooSmall(issue), path)];
  if (issue.code === 'invalid_type') return [wrongType(issue, path, input)];
  if (issue.code === 'invalid_union') return union(issue, path, input);
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => line(`invalid additional property: ${key}`, path));
  return [line(issue.message, path)];
};

/** Rewrites zod's findings as the lines of Slack's `response_metadata.messages`. */
const toSlackMessages = (
  issues: readonly Issue[],
  { input, base = [] }: { input: unknown; base?: Path },
): string[] => issues.flatMap((issue) => oneIssue(issue, [...base, ...issue.path], input));

const ESCAPED_LENGTH: Readonly<Record<string, number>> = { '&': 5, '<': 4, '>': 4 };

const escapedLength = (text: string): number => {
  const raw = text.replace(/&(?:amp|lt|gt);/g, (entity) => (entity === '&amp;' ? '&' : '<'));
  return [...raw].reduce((sum, character) => sum + (ESCAPED_LENGTH[character] ?? character.length), 0);
};

/** Characters of a layout as Slack counts them for `msg_blocks_too_long`. */
const countedSize = (blocks: readonly Block[]): number => {
  const headers = blocks.filter((block) => block.type === 'header').length;
  const letters = textsOf(blocks).reduce((sum, text) => sum + escapedLength(text), 0);
  return letters + headers * LIMITS.headerSurcharge;
};

/** A layout Slack accepts, or its error code with the lines that name each fault. */
export type Verdict<T> = { ok: true; value: T } | { ok: false; error: string; messages: string[] };

const messageBlocks = z.array(messageBlock).max(LIMITS.messageBlocks);

const refuse = (error: string, messages: string[]) => ({ ok: false, error, messages }) as const;

/** Checks the `blocks` of a message, an ephemeral or a response_url payload. */
export const validateMessageBlocks = (input: unknown): Verdict<Block[]> => {
  if (!Array.isArray(input)) return refuse('invalid_blocks_format', ['must be an array of blocks']);
  const parsed = messageBlocks.safeParse(input);
  if (!parsed.success) {
    const wrapped = { input: { blocks: input }, base: ['blocks'] };
    return refuse('invalid_blocks', toSlackMessages(parsed.error.issues, wrapped));
  }
  const faults = idFaults(parsed.data, 'blocks');
  if (faults.length > 0) return refuse('invalid_blocks', faults);
  const size = countedSize(parsed.data);
  if (size > LIMITS.messageCharacters)
    return refuse('msg_blocks_too_long', [`[ERROR] ${size} of ${LIMITS.messageCharacters} characters`]);
  return { ok: true, value: parsed.data };
};

/** Checks a whole view, modal or Home. */
export const validateView = (input: unknown): Verdict<View> => {
  const parsed = viewSchema.safeParse(input);
  if (!parsed.success) {
    const wrapped = { input: { view: input }, base: ['view'] };
    return refuse('invalid_arguments', toSlackMessages(parsed.error.issues, wrapped));
  }
  const faults = idFaults(parsed.data.blocks, 'view/blocks');
  return faults.length > 0 ? refuse('invalid_arguments', faults) : { ok: true, value: parsed.data };
};
