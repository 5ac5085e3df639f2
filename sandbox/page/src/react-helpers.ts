import { useState } from 'react';

/** Items that have no id of their own, keyed by their place; fit for lists that are redrawn whole. */
export const keyed = <T>(items: readonly T[]): { item: T; key: string }[] =>
  items.map((item, index) => ({ item, key: `${index}` }));

/** A text kept in this browser under `key`. */
export const useRemembered = (key: string): [string | undefined, (value: string) => void] => {
  const [value, setValue] = useState(() => localStorage.getItem(key) ?? undefined);
  const remember = (next: string) => {
    localStorage.setItem(key, next);
    setValue(next);
  };
  return [value, remember];
};
