import { z } from 'zod';
import {
  checkboxes,
  datepicker,
  datetimepicker,
  emailInput,
  numberInput,
  plainTextInput,
  radioButtons,
  timepicker,
  urlInput,
} from './fields.ts';
import { LIMITS } from './limits.ts';
import { overflowOption } from './options.ts';
import { SELECTS } from './selects.ts';
import { confirmDialog, identifier, plainText, webAddress } from './text.ts';

const button = z.strictObject({
  type: z.literal('button'),
  text: plainText(LIMITS.buttonText),
  action_id: identifier.optional(),
  url: webAddress.optional(),
  value: z.string().max(LIMITS.buttonValue).optional(),
  style: z.enum(['primary', 'danger']).optional(),
  confirm: confirmDialog.optional(),
  accessibility_label: z.string().max(LIMITS.accessibilityLabel).optional(),
});

const overflow = z.strictObject({
  type: z.literal('overflow'),
  action_id: identifier.optional(),
  options: z.array(overflowOption).min(1).max(LIMITS.overflowOptions),
  confirm: confirmDialog.optional(),
});

/** A picture inside a section or a context; the alternative text is required. */
export const imageElement = z.strictObject({
  type: z.literal('image'),
  image_url: webAddress,
  alt_text: z.string().min(1).max(LIMITS.imageAlt),
});

/** What an `actions` block may hold. */
export const actionsElement = z.discriminatedUnion('type', [
  button,
  overflow,
  checkboxes,
  radioButtons,
  datepicker,
  timepicker,
  datetimepicker,
  ...SELECTS,
]);

/** What may stand at the right of a section; no text inputs, no date-and-time picker. */
export const accessory = z.discriminatedUnion('type', [
  button,
  overflow,
  imageElement,
  checkboxes,
  radioButtons,
  datepicker,
  timepicker,
  ...SELECTS,
]);

/** What an `input` block may ask for; buttons and overflow menus are refused. */
export const inputElement = z.discriminatedUnion('type', [
  plainTextInput,
  emailInput,
  urlInput,
  numberInput,
  checkboxes,
  radioButtons,
  datepicker,
  timepicker,
  datetimepicker,
  ...SELECTS,
]);

/** Anything a person can press, choose or fill in. */
export type Element =
  | z.infer<typeof actionsElement>
  | Exclude<z.infer<typeof accessory>, { type: 'image' }>
  | z.infer<typeof inputElement>;
