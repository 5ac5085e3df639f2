import { createHash } from 'node:crypto';

const plain = /^[a-z0-9]+(?: [a-z0-9]+)*$/;
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}]/gu;
const white = /[\p{Cc}\p{Z}]+/gu;
const latinWithMarks = /(\p{Script=Latin})\p{M}+/gu;
const apostrophes = /['’ʼ‘`´]/g;
// `+` and `#` count as letters, or "C++" and "C#" were one company.
const notOfAWord = /[^\p{L}\p{M}\p{N}+#]+/gu;
/** Latin letters that no decomposition takes apart. */
const whole: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ł: 'l',
  þ: 'th',
  ħ: 'h',
  ı: 'i',
  ς: 'σ',
};
const wholeLetters = new RegExp(`[${Object.keys(whole).join('')}]`, 'g');
const slugLength = 40;
const hashLength = 12;

/**
 * What two spellings of one name share: no case, no accents on Latin letters, no unseen characters, words
 * parted by one space. Empty when nothing in it can be said aloud.
 */
export function canonical(text: string): string {
  const lower = text.toLowerCase();
  if (plain.test(lower)) return lower;
  // Folding may bring forth something to fold; twice is always enough.
  return fold(fold(lower));
}

function fold(text: string): string {
  return text
    .replace(white, ' ')
    .replace(unseen, '')
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    .replace(latinWithMarks, '$1')
    .replace(wholeLetters, (letter) => whole[letter] ?? letter)
    .normalize('NFC')
    .replace(apostrophes, '')
    .replace(notOfAWord, ' ')
    .trim();
}

/** The words of a name's canonical form. */
export function wordsOf(text: string): readonly string[] {
  return text === '' ? [] : text.split(' ');
}

/** Key of a person at a company, fit for a tag; equal for equal canonical forms. */
export function prospectKey(name: string, company: string | null): string {
  return keyOf([name, company ?? ''], ['person', identity(name), identity(company)]);
}

/** Key of a company's deal, or of a person's when no company is known; the label tells two deals apart. */
export function dealKey(
  { name, company }: { readonly name: string; readonly company: string | null },
  label: string | null,
): string {
  const subject = company === null ? ['one', identity(name)] : ['company', identity(company)];
  return keyOf([company ?? name, label ?? ''], ['deal', ...subject, identity(label)]);
}

/** Names of symbols alone still differ from each other and from none. */
function identity(text: string | null): string | null {
  if (text === null) return null;
  return canonical(text) || text.normalize('NFKC').trim();
}

function keyOf(shown: readonly string[], basis: readonly (string | null)[]): string {
  const slug = canonical(shown.join(' '))
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, slugLength)
    .replace(/^-+|-+$/g, '');
  const hash = createHash('sha256').update(JSON.stringify(basis)).digest('hex').slice(0, hashLength);
  return `${slug || 'x'}-${hash}`;
}
