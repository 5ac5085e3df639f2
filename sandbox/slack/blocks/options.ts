import { z } from 'zod';
import { LIMITS } from './limits.ts';
import { anyText, plainText, webAddress } from './text.ts';

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
