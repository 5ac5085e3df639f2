const plain = /^[a-z0-9]+(?: [a-z0-9]+)*$/;
/** No language puts so many on one letter, and putting very many in order takes a while. */
const tooManyMarks = /(\p{M}{8})\p{M}+/gu;

/**
 * What two spellings of one name share: no case, no accents on Latin letters, no unseen characters, words
 * parted by one space. Empty when nothing in it can be said aloud.
 */
export function canonical(text: string): string {
  const lower = text.toLowerCase();
  if (lower === '' || plain.test(lower)) return lower;
  const forms = new Map<string, string>();
  const formOf = (word: string) => {
    // Folding may bring forth something to fold; twice is always enough.
    const form = forms.get(word) ?? (plain.test(word) ? word : fold(fold(word)));
    forms.set(word, form);
    return form;
  };
  const words = lower.replace(tooManyMarks, '$1').normalize('NFKC').split(white);
  return words
    .map(formOf)
    .filter((form) => form !== '')
    .join(' ');
}

/** The words of a name's canonical form. */
export function wordsOf(text: string): readonly string[] {
  return text === '' ? [] : text.split(' ');
}

const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}]/gu;
const white = /[\p{Cc}\p{Z}]+/u;
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

/** One round of levelling: a result may still hold something to fold. */
function fold(text: string): string {
  return text
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
