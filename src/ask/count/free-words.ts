/** Words that carry no condition. */
const filler = new Set(
  `i ive we weve our us my me mine the a an of in on at to for with from by about and that which who whose there do does
  did have has had is are was were be been being all any total altogether overall currently now right so far these they
  them their your you it its please each know see got get team ours deal deals pipeline company companies people note
  notes call calls spoken spoke talk talked speak make made log logged written wrote exist stand where when say says said
  mention mentions mentioned raise raised raises`.split(/\s+/),
);
/** What brings in words that notes must hold. */
const saying =
  /\b(?:say|says|said|mentions?|mentioned|mentioning|raised?|raises|raising|about|asked for|worry|worries|worried|concerned|wants?|wanted|needs?|needed)\s+(.+)$/;
/** Would turn the words around it into something else. */
const twists = /^(?:or|not|no|without|never|except|but|than|dont|havent|hasnt|didnt|isnt|arent)$/;
const mostWords = 5;

/** What a counting question leaves when all that is understood is taken out: words of notes that a verb brought in. */
export function freeWords(rest: string): readonly string[] | undefined {
  const match = saying.exec(rest);
  const before = match === null ? rest : rest.slice(0, match.index);
  return telling(before).length === 0 ? wordsOfMatter(match?.[1] ?? '') : undefined;
}

/** The same where the words themselves are of an objection or a competitor. Undefined when they are not to be understood. */
export function wordsOfMatter(text: string): readonly string[] | undefined {
  const words = telling(text);
  return words.length > mostWords || words.some((word) => twists.test(word)) ? undefined : words;
}

function telling(text: string): readonly string[] {
  return text.split(' ').filter((word) => word !== '' && !filler.has(word));
}
