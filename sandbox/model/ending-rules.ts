import type { Ending } from './read-note.ts';

/** A later clause that ends what a kind of line says. */
export interface EndingRule {
  readonly ends: readonly string[];
  readonly how: Ending;
  readonly pattern: RegExp;
  readonly unless?: RegExp;
  /** What the clause must share with the line: a topic, the rival's name, or nothing. */
  readonly shares: 'topic' | 'name' | 'nothing';
  readonly example: string;
}

const settled =
  /\b(?:no longer (?:worr\w+|nervous|concerned|an issue|a problem)|not (?:worr\w+|nervous|concerned) (?:\w+ )?(?:about|any ?more)|isn['’]t (?:worried|nervous|concerned)|(?:worry|worries|concern|concerns|objection|question|risk) .{0,40}\b(?:gone|settled|answered|resolved|closed|off the table|handled)|(?:settle[sd]|resolve[sd]|answer(?:s|ed)|solve[sd]|satisfied|convinced|reassured|relieved|comfortable|at ease|calmed)\b|won (?:her|him|them) over|came round|happy with|fine with|ok with|okay with|accept(?:s|ed)|agreed (?:to|on) (?:the |our |a )|signed off|cleared|passed|(?:is|are) fine now|was (?:her|his|my|their) only (?:real )?(?:worry|problem)|liked the (?:plan|answer|proposal|walkthrough|sheet)|moves? (?:her|him) from sceptical)\b/iu;
const unsettled =
  /\b(?:not (?:yet )?(?:settled|resolved|answered|solved|satisfied|convinced|comfortable|happy|accepted|signed)|still (?:not|open|worried|nervous)|(?:I|we) (?:answered|explained|sent|showed|promised|told|tried)|unresolved|unanswered|unconvinced|if|unless|until|would)\b|n['’]t (?:settled|convinced|satisfied|happy|accept)/iu;
const unsure = /\b(?:not|if|unless|never|until|once|when|might|may|would)\b|n['’]t\b/iu;
const meeting = '(?:call|meeting|demo|workshop|review|session|visit|kick[- ]?off|check-in|walkthrough)';

/** What ends an earlier worry, freeze, rival, promise or silence. */
export const endingRules: readonly EndingRule[] = [
  {
    ends: ['objection'],
    how: 'settled',
    pattern: settled,
    unless: unsettled,
    shares: 'topic',
    example: 'She is no longer worried about the migration.',
  },
  {
    ends: ['price_pressure'],
    how: 'settled',
    pattern:
      /\b(?:accept(?:s|ed)|agreed (?:to|on)|(?:fine|ok|okay|happy) with|no longer (?:worried|an issue)|settled|not an issue)\b.{0,30}\b(?:price|pricing|discount|split|terms)\b|\b(?:price|pricing|terms) (?:is|are|was|were) (?:agreed|settled|accepted|fine|no longer)\b/iu,
    unless: unsettled,
    shares: 'nothing',
    example: 'They accepted the price split.',
  },
  {
    ends: ['budget_doubt'],
    how: 'settled',
    pattern:
      /\b(?:budget|funds|money|spend|freeze)\b.{0,40}\b(?:approved|confirmed|secured|signed off|unfrozen|released|back|lifted|over|in place|set aside|is there)\b|\b(?:approved|confirmed|released|unfroze|lifted|signed off)\b.{0,30}(?:\bbudget|\bfunds|\bfreeze|[$€£₹]\s?\d|\b\d+ ?K\b)/iu,
    unless: /\b(?:not|no|until|if|unless|once|when|still|over their|over the)\b|n['’]t\b/iu,
    shares: 'nothing',
    example: 'The freeze was lifted and the budget is back.',
  },
  {
    ends: ['agreed_silence'],
    how: 'passed',
    pattern:
      /\b(?:freeze (?:is |was |has been )?(?:lifted|over)|unfrozen|budget is back|(?:is|are) back\b|picked it up again|called us (?:back|early|again)|as agreed|called as)\b/iu,
    unless: /\b(?:not|until|if|once|when)\b/iu,
    shares: 'nothing',
    example: 'The freeze was lifted today.',
  },
  {
    ends: ['competitor'],
    how: 'settled',
    pattern:
      /\b(?:dropped|ruled out|stopped talking to|no longer looking at|not looking at|chose us over|picked us over|out of the race|lost interest in|off the (?:list|table)|(?:is|are) out\b)/iu,
    unless: /\b(?:dropped off|if|unless)\b/iu,
    shares: 'name',
    example: 'They dropped Northbeam after the demo.',
  },
  {
    ends: ['pilot_agreed'],
    how: 'withdrawn',
    pattern:
      /\b(?:pilot|trial|poc)\b.{0,30}\b(?:cancelled|canceled|called off|stopped|off the table|withdrawn)\b|\b(?:pilot|trial|poc) (?:is|was) (?:now )?off\b(?! to\b)|\b(?:cancel\w*|called off|pulled out of|stopped|withdrew from)\b.{0,20}\b(?:pilot|trial|poc)\b/iu,
    unless: unsure,
    shares: 'nothing',
    example: 'The pilot was called off this morning.',
  },
  {
    ends: ['verbal_yes'],
    how: 'withdrawn',
    pattern:
      /\b(?:changed (?:her|his|their) mind|took (?:it|the yes) back|went with (?:another|someone)|backed out)\b/iu,
    shares: 'nothing',
    example: 'He changed his mind over the weekend.',
  },
  {
    ends: ['champion'],
    how: 'withdrawn',
    pattern:
      /\b(?:left the company|is leaving|leaves the company|lost our champion|moved to another (?:team|company))\b/iu,
    shares: 'nothing',
    example: 'Our champion left the company.',
  },
  {
    ends: ['paper_process'],
    how: 'passed',
    pattern:
      /\b(?:legal|security|procurement|questionnaire|redlines?|contract|review|vendor onboarding|DPA|MSA)\b.{0,40}\b(?:passed|cleared|signed off|done|approved|is through|came through)\b|\b(?:passed|cleared|signed off on|approved)\b.{0,25}\b(?:legal|security|procurement|questionnaire|review|contract|DPA|MSA)\b/iu,
    unless: unsure,
    shares: 'nothing',
    example: 'Security review passed last week.',
  },
  {
    ends: ['next_step'],
    how: 'withdrawn',
    pattern: new RegExp(
      `\\b${meeting}\\b.{0,30}\\b(?:cancel\\w+|called off|did not happen|didn['’]t happen)\\b|\\bcancel\\w+ (?:the |our )?${meeting}\\b`,
      'iu',
    ),
    shares: 'topic',
    example: 'She cancelled the call.',
  },
  {
    ends: ['next_step', 'close_date'],
    how: 'moved',
    pattern: new RegExp(
      `\\b(?:${meeting}|sign\\w+|decision|signature)\\b.{0,30}\\b(?:postponed|moved|pushed|slips?|slipped)\\b|\\b(?:postponed|moved|pushed) (?:the |our )?(?:${meeting}|sign\\w+|decision)\\b`,
      'iu',
    ),
    shares: 'topic',
    example: 'The demo was moved to 3 December.',
  },
  {
    ends: ['next_step'],
    how: 'done',
    pattern: new RegExp(
      `\\bas (?:planned|agreed)\\b|^(?:short |long |good |second |quick )*${meeting} (?:with|at|for|was|went|held)\\b|\\b(?:held|had|did|ran) (?:the |a |our )?(?:\\w+ )?${meeting}\\b|\\b${meeting} (?:went|was held|is done)\\b`,
      'iu',
    ),
    unless: /\b(?:next|not|will|on \d|cancel\w*|book\w*|until)\b|n['’]t\b|['’]ll\b/iu,
    shares: 'topic',
    example: 'Had the demo, all went well.',
  },
];

/** A clause that says a promised or asked thing has been done. */
export const deedDone =
  /\b(?:sent|shared|delivered|mailed|emailed|forwarded|introduced|booked|set up|prepared|provided|handed over|gave|got|received|did|done|kept|has the|have the|went (?:out|back)|is out|arrived|came in|came back|signed|showed|ran|bhej diya)\b|^(?:demo|workshop|trial|proposal)\b(?!.*\b(?:on|by|next)\b)/iu;

/** Words that say the promised thing is still missing, or only promised again. */
export const deedMissing =
  /\b(?:not|never|still owe|owe|yet to|will|promised|should|waiting|forgot|needs? to|to be sent|overdue|would|asked|wants?|once|if)\b|n['’]t\b|['’]ll\b/iu;

/** A clause that frees whoever owed something of it. */
export const debtOver =
  /\b(?:(?:do|does)(?: not|n['’]t) (?:owe|need|have to|want)|no longer (?:owe|needs?|ha(?:ve|s) to|wants?|needed|owed|wanted|necessary)|not (?:needed|necessary|wanted) any ?more|needn['’]t)\b/iu;

/** What a note's words say of the deal as a whole. */
export const outcomeRules: readonly {
  readonly words: 'won' | 'lost' | 'reopened';
  readonly pattern: RegExp;
  readonly unless: RegExp;
  readonly example: string;
}[] = [
  {
    words: 'reopened',
    pattern:
      /\b(?:back in play|back on the table|re-?opened|deal is (?:alive|back)|wants? to (?:pick (?:it|this) up again|look again)|we are back in)\b/iu,
    unless: /\b(?:if|might|may|not|never|could)\b|n['’]t\b/iu,
    example: 'They called: we are back in play.',
  },
  {
    words: 'lost',
    pattern:
      /\b(?:(?:they|she|he) (?:went|go|have gone|are going|decided to go|signed|renewed) with (?!us\b|\S+ to\b)\S+|(?:chose|picked|decided for|signed with) (?:another|someone else|the other)\b|(?:decided for|signed with) (?!us\b)\p{L}+|we (?:are|were) out\b(?! of)|(?:we )?lost (?:it|the deal|this one|them)\b|(?:they|she|he) (?:build|built|are building) it (?:themselves|in-?house)|turned us down|said no to us|deal is (?:dead|off|lost)|(?:this|it) is dead|decided against us|passed on us|(?:going|went|go) (?:another|a different) way|in another direction|over us\b)/iu,
    unless: /\b(?:if|might|may|not|never|could|would|almost|nearly|worried)\b|n['’]t\b/iu,
    example: 'They went with Notewright, we are out.',
  },
  {
    words: 'lost',
    pattern:
      /\b[Ll]ost (?:(?:this one|it|the deal|out|them) )?to \p{Lu}|\b(?:[Tt]hey|[Ss]he|[Hh]e) (?:went|have gone|are going) for \p{Lu}|\b(?:[Cc]hose|[Pp]icked) (?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b)\p{Lu}\p{L}+|\b(?!(?:We|She|He|They|It|You|Who|I) )\p{Lu}[\p{L}\d]+ (?:won it|(?:won|got) (?:the deal|this one|the contract))\b/u,
    unless: /\b(?:if|might|may|not|never|could|would|almost|nearly)\b|(?<!\p{L})(?:We|I) (?:won|got)\b/iu,
    example: 'We lost to Northbeam.',
  },
  {
    words: 'lost',
    pattern:
      /\b(?:(?:are|is|do|did|will|have|has)(?: decided)?(?: not|n['’]t) (?:to )?(?:go(?:ing)? ahead with us|mov(?:e|ing) forward with us|buy(?:ing)?)\b(?! (?:before|until|till|without|yet|this))|decided not to (?:buy|go ahead|go with us|proceed)\b(?! (?:before|until|till|without|yet|this))|(?:we|I) did(?: not|n['’]t) (?:get (?:it|the deal)|win)\b)/iu,
    unless: /\b(?:if|might|may|could|would|unless|worried)\b/iu,
    example: 'They have decided not to buy.',
  },
  {
    words: 'won',
    pattern:
      /(?:^|\b(?:they|she|he|all|is|was|has|have|contract|today|order)\b.{0,20})\bsigned\b(?! (?:off|up|with)\b|.{0,15}\b(?:NDA|DPA|MSA|NDAs)\b)|\b(?:we won|deal is (?:won|ours|done)|closed won|order is in|purchase order (?:came|is) in)\b/iu,
    unless: /\b(?:if|might|may|not|never|could|would|will|once|until|before|when|NDA|still)\b|n['’]t\b/iu,
    example: 'Signed this afternoon.',
  },
];
