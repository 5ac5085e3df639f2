const moods: readonly (readonly [RegExp, string])[] = [
  [/\bnervous|\banxious|\buneasy/iu, 'nervous'],
  [/\bworr(?:y|ies|ied)|\bconcerned/iu, 'worried'],
  [/\bhostile|\bangry|\bannoyed|\birritated|\bupset/iu, 'annoyed'],
  [/\bs[ck]eptical|\bdoubt(?:s|ful)/iu, 'sceptical'],
  [/\bhesita(?:nt|tes|ted)|\bunsure/iu, 'hesitant'],
  [/\bwarm(?:er|ed)?\b|\bfriendly|\bcheerful|\brelaxed/iu, 'warm'],
  [/\bexcited|\bkeen|\benthusias\w+|\bdelighted|\bloved?\b|\bthrilled/iu, 'keen'],
  [/\bcalm(?:er|ed)?\b|\breassured|\brelieved/iu, 'calm'],
  [/\bpositive|\bhappy|\bliked|\blikes|\bpleased|\bpasand/iu, 'positive'],
  [/\bneutral|\bquiet|\breserved|\bcold\b/iu, 'reserved'],
  [/\brushed|\bstressed|\bbusy\b|\bin a hurry/iu, 'busy'],
];

const denied = /\b(?:not|never|no longer)\b|n['’]t\b/iu;

/** How a clause says the buyer sounded, in one word; null when it does not say. */
export function moodWord(clause: string): string | null {
  if (denied.test(clause)) return null;
  return moods.find(([pattern]) => pattern.test(clause))?.[1] ?? null;
}
