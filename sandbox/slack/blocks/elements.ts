import { z } from 'zod';
import {
  confirmDialog,
  identifier,
  type Option,
  type OptionGroup,
  optionGroup,
  overflowOption,
  plainOption,
  plainText,
  richOption,
  webAddress,
} from './composition.ts';
import { LIMITS } from './limits.ts';

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
const plainTextInput = z
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
const emailInput = z.strictObject({
  type: z.literal('email_text_input'),
  ...base,
  ...placeholder,
  ...dispatch,
  initial_value: z.string().optional(),
});

/** A web address field. */
const urlInput = z.strictObject({
  type: z.literal('url_text_input'),
  ...base,
  ...placeholder,
  ...dispatch,
  initial_value: z.string().optional(),
});

/** A number field; values travel as strings. */
const numberInput = z.strictObject({
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
const datepicker = z.strictObject({
  type: z.literal('datepicker'),
  ...base,
  ...placeholder,
  ...confirm,
  initial_date: calendarDate.optional(),
});

/** A time of day; `timezone` is an IANA name. */
const timepicker = z.strictObject({
  type: z.literal('timepicker'),
  ...base,
  ...placeholder,
  ...confirm,
  initial_time: clockTime.optional(),
  timezone: z.string().optional(),
});

/** An instant, in seconds since 1970, always ten digits. */
const datetimepicker = z.strictObject({
  type: z.literal('datetimepicker'),
  ...base,
  ...confirm,
  initial_date_time: z.number().int().min(1_000_000_000).max(9_999_999_999).optional(),
});

/** Any number of choices. */
const checkboxes = z
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
const radioButtons = z
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

const common = {
  action_id: identifier.optional(),
  placeholder: plainText(LIMITS.placeholder).optional(),
  confirm: confirmDialog.optional(),
  focus_on_load: z.boolean().optional(),
};
const several = { max_selected_items: z.number().int().min(1).optional() };
const choices = {
  options: z.array(plainOption).min(1).max(LIMITS.selectOptions).optional(),
  option_groups: z.array(optionGroup).min(1).max(LIMITS.selectGroups).optional(),
};
const typeAhead = { min_query_length: z.number().int().min(0).optional() };

interface WithChoices {
  options?: Option[] | undefined;
  option_groups?: OptionGroup[] | undefined;
}

/** Every option of a static menu, groups flattened. */
export const allOptions = (menu: WithChoices): Option[] =>
  menu.options ?? menu.option_groups?.flatMap((group) => group.options) ?? [];

const hasOneSource = (menu: WithChoices) =>
  (menu.options === undefined) !== (menu.option_groups === undefined);
const oneSource = { error: 'must define one of: options, option_groups' };
const offered = (menu: WithChoices, chosen: Option[]) =>
  chosen.every((one) => allOptions(menu).some((option) => option.value === one.value));

const staticSelect = z
  .strictObject({
    type: z.literal('static_select'),
    ...common,
    ...choices,
    initial_option: plainOption.optional(),
  })
  .refine(hasOneSource, oneSource)
  .refine(
    (menu) => offered(menu, menu.initial_option ? [menu.initial_option] : []),
    notOffered('initial_option'),
  );

const multiStaticSelect = z
  .strictObject({
    type: z.literal('multi_static_select'),
    ...common,
    ...several,
    ...choices,
    initial_options: z.array(plainOption).min(1).optional(),
  })
  .refine(hasOneSource, oneSource)
  .refine((menu) => offered(menu, menu.initial_options ?? []), notOffered('initial_options'));

const externalSelect = z.strictObject({
  type: z.literal('external_select'),
  ...common,
  ...typeAhead,
  initial_option: plainOption.optional(),
});

const multiExternalSelect = z.strictObject({
  type: z.literal('multi_external_select'),
  ...common,
  ...several,
  ...typeAhead,
  initial_options: z.array(plainOption).min(1).max(LIMITS.selectOptions).optional(),
});

const usersSelect = z.strictObject({
  type: z.literal('users_select'),
  ...common,
  initial_user: z.string().optional(),
});

const multiUsersSelect = z.strictObject({
  type: z.literal('multi_users_select'),
  ...common,
  ...several,
  initial_users: z.array(z.string()).optional(),
});

const filter = z.strictObject({
  include: z
    .array(z.enum(['im', 'mpim', 'private', 'public']))
    .min(1)
    .optional(),
  exclude_external_shared_channels: z.boolean().optional(),
  exclude_bot_users: z.boolean().optional(),
});

const conversationsSelect = z.strictObject({
  type: z.literal('conversations_select'),
  ...common,
  initial_conversation: z.string().optional(),
  default_to_current_conversation: z.boolean().optional(),
  response_url_enabled: z.boolean().optional(),
  filter: filter.optional(),
});

const channelsSelect = z.strictObject({
  type: z.literal('channels_select'),
  ...common,
  initial_channel: z.string().optional(),
  response_url_enabled: z.boolean().optional(),
});

/** Every select menu the sandbox knows, one schema per type. */
const SELECTS = [
  staticSelect,
  multiStaticSelect,
  externalSelect,
  multiExternalSelect,
  usersSelect,
  multiUsersSelect,
  conversationsSelect,
  channelsSelect,
] as const;

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
