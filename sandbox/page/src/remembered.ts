import { useState } from 'react';

/** A text kept in this browser under `key`. */
export const useRemembered = (key: string): [string | undefined, (value: string) => void] => {
  const [value, setValue] = useState(() => localStorage.getItem(key) ?? undefined);
  const remember = (next: string) => {
    localStorage.setItem(key, next);
    setValue(next);
  };
  return [value, remember];
};
