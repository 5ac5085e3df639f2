import { createContext, useContext } from 'react';
import type { Element } from '../../../slack/blocks/elements.ts';
import type { Draft } from './draft.ts';
import { useSurface } from './surface.tsx';

/** Where a field stands. */
export interface Place {
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
