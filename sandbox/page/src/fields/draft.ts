import type { RichOption } from '../../../slack/blocks/options.ts';
import type { StateValues } from '../../../slack/field-state.ts';
import type { FormValue } from '../../../slack/hand/types.ts';
import type { FieldState } from '../../../slack/workspace.ts';

/** What stands in a field: its value, and for menus the options whose labels are shown. */
export interface Draft {
  value: FormValue;
  chosen: RichOption[];
}

const isOption = (value: unknown): value is RichOption =>
  typeof value === 'object' && value !== null && 'text' in value && 'value' in value;

const isText = (value: unknown): value is string => typeof value === 'string';

/** A field as the server holds it. */
export const draftOf = (state: FieldState | undefined): Draft => {
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
export const draftKey = (blockId: string, actionId: string): string => `${blockId}\n${actionId}`;

/** The state of one field among those of its view. */
export const stateAt = (values: StateValues, blockId: string, actionId: string): FieldState | undefined =>
  values[blockId]?.[actionId];

/** The values of a draft as a list. */
export const listOf = ({ value }: Draft): string[] =>
  Array.isArray(value) ? value : value === null ? [] : [value];
