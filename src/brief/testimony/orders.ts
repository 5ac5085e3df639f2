const start = /(?:^|[.!?:;\n>"'“(\]]\s*|\*\*)(?:please |now |and |assistant[:,]? |important[:,]? )*/;
const ignore =
  /(?:ignore|disregard|forget|override)\b[^.\n]{0,60}\b(?:rules?|instructions?|prompts?|guidelines?)\b/;
const grade =
  /(?:set|give|make|rate|change|raise)\b[^.\n]{0,30}\bscore\b|rate (?:this|it|the)\b[^.\n]{0,20}\b100\b/;

/** An order to whoever reads the note by machine, at the start of a sentence: no rep writes it of a buyer. */
const order = new RegExp(`${start.source}(?:${ignore.source}|${grade.source})`, 'i');

/**
 * The part of a note that may prove something: all before the first order in it. A model is told not to obey one;
 * this holds when it does.
 */
export function beforeOrders(text: string): string {
  const at = text.search(order);
  return at < 0 ? text : text.slice(0, at);
}
