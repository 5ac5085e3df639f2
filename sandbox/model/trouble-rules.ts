import type { Rule } from './rule.ts';
import { capital, phraseAfter } from './topics.ts';

const notWorried =
  /\bfrom (?:sceptical|skeptical|nervous|hostile|worried)\b|\b(?:not|no longer|never|isn['’]t|aren['’]t|wasn['’]t|less|nobody|nothing|stopped|without|no) (?:\w+ )?(?:worr\w+|nervous|concern\w*|afraid|fear\w*|objection\w*|sceptical|skeptical|hesitant|complain\w*|too|risk\w*|issues?|anxious|blocker)\b|\bdon['’]t worry\b|\bwas (?:worried|nervous)\b.*\b(?:now|fine)\b|\b(?:worr(?:y|ies)|concerns?) (?:is|are|was|were) (?:gone|settled|answered|resolved|off the table)\b/iu;
const ours =
  /\b(?:I|we)(?:['’]m| am|['’]re| are)? (?:\w+ )?(?:worr\w+|concerned|nervous|fear|afraid|complain\w*)\b/iu;

/** Too much money, in words that name no price. */
const dear =
  /\b(?:costs? (?:(?:far|way) )?too much|(?:double|twice|triple|three times) what (?:they|she|he) (?:pays?|planned|spends?|had)|out of (?:their|her|his) (?:price )?range|(?:cannot|can['’]t|could not|couldn['’]t) afford|(?:price|that|it) is a stretch|more than (?:they|she|he) (?:wanted|planned|meant|hoped|can|could)(?: to)? (?:spend|pay)|too dear|above what (?:they|she|he) (?:can|could|planned|wanted)|overpriced|(?:it|us|the same) for less|sticker shock)\b/iu;

const priceWords = new RegExp(
  `${dear.source}|${/\b(?:pric\w+|expensive|pricey|cheaper|costly|discount|mehenga|meheng\w*|\d+ ?(?:%|percent) (?:off|over|less|too high)|too much money)\b|\d+ ?% (?:off|over|less)/.source}`,
  'iu',
);

/** What they say of the price. */
const prices: readonly Rule[] = [
  {
    kind: 'price_pressure',
    who: 'them',
    pattern:
      /\b(?:(?:(?:far|way|much|a bit|bahut) )?(?:too )?(?:expensive|pricey|costly|mehenga)|cheaper(?: than us| elsewhere)?|(?:asked for|wants?|demand\w*|push\w* for|needs?) .{0,20}(?:discount|(?:\d+ ?%|percent|money) off|better price)|push\w* (?:back )?(?:hard )?on (?:the )?price|pric(?:e|es|ing) (?:is|are|was|seems?|looks?) (?:still |far |way |much |a bit |too )*(?:high|steep|much|a problem|an issue)|(?:worr\w+|nervous|concern\w*|unhappy|complain\w*|hesita\w+|tension) .{0,15}\bpric\w+|pric\w+ .{0,15}\b(?:worr\w+|concern\w*|tension|objection)|\d+ ?(?:%|percent) (?:over|too high|above))(?![\p{L}\d])/iu,
    unless: new RegExp(
      `${notWorried.source}|${ours.source}|\\b(?:not|no longer|isn['’]t) (?:too )?(?:expensive|pricey)\\b`,
      'iu',
    ),
    text: (match) => priceText(match[0]),
    example: 'Far too expensive for forty stores, he says.',
    counter: 'She is not worried about price.',
  },
  {
    kind: 'price_pressure',
    who: 'them',
    pattern: dear,
    unless: new RegExp(`${ours.source}|\\b(?:no longer|not overpriced)\\b`, 'iu'),
    text: 'Price too high',
    example: 'They cannot afford it.',
    counter: 'They can afford it.',
  },
];

function priceText(words: string): string {
  if (/discount|off\b/iu.test(words)) return 'Wants a discount';
  if (/cheaper/iu.test(words)) return 'A rival is cheaper';
  return 'Price too high';
}

/** What goes wrong on their side. */
const setbacks: readonly Rule[] = [
  {
    kind: 'setback',
    who: 'them',
    pattern:
      /\b(?:(?:left|leaves|is leaving|leaving|quit) (?:the company|the firm|in|at the end|us for)|(?:his|her|their) last day|resigned|was let go|taken a (?:new )?job|new job (?:elsewhere|at)|(?:moved|moves|moving) to another (?:team|company|department)|going on (?:sabbatical|leave)|goes on (?:sabbatical|leave)|(?:lost|lose) our (?:champion|sponsor))\b/iu,
    unless: /\b(?:if|might|may|not|never|voicemail|message)\b|n['’]t\b/iu,
    text: 'Someone of theirs leaves',
    example: 'Our champion left the company.',
    counter: 'Left her a voicemail.',
  },
  {
    kind: 'setback',
    who: 'them',
    pattern:
      /\b(re-?org\w*|restructur\w+|merger|takeover|lay-?offs?|hiring freeze)\b|\b(?:the )?(project|rollout|programme|program|initiative|scope) (?:is |was |has been |got )?(?:paused|stopped|on hold|on ice|cut|halved|shelved|postponed|reduced)\b/iu,
    unless: /\b(?:if|might|may|not|never|no|over now|since the merger)\b|n['’]t\b/iu,
    text: (match) => capital((match[1] ?? `${match[2]} stopped or cut`).toLowerCase()),
    example: 'The project is on hold since their merger was announced.',
    counter: 'There is no reorg, she says.',
  },
];

/** What holds a deal back, in the buyer's words. */
const doubts: readonly Rule[] = [
  {
    kind: 'objection',
    who: 'them',
    pattern:
      /\b(?:worr(?:y|ies|ied|ying)|nervous|concern(?:s|ed)?|afraid|fears?|feared|sceptical|skeptical|hesita(?:nt|tes|ted|nce)|anxious|uneasy|object(?:s|ed|ion|ions)|push(?:es|ed)? back|pushback|complain(?:s|ed)?|unhappy|doubts?|not convinced|unconvinced|hostile|burned by|burnt by|veto|tension|chinta|darr|चिंता)\b/iu,
    unless: new RegExp(`${notWorried.source}|${ours.source}|${priceWords.source}|\\bbudget\\b`, 'iu'),
    text: (match, clause) => phraseAfter(clause, match.index + match[0].length),
    example: 'She is nervous about the migration timeline.',
    counter: 'She is no longer worried about migration.',
  },
  {
    kind: 'objection',
    who: 'them',
    pattern:
      /\b(?:(?:too|far too|way too) (?:long|slow|complex|complicated|risky|much|high|big)|(?:top|biggest|main|real|big) (?:risk|worry|problem|blocker|fear)|deal ?breaker|blocked by|stuck on|lock-?in)\b/iu,
    unless: new RegExp(
      `${notWorried.source}|${priceWords.source}|\\b(?:is|was) gone\\b|\\bonly real (?:worry|problem)`,
      'iu',
    ),
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
    kind: 'objection',
    who: 'them',
    pattern:
      /\b(legal|security|procurement|IT|compliance|infosec|finance|works council|the board|(?:the |their )?lawyers?)(?: team| department)? (?:blocks?|is blocking|blocked|stops|stopped|(?:holds?|is holding|are holding) (?:us|it|this|the \w+) up|vetoe[ds]|says no|said no|(?:will|would|does|do|did)(?: not|n['’]t) (?:let|sign|allow|approve|accept)|won['’]t (?:let|sign|allow|approve|accept)|will block|(?:put|puts) a stop|(?:is|are) in the way|(?:is|are) sitting on|sits on)\b|\b(?:stuck|held up|blocked|stopped|delayed) (?:in|by|with|at) (?:the |their |her |his )?(legal|security|procurement|IT|compliance|infosec|finance|works council|board|lawyers?)\b/iu,
    unless: /\b(?:no longer|not blocking|stopped blocking|if|unless)\b/iu,
    text: (match) => capital(`${(match[1] ?? match[2] ?? '').replace(/^(?:the|their) /iu, '')} in the way`),
    example: 'Legal blocks us.',
    counter: 'Legal is no longer a blocker.',
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

const name = '((?:\\p{Lu}[\\p{L}\\d.-]*)(?: \\p{Lu}[\\p{L}\\d.-]*)?)';

/** Others who want the same deal. */
const rivals: readonly Rule[] = [
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

/** Silence: an ask of ours without an answer, or a pause that both sides agreed. */
const silences: readonly Rule[] = [
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

/** What stands in a deal's way. */
export const troubleRules: readonly Rule[] = [...prices, ...doubts, ...setbacks, ...rivals, ...silences];
