import { capital } from '../words.ts';
import type { Rule } from './rule.ts';

/** Titles of those who can decide to buy. */
const deciderTitle =
  'CFO|COO|CEO|CTO|CIO|CRO|CMO|CISO|CMIO|SVP|EVP|VP|vice president|managing director|finance director|president|founder|chief \\w+ officer|board|economic buyer';
/** Titles that decide by themselves: a call with one of them needs no further word. */
const signerTitle = deciderTitle.replace(/\|SVP\|EVP\|VP\|vice president|\|board/gu, '');
const engaged =
  'joined|joins|joining|sat in|came in|came along|came to|came on|was on|attended|dialled in|dialed in|asked|asks|spoke|replied|wrote|liked|walked us|listened|took part|turned up|called us|pushed back|approved|signed|wanted to know|read|ran|compared';
const away =
  /\b(?:will|would|should|might|could|going to|needs? to|to join|not|never|missed|dropped|skipped|absent|no|without|next time|wants? (?:the|her|his|their))\b|n['’]t\b/iu;

/** Who is in the deal and what part they play. */
export const roles: readonly Rule[] = [
  {
    kind: 'decision_maker',
    who: 'them',
    pattern: new RegExp(`\\b(${deciderTitle})\\b[^.]{0,40}?\\b(?:${engaged})\\b`, 'iu'),
    unless: away,
    text: (match) => `${title(match[1])} engaged`,
    example: 'The COO sat in for the second half.',
    counter: 'The CFO did not join.',
  },
  {
    kind: 'decision_maker',
    who: 'them',
    pattern: new RegExp(
      `\\b(?:met|spoke (?:to|with)|talked (?:to|with)|call with|meeting with|demo for|presented to|demoed to)\\b[^.,;]{0,25}?(?:, )?(?:the |their |her |his )?\\b(${signerTitle})\\b`,
      'iu',
    ),
    unless: new RegExp(`${away.source}|\\b(?:next|on \\d)`, 'iu'),
    text: (match) => `${title(match[1])} engaged`,
    example: 'Met the CFO for half an hour.',
    counter: 'Next meeting with the CFO is open.',
  },
  {
    kind: 'champion',
    who: 'them',
    pattern:
      /\b(?:champion|(?:sells|selling|sold) (?:it|this|us) (?:internally|inside)|on our side|in our corner|advocate|vouch(?:es|ed)|push(?:es|ing) (?:it|this|us|for us) internally|fight(?:s|ing) for us|wants (?:this|us) to win|introduced us to|(?:sent|forwarded|passed|took|showed|shared) (?:it|this|our [\w ]{3,20}|the (?:ROI )?(?:sheet|deck|plan|one-pager)) (?:on )?to (?:her|his|their|the) (?:boss|own|CFO|COO|CEO|CTO|team|board|VP))\b/iu,
    unless: /\b(?:need|lost|former|looking for|find|who is|left)\b/iu,
    factOnly: true,
    text: 'Champion',
    example: 'Dana is our champion there.',
    counter: 'We have no champion in this account.',
  },
  {
    kind: 'person',
    who: 'them',
    pattern:
      /(\p{Lu}[\p{L}'’-]+(?: \p{Lu}[\p{L}'’-]+)?)(?:, (?:the |their |our |her |his )?| is (?:the |their )?| \(| \b(?:as|now) )((?:VP|SVP|EVP|CFO|COO|CEO|CTO|CIO|CRO|CMO|CISO|CMIO|Head of|Director of|Chief|Manager|Lead|Procurement|Controller|Founder)\b(?:[ -](?:of |and )?\p{Lu}[\p{L}-]+){0,3})/u,
    text: (match) => `${match[1]}, ${match[2]}`,
    example: 'Met Priya Sharma, VP Sales, for the first time.',
    counter: 'Met the VP Sales for the first time.',
  },
];

function title(word: string | undefined): string {
  return capital(word ?? 'Decision maker');
}
