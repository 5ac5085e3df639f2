import { createContext, type ReactNode, useContext, useState } from 'react';
import type { RichOption } from '../../../slack/blocks/composition.ts';
import type { Element } from '../../../slack/blocks/elements.ts';
import type { StateValues } from '../../../slack/blocks/placed-elements.ts';
import type { FormValue, FormValues, Suggestions, Target } from '../../../slack/hand/verb.ts';
import type { FieldState } from '../../../slack/workspace.ts';
import { perform, suggest } from '../perform.ts';
import { useToast } from '../shell/toasts.tsx';

/** What stands in a field: its value, and for menus the options whose labels are shown. */
export interface Draft {
  value: FormValue;
  chosen: RichOption[];
}

const isOption = (value: unknown): value is RichOption =>
  typeof value === 'object' && value !== null && 'text' in value && 'value' in value;

const isText = (value: unknown): value is string => typeof value === 'string';

/** A field as the server holds it. */
const draftOf = (state: FieldState | undefined): Draft => {
  const [found] = Object.entries(state ?? {}).flatMap(([key, value]) => (key === 'type' ? [] : [value]));
  if (isOption(found)) return { value: found.value, chosen: [found] };
  if (Array.isArray(found)) {
    const chosen = found.filter(isOption);
    return { value: chosen.length > 0 ? chosen.map(({ value }) => value) : found.filter(isText), chosen };
  }
  if (typeof found === 'number') return { value: String(found), chosen: [] };
  return { value: isText(found) ? found : null, chosen: [] };
};

/** Where a field's draft is kept; a layout that renames either id starts the field afresh. */
const draftKey = (blockId: string, actionId: string): string => `${blockId}\n${actionId}`;

/** The state of one field among those of its view. */
const stateAt = (values: StateValues, blockId: string, actionId: string): FieldState | undefined =>
  values[blockId]?.[actionId];

/** The values of a draft as a list. */
export const listOf = ({ value }: Draft): string[] =>
  Array.isArray(value) ? value : value === null ? [] : [value];

/** The message or view that a field stands in. */
interface Surface {
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

/** Where a field stands. */
interface Place {
  blockId: string;
  /** Ids of the label and of the hint or error that describe it; absent outside input blocks. */
  labelId?: string;
  fieldId?: string;
  describedBy?: string;
  isInvalid?: boolean;
  /** Whether each change goes to the bot at once. */
  fires: boolean;
}

/** The place of the fields below. */
export const PlaceContext = createContext<Place>({ blockId: '', fires: true });

/** One field's draft, and how to change it. */
export const useField = (element: Element) => {
  const place = useContext(PlaceContext);
  const surface = useSurface();
  const actionId = element.action_id ?? '';
  return {
    place,
    draft: surface.draft(place.blockId, actionId),
    /** Keeps a draft; the bot is not told. */
    keep: (draft: Draft) => surface.change(place.blockId, actionId, draft),
    /** Tells the bot what the field holds. */
    fire: (draft: Draft) => surface.fire(place.blockId, actionId, draft.value),
    /** Keeps a draft, and tells the bot where changes go there at once. */
    settle: (draft: Draft) => {
      surface.change(place.blockId, actionId, draft);
      if (place.fires) void surface.fire(place.blockId, actionId, draft.value);
    },
    options: (query: string) => surface.options(place.blockId, actionId, query),
    names: {
      id: place.fieldId,
      'aria-labelledby': place.labelId,
      'aria-describedby': place.describedBy,
      'aria-invalid': place.isInvalid || undefined,
    },
  };
};
