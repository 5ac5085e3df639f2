/** Words of an order to whoever reads the note by machine: no rep writes them of a buyer. */
const order =
  /\b(?:ignore|disregard|forget|override)\b[^.\n]{0,40}\b(?:rules?|instructions?|prompts?|guidelines?)\b|\b(?:set|give|make|rate|change)\b[^.\n]{0,30}\bscore\b|\bscore\b\W{0,3}(?:to|of|as|is)?\W{0,3}100\b|\brate\b[^.\n]{0,20}\b100\b|\bsystem (?:prompt|message)\b|\byou are now\b/i;

/**
 * The part of a note that may prove something: all before the first order in it. A model is told not to obey one;
 * this holds when it does.
 */
export function beforeOrders(text: string): string {
  const at = text.search(order);
  return at < 0 ? text : text.slice(0, at);
}
