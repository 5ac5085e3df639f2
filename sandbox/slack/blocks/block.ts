import { z } from 'zod';
import { anyText, identifier, plainText, webAddress } from './composition.ts';
import { accessory, actionsElement, imageElement, inputElement } from './elements.ts';
import { LIMITS } from './limits.ts';

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
const richTextBlock = z.strictObject({
  type: z.literal('rich_text'),
  block_id: identifier.optional(),
  elements: z.array(z.discriminatedUnion('type', [paragraph, list, quote, preformatted])),
});

/** One styled run of a rich text block. */
export type RichTextSpan = z.infer<typeof span>;
/** A paragraph, list, quote or preformatted part. */
export type RichTextPart = z.infer<typeof richTextBlock>['elements'][number];

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

/** An address of the web, or a file that was uploaded. */
const image = z
  .strictObject({
    type: z.literal('image'),
    ...id,
    image_url: webAddress.optional(),
    slack_file: z.strictObject({ id: z.string().regex(/^F[A-Z0-9]{8,}$/) }).optional(),
    alt_text: z.string().min(1).max(LIMITS.imageAlt),
    title: plainText(LIMITS.imageTitle).optional(),
  })
  .refine(({ image_url: url, slack_file: file }) => (url === undefined) !== (file === undefined), {
    error: 'must define either `image_url` or `slack_file`',
  });

const rawText = z.strictObject({ type: z.literal('raw_text'), text: z.string().min(1) });
const rawNumber = z.strictObject({
  type: z.literal('raw_number'),
  value: z.number(),
  text: z.string().min(1),
});
const cell = z.discriminatedUnion('type', [rawText, rawNumber, richTextBlock]);

/** One cell of a table that can be sorted. */
export type Cell = z.infer<typeof cell>;

const cellText = (one: Cell): string => ('text' in one ? one.text : JSON.stringify(one.elements));

const dataTable = z
  .strictObject({
    type: z.literal('data_table'),
    ...id,
    caption: z.string().min(1),
    rows: z
      .array(z.array(cell).min(1).max(LIMITS.tableColumns))
      .min(2)
      .max(LIMITS.tableRows + 1),
    page_size: z.number().int().min(1).max(LIMITS.tableRows).optional(),
    row_header_column_index: z.number().int().min(0).optional(),
  })
  .refine(({ rows }) => rows.every((row) => row.length === rows[0]?.length), {
    error: 'all rows must have the same number of cells',
  })
  .refine(({ rows }) => rows[0]?.every(({ type }) => type !== 'rich_text'), {
    error: 'rich_text is not allowed in the header',
  })
  .refine(({ rows }) => rows.flat().map(cellText).join('').length <= LIMITS.tableCharacters, {
    error: `must have no more than ${LIMITS.tableCharacters} characters in all cells`,
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

/** A block legal in a message: text, tables and actions, no inputs and no alerts. */
export const messageBlock = z.discriminatedUnion('type', [...shared, markdown, dataTable]);
/** A block legal in a modal. */
const modalBlock = z.discriminatedUnion('type', [...shared, input, alert]);
/** A block legal in a Home tab. */
const homeBlock = z.discriminatedUnion('type', [...shared, input]);

/** Any block the sandbox can hold, for reading back what was once accepted. */
export const anyBlock = z.discriminatedUnion('type', [...shared, input, alert, markdown, dataTable]);

/** Any block the sandbox can hold. */
export type Block = z.infer<typeof anyBlock>;

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
