import type { Element } from '../../../slack/blocks/elements.ts';
import type { Option, OptionGroup, RichOption } from '../../../slack/blocks/options.ts';
import type { Suggestions } from '../../../slack/hand/types.ts';
import type { useNames } from '../shell/names.tsx';

/** Any select menu. */
export type MenuElement = Extract<
  Element,
  {
    type:
      | 'static_select'
      | 'multi_static_select'
      | 'external_select'
      | 'multi_external_select'
      | 'users_select'
      | 'multi_users_select'
      | 'conversations_select'
      | 'channels_select';
  }
>;

/** Whom and what the page knows by name. */
type Names = Pick<ReturnType<typeof useNames>, 'channels' | 'people'>;

/** An option with the heading it stands under. */
export interface Listed {
  option: RichOption;
  group?: string;
}

const grouped = (groups: readonly OptionGroup[]): Listed[] =>
  groups.flatMap(({ label, options }) => options.map((option) => ({ option, group: label.text })));

const listed = (options: readonly RichOption[]): Listed[] => options.map((option) => ({ option }));

const named = (value: string, text: string): Option => ({ value, text: { type: 'plain_text', text } });

/** True for menus whose options the bot is asked for. */
export const isExternal = ({ type }: MenuElement): boolean =>
  type === 'external_select' || type === 'multi_external_select';

/** True for menus that take several choices. */
export const isMultiple = ({ type }: MenuElement): boolean => type.startsWith('multi_');

/** What the bot suggested, as a list. */
export const suggested = ({ options, groups }: Suggestions): Listed[] =>
  groups.length > 0 ? grouped(groups) : listed(options);

/** The channels that a menu offers. */
const channelsFor = (element: MenuElement, names: Names) => {
  const { include, exclude_external_shared_channels: isOwnOnly } =
    ('filter' in element ? element.filter : undefined) ?? {};
  return names.channels
    .filter(({ kind }) => kind === 'channel')
    .filter(({ isPrivate }) => include?.includes(isPrivate ? 'private' : 'public') ?? true)
    .filter(({ isShared }) => !(isOwnOnly && isShared));
};

/** The options of a menu that the page itself knows. */
export const localOptions = (element: MenuElement, names: Names): Listed[] => {
  if ('option_groups' in element && element.option_groups) return grouped(element.option_groups);
  if ('options' in element) return listed(element.options ?? []);
  const people = names.people.filter((one) => !one.deleted).map((one) => named(one.id, one.real_name));
  if (element.type === 'users_select' || element.type === 'multi_users_select') return listed(people);
  return listed(channelsFor(element, names).map((one) => named(one.id, `#${one.name}`)));
};

/** Options whose words hold the query, whatever the case. */
export const matching = (options: readonly Listed[], query: string): Listed[] =>
  options.filter(({ option }) => option.text.text.toLowerCase().includes(query.toLowerCase()));
