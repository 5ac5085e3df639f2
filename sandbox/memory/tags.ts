import { z } from 'zod';

/** How wanted tags are compared; only the strict ones and `exact` leave untagged notes out. */
export const tagsMatchSchema = z.enum(['any', 'all', 'any_strict', 'all_strict', 'exact']);
export type TagsMatch = z.infer<typeof tagsMatchSchema>;

export type TagGroup =
  | { tags: string[]; match: TagsMatch }
  | { and: TagGroup[] }
  | { or: TagGroup[] }
  | { not: TagGroup };

/** A leaf, or groups joined by and, or, not. */
export const tagGroupSchema: z.ZodType<TagGroup> = z.lazy(() =>
  z.union([
    z.object({ tags: z.array(z.string()), match: tagsMatchSchema.default('any_strict') }),
    z.object({ and: z.array(tagGroupSchema) }),
    z.object({ or: z.array(tagGroupSchema) }),
    z.object({ not: tagGroupSchema }),
  ]),
);

/** The filter of a whole request, where no tags mean no filter, except for `exact`: untagged notes alone. */
export function passes(tags: readonly string[], wanted: readonly string[], match: TagsMatch): boolean {
  if (wanted.length === 0) return match === 'exact' ? tags.length === 0 : true;
  return matches(tags, wanted, match);
}

/** One group; unlike the whole request's filter an empty leaf filters too. */
export function passesGroup(tags: readonly string[], group: TagGroup): boolean {
  if ('and' in group) return group.and.every((part) => passesGroup(tags, part));
  if ('or' in group) return group.or.some((part) => passesGroup(tags, part));
  if ('not' in group) return !passesGroup(tags, group.not);
  return matches(tags, group.tags, group.match);
}

function matches(tags: readonly string[], wanted: readonly string[], match: TagsMatch): boolean {
  if (match === 'exact')
    return tags.length === new Set(wanted).size && wanted.every((tag) => tags.includes(tag));
  if (tags.length === 0) return match === 'any' || match === 'all';
  if (match === 'any' || match === 'any_strict') return wanted.some((tag) => tags.includes(tag));
  return wanted.every((tag) => tags.includes(tag));
}
