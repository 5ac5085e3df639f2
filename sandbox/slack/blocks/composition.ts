import { z } from 'zod';
import { LIMITS } from './limits.ts';

/** Literal text: no links, mentions or emphasis are read in it. */
export const plainText = (max: number) =>
  z.strictObject({
    type: z.literal('plain_text'),
    text: z.string().min(1).max(max),
    emoji: z.boolean().optional(),
  });

const mrkdwnText = (max: number) =>
  z.strictObject({
    type: z.literal('mrkdwn'),
    text: z.string().min(1).max(max),
    verbatim: z.boolean().optional(),
  });

/** Either text object, at most `max` characters as sent. */
export const anyText = (max: number) => z.discriminatedUnion('type', [plainText(max), mrkdwnText(max)]);

/** A block_id, action_id, callback_id or external_id. */
export const identifier = z.string().min(1).max(LIMITS.identifier);

/** An absolute web address; Slack refuses relative ones. */
export const webAddress = z
  .string()
  .max(LIMITS.url)
  .refine((value) => URL.canParse(value), { error: 'must be a valid URL' });

/** The "are you sure" dialog before an element fires. */
export const confirmDialog = z.strictObject({
  title: plainText(LIMITS.confirmTitle).optional(),
  text: anyText(LIMITS.confirmText),
  confirm: plainText(LIMITS.confirmButton).optional(),
  deny: plainText(LIMITS.confirmButton).optional(),
  style: z.enum(['primary', 'danger']).optional(),
});

const any = anyText(LIMITS.textObject);

/** A parsed text object of either kind. */
export type TextObject = z.infer<typeof any>;
/** A parsed confirm dialog. */
export type ConfirmDialog = z.infer<typeof confirmDialog>;

/** A choice of a select menu. */
export const plainOption = z.strictObject({
  text: plainText(LIMITS.optionText),
  value: z.string().min(1).max(LIMITS.optionValue),
  description: plainText(LIMITS.optionDescription).optional(),
});

/** A choice of checkboxes or radio buttons, whose text may be mrkdwn. */
export const richOption = z.strictObject({
  text: anyText(LIMITS.optionText),
  value: z.string().min(1).max(LIMITS.optionValue),
  description: anyText(LIMITS.optionDescription).optional(),
});

/** An entry of an overflow menu, which alone may carry a link. */
export const overflowOption = plainOption.extend({ url: webAddress.optional() });

/** Options under one heading. */
export const optionGroup = z.strictObject({
  label: plainText(LIMITS.groupLabel),
  options: z.array(plainOption).min(1).max(LIMITS.selectOptions),
});

/** What a bot may answer to a type-ahead query: options or groups, never both. */
export const suggestionsSchema = z.union([
  z.strictObject({ options: z.array(plainOption).max(LIMITS.selectOptions) }),
  z.strictObject({ option_groups: z.array(optionGroup).max(LIMITS.selectGroups) }),
]);

/** A parsed select option. */
export type Option = z.infer<typeof plainOption>;
/** A parsed option of checkboxes or radio buttons. */
export type RichOption = z.infer<typeof richOption>;
/** A parsed group of options. */
export type OptionGroup = z.infer<typeof optionGroup>;
