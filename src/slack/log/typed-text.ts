const longestTypedName = 5;

/** Splits `Priya: two sentences`. Without a colon a few words are a name, and more than that are what happened. */
export function parseLogText(text: string): { name: string; note: string } {
  const typed = text.trim();
  const [, name, note] = /^([^:：\n]{1,120}?)\s*[:：](?=\s|$)([\s\S]*)$/.exec(typed) ?? [];
  if (name !== undefined) return { name: name.trim(), note: (note ?? '').trim() };
  return typed.split(/\s+/).length <= longestTypedName
    ? { name: typed, note: '' }
    : { name: '', note: typed };
}
