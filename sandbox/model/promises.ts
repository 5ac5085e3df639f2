import type { ClosingRule, Rule } from './rules.ts';
import { capital } from './topics.ts';

const deed =
  'send|share|prepare|get|write|set up|book|introduce|intro|come back|get back|follow up|call|provide|build|make|update|draft|check|bring|deliver|mail|email|forward|put together|loop in|connect|invite|confirm|review|sign|ask|talk to|speak to|present|show|add|organise|organize|arrange|return|circulate';
const broken = /\b(?:not|never|no longer|if|unless)\b|n['’]t\b/iu;

/** What somebody said they would do. */
export const promises: readonly Rule[] = [
  {
    kind: 'promise',
    who: 'us',
    pattern: new RegExp(
      `\\b(?:I|we)(?:['’]ll| will| shall| am going to|['’]m going to|['’]d| need to(?= send| share)| must(?= send| share)) (?:also |then |still )?(?:${deed})\\b(.*)`,
      'iu',
    ),
    unless: /\b(?:I|we) (?:will|shall) not\b|\bwon['’]t\b|\b(?:if|unless)\b/iu,
    date: 'taken',
    text: (match) =>
      thing(
        match[0].replace(/^.*?(?:['’]ll|will|shall|to|must|['’]d) (?:also |then |still )?/iu, ''),
        'Follow up',
      ),
    example: "I'll send the security pack by Friday.",
    counter: "I won't send the deck.",
  },
  {
    kind: 'promise',
    who: 'us',
    pattern:
      /\b(?:(?:I|we)(?: had| have|['’]ve)? (?:\w+ )?promised(?: to| that I['’]d| I['’]d)?|(?:I|we) (?:\w+ )?owe|still owe|^promised (?:her|him|them|to send)|on me to|my action:?|I said I(?:['’]d| would)|told (?:her|him|them) I(?:['’]d| would)|we (?:are to|said we['’]d)) (.+)/iu,
    unless:
      /\b(?:she|he|they) promised\b|\bpromised nothing\b|\b(?:owe (?:her |him |them )?nothing|did not promise|promised (?:her |him |them )?nothing)\b/iu,
    date: 'taken',
    text: (match) => thing(match[1] ?? '', 'A promise'),
    example: 'I promised the ROI sheet by Friday.',
    counter: 'She promised the ROI sheet by Friday.',
  },
  {
    kind: 'promise',
    who: 'us',
    pattern:
      /\b(?:kal |aaj )?(.{3,40}?)(?: \d{1,2} \p{L}{3,9})?(?: \p{L}+day)?(?: tak)? (?:bhej|kar|de) ?(?:dunga|dungi|denge|unga|ungi)\b/iu,
    date: 'taken',
    text: (match) => thing(match[1] ?? '', 'A promise'),
    example: 'ROI sheet Friday tak bhej dunga.',
  },
  {
    kind: 'promise',
    who: 'them',
    pattern: new RegExp(
      `(?:\\b(?:she|he|they|who)|\\p{Lu}\\p{L}+)(?:['’]ll| will| is going to| are going to| agreed to| offered to) (?:also |then )?(?:${deed})\\b(?! back (?:after|in))(.*)`,
      'u',
    ),
    unless: new RegExp(
      `${broken.source}|\\b(?:I|We|we) (?:will|agreed|offered)|['’]ll sign\\b|will sign\\b`,
      'u',
    ),
    date: 'taken',
    text: (match) =>
      thing(match[0].replace(/^.*?(?:['’]ll|will|to) (?:also |then )?/u, ''), 'Come back to us'),
    example: "He'll send the data sample next week.",
    counter: 'She will not send the data sample.',
  },
  {
    kind: 'promise',
    who: 'them',
    pattern:
      /(?:\b(?:she|he|they)|\p{Lu}\p{L}+) (?:promised|promises|owes? (?:us|me)|volunteered)(?: (?:us|me))?(?: to)? (.+)/u,
    unless: /\b(?:I|We|we) (?:have )?(?:promised|owe)|(?:promised|owes?) nothing\b/u,
    date: 'taken',
    text: (match) => thing(match[1] ?? '', 'A promise'),
    example: 'She promised to introduce us to the CFO.',
    counter: 'I promised to introduce them to our CTO.',
  },
];

const tail =
  /[,;:.(]|\s+(?:by|before|on|until|till|tomorrow|today|tonight|next|this (?:week|month)|within|in (?:a|the|one|two|\d)|end of|EOD|EOW|after|once|so|because|since|and|but|at the latest|first thing|asap|still|which|as soon)\b/iu;

/** The thing promised, in a few words: what stands before the date and the reasons. */
function thing(words: string, fallback: string): string {
  const bare = words.split(tail)[0] ?? '';
  const short = bare
    .replace(
      /^\s*(?:to )?(?:send|share|mail|email|give|get)?\s*(?:over )?(?:her|him|them|us|me|\p{Lu}\p{L}+ (?=the|a|our))?\s*(?:the |a |an |our |my |his |their )?/u,
      '',
    )
    .trim();
  const kept = short.split(/\s+/u).slice(0, 6).join(' ');
  return kept.length >= 2 && kept.length <= 60 ? capital(kept) : fallback;
}

/** What moves a deal forward. */
export const moves: readonly Rule[] = [
  {
    kind: 'pilot_agreed',
    who: 'them',
    pattern:
      /\b(?:agree[sd]?|said yes|ready|happy|signed up|commit(?:s|ted)?|confirm(?:s|ed)?|go(?:es)? ahead|went ahead|approve[sd]|start(?:s|ed)?|kick(?:s|ed) off|launched|okayed|green light|on board with|let['’]s do)\b.{0,40}\b(?:pilot|trial|poc|proof of concept)\b/iu,
    unless: /\b(?:idea|free trial|extended|ended|end of)\b/iu,
    factOnly: true,
    text: 'Pilot agreed',
    example: 'She agreed to a pilot with two branches.',
    counter: 'She would agree to a pilot if IT had time.',
  },
  {
    kind: 'pilot_agreed',
    who: 'them',
    pattern:
      /\b(?:pilot|trial|poc|proof of concept)\b.{0,25}\b(?:agreed|approved|confirmed|signed|started|starts|is live|live|kicked off|running|is on|is a go|ready hai|pakka|done)\b/iu,
    unless: /\b(?:idea|free trial|extended|ended)\b/iu,
    factOnly: true,
    text: 'Pilot agreed',
    example: 'The pilot is approved on their side.',
    counter: 'The pilot is not approved.',
  },
  {
    kind: 'pilot_agreed',
    who: 'them',
    pattern: /\bstart(?:s|ing)? with \d+ (?:seats|users|licen[cs]es|branches|sites|drivers|depots)\b/iu,
    factOnly: true,
    text: 'Pilot agreed',
    example: 'They start with 20 seats in the north region.',
    counter: 'They could start with 20 seats one day.',
  },
  {
    kind: 'verbal_yes',
    who: 'them',
    pattern:
      /\bverbal(?:ly)? (?:yes|ok|okay|agree\w*|commit\w*|said yes)\b|\bsaid yes to (?:the |our )?(?:deal|contract|proposal|offer|price)\b|\b(?:she|he|they)(?:['’]ll| will| is going to| are going to) sign\b(?! off)|\bready to sign\b(?! off)|\bgo(?:ing|es)? with us\b|\b(?:chose|picked|decided (?:for|on)) us\b|\bhandshake\b/iu,
    factOnly: true,
    text: 'Verbal yes',
    example: 'He gave us a verbal yes on the phone.',
    counter: 'We have no verbal yes so far.',
  },
  {
    kind: 'budget_confirmed',
    who: 'them',
    pattern:
      /\bbudget\b.{0,30}\b(?:approved|confirmed|secured|signed off|unfrozen|released|allocated|ring-?fenced|in place|is there|mil gaya)\b|\b(?:approved|confirmed|released|signed off(?: on)?|secured|unfroze)\b.{0,20}(?:\bbudget|\bfunds|\bspend|[$€£₹]\s?\d|\b\d+ ?K\b)|\b(?:has|have|got) the budget\b|\b(?:budget|spending)? ?freeze (?:is |was |has been )?(?:lifted|over)\b/iu,
    factOnly: true,
    text: 'Budget confirmed',
    example: 'The CFO approved the budget this morning.',
    counter: 'The budget is not approved.',
  },
  {
    kind: 'next_step',
    who: 'them',
    pattern:
      /\b(next |follow-?up |second |technical |security |kick[- ]?off |weekly )?(call|meeting|demo|workshop|review|session|visit|kick[- ]?off|lunch|check-in|signature|signing|walkthrough|steering|onsite|go-live|talk again|speak again|meet again|catch up|baat)\b/iu,
    unless:
      /\b(?:cancel\w*|postpone\w*|moved|missed|skipped|went|was|were|had|joined|no next|not|never|until|after|before|send|share|frozen|recording)\b|n['’]t\b/iu,
    date: 'needed',
    text: (match, clause) => `${capital(match[2] ?? 'Call')}${partner(clause.slice(match.index))}`,
    example: 'Next call on 2 Dec with IT.',
    counter: 'The next call is not agreed yet.',
  },
];

/** With whom, in at most four words: "with IT", "with the CFO". */
function partner(words: string): string {
  const found = /\bwith ((?:(?!(?:to|on|and|at|about|for|in|by|then|next)\b)[\p{L}\p{M}-]+ ?){1,4})/iu.exec(
    words,
  );
  const who = (found?.[1] ?? '').trim();
  return who === '' || /^(?:her|him|them|us|both|me)$/iu.test(who) ? '' : ` with ${who}`;
}

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
