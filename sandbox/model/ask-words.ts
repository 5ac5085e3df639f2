const empty = new Set(
  `a about after again all also an and any anybody anyone are as ask asked at be been before being but by can could did
  do does during else ever everybody everyone finds for from had has have he her his how i if in into is it its last like
  many me mean mention mentioned more most much my now of on or our out over raise raised said say says she should so
  some somebody someone still such talk talked tell than that the their them there they thing things think this to too
  up us use uses using want wants was we were what when where which while who whom whose why will with would you your`.split(
    /\s+/u,
  ),
);

/** The words of a text in lower case, apart from possessive endings. */
export function plainWords(text: string): readonly string[] {
  const bare = text.toLowerCase().replace(/['’]s\b/gu, '');
  return bare.match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}-]*/gu) ?? [];
}

/** What of a word stays the same when it is bent: "worried" and "worry", "migrating" and "migration". */
export function root(word: string): string {
  const bare = word.replace(/(?:ies|ied)$/u, 'y').replace(/(?:ing|ion|ed|es|s|e)$/u, '');
  return bare.length < 3 ? word : bare.replace(/at$/u, '').replace(/(.)\1$/u, '$1');
}

/** Roots of the words that say something. */
export function roots(text: string): ReadonlySet<string> {
  const telling = plainWords(text).filter((word) => !empty.has(word));
  return new Set(telling.map(root));
}
