/** Newest first. */
export function byLastContact(a: { readonly lastDay: string }, b: { readonly lastDay: string }): number {
  if (a.lastDay === b.lastDay) return 0;
  return a.lastDay < b.lastDay ? 1 : -1;
}
