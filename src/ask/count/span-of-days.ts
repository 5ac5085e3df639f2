const numbers: Readonly<Record<string, number>> = {
  a: 1,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  twelve: 12,
};
const spans: Readonly<Record<string, number>> = { day: 1, week: 7, month: 30, quarter: 91, year: 365 };

/** How many, in digits or in a word, as a piece of a pattern. */
export const countWords = `\\d{1,3}|${Object.keys(numbers).join('|')}`;

/** "two" and "week" are 14. */
export function daysIn(count: string, span: string): number {
  return (numbers[count.toLowerCase()] ?? Number(count)) * (spans[span.toLowerCase()] ?? 1);
}
