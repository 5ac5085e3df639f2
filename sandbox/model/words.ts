/** The text with a capital in front, as a card starts its lines. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A label in the middle of a sentence; abbreviations keep their capitals. */
export function lower(text: string): string {
  const next = text.charAt(1);
  return next === next.toLowerCase() ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}
