/** "Pilot agreed" → "pilot agreed". */
export function lowerFirst(text: string): string {
  return `${text.charAt(0).toLowerCase()}${text.slice(1)}`;
}

/** "monday" → "Monday". */
export function upperFirst(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

const calendarNames =
  /\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(?:january|february|march|april|may|june|july|august|september|october|november|december)\b/g;

/** "in january" → "in January", of words that name days. */
export function withDayNames(text: string): string {
  return text.replace(calendarNames, upperFirst);
}
