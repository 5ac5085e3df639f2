/** How people type in a hurry, and what is meant; each stands as a word of its own. */
const shortForms: readonly (readonly [RegExp, string])[] = [
  [
    /^\W*(?:(?:and|so|but|ok|okay|also|hey|hi|then|right|quick(?: question)?|ballpark|remind me)(?:,\s*|\s+))+(?=\p{L})/iu,
    '',
  ],
  [
    /^\W*(?:(?:(?:can|could) you |please |just )*(?:tell|remind) me|(?:do|does) (?:you|we|anybody|anyone) know|any idea|i (?:need|want|would like|have) to know)(?:,\s*|\s+)(?=(?:who|what|when|where|why|how|which)\b)/iu,
    '',
  ],
  [
    /(?<=^(?:who|what|when|where|how)\b.*\S)\s+(?:again|exactly|anyway|by the way|btw|pls|plz|please)(?=\W*$)/iu,
    '',
  ],
  [/(?<=\S)[,\s]+(?:pls|plz|please|thx|thanks|cheers)(?=\W*$)/giu, ''],
  [/(?<=^\W*(?:(?:and|so|but|ok) )?(?:what|who|when|where|how))['’]?s(?=\s)/giu, ' is'],
  [/(?<=^\W*(?:(?:and|so|but|ok) )?(?:what|who|when|where|how))['’]re(?=\s)/giu, ' are'],
  [/(?<=^\W*)(?:wich|whcih|whic)(?= )/giu, 'which'],
  [/\b(?:wich|whcih|whic|witch)(?= (?:deals?|one|of|people|compan|prospects?|accounts?))/giu, 'which'],
  [
    /^\W*(?:(?:on|by|until|till) )?(?:what|which) (?:day|date)(?= (?:is|are|was|were|do|does|did|will|should|can|must)\b)/giu,
    'when',
  ],
  [
    /(?<=^\W*(?:who(?: else)?|whom|which (?:deals|people|accounts|customers)) )(have|did)n['’]?t (I|we)(?= )/giu,
    '$1 $2 not',
  ],
  [/\b(?:waht|wht|wat)\b/giu, 'what'],
  [/\b(?:wehn|wen)(?= (?:is|was|did|do|does|are|were|will)\b)/giu, 'when'],
  [/\bhw(?= (?:is|are|many|much|long|often)\b)/giu, 'how'],
  [/(?<=\s)w\/?(?=\s)/gu, 'with'],
  [/(?<=\s)abt(?=[\s?]|$)/gu, 'about'],
  [/\bwk(s?)\b/gu, 'week$1'],
  [/\b(?:mtg|meting)(s?)\b/giu, 'meeting$1'],
  [/\b(?:tmrw|tmr|tomorow|tommorow|tommorrow)\b/giu, 'tomorrow'],
  [/\b(?:pls|plz)\b/giu, 'please'],
  [
    /^\W*((?:this|next) (?:week|month)|today|tomorrow)['’]?s\s+((?:meeting|call|demo|workshop|visit|appointment)s?)(?=\W*$)/giu,
    '$2 $1',
  ],
  [/\bppl\b/giu, 'people'],
  // Each row of a list has these by itself.
  [
    /(?:,|\swith)\s*(?:the )?(?:accounts?|compan(?:y|ies)|customers?|deals?|days?|dates?|times?|people|who|when)(?:\s*(?:\+|&|,|\/|and)\s*(?:accounts?|compan(?:y|ies)|customers?|deals?|days?|dates?|times?|people|who|when))+(?:,?\s+please)?(?=\W*$)/giu,
    '',
  ],
  [/(?<=\s)rn(?=\W*$)/giu, 'now'],
  [/(?<=\s)n(?=\s+(?:where|when|who|what|how|why)\b)/giu, 'and'],
  [/(?<=\s)nr(?=\W*$)/giu, 'number'],
];

/** A question as it was meant, for what reads it: short forms are written out, names and all else stay as typed. */
export function plainQuestion(typed: string): string {
  return shortForms.reduce((text, [form, meant]) => text.replace(form, meant), typed);
}
