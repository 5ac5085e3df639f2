import { useEffect, useRef, useState } from 'react';
import type { Suggestions } from '../../../slack/hand/types.ts';
import { useNames } from '../shell/names.tsx';
import {
  isExternal,
  type Listed,
  localOptions,
  type MenuElement,
  matching,
  suggested,
} from './menu-source.ts';
import { useField } from './use-field.ts';

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
