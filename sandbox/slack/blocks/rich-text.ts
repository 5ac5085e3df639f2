import { z } from 'zod';
import { identifier, webAddress } from './text.ts';

const style = z
  .strictObject({
    bold: z.boolean().optional(),
    italic: z.boolean().optional(),
    strike: z.boolean().optional(),
    underline: z.boolean().optional(),
    code: z.boolean().optional(),
  })
  .optional();

const text = z.strictObject({ type: z.literal('text'), text: z.string().min(1), style });
const link = z.strictObject({ type: z.literal('link'), url: webAddress, text: z.string().optional(), style });
const emoji = z.strictObject({ type: z.literal('emoji'), name: z.string(), unicode: z.string().optional() });
const user = z.strictObject({ type: z.literal('user'), user_id: z.string(), style });
const channel = z.strictObject({ type: z.literal('channel'), channel_id: z.string(), style });
const span = z.discriminatedUnion('type', [text, link, emoji, user, channel]);

const paragraph = z.strictObject({ type: z.literal('rich_text_section'), elements: z.array(span) });
const border = z.union([z.literal(0), z.literal(1)]).optional();
const list = z.strictObject({
  type: z.literal('rich_text_list'),
  style: z.enum(['bullet', 'ordered']),
  indent: z.number().int().min(0).max(8).optional(),
  offset: z.number().int().min(0).optional(),
  border,
  elements: z.array(paragraph).min(1),
});
const quote = z.strictObject({ type: z.literal('rich_text_quote'), border, elements: z.array(span) });
const preformatted = z.strictObject({
  type: z.literal('rich_text_preformatted'),
  border,
  elements: z.array(span),
});

/** Literal text with styles; the safest carrier for what a person typed. */
export const richTextBlock = z.strictObject({
  type: z.literal('rich_text'),
  block_id: identifier.optional(),
  elements: z.array(z.discriminatedUnion('type', [paragraph, list, quote, preformatted])),
});

/** One styled run of a rich text block. */
export type RichTextSpan = z.infer<typeof span>;
/** A paragraph, list, quote or preformatted part. */
export type RichTextPart = z.infer<typeof richTextBlock>['elements'][number];
