import type { ClosingRule } from './rule.ts';

const settled =
  /\b(?:no longer (?:worr\w+|nervous|concerned|an issue|a problem)|not (?:worr\w+|nervous|concerned) (?:\w+ )?(?:about|any ?more)|isn['’]t (?:worried|nervous|concerned)|(?:worry|worries|concern|concerns|objection|question|risk) .{0,40}\b(?:gone|settled|answered|resolved|closed|off the table|handled)|(?:settle[sd]|resolve[sd]|answer(?:s|ed)|solve[sd]|satisfied|convinced|reassured|relieved|comfortable|at ease|calmed)\b|won (?:her|him|them) over|came round|happy with|fine with|ok with|okay with|accept(?:s|ed)|agreed (?:to|on) (?:the |our |a )|signed off|cleared|passed|liked the (?:plan|answer|proposal|walkthrough|sheet)|moves? (?:her|him) from sceptical)\b/iu;
const unsettled =
  /\b(?:not (?:yet )?(?:settled|resolved|answered|solved|satisfied|convinced|comfortable|happy|accepted|signed)|still (?:not|open|worried|nervous)|(?:I|we) (?:answered|explained|sent|showed|promised|told|tried)|unresolved|unanswered|unconvinced|if|unless|until|would)\b|n['’]t (?:settled|convinced|satisfied|happy|accept)/iu;

/** What settles an earlier worry, freeze, rival, promise or silence. */
export const closings: readonly ClosingRule[] = [
  {
    closes: 'objection',
    pattern: settled,
    unless: unsettled,
    sameTopic: true,
    example: 'She is no longer worried about the migration.',
  },
  {
    closes: 'budget_doubt',
    pattern:
      /\b(?:budget|funds|money|spend|freeze)\b.{0,40}\b(?:approved|confirmed|secured|signed off|unfrozen|released|back|lifted|over|in place|is there)\b|\b(?:approved|confirmed|released|unfroze|lifted|signed off)\b.{0,30}(?:\bbudget|\bfunds|\bfreeze|[$€£₹]\s?\d|\b\d+ ?K\b)/iu,
    unless: /\b(?:not|no|until|if|unless|once|when|still|over their|over the)\b|n['’]t\b/iu,
    sameTopic: false,
    example: 'The freeze was lifted and the budget is back.',
  },
  {
    closes: 'agreed_silence',
    pattern:
      /\b(?:freeze (?:is |was |has been )?(?:lifted|over)|unfrozen|budget is back|back from leave|picked it up again|called us (?:back|early|again))\b/iu,
    unless: /\b(?:not|until|if|once|when)\b/iu,
    sameTopic: false,
    example: 'The freeze was lifted today.',
  },
  {
    closes: 'competitor',
    pattern:
      /\b(?:dropped|ruled out|stopped talking to|no longer looking at|not looking at|chose us over|picked us over|out of the race|lost interest in|off the (?:list|table))\b/iu,
    unless: /\b(?:dropped off|if|unless)\b/iu,
    sameTopic: false,
    example: 'They dropped Northbeam after the demo.',
  },
  {
    closes: 'pilot_agreed',
    pattern:
      /\b(?:pilot|trial|poc)\b.{0,30}\b(?:cancelled|canceled|called off|stopped|off the table|withdrawn)\b|\b(?:cancel\w*|called off|pulled out of|stopped|withdrew from)\b.{0,20}\b(?:pilot|trial|poc)\b/iu,
    unless: /\b(?:not|if|unless|never)\b/iu,
    sameTopic: false,
    example: 'The pilot was called off this morning.',
  },
  {
    closes: 'verbal_yes',
    pattern:
      /\b(?:changed (?:her|his|their) mind|took (?:it|the yes) back|went with (?:another|someone)|backed out)\b/iu,
    sameTopic: false,
    example: 'He changed his mind over the weekend.',
  },
  {
    closes: 'champion',
    pattern:
      /\b(?:left the company|is leaving|leaves the company|lost our champion|moved to another (?:team|company))\b/iu,
    sameTopic: false,
    example: 'Our champion left the company.',
  },
  {
    closes: 'next_step',
    pattern:
      /\b(?:call|meeting|demo|workshop|review|session|visit)\b.{0,30}\b(?:cancel\w+|postponed|moved|called off|did not happen|didn['’]t happen)\b|\b(?:cancel\w+|postponed|moved) (?:the |our )?(?:call|meeting|demo|workshop|review|session|visit)\b/iu,
    sameTopic: false,
    example: 'She cancelled the call.',
  },
];

/** A clause that says a promised thing has been done. */
export const deedDone =
  /\b(?:sent|shared|delivered|mailed|emailed|forwarded|introduced|booked|set up|prepared|provided|handed over|gave|got|received|did|done|kept|has the|have the|arrived|came in|signed|bhej diya)\b/iu;

/** Words that say the promised thing is still missing, or only promised again. */
export const deedMissing =
  /\b(?:not|never|still owe|owe|yet to|will|promised|should|waiting|forgot|needs? to|to be sent|overdue|would)\b|n['’]t\b|['’]ll\b/iu;
