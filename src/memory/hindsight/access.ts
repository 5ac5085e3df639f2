import type { Visibility } from '../note.ts';
import { noteTag } from './tags.ts';

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
