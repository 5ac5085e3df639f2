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

/** One round of levelling: a result may still hold something to fold. */
export function fold(text: string): string {
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
