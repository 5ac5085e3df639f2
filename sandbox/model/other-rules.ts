import type { Rule } from './rule.ts';
import { capital } from './topics.ts';

const deed =
  'send|share|prepare|get|write|set up|book|introduce|intro|come back|get back|follow up|call|provide|build|make|update|draft|check|bring|deliver|mail|email|forward|put together|loop in|connect|invite|confirm|review|sign|ask|talk to|speak to|present|show|add|organise|organize|arrange|return|circulate';
const broken = /\b(?:not|never|no longer|if|unless)\b|n['’]t\b/iu;

/** What somebody said they would do. */
const promises: readonly Rule[] = [
  {
    kind: 'promise',
    who: 'us',
    pattern: new RegExp(
      `\\b(?:I|we)(?:['’]ll| will| shall| am going to|['’]m going to|['’]d| have to| need to| must|['’]ve got to) (?:also |then |still )?(?:${deed})\\b(.*)`,
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
      /\b(?:(?:I|we)(?: had| have|['’]ve)? (?:\w+ )?promised(?: to| that I['’]d| I['’]d)?|(?:I|we) (?:\w+ )?owe|still owe|^promised (?:her|him|them|to send)|on me to|my action:?|(?:I|we) said (?:I|we)(?:['’]d| would)|told (?:her|him|them) (?:I|we)(?:['’]d| would)|we are to|(?:I|we)(?: have|['’]ve)? committed to) (.+)/iu,
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
    pattern: /^(?:an?|the|our) (?=\p{L})(.+)/iu,
    after: /^(?:I|we) (?:have )?promised [^.;]*, and\s+$/iu,
    unless: /\b(?:is|are|was|were|has|have|had|will|would|wants?|asked|said|did|does)\b/iu,
    date: 'taken',
    text: (match) => thing(match[1] ?? '', 'A promise'),
    example: 'I promised the ROI model by Friday, and a comparison with their tool.',
    counter: 'She promised the ROI model by Friday, and a comparison with their tool.',
  },
  {
    kind: 'promise',
    who: 'us',
    pattern: new RegExp(
      `^(?:(?:still )?(?:(?:need|have|got|ought) to|must|will)|to[- ]?do:?|(?:next|action):) (?:also |then |still )?(?:${deed})\\b(.*)`,
      'iu',
    ),
    opens: true,
    unless: broken,
    date: 'taken',
    text: (match) => thing(match[1] ?? '', 'Follow up'),
    example: 'Need to send references by Wednesday.',
    counter: 'She has to send references and will mail the deck.',
  },
  {
    kind: 'promise',
    who: 'us',
    pattern:
      /^(?:(?:I|we)(?:['’]m| am| are|['’]re) )?(?:sending|mailing|sharing|preparing|drafting|bringing) (.+)|^my (?:job|task|turn|homework)(?: is)?:? (.+)|(.{3,40}?) (?:is|are) due from (?:us|me|our side)\b/iu,
    opens: true,
    unless: broken,
    date: 'needed',
    text: (match) => thing(match[1] ?? match[2] ?? match[3] ?? '', 'A promise'),
    example: 'Sending the deck on Friday.',
    counter: 'Sending the deck was a mistake.',
  },
  {
    kind: 'promise',
    who: 'us',
    pattern:
      /\b(?:told (?:her|him|them)|said) (?:she|he|they|we)(?:['’]d|['’]ll| would| will) (?:have|get) (.+)|\b(?:she|he|they) gets? (.+? by .+)/iu,
    unless: broken,
    date: 'needed',
    text: (match) => thing(match[1] ?? match[2] ?? '', 'A promise'),
    example: "Told her she'd have it by the 28th.",
    counter: 'She gets it.',
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

/** The first words of a clause, which name its matter better than any label. */
function inShort(_match: RegExpExecArray, clause: string): string {
  return words(
    clause.replace(/^(?:and|but|so|because|that|she says|he says|they) /iu, '').replace(/[<>]/gu, ''),
    8,
  );
}

/** What MEDDPICC wants known and a note happens to tell. */
const knowledge: readonly Rule[] = [
  {
    kind: 'metrics',
    who: 'them',
    pattern:
      /\bpayback\b.{0,30}\d|\bpayback (?:under|within|in) \w+ months?\b|\b(?:sav(?:e|es|ing)|cuts?|cost(?:s|ing)?|los(?:e|es|t|ing)|worth|reduce[sd]?)\b.{0,30}(?:\d+ ?%|[$€£₹] ?\d|\d+ (?:hours|days|people|trucks|calls))|\btakes (?:\w+ )?(?:\d+|two|three|four|five|six|ten) (?:hours|days|weeks) (?:a|per|each)\b/iu,
    text: inShort,
    example: 'Late shipments cost them $40K a month.',
    counter: 'Late shipments cost them a lot.',
  },
  {
    kind: 'decision_process',
    who: 'them',
    pattern:
      /\b(?:has the final say|final say|holds the (?:budget|purse)|owns the budget|budget owner|who signs|(?:she|he|CFO|COO|CEO|VP|board) (?:signs|decides|approves|has to approve|must approve|has to sign)|signs (?:anything|everything|(?:him|her)self|up to)|makes the call|has to pass it)\b/iu,
    unless: /\b(?:do not know|don['’]t know|unclear|not sure|asked) .{0,20}\b(?:who|signs)\b/iu,
    text: inShort,
    example: 'The CFO signs anything over 50K.',
    counter: 'We are not sure who signs.',
  },
  {
    kind: 'decision_criteria',
    who: 'them',
    pattern:
      /\b(?:criteria|criterion|(?:wants?|needs?) .{2,40} before (?:they|she|he) (?:buys?|signs?)|must[- ]haves?|wants? (?:to see )?proof|as long as|only if|if (?:the )?integration|deciding factor|needs? to (?:be live|work|run|show)|must (?:be live|run|work|show))\b/iu,
    text: inShort,
    example: 'They must be live by March.',
    counter: 'They live near March.',
  },
  {
    kind: 'decision_process',
    who: 'them',
    pattern:
      /\b(?:decision (?:meeting|is made|will be|comes|by|on)|steering committee|committee (?:meets|decides)|goes to the board|board (?:meeting|week|approval)|approval (?:process|chain|pending)|sign-off from|need sign-off|decision is with|needs? \w+ (?:approval|sign-off)|three approvals)\b/iu,
    text: inShort,
    example: 'The decision meeting is in two weeks.',
    counter: 'It was a good meeting.',
  },
  {
    kind: 'paper_process',
    who: 'them',
    pattern:
      /\b(?:procurement|legal|security review|security questionnaire|MSA|DPA|redlines?|liability|vendor onboarding|purchase order|contract (?:is|went|review|sent|draft|with))\b/iu,
    unless: /\b(?:not|no) (?:yet )?(?:legal|procurement)\b|\b(?:told|tells|says) \p{Lu}/iu,
    text: inShort,
    example: 'Legal asked for a 3x liability cap.',
    counter: 'She likes the paper.',
  },
  {
    kind: 'pain',
    who: 'them',
    pattern:
      /\b(?:pain|struggl\w+|nearly lost|gets? lost|wast(?:e|es|ing)|by hand|manually|spreadsheets?|too many|loses? track|cannot see|can['’]t see|no visibility|late[- ]shipments?|does(?: not|n['’]t) remember|context sat in|reconciliation takes|drown\w*)\b/iu,
    unless: /\b(?:no pain|painless|no longer)\b/iu,
    text: inShort,
    example: 'Reconciliation takes four days a month.',
    counter: 'The setup was painless.',
  },
];

const money =
  '(?:[$€£₹] ?\\d[\\d.,]*(?: ?[kKmM]\\b)?|\\d[\\d.,]* ?(?:[kKmM]\\b)?(?: ?(?:EUR|USD|GBP|CHF|euros?|dollars|pounds)\\b)|\\d[\\d.,]* ?[kK]\\b)';
const rate =
  '(?: (?:a|per) (?:year|yr|month|mo|device|seat)\\b| im Jahr\\b| for (?:the |all )?(?:\\d+|two|three|four)\\b)';

/** Who they are, what the deal is worth and when it ends. */
const facts: readonly Rule[] = [
  {
    kind: 'person',
    who: 'them',
    pattern:
      /(\p{Lu}[\p{L}'’-]+(?: \p{Lu}[\p{L}'’-]+)?)(?:, (?:the |their |our |her |his )?| is (?:the |their )?| \(| \b(?:as|now) )((?:(?:[\p{L}-]+ ){0,2}(?:manager|mgr|lead|head|director|engineer|officer|buyer|counsel|planner|analyst|supervisor)\b(?: of (?:[\p{L}-]+ ?){1,2})?)|(?:MD|VP|SVP|EVP|CFO|COO|CEO|CTO|CIO|CRO|CMO|CISO|CMIO|Head of|Director of|Chief|Manager|Lead|Procurement|procurement|purchasing|finance|infosec|Controller|Founder)\b(?:[ -](?:of |and )?[\p{Lu}][\p{L}-]+){0,3})/u,
    text: (match) => `${match[1]}, ${(match[2] ?? '').trim()}`,
    example: 'Met Priya Sharma, VP Sales, for the first time.',
    counter: 'Met the VP Sales for the first time.',
  },
  {
    kind: 'amount',
    who: 'us',
    pattern: new RegExp(
      `\\b(?:proposal|quote|quoted|offer|offered|contract|order|deal|list|price|yes|agreed|worth|guess)\\b.{0,30}?(${money}${rate}?)`,
      'iu',
    ),
    unless:
      /\b(?:budget|approved|approves|set aside|signs|over|cost(?:s|ing)?|los[et]\w*|sav\w+|wants?|asked|at most|under|limit|customer)\b/iu,
    text: (match) => (match[1] ?? '').replace(/[.,]$/u, ''),
    example: 'Quote is out at £46,750 a year.',
    counter: 'Late shipments cost them $40K a month.',
  },
  {
    kind: 'amount',
    who: 'us',
    pattern: new RegExp(`(${money}${rate})`, 'iu'),
    unless:
      /\b(?:budget|approved|set aside|signs|over|cost(?:s|ing)?|los[et]\w*|sav\w+|wants?|asked|at most|under|limit|down the drain|worth to them)\b/iu,
    text: (match) => (match[1] ?? '').replace(/[.,]$/u, ''),
    example: 'We are at £690 a month now.',
    counter: 'They lose £310k a year.',
  },
  {
    kind: 'close_date',
    who: 'them',
    pattern:
      /\b(?:to sign|will sign|signs|signing|signature|sign|decides?|decision (?:is|comes|on|by|in))\b/iu,
    unless:
      /\b(?:signed|not|never|if|unless|over \d|anything|NDA|who (?:signs|decides)|need to|licen[cs]e ends)\b|n['’]t\b/iu,
    date: 'needed',
    text: 'Signing or decision',
    example: 'Grant has 30 November in the diary to sign.',
    counter: 'The licence ends on 30 November.',
  },
  {
    kind: 'reason',
    who: 'them',
    pattern:
      /\b(?:(?:[Tt]hey|[Ss]he|[Hh]e) (?:build|built|are building) it (?:themselves|in-?house)|lost (?:it |the deal |this one )?(?:on|over|because|to) .{3,60}|(?:price|timing|budget) was the reason|(?:went|go|gone|going) with \p{Lu}[\p{L}\d]+)/u,
    text: (match) => words(match[0], 8),
    example: 'They build it themselves.',
    counter: 'They build trucks.',
  },
];

function words(text: string, most: number): string {
  const all = text.trim().split(/\s+/u);
  const kept = all
    .slice(0, most)
    .join(' ')
    .replace(/[.,;:]+$/u, '');
  // Cut short it says so: "does not remember branch" is not what was written.
  return capital(all.length > most ? `${kept}…` : kept);
}

/** Promises, and what else a note lets one know. */
export const otherRules: readonly Rule[] = [...promises, ...facts, ...knowledge];
