import { z } from 'zod';
import { homeBlock, modalBlock } from './block.ts';
import { LIMITS } from './limits.ts';
import { plainText } from './text.ts';

const common = {
  private_metadata: z.string().max(LIMITS.privateMetadata).optional(),
  callback_id: z.string().max(LIMITS.identifier).optional(),
  external_id: z.string().max(LIMITS.identifier).optional(),
};

const modal = z
  .strictObject({
    type: z.literal('modal'),
    ...common,
    title: plainText(LIMITS.viewTitle),
    submit: plainText(LIMITS.viewButton).optional(),
    close: plainText(LIMITS.viewButton).optional(),
    clear_on_close: z.boolean().optional(),
    notify_on_close: z.boolean().optional(),
    submit_disabled: z.boolean().optional(),
    blocks: z.array(modalBlock).min(1).max(LIMITS.viewBlocks),
  })
  .refine((view) => view.submit !== undefined || view.blocks.every((block) => block.type !== 'input'), {
    error: 'missing required field: submit',
  });

const home = z.strictObject({
  type: z.literal('home'),
  ...common,
  blocks: z.array(homeBlock).min(1).max(LIMITS.viewBlocks),
});

/** A modal or Home tab as a bot sends it. */
export const viewSchema = z.discriminatedUnion('type', [modal, home]);

/** A view that Slack would accept. */
export type View = z.infer<typeof viewSchema>;
