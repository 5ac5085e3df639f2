import { phraseAfter } from '../topics.ts';
import type { Rule } from './rule.ts';

const notWorried =
  /\bfrom (?:sceptical|skeptical|nervous|hostile|worried)\b|\b(?:not|no longer|never|isn['’]t|aren['’]t|wasn['’]t|less|nobody|nothing|stopped|without|no) (?:\w+ )?(?:worr\w+|nervous|concern\w*|afraid|fear\w*|objection\w*|sceptical|skeptical|hesitant|complain\w*|too|risk\w*|issues?|anxious|blocker)\b|\bdon['’]t worry\b|\bwas (?:worried|nervous)\b.*\b(?:now|fine)\b|\b(?:worr(?:y|ies)|concerns?) (?:is|are|was|were) (?:gone|settled|answered|resolved|off the table)\b/iu;
const ours =
  /\b(?:I|we)(?:['’]m| am|['’]re| are)? (?:\w+ )?(?:worr\w+|concerned|nervous|fear|afraid|complain\w*)\b/iu;

/** What holds a deal back, in the buyer's words. */
export const doubts: readonly Rule[] = [
  {
    kind: 'objection',
    who: 'them',
    pattern:
      /\b(?:worr(?:y|ies|ied|ying)|nervous|concern(?:s|ed)?|afraid|fears?|feared|sceptical|skeptical|hesita(?:nt|tes|ted|nce)|anxious|uneasy|object(?:s|ed|ion|ions)|push(?:es|ed)? back|pushback|complain(?:s|ed)?|unhappy|doubts?|not convinced|unconvinced|hostile|burned by|burnt by|veto|tension|chinta|darr|चिंता)\b/iu,
    unless: new RegExp(`${notWorried.source}|${ours.source}|\\bbudget\\b`, 'iu'),
    text: (match, clause) => phraseAfter(clause, match.index + match[0].length),
    example: 'She is nervous about the migration timeline.',
    counter: 'She is no longer worried about migration.',
  },
  {
    kind: 'objection',
    who: 'them',
    pattern:
      /\b(?:(?:too|far too|way too) (?:expensive|long|slow|complex|complicated|risky|much|high|big)|pricey|\d+ ?(?:%|percent) (?:over|too high)|(?:top|biggest|main|real|big) (?:risk|worry|problem|blocker|fear)|deal ?breaker|dealbreaker|blocked by|stuck on|lock-?in|asked for (?:a )?(?:\d+ ?%)? ?(?:discount|off)|bahut mehenga|mehenga)\b/iu,
    unless: notWorried,
    text: (match, clause) => phraseAfter(clause, match.index + match[0].length),
    example: 'Data migration is the top risk for her.',
    counter: 'Nothing is too complex for them.',
  },
  {
    kind: 'objection',
    who: 'them',
    pattern:
      /\b(?:refuse[sd]?|said no|says no|turned down|not willing to|will not accept|won['’]t accept)\b/iu,
    unless: ours,
    text: (match, clause) => phraseAfter(clause, match.index + match[0].length),
    example: 'Security refuses a hosted copy of the data.',
    counter: 'They use a hosted copy of the data.',
  },
  {
    kind: 'budget_doubt',
    who: 'them',
    pattern:
      /\bbudget\b.{0,30}\b(?:frozen|freeze|on hold|cut|slashed|not (?:yet )?(?:approved|confirmed|there)|isn['’]t (?:approved|confirmed|there)|gone|tight|unclear|under review|pending|worr\w+|nahi|stuck)\b|\b(?:no|without|froze the|cut the|lost the|worried about (?:the )?|company-wide) (?:budget|money|funds)\b|\b(?:budget|spending|company-wide) freeze\b|\bfunds are gone\b/iu,
    unless:
      /\b(?:lifted|unfrozen|unfroze|no longer|not frozen|isn['’]t frozen|is over|has ended|released|no budget (?:worr\w+|problem|issue|freeze|talk|discussion|question|yet))\b/iu,
    date: 'taken',
    text: (_match, clause) => (/fr(?:o|ee)z/iu.test(clause) ? 'Budget frozen' : 'Budget not certain'),
    example: 'Budget is frozen until 7 April.',
    counter: 'The budget freeze was lifted.',
  },
];
