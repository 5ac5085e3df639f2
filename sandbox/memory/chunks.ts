/** Longest text that stays one unit, in characters; Hindsight's `retain_chunk_size`. */
const longestUnit = 3_000;

const separators = ['\n\n', '\n', '. ', '! ', '? ', '; ', ', ', ' ', ''];

/** Cuts a long text where Hindsight cuts it: at paragraphs, else lines, else sentences, else words. */
export function chunksOf(text: string): string[] {
  if (text === '') return [];
  return text.length <= longestUnit ? [text] : split(text, separators);
}

function split(text: string, candidates: readonly string[]): string[] {
  const at = candidates.findIndex((candidate) => text.includes(candidate));
  const rest = candidates.slice(at + 1);
  const chunks: string[] = [];
  let packed = '';
  const flush = () => {
    if (packed.trim() !== '') chunks.push(packed.trim());
    packed = '';
  };
  for (const piece of piecesOf(text, candidates[at] ?? '')) {
    if (packed.length + piece.length > longestUnit) flush();
    if (piece.length <= longestUnit) packed += piece;
    else chunks.push(...split(piece, rest));
  }
  flush();
  return chunks;
}

/** Every piece after the first begins with its separator. */
function piecesOf(text: string, separator: string): string[] {
  if (separator === '') return [...text];
  return text
    .split(separator)
    .map((piece, index) => (index === 0 ? piece : separator + piece))
    .filter((piece) => piece !== '');
}
