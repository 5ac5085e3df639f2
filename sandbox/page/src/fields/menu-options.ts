import { useEffect, useRef, useState } from 'react';
import type { Option, OptionGroup, RichOption } from '../../../slack/blocks/composition.ts';
import type { Element } from '../../../slack/blocks/elements.ts';
import type { Suggestions } from '../../../slack/hand/verb.ts';
import { useNames } from '../shell/names.tsx';
import { useField } from './surface.tsx';

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
const isExternal = ({ type }: MenuElement): boolean =>
  type === 'external_select' || type === 'multi_external_select';

/** True for menus that take several choices. */
export const isMultiple = ({ type }: MenuElement): boolean => type.startsWith('multi_');

/** What the bot suggested, as a list. */
const suggested = ({ options, groups }: Suggestions): Listed[] =>
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
const matching = (options: readonly Listed[], query: string): Listed[] =>
  options.filter(({ option }) => option.text.text.toLowerCase().includes(query.toLowerCase()));

const TYPING_PAUSE_MS = 150;
const DEFAULT_MIN_QUERY = 3;

interface Found {
  options: Listed[];
  /** Said instead of options: searching, nothing, or how much more to type. */
  note: string | undefined;
}

const useRemote = (ask: (query: string) => Promise<Suggestions>, query: string, isAsking: boolean) => {
  const [remote, setRemote] = useState<Listed[]>();
  const latest = useRef(ask);
  latest.current = ask;
  useEffect(() => {
    setRemote(undefined);
    if (!isAsking) return;
    let isStale = false;
    const load = async () => {
      const found = suggested(await latest.current(query));
      if (!isStale) setRemote(found);
    };
    const timer = setTimeout(() => void load(), TYPING_PAUSE_MS);
    return () => {
      isStale = true;
      clearTimeout(timer);
    };
  }, [isAsking, query]);
  return remote;
};

const noted = (options: Listed[]): Found => ({
  options,
  note: options.length === 0 ? 'No matches' : undefined,
});

const minimum = (element: MenuElement): number =>
  ('min_query_length' in element ? element.min_query_length : undefined) ?? DEFAULT_MIN_QUERY;

/** The options of an open menu for a query; asks the bot where the menu says so. */
export const useOptions = (element: MenuElement, isOpen: boolean, query: string): Found => {
  const names = useNames();
  const { options: ask } = useField(element);
  const isRemote = isExternal(element);
  const isAsking = isOpen && isRemote && query.length >= minimum(element);
  const remote = useRemote(ask, query, isAsking);
  if (!isRemote) return noted(matching(localOptions(element, names), query));
  if (!isAsking) return { options: [], note: `Type ${minimum(element)} letters to search` };
  return remote ? noted(remote) : { options: [], note: 'Searching…' };
};
