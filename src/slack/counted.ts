/** Characters as Slack counts them for the whole message: those of its texts, escaped, and 100 for each header. */
export function countedSize(blocks: readonly unknown[]): number {
  return blocks.reduce<number>((sum, block) => sum + countedPart(block), 0);
}

function countedPart(part: unknown): number {
  if (Array.isArray(part)) return countedSize(part);
  if (part === null || typeof part !== 'object') return 0;
  const surcharge = 'type' in part && part.type === 'header' ? 100 : 0;
  return Object.entries(part).reduce((sum, [key, inner]) => {
    return sum + (key === 'text' && typeof inner === 'string' ? countedLength(inner) : countedPart(inner));
  }, surcharge);
}

/** `&` counts as 5, `<` and `>` as 4, whether escaped already or not. */
export function countedLength(text: string): number {
  return text.replace(/&(?!amp;|lt;|gt;)/g, '&amp;').replace(/[<>]/g, '&lt;').length;
}
