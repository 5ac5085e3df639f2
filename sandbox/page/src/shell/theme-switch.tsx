import { useEffect } from 'react';
import { useRemembered } from '../remembered.ts';

const isDarkSystem = () => window.matchMedia('(prefers-color-scheme: dark)').matches;

/** Light or dark; follows the system until one chooses. */
export const ThemeSwitch = () => {
  const [chosen, choose] = useRemembered('sandbox-theme');
  const theme = chosen ?? (isDarkSystem() ? 'dark' : 'light');
  useEffect(() => {
    if (chosen) document.documentElement.dataset['theme'] = chosen;
  }, [chosen]);
  const next = theme === 'dark' ? 'light' : 'dark';
  return (
    <button
      type="button"
      className="icon-button"
      aria-label={`Use the ${next} theme`}
      title={`Use the ${next} theme`}
      onClick={() => choose(next)}
    >
      {theme === 'dark' ? '☀' : '☾'}
    </button>
  );
};
