import type { Block } from '../blocks/block.ts';
import { type Placed, placedElements } from '../blocks/walk.ts';
import type { Surface } from '../payloads/surface.ts';
import type { StoredView } from '../workspace.ts';
import { fieldState } from './fields.ts';
import type { Action, FormValues, HandParts, Target } from './types.ts';

/** The blocks of a message or view. */
const blocksOf = (surface: Surface): readonly Block[] =>
  'view' in surface ? surface.view.view.blocks : (surface.message.blocks ?? []);

const surfaceKey = (surface: Surface): string =>
  'view' in surface ? surface.view.root_view_id : `${surface.message.channel} ${surface.message.ts}`;

/** Where the options offered for a field are kept; stays the same while a view is updated. */
export const offeredKey = (surface: Surface, actionId: string): string =>
  `${surfaceKey(surface)} ${actionId}`;

/** Throws when the message or view is not there. */
export const findSurface = ({ messages, views }: HandParts, target: Target): Surface =>
  'viewId' in target
    ? { view: views.find({ view_id: target.viewId }) }
    : { message: messages.find(target.channel, target.ts) };

const fits = ({ element, blockId }: Placed, action: Action): boolean => {
  if (element.action_id !== action.actionId) return false;
  if (action.blockId !== undefined && blockId !== action.blockId) return false;
  return element.type !== 'button' || action.value === undefined || element.value === action.value;
};

/** Throws, naming what there is, when the element is not on the surface: nobody can press what is not shown. */
export const findElement = (surface: Surface, action: Action): Placed => {
  const placed = placedElements(blocksOf(surface));
  const found = placed.find((one) => fits(one, action));
  if (found) return found;
  const known = placed.map(({ element, blockId }) => `${blockId}/${element.action_id}`).join(', ');
  throw new Error(`no element ${action.blockId ?? '*'}/${action.actionId} here; there are: ${known}`);
};

/** Writes what a person has typed into the view's fields. Throws for a key that is no field of it. */
export const enter = ({ offered, core }: HandParts, stored: StoredView, values: FormValues): void => {
  const placed = placedElements(stored.view.blocks);
  for (const [key, value] of Object.entries(values)) {
    const found =
      placed.find(({ blockId }) => blockId === key) ??
      placed.find(({ element }) => element.action_id === key);
    if (!found) throw new Error(`the view has no field ${key}`);
    const actionId = found.element.action_id ?? '';
    const state = fieldState(found.element, value, offered.of(offeredKey({ view: stored }, actionId)));
    if (state) stored.entered[found.blockId] = { ...stored.entered[found.blockId], [actionId]: state };
  }
  core.changed();
};
