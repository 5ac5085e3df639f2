/** The text with a capital in front, as a card starts its lines. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

interface Topic {
  readonly key: string;
  readonly label: string;
  readonly pattern: RegExp;
}

/** What buyers worry about, so that an answer about "moving the data" meets a worry about "migration". */
const topics: readonly Topic[] = [
  {
    key: 'migration',
    label: 'Data migration',
    pattern:
      /\bmigrat\w*|\bmov(?:e|ing) (?:the |their |all )?(?:old )?(?:data|records)|\bdata (?:move|transfer)\b/iu,
  },
  { key: 'onboarding', label: 'Onboarding speed', pattern: /\bonboard\w*|\bramp(?:-| )?up\b/iu },
  {
    key: 'security',
    label: 'Security review',
    pattern: /\bsecurity|\binfosec|\bpen ?test|\bSOC ?2|\bciso\b/iu,
  },
  { key: 'integration', label: 'Integration', pattern: /\bintegrat\w*|\bAPI\b|\bSSO\b/iu },
  { key: 'lock-in', label: 'Lock-in', pattern: /\block-?in\b|\bexport\b/iu },
  { key: 'build', label: 'Building it in house', pattern: /\bbuild(?:ing|s)?\b|\bin-?house\b/iu },
  { key: 'overlap', label: 'Overlap with a tool they have', pattern: /\boverlap\w*|\bcall[- ]recording\b/iu },
  { key: 'adoption', label: 'Adoption', pattern: /\badopt\w*|\breally use\b|\breps will use\b/iu },
  {
    key: 'legal',
    label: 'Contract terms',
    pattern: /\bliabilit\w*|\blegal\b|\bclause|\bredline|\btermination\b/iu,
  },
  {
    key: 'price',
    label: 'Price',
    pattern:
      /\bpric\w*|\bexpensive|\bdiscount|\bcosts?\b|\bover (?:their |the )?budget|%|\bpercent\b|\bmeheng|[$€£₹]\s?\d/iu,
  },
  { key: 'accuracy', label: 'Accuracy', pattern: /\baccura\w*|\bprecision\b|\bfalse alarms?\b/iu },
  { key: 'roi', label: 'Proof of return', pattern: /\bROI\b|\bpayback|\bbusiness case\b/iu },
  { key: 'support', label: 'Support', pattern: /\bsupport\b|\bhelp ?desk\b/iu },
  { key: 'privacy', label: 'Data privacy', pattern: /\bprivacy|\bGDPR|\bconsent\b/iu },
  {
    key: 'timeline',
    label: 'Timeline',
    pattern: /\btimelines?\b|\bdeadline|\bgo-live|\bmonths?\b.*\blong\b|\btoo (?:long|slow)\b/iu,
  },
];

/** What a worry is called when its words name nothing. */
export const unnamedWorry = 'Open worry';

const common = new Set(
  'about after again also and asked been before call come data does done from have her him his into just last like more much need next only our out over own part said same send sent she sheet some still that the their them then there they this time today until was week were what when which will with would your you'.split(
    ' ',
  ),
);

/** What a text is about: known topics as `#key`, then its longer words. */
export function topicsOf(text: string): readonly string[] {
  const known = topics.filter((topic) => topic.pattern.test(text)).map((topic) => `#${topic.key}`);
  return [...known, ...contentWords(text)];
}

/** Whether two lists of topics meet: by known topics where both have some, else by their words. */
export function meet(some: readonly string[], others: readonly string[]): boolean {
  const known = (list: readonly string[]) => list.filter((topic) => topic.startsWith('#'));
  const both = known(some).length > 0 && known(others).length > 0;
  return (both ? known(some) : some).some((topic) => others.includes(topic));
}

/** Words that carry meaning, in lower case and without a plural's s. */
export function contentWords(text: string): readonly string[] {
  const words = text.toLowerCase().match(/\p{L}[\p{L}\p{M}\d'-]+/gu) ?? [];
  return words
    .filter((word) => (word.length > 3 || /^(?:roi|dpa|msa|api|sso|nda)$/u.test(word)) && !common.has(word))
    .map((word) => word.replace(/s$/u, ''));
}

/** Two to six words that name what is worried about: the words after `at`, else the topic of the clause. */
export function phraseAfter(clause: string, at: number): string {
  const about =
    /^\s*(?:\w+ )?(?:about|over|with|on|of|by|that|for) (?:the |their |our |his |her |a |how )?([^,.;:!?()“”"<>&]{3,60})/iu.exec(
      clause.slice(at),
    );
  const words =
    (about?.[1] ?? '').split(
      /\s+(?:and|because|since|which|who|as|if|so|when|before|after|from|than|until)\b/iu,
    )[0] ?? '';
  const phrase = words
    .replace(/(?:\s+(?:here|too|again|now|still|a lot|as well|though|yet|more|most|really))+$/iu, '')
    .trim()
    .split(/\s+/u)
    .slice(0, 5)
    .join(' ');
  const known =
    topics.find((topic) => topic.pattern.test(clause.slice(0, at))) ??
    topics.find((topic) => topic.pattern.test(clause));
  if (phrase.length >= 4 && phrase.length <= 40) return capital(phrase);
  return known?.label ?? unnamedWorry;
}

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
