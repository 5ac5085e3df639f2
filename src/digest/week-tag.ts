/** Carried by all that a rep said of their week. */
export function weekTag(rep: string): string {
  return `week:${rep}`;
}
