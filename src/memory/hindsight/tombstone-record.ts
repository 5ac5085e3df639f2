/** Carried by every tombstone and nothing else. */
export const kindTag = 'kind:tombstone';
const buriedPrefix = 'buried:';

/** Where the tombstone of a note lies. */
export function tombstoneId(noteId: string): string {
  return `tombstone-${noteId.replace(/^note-/, '')}`;
}

/** Not the tag of records that rest on the note, for those are deleted with it. */
export function buriedTag(noteId: string): string {
  return `${buriedPrefix}${noteId}`;
}

/** The note that a tombstone is for; undefined for its other tags. */
export function buriedId(tag: string): string | undefined {
  return tag.startsWith(buriedPrefix) ? tag.slice(buriedPrefix.length) : undefined;
}
