import type { Scope } from '../memory.ts';
import type { NoteHeader } from '../note.ts';
import { checkedUser } from './ids.ts';
import { authorTag, dealTag, noteTag, teamTag } from './tags.ts';

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
