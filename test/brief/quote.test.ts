import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createPlaceFinder, createQuoteFinder, level } from '../../src/brief/quotes/quote.ts';
import { opening } from '../../src/brief/quotes/sentence-bounds.ts';

const find = (note: string, quote: string) => createQuoteFinder(note)(quote);

test.each([
  [
    'case and quote marks',
    'She is “nervous about\nthe migration”.',
    'she is "NERVOUS about',
    'She is “nervous about',
  ],
  ['white space', 'nervous about\nthe migration', 'about   the migration', 'about\nthe migration'],
  ['width', 'nervous about it', 'ｎｅｒｖｏｕｓ about', 'nervous about'],
  ['outer marks', 'the “migration timeline”.', '“migration timeline”...', 'migration timeline'],
  [
    'commas and dots',
    'Three way call w Deryn, Anju + two. Shes sharp',
    'call w Deryn Anju',
    'call w Deryn, Anju',
  ],
  ['dashes', 'a follow-up call — in May', 'follow up call in May', 'follow-up call — in May'],
  ['apostrophes', 'Doesnt know what that costs', "Doesn't know", 'Doesnt know'],
  ['composition', 'Mae\u0308lle put our case', 'Ma\u00eblle put', 'Mae\u0308lle put'],
  [
    'marks at its ends',
    '£60k is set aside (repairs)',
    '£60k is set aside (repairs)',
    '£60k is set aside (repairs)',
  ],
])('a quote may differ in %s and comes back in the note’s own characters', (_, note, quote, own) => {
  expect(find(note, quote)).toBe(own);
});

test.each([
  ['one word', 'Pilot agreed, 20 seats.', 'agreed', 'agreed'],
  ['two words', '견적 발송. 1억 2천.', '1억 2천', '1억 2천'],
  ['a Korean word without its particle', '옵티람도 견적 냄.', '옵티람', '옵티람'],
  ['Chinese inside a run', '他们同意试用三个月', '同意试用', '同意试用'],
  ['after an elision', "On valide l'offre lundi", 'offre lundi', 'offre lundi'],
  ['before a possessive', "Hamish's boss signs", 'Hamish', 'Hamish'],
])('however short, it holds: %s', (_, note, quote, own) => {
  expect(find(note, quote)).toBe(own);
});

test.each([
  ['that begins inside a word', 'She is unhappy with the price', 'happy with the price'],
  ['that ends inside a word', 'She is happy with the pricing', 'happy with the price'],
  ['of other words', 'nervous about the migration', 'afraid of the migration'],
  ['of nothing', 'nervous', '“...”'],
  ['that cuts a number', 'capped at 1.5x the fee', 'capped at 1'],
  ['that cuts a number in front', 'it costs 11,400 a month', '400 a month'],
  ['that cuts a date', 'Start 05.10. in Graz', 'Start 05'],
  ['that cuts off its not', "They can't sign", 'They can'],
  ['that cuts off a French not', "Il n'est pas d'accord", 'est pas'],
  ['of few words that stand in two places', 'Price fine. Later: price fine.', 'price fine'],
  ['longer than any note is asked for', 'word '.repeat(300), 'word '.repeat(130)],
])('a quote %s does not hold', (_, note, quote) => {
  expect(find(note, quote)).toBeNull();
});

test('a long quote is cut at a word and is still a piece of the note', () => {
  const note = Array.from({ length: 90 }, (_, index) => `word${index}`).join(' ');
  const found = find(note, note.slice(0, 400).replace(/ \S*$/, '')) ?? '';
  expect(found.length).toBeLessThanOrEqual(240);
  expect(note).toContain(`${found} `);
});

const word = fc.constantFrom(
  'price',
  'unhappy',
  "don't",
  '11,400',
  'Roßkamp',
  '견적',
  '漢字',
  'É.',
  'ﷺ',
  '👩‍👩‍👧',
  '-',
  '“ok”',
  'x\u0301\u0327',
);
const noteText = fc.array(word, { minLength: 1, maxLength: 30 }).map((words) => words.join(' '));

test('what is found is a piece of the note that begins and ends with whole words, for any text', () => {
  const text = fc.oneof(
    noteText,
    fc.string({ unit: 'grapheme', maxLength: 60 }),
    fc.string({ unit: 'binary' }),
  );
  const property = fc.property(text, text, fc.nat(), fc.nat(), (note, other, from, length) => {
    const finder = createPlaceFinder(note);
    for (const quote of [note, other, note.slice(from % (note.length + 1)).slice(0, length % 40)]) {
      const at = finder(quote);
      if (at === null) continue;
      expect(at.start).toBeLessThan(at.end);
      const [before, first] = [note.slice(0, at.start).at(-1) ?? ' ', note.charAt(at.start)];
      if (/[a-z]/.test(before)) expect(first).not.toMatch(/[a-z]/);
    }
  });
  fc.assert(property, { numRuns: 600 });
});

test('any run of three words and more of a note is found in it', () => {
  const property = fc.property(
    fc.array(fc.lorem({ maxCount: 1 }), { minLength: 5, maxLength: 40 }),
    fc.nat(),
    (words, from) => {
      const start = from % (words.length - 3);
      const quote = words.slice(start, start + 3 + (from % 7)).join(', ');
      expect(find(words.join(' '), quote.toUpperCase())).not.toBeNull();
    },
  );
  fc.assert(property);
});

test('levelling grows no text by more than five', () => {
  const property = fc.property(fc.string({ unit: 'binary' }), (text) => {
    expect(level(text).text.length).toBeLessThanOrEqual(5 * text.length + 1);
  });
  fc.assert(property);
  expect(level('ﷺ'.repeat(9000)).text.length).toBe(9000);
});

test.each([
  [
    'Second call, Tom from IT listened in. She is nervous about the migration timeline, they have six years of data to move and no plan.',
    'Second call, Tom from IT listened in.',
  ],
  [
    'Met Dr. Vogel and her team on the 3rd of March in the old office by the river, all of them were there and asked for the price list.',
    'Met Dr. Vogel and her team on the 3rd of March in the old office by the river, all of them were there and asked for the',
  ],
  ['Hi. '.repeat(3) + 'word '.repeat(40), /^Hi\. Hi\. Hi\. (?:word )+word$/],
  ['  A short one.  ', 'A short one.'],
])('what a note begins with ends at a sentence, else at a word: %s', (text, expected) => {
  const said = opening(text);
  if (typeof expected === 'string') expect(said).toBe(expected);
  else expect(said).toMatch(expected);
  expect(text).toContain(said);
});
