/** An object fresh from the wire, nothing known about its fields. */
export type JsonObject = Record<string, unknown>;

/** True for a plain object; arrays and null are not. */
export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What a client sent: a form carries objects as JSON text. */
export const decoded = (input: unknown): unknown => (typeof input === 'string' ? parseJson(input) : input);

/** Parses JSON text; undefined when it is none. */
export const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** A text as Slack sends it: the three characters that its markup is made of are escaped. */
export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
