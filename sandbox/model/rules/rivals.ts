import type { Rule } from './rule.ts';

const name = '((?:\\p{Lu}[\\p{L}\\d.-]*)(?: \\p{Lu}[\\p{L}\\d.-]*)?)';

/** Others who want the same deal. */
export const rivals: readonly Rule[] = [
  {
    kind: 'competitor',
    who: 'them',
    pattern: new RegExp(
      `\\b(?:looking at|evaluating|talking to|comparing (?:us )?(?:with|to|against)|compared us (?:with|to)|demo (?:from|with|of)|quote from|trial of|shortlisted|also (?:has|have|met|seeing|saw)|competitor|competing with|up against|against|versus|vs\\.?|incumbent(?: is)?|mentioned|(?:expensive|cheaper|better|pricier|weaker|stronger) than|currently (?:use|uses|on)|prefers|leaning (?:to|towards)) ${name}`,
      'u',
    ),
    unless:
      /\b(?:not|no longer|never|dropped|ruled out|stopped)\b|n['’]t\b|\b(?:talking to|demo (?:with|of)|against|also (?:met|has|have)) (?:IT|Legal|Finance|Security|Procurement|HR|Ops|Q[1-4]|CFO|COO|CEO|CTO|CISO|VP|Head)\b/iu,
    text: (match) => (match[1] ?? 'A competitor').replace(/[.\s]+$/u, ''),
    example: 'They are also looking at Northbeam.',
    counter: 'They are not looking at Northbeam any more.',
  },
  {
    kind: 'competitor',
    who: 'them',
    pattern:
      /\b(?:a|another|the|one|two|three|other|their|both) (?:\w+ )?(?:competitors?|rivals?|bidders?|incumbent)\b|\b(?:another|other|two|three|both|second|third) (?:\w+ )?vendors?\b/iu,
    unless:
      /\b(?:not|no longer|never|dropped|ruled out|stopped|vendor onboarding|vendor management|earlier vendor|former vendor|last vendor|old vendor|competitor comparison|competitor one-pager|burned)\b|n['’]t\b/iu,
    text: 'A competitor',
    example: 'Two other vendors are in the race.',
    counter: 'She dropped the other vendor.',
  },
  {
    kind: 'competitor',
    who: 'them',
    pattern:
      /\b(?:prefers? to build|build (?:it )?(?:themselves|in-?house|internally)|already building|building (?:it|this|their own))\b/iu,
    unless: /\b(?:not|never|no longer|gave up)\b|n['’]t\b/iu,
    text: 'Building it in house',
    example: 'The platform team prefers to build.',
    counter: 'They will not build it themselves.',
  },
];
