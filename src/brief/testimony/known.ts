import type { Note } from '../../memory/note.ts';
import { type Known, numbersIn, wordsIn } from './sentence.ts';

/** What a sentence may name: the numbers and words of the notes, and the parts of their days and due dates. */
export function knownFrom(notes: readonly Note[], dates: readonly string[]): Known {
  const texts = notes.flatMap(({ text, prospects, deal }) => {
    return [
      text,
      deal.company ?? '',
      deal.label ?? '',
      ...prospects.map((one) => `${one.name} ${one.company ?? ''}`),
    ];
  });
  const days = [...notes.map((note) => note.day), ...dates].map((day) => day.replaceAll('-', ' / '));
  return { numbers: new Set([...texts, ...days].flatMap(numbersIn)), words: new Set(texts.flatMap(wordsIn)) };
}
