import { canonical } from '../../memory/identity/names.ts';
import { withoutNames } from '../about.ts';

/**
 * A question that the house itself answers, from days, authors, scores and the week. `named`: only of somebody or some
 * company that was named, in it or before.
 */
export type HouseQuestion =
  /** Who needs the asker first. */
  | 'first'
  /** The asker's week. */
  | 'week'
  /** What has changed on the asker's deals in the last seven days, or on one since some day. */
  | 'changed'
  /** When somebody was last reached. */
  | 'last'
  /** Whom the asker reached on the days that are named. */
  | 'talked'
  /** What the asker logged on the days that are named. */
  | 'logged'
  /** Whose notes a deal's are. */
  | 'whose'
  /** How a deal, or a colleague, is doing. */
  | 'doing'
  /** Whether a deal is won, lost or open. */
  | 'outcome'
  /** Why a deal is at risk, or that it is not. */
  | 'risk'
  /** Why a deal scores as it does. */
  | 'score'
  /** Since when a deal is silent, and whether that was agreed. */
  | 'silence'
  /** The one thing to do next on a deal. */
  | 'next'
  /** How a deal stands, and what is open on it. */
  | 'about'
  /** The deals of the asker's week. */
  | 'mine'
  /** When what was spoken of before was said. */
  | 'when';

const talk = '(?:talk|speak|spoke|call|meet|hear|reach|contact|see|talked|spoken|called|met|heard)';
const tail = '(?: (?:to|with|from|of|at|me|us|today|now|yet|please|again|by phone))*';
const ended = '(?:won|win|lost|lose)(?: or (?:won|win|lost|lose))?';
const ofDeal = '(?: (?:the|this|that|it|our|deal|account|with|at|already|now|yet|for good|then))*';
const ofThem = '(?: (?:with|for|at|on|about|the|this|deal|account|now|next))*';

/** Days, which the house looks up in the question itself. */
const onDays =
  '(?: (?:in|on|since|during|over|within|the|this|last|past|previous|of|week|month|quarter|year|days?|weeks?|months?|today|yesterday|mon|tues|wednes|thurs|fri|satur|sun|\\w+day|jan\\w*|feb\\w*|mar\\w*|apr\\w*|may|june?|july?|aug\\w*|sep\\w*|oct\\w*|nov\\w*|dec\\w*|\\d+(?:st|nd|rd|th)?|two|three|four|few))+';
const onDeals = '(?: (?:for|with|at|on|in|me|us|my|our|the|deals?))*';

