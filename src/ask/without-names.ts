/** A text without these names; both in canonical form. */
export function withoutNames(text: string, names: readonly string[]): string {
  // A possessive is written as one word in canonical form.
  const forms = names.flatMap((name) => [`${name}s`, name]);
  return forms.reduce((left, name) => ` ${left} `.replaceAll(` ${name} `, '  '), text);
}
