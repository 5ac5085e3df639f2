import { z } from 'zod';
import { LIMITS } from './limits.ts';
import { type Option, type OptionGroup, optionGroup, plainOption } from './options.ts';
import { confirmDialog, identifier, plainText } from './text.ts';

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
const notOffered = (field: string) => ({ error: 'must be one of the provided options', path: [field] });

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
export const SELECTS = [
  staticSelect,
  multiStaticSelect,
  externalSelect,
  multiExternalSelect,
  usersSelect,
  multiUsersSelect,
  conversationsSelect,
  channelsSelect,
] as const;
