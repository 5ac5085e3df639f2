import type { Visibility } from '../note.ts';

/** Carried by every note and nothing else. */
export const noteTag = 'type:call_log';
export const teamTag = 'vis:team';

export function dealTag(key: string): string {
  return `deal:${key}`;
}

export function prospectTag(key: string): string {
  return `prospect:${key}`;
}

export function authorTag(user: string): string {
  return `rep:${user}`;
}

/** The same tags with another reader: nothing else of the note changes. */
export function withVisibility(tags: readonly string[], visibility: Visibility): readonly string[] {
  return [...tags.filter((tag) => !tag.startsWith('vis:')), visibilityTag(visibility)];
}

/** Who may read the note, as a tag: exactly one stands on each. */
export function visibilityTag(visibility: Visibility): string {
  return `vis:${visibility}`;
}
