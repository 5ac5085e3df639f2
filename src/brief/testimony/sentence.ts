/** Domains that chat programs turn into links by themselves. */
const link =
  /:\/\/|www\.|mailto:|[\p{L}\d-]\.(?:com|net|org|io|ai|co|dev|app|info|biz|xyz|ru|cn|me|gg|ly|to|link|click|site|online|shop|top|uk|de|eu|us|in|fr|ch|nl)(?![\p{L}\d])/iu;
const mention = /[<>]|@[\p{L}\d]|&(?:lt|gt|amp);|[\p{L}\d]@/u;
const aboutItself = /\b(?:as|am|an) (?:an )?AI\b|\blanguage model\b/i;

/** All numbers of a text, thousands joined: `$85,000 by 2 Dec` has 85000 and 2. */
export function numbersIn(text: string): readonly string[] {
  const joined = text.normalize('NFKC').replace(/(?<=\d)[,' ](?=\d{3}(?!\d))/g, '');
  return (joined.match(/\d+(?:[.,]\d+)?/g) ?? []).map((number) => number.replace(/^0+(?=\d)/, ''));
}

const fullName = /\p{Lu}\p{Ll}+(?:[ -]\p{Lu}\p{Ll}+)+/gu;

/** What a sentence may name: the numbers and the words of the notes, in lower case. */
export interface Known {
  readonly numbers: ReadonlySet<string>;
  readonly words: ReadonlySet<string>;
}

/** The words of a text in lower case. */
export function wordsIn(text: string): readonly string[] {
  return (
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{M}]+/gu) ?? []
  );
}

/** Whether a full name stands in it of which not a single word is in the notes: somebody made up. */
function namesAStranger(sentence: string, { words }: Known): boolean {
  const names = sentence.match(fullName) ?? [];
  return names.some((name) => !wordsIn(name).some((word) => words.has(word)));
}

/** True when a sentence has no link, mention, markup or word of the model itself, and no number or name but the notes' own. */
export function isSafe(sentence: string, known: Known): boolean {
  if (sentence === '' || link.test(sentence) || mention.test(sentence)) return false;
  if (aboutItself.test(sentence) || namesAStranger(sentence, known)) return false;
  return numbersIn(sentence).every((number) => known.numbers.has(number));
}
