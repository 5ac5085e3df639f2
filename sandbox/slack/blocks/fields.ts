import { z } from 'zod';
import { LIMITS } from './limits.ts';
import { richOption } from './options.ts';
import { confirmDialog, identifier, plainText } from './text.ts';

const base = { action_id: identifier.optional(), focus_on_load: z.boolean().optional() };
const placeholder = { placeholder: plainText(LIMITS.placeholder).optional() };
const confirm = { confirm: confirmDialog.optional() };
const dispatch = {
  dispatch_action_config: z
    .strictObject({
      trigger_actions_on: z.array(z.enum(['on_enter_pressed', 'on_character_entered'])).min(1),
    })
    .optional(),
};
const choiceOptions = z.array(richOption).min(1).max(LIMITS.choiceOptions);
const calendarDate = z.iso.date({ error: 'must be a valid date in the format YYYY-MM-DD' });
const clockTime = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'must be a valid time in the format HH:mm' });
const length = z.number().int().min(0).max(LIMITS.inputLength);
const notOffered = (field: string) => ({ error: 'must be one of the provided options', path: [field] });

/** Free text, of one line or several. */
export const plainTextInput = z
  .strictObject({
    type: z.literal('plain_text_input'),
    ...base,
    ...placeholder,
    ...dispatch,
    initial_value: z.string().max(LIMITS.inputLength).optional(),
    multiline: z.boolean().optional(),
    min_length: length.optional(),
    max_length: length.min(1).optional(),
  })
  .refine((field) => (field.min_length ?? 0) <= (field.max_length ?? LIMITS.inputLength), {
    error: 'must be less than or equal to max_length',
    path: ['min_length'],
  });

/** An address field; Slack itself checks the form before submitting. */
export const emailInput = z.strictObject({
  type: z.literal('email_text_input'),
  ...base,
  ...placeholder,
  ...dispatch,
  initial_value: z.string().optional(),
});

/** A web address field. */
export const urlInput = z.strictObject({
  type: z.literal('url_text_input'),
  ...base,
  ...placeholder,
  ...dispatch,
  initial_value: z.string().optional(),
});

/** A number field; values travel as strings. */
export const numberInput = z.strictObject({
  type: z.literal('number_input'),
  ...base,
  ...placeholder,
  ...dispatch,
  is_decimal_allowed: z.boolean(),
  initial_value: z.string().optional(),
  min_value: z.string().optional(),
  max_value: z.string().optional(),
});

/** A day without a zone. */
export const datepicker = z.strictObject({
  type: z.literal('datepicker'),
  ...base,
  ...placeholder,
  ...confirm,
  initial_date: calendarDate.optional(),
});

/** A time of day; `timezone` is an IANA name. */
export const timepicker = z.strictObject({
  type: z.literal('timepicker'),
  ...base,
  ...placeholder,
  ...confirm,
  initial_time: clockTime.optional(),
  timezone: z.string().optional(),
});

/** An instant, in seconds since 1970, always ten digits. */
export const datetimepicker = z.strictObject({
  type: z.literal('datetimepicker'),
  ...base,
  ...confirm,
  initial_date_time: z.number().int().min(1_000_000_000).max(9_999_999_999).optional(),
});

/** Any number of choices. */
export const checkboxes = z
  .strictObject({
    type: z.literal('checkboxes'),
    ...base,
    ...confirm,
    options: choiceOptions,
    initial_options: z.array(richOption).min(1).optional(),
  })
  .refine(
    (box) =>
      (box.initial_options ?? []).every((one) => box.options.some((option) => option.value === one.value)),
    notOffered('initial_options'),
  );

/** Exactly one choice. */
export const radioButtons = z
  .strictObject({
    type: z.literal('radio_buttons'),
    ...base,
    ...confirm,
    options: choiceOptions,
    initial_option: richOption.optional(),
  })
  .refine(
    (radio) =>
      !radio.initial_option || radio.options.some((option) => option.value === radio.initial_option?.value),
    notOffered('initial_option'),
  );
