const invisible = /[\p{Cf}\p{Co}\p{Cn}\p{Cs}]|(?![\n\t])\p{Cc}/gu;

/** A model's words as one line without invisible characters, clipped at a word with an ellipsis. */
export function tidy(text: string, limit: number): string {
  const line = text.replace(invisible, '').replace(/\s+/g, ' ').trim();
  if (line.length <= limit) return line;
  // Never half of a character that takes two places.
  const cut = line.slice(0, limit - 1).replace(/[\ud800-\udbff]$/, '');
  const space = cut.lastIndexOf(' ');
  return `${cut.slice(0, space > limit / 2 ? space : limit - 1).trimEnd()}…`;
}
