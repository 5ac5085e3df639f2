import type { Rule } from './rule.ts';
import { capital } from './topics.ts';

const wanted =
  '(?:pilot|trial|proposal|quote|offer|pricing|price list|licen[cs]es|units priced|references?|reference calls?|demo|contract|paperwork|papers|agreement|order form|business case|case study|security (?:form|pack|questionnaire)|questionnaire|comparison|one-pager|sandbox|test account|workshop|second look|discovery)';

/** The thing asked for, without an article. */
function wish(words: string): string {
  return capital(
    words.trim().replace(/^(?:for |to (?:see|get|have|try|run) )?(?:the|a|an|our|another|some) /iu, ''),
  );
}

/** "Before Friday" is a day; "before she signs" is a condition. */
const beforeThat = 'before (?!(?:the )?(?:end|mon|tue|wed|thu|fri|sat|sun|\\d|next|christmas|easter))';
const handing = 'send|share|mail|email|get|give|forward|bring|prepare|draft|see|have';

/** They ask for something that moves the deal, and what of ours is with them. */
const offers: readonly Rule[] = [
  {
    kind: 'buyer_request',
    who: 'them',
    pattern: new RegExp(
      `\\b(?:asked|asks|asking|wants?|would like|['’]d like|needs?|expects?|expecting|requested|requests|waiting)(?: (?:me|us))?(?: (?:for|to (?:see|get|have|try|run)))?((?: (?!(?:about|whether|if|how|before|proof|send|share|deliver|finish|wait)\\b)[\\p{L}\\d'’-]+){0,4}? ${wanted})\\b`,
      'iu',
    ),
    unless: new RegExp(
      `\\b(?:no longer|not|never|if|whether|until|${beforeThat}|to (?:be|win)|we (?:asked|want|need)|I (?:asked|want|need)|once)\\b|n['’]t\\b`,
      'iu',
    ),
    date: 'taken',
    text: (match) => wish(match[1] ?? ''),
    example: 'She asked for the contract by Friday.',
    counter: 'She asked whether a pilot could start in May.',
  },
  {
    kind: 'buyer_request',
    who: 'them',
    pattern: new RegExp(
      `\\b(?:(?:could|can|would|when (?:will|can)) (?:we|you|I|they) (?:please )?(?:${handing})|(?:if|whether) (?:we|I) (?:could|can|would) (?:please )?(?:${handing})|please (?:${handing})|(?:asked|asks|told|begged) (?:us|me|for us) to (?:${handing}))((?: (?!(?:about|whether|if|how|before)\\b)[\\p{L}\\d'’-]+){0,4}? ${wanted})\\b`,
      'iu',
    ),
    unless: /\b(?:no longer|not|never|we asked|I asked|once)\b|n['’]t\b/iu,
    date: 'taken',
    text: (match) => wish((match[1] ?? '').replace(/^ (?:her|him|them|us|me|over) /iu, '')),
    example: 'She asked if we could send the contract by Friday.',
    counter: 'She asked us to wait for the contract.',
  },
  {
    kind: 'proposal_out',
    who: 'us',
    pattern:
      /\b(?:sent|emailed|mailed|submitted|delivered|handed over|shared)\b.{0,25}\b(proposal|quote|quotation|offer|order form|contract)\b|\b(proposal|quote|quotation|offer|contract|order form)\b.{0,20}\b(?:is out|went out|sent|is with (?:them|her|him)|out (?:a|this|today|yesterday)|submitted|delivered|on (?:his|her|their) desk)\b/iu,
    unless:
      /\b(?:will|promised|owe|not|never|should|asked|wants?|back|if|once|before|reply|answer|mails?|about|to be sent|needs? to|have to|drafts?)\b|n['’]t\b|['’]ll\b/iu,
    text: (match) => `${capital((match[1] ?? match[2] ?? 'offer').toLowerCase())} sent`,
    example: 'Proposal is out since Monday.',
    counter: "I'll send the proposal tomorrow.",
  },
  {
    kind: 'terms_agreed',
    who: 'them',
    pattern:
      /\b(?:accept(?:s|ed)|agreed (?:to|on)|(?:is|are) (?:fine|happy|ok|okay) with|signed off on|settled on)\b.{0,25}\b(price|terms?|pricing|scope|discount|clause|premium|split|cap|rate|payment)\b|\b(terms|price|pricing|scope|clauses?) (?:is|are|was|were) (?:agreed|settled|accepted|fixed)\b/iu,
    factOnly: true,
    text: (match) => `${capital((match[1] ?? match[2] ?? 'terms').toLowerCase())} agreed`,
    example: 'They accepted the clause.',
    counter: 'They have not accepted the price.',
  },
  {
    kind: 'evaluation_passed',
    who: 'them',
    pattern:
      /\b(pilot|trial|poc|proof of concept|evaluation|bake-?off|test run)\b.{0,40}\b(?:passed|was a success|succeeded|went well|hit (?:the|its|all|every)|met (?:the|its|all|every)|ended well|beat (?:the|its))\b|\bpassed (?:the |their |its )?(pilot|trial|evaluation|test)\b/iu,
    factOnly: true,
    unless: /\b(?:so far|half|not over)\b/iu,
    text: (match) => `${capital(match[1] ?? match[2] ?? 'pilot')} passed`,
    example: 'The pilot hit all three targets.',
    counter: 'The pilot has ended.',
  },
];

/** What moves a deal forward. */
const moves: readonly Rule[] = [
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
      /\b(?:cancel\w*|postpone\w*|moved|missed|skipped|went|was|were|had|joined|no next|not|never|until|after|before|send|share|frozen|recording|(?:great|good|nice|short|quick) call)\b|n['’]t\b/iu,
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
const roles: readonly Rule[] = [
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
    kind: 'decision_maker',
    who: 'them',
    pattern:
      /(\p{Lu}[\p{L}'’-]+) (?:signs|decides)\b(?: (?:it|this|that|up to \S+|anything))* (?:him|her)self\b/u,
    unless: /\b(?:not|never|if|cannot)\b|n['’]t\b/u,
    text: (match) => `${match[1]} signs`,
    example: 'Riya signs up to 100K herself.',
    counter: 'Riya does not sign it herself.',
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
];

function title(word: string | undefined): string {
  return capital(word ?? 'Decision maker');
}

/** What brings a deal on, in the order in which a card would tell it. */
export const progressRules: readonly Rule[] = [...moves, ...offers, ...roles];
