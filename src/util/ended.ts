/** With a full stop, where it does not end as a sentence does. */
export function ended(words: string): string {
  return /[.!?…]$/.test(words) ? words : `${words}.`;
}
