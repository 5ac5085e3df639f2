import { capital, phraseAfter } from './topics.ts';

/** One way a note says a thing; the examples are tested, and read as the rule's explanation. */
export interface Rule {
  readonly kind: string;
  readonly who: 'us' | 'them';
  readonly pattern: RegExp;
  /** Words in the clause that take the match back. */
  readonly unless?: RegExp;
  /** Good news counts only as a fact: not when it is denied, wished for or a condition. */
  readonly factOnly?: boolean;
  /** `needed`: no date, no signal. `taken`: a date in the clause is when it is due. */
  readonly date?: 'needed' | 'taken';
  /** For a card; a function gets the match and the clause. */
  readonly text: string | ((match: RegExpExecArray, clause: string) => string);
  readonly example: string;
  readonly counter?: string;
}

/** A later clause that settles what a kind of hit raised. */
export interface ClosingRule {
  readonly closes: string;
  readonly pattern: RegExp;
  readonly unless?: RegExp;
  /** True when the clause must also share a topic with what it settles. */
  readonly sameTopic: boolean;
  readonly example: string;
}

const denied =
  /\b(?:not|never|no|without|cannot|hardly|yet to|refus\w+|declin\w+|reject\w+|cancel\w+|withdr\w+|nahi|nahin|nobody|none)\b|n['’]t\b|नहीं/iu;
const wished =
  /\b(?:if|unless|until|once|would|could|might|may|maybe|perhaps|should|hop(?:e|es|ing)|consider\w*|thinking about|not sure|asked (?:about|whether|if)|wants? (?:to know|the|a|us)|depends|provided|assuming|whether|likely|probably|agar)\b|\?/iu;

/** Whether a clause denies what it names. */
export function isDenied(clause: string): boolean {
  return denied.test(clause);
}

/** Whether a clause wishes for, asks about or makes conditional what it names. */
export function isWished(clause: string): boolean {
  return wished.test(clause);
}

const orders =
  /<!|\b(?:ignore|disregard|forget|override)\b.{0,40}\b(?:rules?|instructions?|prompts?|guidelines?|above|previous|everything)\b|\b(?:system|assistant|developer|admin)\s*(?::|prompt|message|override)|\byou (?:are now|must|should) (?:now )?(?:a|an|answer|output|reply|return|score|say|report|act|mark|set)\b|\b(?:set|give|make|rate|change|return|output|report|mark|put)\b.{0,30}\b(?:score|health|rating|band)\b|\bscore\s*(?:=|:|is|to|of)?\s*100\b|\b(?:jailbreak|prompt injection)\b|\[\/?(?:INST|SYSTEM)\]|<\/?(?:system|note|notes|instructions?)\b/iu;

/** Words that address a machine instead of telling about a call; nothing is read from such a line. */
export function addressesMachine(sentence: string): boolean {
  return orders.test(sentence);
}

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

/** What MEDDPICC wants known and a note happens to tell. */
export const knowledge: readonly Rule[] = [
  {
    kind: 'metrics',
    who: 'them',
    pattern:
      /\bpayback\b.{0,30}\d|\bpayback (?:under|within|in) \w+ months?\b|\b(?:sav(?:e|es|ing)|cuts?|cost(?:s|ing)?|los(?:e|es|t|ing)|worth|reduce[sd]?)\b.{0,30}(?:\d+ ?%|[$€£₹] ?\d|\d+ (?:hours|days|people|trucks|calls))|\btakes (?:\w+ )?(?:\d+|two|three|four|five|six|ten) (?:hours|days|weeks) (?:a|per|each)\b/iu,
    text: 'Figures they measure by',
    example: 'Late shipments cost them $40K a month.',
    counter: 'Late shipments cost them a lot.',
  },
  {
    kind: 'decision_process',
    who: 'them',
    pattern:
      /\b(?:has the final say|final say|holds the (?:budget|purse)|owns the budget|budget owner|who signs|(?:she|he|CFO|COO|CEO|VP|board) (?:signs|decides|approves|has to approve|must approve|has to sign))\b/iu,
    unless: /\b(?:do not know|don['’]t know|unclear|not sure|asked) .{0,20}\b(?:who|signs)\b/iu,
    text: 'Who signs',
    example: 'The CFO signs anything over 50K.',
    counter: 'We are not sure who signs.',
  },
  {
    kind: 'decision_criteria',
    who: 'them',
    pattern:
      /\b(?:criteria|criterion|(?:wants?|needs?) .{2,40} before (?:they|she|he) (?:buys?|signs?)|must[- ]haves?|wants? (?:to see )?proof|as long as|only if|if (?:the )?integration|deciding factor|needs? to (?:be live|work|run|show)|must (?:be live|run|work|show))\b/iu,
    text: 'How they choose',
    example: 'They must be live by March.',
    counter: 'They live near March.',
  },
  {
    kind: 'decision_process',
    who: 'them',
    pattern:
      /\b(?:decision (?:meeting|is made|will be|comes|by|on)|steering committee|committee (?:meets|decides)|goes to the board|board (?:meeting|week|approval)|approval (?:process|chain|pending)|sign-off from|need sign-off|decision is with|needs? \w+ (?:approval|sign-off)|three approvals)\b/iu,
    text: 'How they decide',
    example: 'The decision meeting is in two weeks.',
    counter: 'It was a good meeting.',
  },
  {
    kind: 'paper_process',
    who: 'them',
    pattern:
      /\b(?:procurement|legal|security review|security questionnaire|MSA|DPA|redlines?|liability|vendor onboarding|purchase order|contract (?:is|went|review|sent|draft|with))\b/iu,
    unless: /\b(?:not|no) (?:yet )?(?:legal|procurement)\b/iu,
    text: 'Paperwork',
    example: 'Legal asked for a 3x liability cap.',
    counter: 'She likes the paper.',
  },
  {
    kind: 'pain',
    who: 'them',
    pattern:
      /\b(?:pain|struggl\w+|nearly lost|wast(?:e|es|ing)|by hand|manually|spreadsheets?|too many|loses? track|cannot see|can['’]t see|no visibility|late[- ]shipments?|does(?: not|n['’]t) remember|context sat in|reconciliation takes|drown\w*)\b/iu,
    unless: /\b(?:no pain|painless|no longer)\b/iu,
    text: 'What hurts',
    example: 'Reconciliation takes four days a month.',
    counter: 'The setup was painless.',
  },
];

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

/** Silence: an ask of ours without an answer, or a pause that both sides agreed. */
export const silences: readonly Rule[] = [
  {
    kind: 'ask_unanswered',
    who: 'us',
    pattern:
      /\b(?:no|without|zero|still no|koi) (?:reply|answer|response|word|feedback|callback|jawab)\b|\b(?:has|have|had|did|does)(?: not|n['’]t) (?:replied|answered|answer|reply|responded|respond|pick(?:ed)? up|called back|call back|written back|come back)\b|\bunanswered\b|\bvoicemail\b|\b(?:went|gone|going|still) (?:dark|quiet|silent)\b|\bghost(?:ed|ing)\b|\bno[- ]show\b|\bnot picking up\b|\bjawab nahi\b/iu,
    unless:
      /\bagreed (?:to|on|silence)\b|\bno answer (?:needed|required)\b|\b(?:I|we) (?:have not|haven['’]t|did not|didn['’]t) (?:reply|replied|answer)/iu,
    text: 'No answer',
    example: 'Two emails, no reply.',
    counter: 'No answer needed from her side.',
  },
  {
    kind: 'agreed_silence',
    who: 'them',
    pattern:
      /\bagreed (?:to|that|we) .{0,30}\b(?:pause|wait|park|silence|talk again|speak again|reconnect|pick (?:it|this) up|leave (?:it|her|him|them)|stay quiet|freeze)\b|\basked (?:me|us) (?:not to (?:call|write|chase)|to (?:come back|call back|call again|wait|reconnect|check back|get back|stay quiet|pause|leave))\b|\b(?:come|call|check|get|circle) back (?:to (?:her|him|them) )?(?:in|after|on|from)\b|\b(?:pause|paused|parked|on ice|quiet|on leave|away|out of office|nothing to do|no contact|do not (?:call|chase)|don['’]t (?:call|chase)) (?:it |her |him |them |the deal |contact |before |here )?(?:until|till|before)\b/iu,
    unless: /\b(?:lifted|unfrozen|never)\b/iu,
    date: 'needed',
    text: 'Silence agreed',
    example: 'She asked us to come back after 7 April.',
    counter: 'She never agreed to a pause.',
  },
];
