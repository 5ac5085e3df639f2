import type { Scope } from '../memory.ts';
import type { NoteHeader, Visibility } from '../note.ts';
import type { Team } from '../team.ts';
import { checkedUser } from './ids.ts';

/** Carried by every note and nothing else. */
export const noteTag = 'type:call_log';
const teamTag = 'vis:team';

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

/** Who asks, and whether what is shared with the team is theirs to read. */
export interface Reader {
  readonly asker: string;
  readonly isOfTeam: boolean;
}

/** The only place that makes a reader of somebody who asks. */
export function readerIn(team: Team, asker: string): Reader {
  return { asker, isOfTeam: team.has(asker) };
}

/** The only place that decides who may read a note. */
export function mayRead(
  { author, visibility }: { readonly author: string; readonly visibility: Visibility },
  { asker, isOfTeam }: Reader,
): boolean {
  return author === asker || (visibility === 'team' && isOfTeam);
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

/** What to ask for so that together it is all that may be read. */
export function tagLists(scope: Scope, { asker, isOfTeam }: Reader): readonly (readonly string[])[] {
  if (typeof scope === 'object' && 'rep' in scope) {
    const rep = authorTag(checkedUser(scope.rep));
    if (scope.rep === asker) return [[noteTag, rep]];
    return isOfTeam ? [[noteTag, rep, teamTag]] : [];
  }
  const narrowed = scope === 'everyone' ? [noteTag] : [noteTag, dealTag(scope.deal)];
  return readerTags({ asker, isOfTeam }).map((tag) => [...narrowed, tag]);
}

/** Each note that may be read carries one of these. */
export function readerTags({ asker, isOfTeam }: Reader): readonly string[] {
  return [authorTag(asker), ...(isOfTeam ? [teamTag] : [])];
}

/** Whether a note belongs to what was asked for, whatever the server says. */
export function isIn(scope: Scope, { deal, author }: NoteHeader): boolean {
  if (scope === 'everyone') return true;
  return 'rep' in scope ? author === scope.rep : deal.key === scope.deal;
}
