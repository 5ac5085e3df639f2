import type { Scope } from '../memory.ts';
import type { NoteHeader, Visibility } from '../note.ts';
import { checkedUser } from './ids.ts';

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

/** What tags say of a note: what it belongs to, who wrote it, who may read it. */
export interface Access {
  readonly deal: string;
  readonly author: string;
  readonly visibility: Visibility;
  readonly prospects: readonly string[];
  readonly outcome: string;
}

/** The only place that decides who may read a note. */
export function mayRead(
  { author, visibility }: { readonly author: string; readonly visibility: Visibility },
  asker: string,
): boolean {
  return visibility === 'team' || author === asker;
}

/** Undefined when tags are missing or contradict each other: then nobody may read it. */
export function accessOf(tags: readonly string[]): Access | undefined {
  const unique = [...new Set(tags)];
  const values = (prefix: string) =>
    unique.filter((tag) => tag.startsWith(prefix)).map((tag) => tag.slice(prefix.length));
  const [deal, author, visibility, type, outcome] = ['deal:', 'rep:', 'vis:', 'type:', 'outcome:'].map(
    (prefix) => only(values(prefix)),
  );
  const prospects = values('prospect:');
  if (!deal || !author || !outcome || `type:${type}` !== noteTag || prospects.length === 0) return undefined;
  if (visibility !== 'private' && visibility !== 'team') return undefined;
  return { deal, author, visibility, prospects, outcome };
}

function only(values: readonly string[]): string | undefined {
  return values.length === 1 ? values[0] : undefined;
}

/** What to ask for so that together it is all that the asker may read. */
export function tagLists(scope: Scope, asker: string): readonly (readonly string[])[] {
  if (typeof scope === 'object' && 'rep' in scope) {
    const rep = authorTag(checkedUser(scope.rep));
    return scope.rep === asker ? [[noteTag, rep]] : [[noteTag, rep, teamTag]];
  }
  const narrowed = scope === 'everyone' ? [noteTag] : [noteTag, dealTag(scope.deal)];
  return [
    [...narrowed, authorTag(asker)],
    [...narrowed, teamTag],
  ];
}

/** Whether a note belongs to what was asked for, whatever the server says. */
export function isIn(scope: Scope, { deal, author }: NoteHeader): boolean {
  if (scope === 'everyone') return true;
  return 'rep' in scope ? author === scope.rep : deal.key === scope.deal;
}
