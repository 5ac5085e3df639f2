import { createContext, type ReactNode, useContext, useState } from 'react';
import type { StateValues } from '../../../slack/field-state.ts';
import type { FormValue, FormValues, Suggestions, Target } from '../../../slack/hand/types.ts';
import { perform, suggest } from '../hand.ts';
import { useToast } from '../shell/toasts.tsx';
import { type Draft, draftKey, draftOf, stateAt } from './draft.ts';

/** The message or view that a field stands in. */
export interface Surface {
  isView: boolean;
  draft(blockId: string, actionId: string): Draft;
  change(blockId: string, actionId: string, draft: Draft): void;
  /** Tells the bot; a failure is shown as a toast. */
  fire(blockId: string, actionId: string, value: FormValue): Promise<void>;
  options(blockId: string, actionId: string, query: string): Promise<Suggestions>;
  /** What is typed in input blocks so far. */
  typed(): FormValues;
  errors: Readonly<Record<string, string>>;
}

const SurfaceContext = createContext<Surface | null>(null);

/** The surface around a field. */
export const useSurface = (): Surface => {
  const surface = useContext(SurfaceContext);
  if (!surface) throw new Error('a field stands outside any message or view');
  return surface;
};

interface Options {
  user: string;
  target: Target;
  values: StateValues;
  /** Block ids of input blocks, whose drafts go with every action. */
  inputs?: readonly string[];
  errors?: Readonly<Record<string, string>>;
}

const NONE = {};

/** Keeps what is typed on one message or view, over the state that the server holds. */
export const useSurfaceState = ({ user, target, values, inputs = [], errors = NONE }: Options): Surface => {
  const [drafts, setDrafts] = useState<Readonly<Record<string, Draft>>>({});
  const toast = useToast();
  const typed = () => {
    const kept = Object.entries(drafts).map(([key, { value }]) => [key.split('\n')[0] ?? '', value] as const);
    return Object.fromEntries(kept.filter(([blockId]) => inputs.includes(blockId)));
  };
  const isView = 'viewId' in target;
  const form = () => (isView ? { values: typed() } : {});
  return {
    isView,
    errors,
    typed,
    draft: (blockId, actionId) =>
      drafts[draftKey(blockId, actionId)] ?? draftOf(stateAt(values, blockId, actionId)),
    change: (blockId, actionId, draft) =>
      setDrafts((before) => ({ ...before, [draftKey(blockId, actionId)]: draft })),
    fire: async (blockId, actionId, value) => {
      const action = { blockId, actionId, ...form(), ...(value === null ? {} : { value }) };
      const outcome = await perform({ verb: 'act', user, target, action });
      if (!outcome.ok) toast(outcome.error ?? 'That did not work.');
    },
    options: (blockId, actionId, query) =>
      suggest({ verb: 'suggest', user, target, action: { blockId, actionId, query, ...form() } }),
  };
};

/** Puts fields on a surface. */
export const OnSurface = ({ surface, children }: { surface: Surface; children: ReactNode }) => (
  <SurfaceContext value={surface}>{children}</SurfaceContext>
);
