import { troubleKinds } from '../../brief/signals/signal.ts';
import {
  anybody,
  dealsWith,
  doubts,
  either,
  ended,
  everRaised,
  hasEnded,
  lead,
  listed,
  planned,
  rest,
  rivals,
  sorts,
  whatDue,
  whoseMeetings,
  worried,
} from './form-words.ts';
import type { ListQuestion } from './list-question.ts';

/** One way of asking for signals of some kinds. */
export interface ListForm {
  /** Matches all of a question in canonical form, without names, days and words that say nothing. */
  readonly pattern: RegExp;
  readonly kinds: readonly string[];
  readonly said: string;
  /** Left out: `no`. */
  readonly ended?: ListQuestion['ended'];
  /** The question names days, or must: `needed`; `late` are days that are over; with `due` what has no day is not meant. */
  readonly days?: 'allowed' | 'needed' | 'late' | 'due';
  /** The asker's own where nobody is named and no "we" is said; where no days are needed, only if an "I" is said. */
  readonly own?: 'promises' | 'deals';
  readonly who?: (asked: string) => ListQuestion['who'];
  readonly says?: RegExp;
  readonly orSaid?: true;
  readonly isPersonal?: true;
  /** Only of somebody or some company that is named. */
  readonly isOfNamed?: true;
}

const money = ['budget_confirmed', 'budget_doubt', 'amount'];
export const worries = ['objection', 'price_pressure', 'budget_doubt'];
const signers = ['decision_maker', 'decision_process'];
/** What somebody waits for: what one side promised, and what theirs asked for. */
const owed = ['promise', 'buyer_request'];

