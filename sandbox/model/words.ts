/** The text with a capital in front, as a card starts its lines. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