const forms: readonly (readonly [HouseQuestion, RegExp])[] = [
  [
    'first',
    new RegExp(
      `^(?:so )?(?:(?:who|whom|which deal|which deals|what|where)(?: (?:should|do|must|can|shall|will|would|does|needs?|is|are|comes?))*(?: (?:i|we|me|us))?(?: (?:have|need|want|to|look at|${talk}|ring|phone|start|do|begin|tackle|go|needs?|me|us|my|help|attention|deal with))* (?:first|most|next|most urgent|most urgently|today|now|urgent)(?: (?:today|now|first|this morning|this week))*|who (?:first|next)(?: today| now)?|who needs (?:me|us)(?: most| first| today| now)*|(?:who|(?:which|what)(?: of)?(?: (?:my|our|the|open))* (?:deals?|accounts?)) needs?(?: (?:my|our|some|more|the most))* (?:attention|care|action|work)(?: (?:most|first|now|today|this week|right now))*|where (?:do|should) (?:i|we) (?:start|begin)(?: today| now)?)$`,
    ),
  ],
  [
    'week',
    /^(?:please )?(?:(?:summari[sz]e|sum up|recap|review|show|show me|give me|tell me about|describe) )?(?:a summary of |a recap of |the summary of )?(?:my|our|the|this) (?:week|last week|past week)(?: please| so far)?$|^(?:how (?:is|was|does|did)|what (?:is|was)) (?:my|our) week(?: like| going| looking| look| go)*$|^what (?:happened|happens|have i done|did i do|did we do|is on|is going on|has happened|do i have to do|do i have|must i do|should i do|is planned|is up)(?: for me| for us)?(?: so far)? (?:this|my|our|the) week$|^what does my week look like$/,
  ],
  [
    'changed',
    new RegExp(
      `^(?:what|(?:which|what)(?: (?:of|our|my|the|open))* (?:deals|accounts))(?: (?:has|is|have|s|all|else))* (?:changed|new|different|moved|happened)${onDeals}(?: since \\S.*|${onDays})$|^what(?: (?:has|s|all|else))* (?:changed|moved|happened)(?: (?:with|at|on|for|lately|recently|so far))+$`,
    ),
  ],
  [
    'last',
    new RegExp(
      `^when (?:did|have|had|has|was|were)(?: (?:we|i|you|they|he|she|somebody|anybody|someone))?(?: ever)? (?:last|most recently|lastly) ${talk}${tail}$|^when (?:did|have) (?:we|i) ${talk}${tail} last$|^(?:when|what day) (?:was|is) (?:my|our|the) (?:last|latest|newest|most recent) (?:call|contact|conversation|talk|meeting|note|visit)${tail}$|^(?:my |our |the )?(?:last|latest|most recent) (?:call|contact|conversation|talk|meeting)${tail}$|^(?=.*\\b(?:quiet|silent|last|call|contact|it been|${talk})\\b)how (?:long|many days)(?: ago)? (?:has|have|is|since|did|was|were)(?: (?:it|been|we|i|he|she|they|since|last|the|my|our|not|been))*(?: (?:quiet|silent|${talk}|last|call|contact))*${tail}$`,
    ),
  ],
  [
    'last',
    new RegExp(
      `^when (?:did|have|had)(?: (?:and|i|we|me))+ (?:last|most recently) ${talk}${tail}$|^who(?: of us| from us)? (?:last |most recently )?${talk}${tail} (?:last|most recently)$|^who(?: of us| from us| else)?(?: (?:last|most recently|has|have))? (?:talk|speak|spoke|talked|spoken|called|met|reached)${tail}$`,
    ),
  ],
  [
    'talked',
    new RegExp(
      `^(?:who|whom|which (?:people|customers|deals|accounts|prospects))(?: all)? (?:did|have) (?:i|we)(?: all)? ${talk}${tail}${onDays}$`,
    ),
  ],
  ['logged', new RegExp(`^what (?:did|have) (?:i|we) (?:do|done|log|logged|note|noted)(?: down)?${onDays}$`)],
  [
    'whose',
    /^who is the (?:deal|account) owner(?: (?:of|for|at|on|with|the|deal|account))*$|^who is the owner of(?: the| this| that)? (?:deal|account)(?: (?:at|with))*$|^whose (?:(?:deals?|accounts?|customers?|people|prospects?) )?(?:is|are|was)(?: (?:it|this|that|these|those|they|he|she|at|with|the|deal))*$|^who(?: from us| of us| else)? (?:owns|has|handles|runs|works on|works with|looks after|is on|is in charge of|is responsible for|leads|manages|covers)(?: (?:the|that|this|deal|deals|account|at|with|for|it|them))*$/,
  ],
  [
    'doing',
    /^how (?:is|are|s|was|did|does)(?: (?:the|our|my|deal|deals|account|with|at|we|things|it))*(?: (?:doing|going|looking|look|standing|do|getting on|coming along|today|now|this week|so far|with))*$|^how healthy (?:is|are)(?: (?:the|our|my|deal|with|at|it))*$|^what (?:is|are|s)(?: (?:the|our|its|current))* (?:score|health|status|state|standing)s?(?: (?:of|for|with|at|the|deal|on|now))*$|^(?:score|health|status)(?: (?:of|for|with|at|the|deal))*$|^what (?:is|s) (?:working on|up to|doing)$|^what (?:deals )?(?:is|does|has)(?: (?:working on|doing|work on|got|on))+$|^(?:any|what is|what are|give me|the|latest)(?: (?:the|any|our|last|latest))* (?:news|new|latest|updates?|word)(?: (?:from|with|on|at|about|there|yet))*$/,
  ],
  [
    'outcome',
    new RegExp(
      `^(?:is|was|has)(?: (?:the|this|that|it|our|deal|account|with|at|already|really|still|now|been))* (?:${ended}|open|closed|dead)${ofDeal}$|^(?:did|have|has) (?:we|i)(?: (?:already|really|now))* (?:${ended})${ofDeal}$`,
    ),
  ],
  [
    'risk',
    /^why (?:is|are)(?: (?:it|the|this|our|deal|account|with|at))* (?:still |so )?(?:at risk|in danger|in trouble)(?: now| again)?$|^what puts(?: (?:it|the|this|our|deal|with|at))* (?:at risk|in danger)$|^(?:is|are)(?: (?:it|the|this|our|deal|account|with|at|still))* (?:at risk|in danger|in trouble)(?: now| still)?$/,
  ],
  [
    'silence',
    /^why (?:is|are|has|have|did|does)(?: (?:it|he|she|they|the|this|our|deal|account|with|at|been|gone|go|went|become|got|gotten|still|so))* (?:quiet|silent|dark|stale)(?: (?:now|again|on (?:us|me)|lately))*$/,
  ],
  [
    'next',
    new RegExp(
      `^what (?:should|must|shall) (?:i|we) do(?: (?:next|now|first))?${ofThem}$|^what (?:do|can) (?:i|we) do (?:next|now|first)${ofThem}$|^what (?:is )?(?:to do )?(?:next|now)${ofThem}$|^(?:what is )?(?:the |my |our )?(?:best )?next (?:best )?(?:move|action)${ofThem}$`,
    ),
  ],
  [
    'about',
    new RegExp(
      `^(?:please )?(?:summari[sz]e|sum up|recap|brief me (?:on|about)|tell me(?: more| everything| all)? about|(?:(?:give|show) me )?(?:(?:an?|the) )?(?:short |quick )?(?:summary|overview|recap|rundown|brief) (?:of|on|for|about)|what (?:should|must|do) (?:i|we)(?: need to| have to)? know about)${ofDeal}$`,
    ),
  ],
  [
    'mine',
    /^(?=.*\b(?:mine|my|me|i)\b)(?:(?:which|what) (?:open )?(?:deals?|accounts?)(?: (?:are|is|do|have|belong|belongs|i|own|have|got|mine|to me|my own|open|now|currently|on my (?:plate|week|list)))+|(?:(?:list|show|give)(?: me)?|(?:which|what) are)?(?: all)?(?: of)? ?my (?:open )?(?:deals|accounts)(?: please)?)$/,
  ],
  [
    'when',
    /^(?:and )?when (?:exactly )?(?:was|is|were|did) (?:that|this|it|(?:he|she|they|we|i) (?:say|said|tell|ask|promise|do|write)(?: (?:that|this|it|so|me|us))*)(?: (?:said|exactly|again|then|happen))*$|^(?:and )?(?:on )?(?:what|which) (?:day|date)(?: (?:was|is) (?:that|this|it))?$|^since when$|^how long ago(?: was (?:that|this|it))?$/,
  ],
];

/** The words that are asked, without these names in canonical form. */
function bareOf(question: string, names: readonly string[]): string {
  const said = canonical(question.replace(/['’]s\b/giu, ' '));
  return withoutNames(said, names).replace(/ +/g, ' ').trim();
}

const whyScore =
  /^why (?:is|are|has|have|did|does)(?: (?:it|he|she|they|the|this|our|its|deal|account|score|health|with|at|of|been|gone|go|went|become|got|gotten|turned|dropped to|still|so|only|now|just))* (?<band>\S.*?)(?: (?:now|again|lately))*$/;
const ofScore: ReadonlySet<string> = new Set(
  'low high down up lower higher falling rising dropping dropped fallen risen warm warmer colder hotter cooling'.split(
    ' ',
  ),
);

/** Undefined for all that is no such question. `bands`: the rubric's. */
export function readHouseQuestion(
  question: string,
  names: readonly string[],
  bands: readonly string[] = [],
): HouseQuestion | undefined {
  const bare = bareOf(question, names);
  const { band } = whyScore.exec(bare)?.groups ?? {};
  if (band !== undefined && (ofScore.has(band) || bands.some((one) => canonical(one) === band)))
    return 'score';
  return forms.find(([, pattern]) => pattern.test(bare))?.[0];
}
