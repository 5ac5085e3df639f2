import { z } from 'zod';
import { type Block, messageBlock } from './block.ts';
import { idFaults } from './identify.ts';
import { toSlackMessages } from './issues.ts';
import { LIMITS } from './limits.ts';
import { countedSize } from './size.ts';
import { type View, viewSchema } from './view.ts';

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
