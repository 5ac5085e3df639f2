import type { RichOption } from '../blocks/options.ts';
import type { Core } from '../core.ts';

/** Options the bot has suggested, so that only what was on offer can be chosen. */
export interface Offered {
  /** Newest first; empty for a field that nobody has typed into. */
  of(key: string): readonly RichOption[];
  add(key: string, options: readonly RichOption[]): void;
}

const KEPT_FIELDS = 100;
const KEPT_OPTIONS = 400;

/** Keeps options in the workspace, so that a half-filled form outlives a restart; the oldest fields are forgotten. */
export const createOffered = ({ workspace }: Core): Offered => {
  const { offered } = workspace;
  return {
    of: (key) => offered[key] ?? [],
    add: (key, options) => {
      const values = new Set(options.map(({ value }) => value));
      const before = (offered[key] ?? []).filter(({ value }) => !values.has(value));
      delete offered[key];
      offered[key] = [...options, ...before].slice(0, KEPT_OPTIONS);
      for (const old of Object.keys(offered).slice(0, -KEPT_FIELDS)) delete offered[old];
    },
  };
};