/** The first that fits is meant. */
export const listForms: readonly ListForm[] = [
  {
    pattern: either(
      new RegExp(`^${lead}promises?${rest}$`),
      /^who(?:m)?(?: still)? owes (?:us|me)(?: (?:an answer|a reply|something|anything))?$/,
      new RegExp(
        `^(?:what|who|whom)(?: all| else)? do (?:we|i)(?: (?:still|currently|now|all))* owe(?: (?:an answer|a reply|something|anything|what|still|now|to|at|from|for|${anybody}))*$`,
      ),
      new RegExp(
        `^(?:(?:show|list|give|tell) (?:me )?)?(?:everything|all|anything)(?: (?:that|of|what|which))* (?:we|i)(?: (?:have|ever|still))* (?:owe|promised?|committed to)(?: (?:that|which|what|is|are|but|and|have|has|i|we|not|never|still|yet|open|outstanding|undone|unsent|done|kept|sent|delivered|due|to|at|${anybody}))*$`,
      ),
    ),
    kinds: ['promise'],
    said: 'an open promise',
    days: 'allowed',
    who: promiser,
  },
  {
    pattern: either(
      /^(?:who|what|(?:which|what) (?:deals?|people|accounts?|prospects?))(?: (?:is|are|still))* (?:waiting|waits?) (?:for|on) (?:us|me|something from (?:us|me))(?: to (?:deliver|send(?: something)?|answer))?$/,
      /^(?:is|are)(?: (?:he|she|they|it|anybody|anyone|somebody|someone|still))* waiting (?:for|on)(?: (?:something|anything|us|me|from|a reply|an answer))*$/,
    ),
    kinds: owed,
    said: 'anything that somebody waits for',
    days: 'allowed',
    who: () => 'us',
  },
  {
    pattern: either(
      new RegExp(
        `^what (?:(?:stuff|things?|all|else) )*(?:(?:did|have|has|had|do) )?(?:(?:we|i|they|he|she) )?(?:promised?|commit(?:ted)? to|agreed? to send)(?: (?:to|us|me|them|at|for|from|with|so far|do|send|${anybody}))*$`,
      ),
      /^what (?:did|have|has|had) (?:we|i|they|he|she) (?:say|said|tell|told)(?: (?:us|me|them|to|that))* (?:(?:we|i|they|he|she) (?:will|would|d|ll)|id|ill|wed|theyd|hed|shed|theyll) (?:send|get|give|share|deliver|bring|provide)(?: (?:to|us|me|them|over|back|across|for|at|and|by|when|until))*$/,
    ),
    kinds: ['promise'],
    said: 'a promise',
    ended: 'too',
    days: 'allowed',
    who: (asked) => (/\b(?:we|i)\b/.test(asked) ? 'us' : 'them'),
    orSaid: true,
  },
  {
    pattern: either(
      new RegExp(
        `^what (?:did|have|do|has) (?:we|i)(?: (?:still|probably|ever|always|all))* (?:forget|forgot|forgotten)(?: to (?:send|deliver|give|share|do|mail|provide|write|answer|get))?(?: (?:out|over|back|to|for|again|${anybody}))*$`,
      ),
      new RegExp(
        `^what(?: (?:did|have|has|do))? (?:havent|didnt|have not|did not|not) (?:we|i) (?:sent|send|delivered?|given|give|done|do|kept|keep|shared?)(?: (?:out|over|back|to|for|yet|so far|${anybody}))*$`,
      ),
    ),
    kinds: ['promise'],
    said: 'an open promise of yours',
    who: () => 'us',
  },
  {
    pattern: either(
      /^(?:(?:show|list|give|tell) (?:me )?)?(?:what|which|everything|anything|something|(?:is|are|have|has)(?: there)? (?:anything|something))(?: (?:all|else|things|deals|that|which|is|are|was|were|has|have|been|become|gone|still|already|now|currently|at|with|for|on|in))*$/,
    ),
    kinds: owed,
    said: 'anything',
    days: 'late',
    own: 'deals',
  },
  {
    pattern: either(
      /^(?:am|are|do|have|did) (?:i|we)(?: (?:have|got|already|still|running|with|on|anything|something|for))*$/,
      /^(?:what|which|everything|anything)(?: (?:all|else|that|of mine|of|my))*(?: (?:am|are|do|have|did|is|was))(?: (?:i|we|of mine|from me|from us|on my side|still|already|running|have|to send|to|with|for|now))*$/,
    ),
    kinds: owed,
    said: 'anything of yours',
    days: 'late',
    who: () => 'us',
    own: 'promises',
  },
  {
    pattern: either(
      /^(?:what|which|everything|anything)(?: (?:all|else|that|of mine|promises?|of|my))*(?: (?:am|are|do|have|did|is|was))(?: (?:i|we|my|our|of mine|from me|from us|on my side|still|already|running|have|to send|promised|promises|to|with|for|now))*$/,
      /^whom? (?:am|are|do|have) (?:i|we)(?: (?:still|already|running|to|with|for|now|owe|have|promised|something|anything))*$/,
    ),
    kinds: ['promise'],
    said: 'a promise of yours',
    days: 'late',
    who: () => 'us',
    own: 'promises',
  },
  {
    pattern: either(
      /^what(?: is| are)+ from$/,
      /^(?=.*\b(?:he|she|they|them|him|her|their|customers|buyers)\b)(?:what|which|anything)(?: (?:is|are|do|does))*(?: (?:he|she|they|still|already|running|promised|promises|owe|owes|us|me|to|with))*(?: from (?:them|him|her|their side|customers|buyers))?$/,
      /^who (?:is|are)(?: (?:still|already|running|with|something|anything|for|to|us|me))*$/,
    ),
    kinds: ['promise'],
    said: 'a promise of theirs',
    days: 'late',
    who: () => 'them',
  },
  {
    pattern:
      /^(?:is|are)(?: (?:he|she|they|still|already|running))*(?: (?:with|on) (?:anything|something|(?:his|her|their|any) promises?))?$/,
    kinds: ['promise'],
    said: 'a promise of theirs',
    days: 'late',
    who: () => 'them',
    isOfNamed: true,
  },
  {
    pattern:
      /^what (?:did|have|has|had) (?:we|i)(?: (?:promised?|people|anybody|them|him|her|and|that|is|was|but|have|has|been|i|we|to|not|never|still|yet|already))* (?:deliver(?:ed)?|kept|keep|sen[dt]|done|do)(?: (?:yet|in time|on time|so far))*$/,
    kinds: ['promise'],
    said: 'an open promise of yours',
    days: 'allowed',
    who: () => 'us',
  },
  {
    pattern:
      /^what (?:is|are|was|were)(?: (?:he|she|they|still|also))* (?:supposed|meant|due|going) to (?:send|give|deliver|get|share|do|bring|provide)(?: (?:us|me|over|back|to|for))*$|^what (?:will|must|should)(?: (?:he|she|they|still))* (?:send|give|deliver|share|provide)(?: (?:us|me|over|back|to|for))+$/,
    kinds: ['promise'],
    said: 'an open promise of theirs',
    days: 'allowed',
    who: () => 'them',
  },
  {
    pattern:
      /^what (?:is|are)(?: (?:there|still|open|due|else))* (?:left|outstanding|missing|owed)?(?: (?:for|on|from) (?:me|us))? ?to (?:send|do|deliver|give|get|share|provide)(?: (?:to|over|for|still))*$/,
    kinds: ['promise'],
    said: 'an open promise',
    who: () => 'us',
  },
  {
    pattern: /^what (?:do|have) (?:i|we)(?: (?:got|have|else|still))*$/,
    kinds: ['promise', 'next_step', 'close_date'],
    said: 'anything',
    days: 'needed',
    own: 'deals',
  },
  {
    pattern: /^what (?:am|are|have|do) (?:i|we)(?: (?:still|with|on|to do|have|to send|to deliver|owing))*$/,
    kinds: ['promise'],
    said: 'a promise of yours',
    days: 'needed',
    who: () => 'us',
  },
  {
    pattern:
      /^(?:do|have|must|should|am|are) (?:i|we)(?: (?:have|need|supposed|meant|due|got|to|still))* (?:send|give|deliver|get|share|provide|mail)(?: (?:any(?:one|body|thing)|some(?:one|body|thing)|to|out|over))*$/,
    kinds: ['promise'],
    said: 'a promise of yours',
    days: 'allowed',
    who: () => 'us',
  },
  {
    pattern: either(
      /^what(?: (?:is|are|falls?|comes?|coming|planned|else|still|do (?:i|we) have))*(?: up)?(?: (?:on|in) (?:my|our|the) (?:plate|list|agenda|calendar|diary|desk))?(?: for)?$/,
      new RegExp(`^${whatDue}(?: (?:up|at|with|for|on))*$`),
      /^(?:(?:is|are|do|have) )?(?:(?:there|i|we|have|got) )*(?:anything|something)(?: (?:that is|for me|for us|at|with|on))*$/,
      /^(?:(?:what|which|any|show|list|give|me|my|our|all|the|do|i|we|have|are|is|there|got|upcoming) )*deadlines?(?: (?:do|have|has|are|is|i|we|there|coming|up|due|at|with|for|on))*$/,
    ),
    kinds: [...owed, 'next_step', 'close_date'],
    said: 'anything',
    days: 'needed',
    own: 'deals',
  },
  {
    pattern:
      /^(?:(?:am|is|are|do|have|has|did) )?(?:(?:i|we|there|my|our|any|got|have|with|running) )*(?:anything|something|promises?)?(?: (?:i|we|is|are|that|with|to|still|running))*$/,
    kinds: ['promise'],
    said: 'a promise',
    days: 'needed',
    who: (asked) => (/\b(?:i|we|my|our|am)\b/.test(asked) ? 'us' : undefined),
  },
  {
    pattern: new RegExp(`^${whatDue} from (?:us|me|my side|our side)$`),
    kinds: owed,
    said: 'anything due from you',
    days: 'due',
    who: () => 'us',
    own: 'promises',
  },
  {
    pattern: new RegExp(`^${whatDue} from (?:them|him|her|their side|customers|buyers)$`),
    kinds: ['promise'],
    said: 'anything due from them',
    days: 'due',
    who: () => 'them',
  },
  {
    pattern: new RegExp(`^(?!.*\\bfrom\\b)${whatDue}(?: (?:at|with|for|on))*$`),
    kinds: owed,
    said: 'anything due',
    days: 'due',
    own: 'deals',
  },
  {
    pattern: either(
      new RegExp(`^${whoseMeetings}(?:meetings?|calls?|appointments?)${planned}$`),
      /^what(?: else)? (?:is|are)(?: (?:on|planned|scheduled|booked|happening|agreed|up|coming up))+(?: for (?:me|us))?$/,
      /^(?:what|anything) (?:do|have) (?:i|we)(?: (?:got|have))*(?: (?:on|planned|scheduled|booked|lined up))+$/,
      /^(?:who|whom|which (?:people|deals|accounts|customers))(?: (?:am|are|do|will|shall))* (?:i|we)(?: (?:to|going|have|got|due))* (?:meet|meeting|see|seeing|call|calling|talk|talking|speak|speaking|visit|visiting)(?: (?:to|with|at|on))*$/,
    ),
    kinds: ['next_step'],
    said: 'a meeting',
    days: 'needed',
    own: 'deals',
  },
  ...sorts.map((sort): ListForm => {
    return {
      pattern: new RegExp(`^${whoseMeetings}${sort}s?${planned}$`),
      kinds: ['next_step'],
      says: new RegExp(sort, 'i'),
      said: `a ${sort}`,
      days: 'needed',
      own: 'deals',
    };
  }),
  {
    pattern: new RegExp(`^${whoseMeetings}dates?${planned}$`),
    kinds: ['next_step', 'close_date'],
    said: 'a date',
    days: 'needed',
    own: 'deals',
  },
  {
    pattern: either(
      listed(rivals),
      dealsWith(rivals),
      new RegExp(
        `^(?:is|are|do|does|has|have)${rest} (?:any|an?|another|some|other|the|our) ?(?:${rivals})${rest}$`,
      ),
      new RegExp(`^(?:is|are|do|does|has|have) (?:any|an?|another|some|other|our) (?:${rivals})${rest}$`),
      new RegExp(
        `^where (?:are|do|have) we(?: (?:up against|against|got|have|face|facing|fight(?:ing)?|compet(?:e|ing)|with|still|now|any|an?|another|some|other|the))* (?:${rivals})${rest}$`,
      ),
      /^who else (?:(?:is|are|do|does|did|has|have|was|were|been|they|he|she|also|still) )*(?:talk(?:ing|ed)?|speak(?:ing)?|spoken|look(?:ing|ed)?|consider(?:ing|ed)?|compar(?:e|ing|ed)|evaluat(?:e|ing|ed)|test(?:ing|ed)?|try(?:ing)?|meet(?:ing)?|negotiat(?:e|ing))(?: (?:to|with|at|out|us|now|there|besides))*$/,
      /^who(?: else)? (?:are|do) (?:we|they) (?:up against|comparing us with|looking at|(?:compet(?:e|ing)|fight(?:ing)?) (?:with|against))(?: (?:at|on|for|in|there|any|all|every|our|open|deals?))*$/,
    ),
    kinds: ['competitor'],
    said: 'a rival in play',
  },
  {
    pattern:
      /^whose (?:budgets?|money) (?:is|are|was)(?: still| now)? (?:missing|cut|gone|in doubt|too small|on hold)$/,
    kinds: ['budget_doubt'],
    said: 'a budget in doubt',
  },
  {
    pattern: /^whose (?:budgets?|money|spending) (?:is|are)(?: still| now)? frozen$/,
    kinds: ['budget_doubt'],
    says: /fr[eo]+z/i,
    said: 'a frozen budget',
  },
  {
    pattern:
      /^whose (?:budgets?|money) (?:is|are|was)(?: now)? (?:confirmed|approved|there|set|set aside|secured)$/,
    kinds: ['budget_confirmed'],
    said: 'a confirmed budget',
  },
  {
    pattern:
      /^(?:who(?: else)?|which (?:deals?|accounts?|people|companies|customers|prospects|buyers))(?: (?:still|already|now|really|of them))* (?:has|have)(?: (?:got|an?|the|any|their|some|enough|approved|confirmed|secured))* (?:budgets?|money|funding)(?: (?:approved|confirmed|secured|set aside|already|now|for us|for this|for it))*$/,
    kinds: ['budget_confirmed'],
    said: 'a confirmed budget',
  },
  {
    pattern: either(
      listed('budgets?|money|funding'),
      new RegExp(
        `^how (?:much|big|large)(?: (?:is|are|of|the|their|her|his|a))* (?:budget|money|funding)${rest}(?: (?:this|us|in mind))*$`,
      ),
    ),
    kinds: money,
    said: 'a budget',
  },
  {
    pattern: new RegExp(`^(?=.*\\b(?:${doubts})\\b)(?:${everRaised(doubts).source})`),
    kinds: worries,
    said: 'a worry',
    ended: 'too',
    isPersonal: true,
  },
  {
    pattern: either(
      listed(doubts),
      dealsWith(doubts),
      new RegExp(`^what (?:is|are|was|were)(?: still| so| most)* ${worried} (?:about|of|over|by)$`),
    ),
    kinds: worries,
    said: 'an open worry',
    isPersonal: true,
  },
  {
    pattern: new RegExp(
      `^(?:what|which|who)(?: (?:open|of|our|my|the|deals?|accounts?|is|are|do|does|will|should|meant|supposed|due|going|to))* (?:clos(?:e|es|ing)|sign(?:s|ing)?|decid(?:e|es|ing))${rest}$`,
    ),
    kinds: ['close_date'],
    said: 'a closing date',
    days: 'needed',
  },
  {
    pattern: either(
      listed('clos(?:e|ing) dates?|signing dates?|decision dates?'),
      new RegExp(
        `^when (?:do|does|will|should|is|are|to)(?: (?:they|he|she|we|it|the|deal|to|going))* (?:close|closing|sign|decide|buy)${rest}$`,
      ),
    ),
    kinds: ['close_date'],
    said: 'a closing date',
    days: 'allowed',
  },
  {
    pattern: new RegExp(
      `^who (?:(?:signs|decides|approves)(?: the (?:contract|order|deal))?|(?:can|has to|must|will|is to) (?:sign|decide|approve)|makes the decision|(?:is|are) (?:the |our |their )?(?:signers?|decision makers?|economic buyers?))${rest}$`,
    ),
    kinds: signers,
    said: 'who signs',
  },
  {
    pattern: new RegExp(
      `^(?:how much|what) (?:is|are|was)(?: (?:the|this|that|our|each|every|deals?|it))* ?(?:worth|amounts?|(?:deal )?(?:sizes?|values?))${rest}$|^${lead}(?:amounts|deal sizes|deal values)${rest}$`,
    ),
    kinds: ['amount'],
    said: 'an amount',
  },
  {
    pattern: listed('champions?|on our side|argues for us|supporters?'),
    kinds: ['champion'],
    said: 'a champion',
  },
  {
    pattern: either(
      listed('(?:agreed |dated )?next steps?|agreed steps?|next (?:meetings?|calls?)'),
      /^when (?:is|are)(?: (?:the|my|our))* next (?:meeting|call|demo|workshop|visit|appointment|talk|chat)(?: (?:with|at|to|for))*$/,
      /^when (?:do|will|are|am|shall)(?: (?:i|we))* (?:see|seeing|meet|meeting|talk|talking|speak|speaking|call|calling)(?: (?:to|with|at))* (?:next|again)$/,
      /^when (?:do|will|are|am|shall) (?:i|we) (?:see|seeing|meet|meeting|talk|talking|speak|speaking|call|calling|visit|visiting)(?: (?:to|with|at))*$/,
    ),
    kinds: ['next_step'],
    said: 'an agreed step',
    days: 'allowed',
    own: 'deals',
  },
  {
    pattern:
      /^when (?:is|are)(?: (?:the|my|our))* (?:meeting|call|appointment|talk|chat)(?: (?:with|at|to|for))*$/,
    kinds: ['next_step'],
    said: 'an agreed step',
    isOfNamed: true,
  },
  {
    pattern: hasEnded(doubts, ended),
    kinds: worries,
    said: 'a settled worry',
    ended: 'only',
  },
  {
    pattern: hasEnded('promises?', 'kept|keep|done|fulfilled'),
    kinds: ['promise'],
    said: 'a promise kept',
    ended: 'only',
    who: promiser,
  },
  { pattern: listed('setbacks?'), kinds: ['setback'], said: 'a setback' },
  {
    pattern: either(listed('requests?|asks'), dealsWith('requests?|asks')),
    kinds: ['buyer_request'],
    said: 'an open request',
  },
  {
    pattern: listed('risks?|risk factors|red flags?|obstacles?|dangers?'),
    kinds: [...troubleKinds],
    said: 'an open risk',
  },
  {
    pattern: either(
      /^(?:when|from when|until when|how long|what day)(?: (?:can|may|am|are|is|should|do|must|will|could|have|has))(?: (?:i|we|allowed|able|free|supposed|ok|okay|it|to|not|be|next|earliest))* (?:write|call|contact|mail|email|message|text|ring|phone|reach out|reach|talk|speak|get back|come back|wait|pause|be in touch|follow up|ping|disturb|leave|try|rest|rests|resting|paused|on hold|on pause)(?: (?:to|with|him|her|them|again|next|earliest|alone|in peace|at|now|for|until|on|back))*$|^(?:until when|how long|since when) (?:is|are)(?: (?:it|they|he|she|the|deal))* (?:paused|on hold|on pause|resting|quiet)(?: (?:for|until|now|at|with))*$/,
      /^(?:can|may|am|are|should|is it ok(?:ay)?(?: for me)?)(?: (?:i|we|allowed|to))* (?:write|call|contact|mail|email|message|text|ring|phone|reach out|talk|speak|get back|come back|ping|disturb|bother)(?: (?:to|with|him|her|them|again|yet|now|already|today))*$/,
    ),
    kinds: ['agreed_silence'],
    said: 'an agreed pause',
  },
  {
    pattern:
      /^(?:did|has|have|do|does)(?: (?:they|he|she|it|really|ever|already|yet|now|finally))* (?:agree|agreed|accept|accepted|commit|committed|say yes|said yes)(?: (?:to|on|do|doing|start|have|run|a|an|the|our|that|with|us))* (?:pilot|trial|poc)(?: (?:yet|already|now|with|us))*$|^(?:is|was) (?:a |the |our )?(?:pilot|trial) (?:agreed|on|set)(?: (?:yet|already|now|with|at|for|there))*$/,
    kinds: ['pilot_agreed'],
    ended: 'too',
    said: 'a pilot agreed',
  },
  {
    pattern:
      /^(?:did|has|have)(?: (?:they|he|she|really|ever|already|yet|now|finally))* (?:say|said|give|given)(?: (?:us|me|a|the|their))* (?:verbal )?(?:yes|ok|okay|go ahead)(?: (?:yet|already|to us|now|to it))*$/,
    kinds: ['verbal_yes'],
    ended: 'too',
    said: 'a yes',
  },
  {
    pattern: new RegExp(
      `^(?:(?:at )?what|how much)(?: (?:are|do|did|is|will|would|should|have))? (?:i|we)(?: (?:are|have|now|going to))* (?:charg(?:e|ing|ed)|ask(?:ing|ed)?|quot(?:e|ing|ed)|offer(?:ing|ed)?|bill(?:ing)?|at|invoic(?:e|ing))${rest}(?: a (?:month|year|seat))?$|^(?:what|how much) (?:is|was|are)(?: (?:the|our|my|current|latest|last))* (?:price|pricing|prices|offer|quote|fee|fees|rate|list price)${rest}(?: (?:a|per) (?:month|year|seat))?$|^(?:what|how much) (?:do|does|will|would|should|could|can|might)(?: (?:they|he|she))? pay(?: us| for it| for us)?(?: (?:a|per) (?:month|year))?$|^(?:what|which) price (?:did|has|have|do|does)(?: (?:he|she|they))? (?:say|said|agree|agreed|accept|accepted)(?: (?:yes|ok|to|on))*$|^where (?:are|do) we(?: stand)? (?:on|with)(?: the| our)? (?:price|pricing|prices|money|amount|cost)${rest}$`,
    ),
    kinds: ['amount'],
    said: 'an amount',
  },
  {
    pattern: either(
      /^how much (?:is|was|are)(?: (?:it|the|this|that|our|deal|with|at|for|now|currently))*$/,
      /^(?:the |our |latest |current |last )*(?:price|pricing|amount|value|quote|offer|deal size)(?: (?:of|for|at|with|to|the|our|deal|now))*$/,
    ),
    kinds: ['amount'],
    said: 'an amount',
    isOfNamed: true,
  },
  {
    pattern:
      /^what (?:do|does|did|has|have|is|are)(?: (?:he|she|they|and|still|now|really|also))* (?:want(?:ed)?|need(?:ed)?|expect(?:ed)?|ask(?:ed|ing)? for|request(?:ed)?)(?: (?:from us|from me|of us|us for|us|now|so far))*$/,
    kinds: ['buyer_request', 'decision_criteria'],
    said: 'anything they asked for',
    ended: 'too',
    isPersonal: true,
    isOfNamed: true,
  },
  {
    pattern:
      /^what (?:do|does|is|are)(?: (?:he|she|they|and|still|now|also))* wait(?:ing)? (?:for|on)(?: (?:from us|from me|us for))*$/,
    kinds: owed,
    said: 'anything they wait for',
    who: () => 'us',
    isOfNamed: true,
  },
  {
    pattern: /^what (?:is|are) (?:still )?open(?: (?:with|at|for|on|there|now|issues|points))*$/,
    kinds: [...worries, 'competitor', 'ask_unanswered', 'buyer_request', 'promise'],
    said: 'anything open',
  },
];

function promiser(asked: string): ListQuestion['who'] {
  if (/\bwaiting (?:for|on)\b/.test(asked)) return 'us';
  if (/\bowes\b|\b(?:they|their)\b|\bto us\b/.test(asked)) return 'them';
  return /\b(?:we|i|my|our)\b/.test(asked) ? 'us' : undefined;
}
