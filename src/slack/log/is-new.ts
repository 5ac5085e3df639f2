import type { Choice } from './draft.ts';
import { newPerson } from './ids.ts';

/** Whether the chosen option makes somebody new. */
export function isNew(choice: Choice | null): boolean {
  return choice?.value.startsWith(newPerson) ?? false;
}
