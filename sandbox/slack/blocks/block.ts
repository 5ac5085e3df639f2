import { z } from 'zod';
import { accessory, actionsElement, imageElement, inputElement } from './elements.ts';
import { LIMITS } from './limits.ts';
import { richTextBlock } from './rich-text.ts';
import { anyText, identifier, plainText, webAddress } from './text.ts';

const id = { block_id: identifier.optional() };

const section = z
  .strictObject({
    type: z.literal('section'),
    ...id,
    text: anyText(LIMITS.textObject).optional(),
    fields: z.array(anyText(LIMITS.sectionField)).min(1).max(LIMITS.sectionFields).optional(),
    accessory: accessory.optional(),
    expand: z.boolean().optional(),
  })
  .refine((block) => block.text !== undefined || block.fields !== undefined, {
    error: 'must define either `fields` or `text`',
  });

const header = z.strictObject({ type: z.literal('header'), ...id, text: plainText(LIMITS.header) });
const divider = z.strictObject({ type: z.literal('divider'), ...id });

const context = z.strictObject({
  type: z.literal('context'),
  ...id,
  elements: z
    .array(z.union([anyText(LIMITS.textObject), imageElement]))
    .min(1)
    .max(LIMITS.contextElements),
});

const actions = z.strictObject({
  type: z.literal('actions'),
  ...id,
  elements: z.array(actionsElement).min(1).max(LIMITS.actionsElements),
});

const image = z.strictObject({
  type: z.literal('image'),
  ...id,
  image_url: webAddress,
  alt_text: z.string().min(1).max(LIMITS.imageAlt),
  title: plainText(LIMITS.imageTitle).optional(),
});

const input = z.strictObject({
  type: z.literal('input'),
  ...id,
  label: plainText(LIMITS.inputLabel),
  element: inputElement,
  hint: plainText(LIMITS.inputHint).optional(),
  optional: z.boolean().optional(),
  dispatch_action: z.boolean().optional(),
});

const markdown = z.strictObject({
  type: z.literal('markdown'),
  ...id,
  text: z.string().min(1).max(LIMITS.markdownText),
});

const alert = z.strictObject({
  type: z.literal('alert'),
  ...id,
  text: anyText(LIMITS.alertText),
  level: z.enum(['default', 'info', 'warning', 'error', 'success']).optional(),
});

const shared = [section, header, divider, context, actions, image, richTextBlock] as const;

/** A block legal in a message: text and actions, no inputs and no alerts. */
export const messageBlock = z.discriminatedUnion('type', [...shared, markdown]);
/** A block legal in a modal. */
export const modalBlock = z.discriminatedUnion('type', [...shared, input, alert]);
/** A block legal in a Home tab. */
export const homeBlock = z.discriminatedUnion('type', [...shared, input]);

/** Any block the sandbox can hold, for reading back what was once accepted. */
export const anyBlock = z.discriminatedUnion('type', [...shared, input, alert, markdown]);

/** Any block the sandbox can hold. */
export type Block = z.infer<typeof anyBlock>;
