import { troubleKinds } from '../../brief/signals/signal.ts';
import {
  dealsWith,
  doubts,
  either,
  ended,
  everRaised,
  hasEnded,
  type ListForm,
  lead,
  listed,
  rest,
  rivals,
  worried,
} from './form-words.ts';
import { owed, owedForms, promiser } from './owed-forms.ts';

const money = ['budget_confirmed', 'budget_doubt', 'amount'];
export const worries = ['objection', 'price_pressure', 'budget_doubt'];
/** What waits for somebody. */
export const openKinds = [...worries, 'competitor', 'ask_unanswered', 'buyer_request', 'promise'];
const pilots = '(?:pilots?|trials?|pocs?)';
const signers = ['decision_maker', 'decision_process'];

/** The first that fits is meant. */
export const listForms: readonly ListForm[] = [
  ...owedForms,
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
    pattern: new RegExp(
      `^(?:which|what|who|whose|any|are there|is there|do we have|list|show me)(?: (?:open|of|our|my|the|any|an?|deals?|accounts?|people|customers?|compan(?:y|ies)|has|have|is|are|in|on|with|got|currently|still|now|running|live|active|agreed))* ${pilots}(?: (?:is|are|do|we|have|has|running|going|on|now|still|open|live|active|agreed|ongoing|underway|at|with|for|currently))*$`,
    ),
    kinds: ['pilot_agreed'],
    said: 'a pilot agreed',
    elseNotes: true,
  },
  {
    pattern: new RegExp(
      `^(?=.*\\b(?:ends?|ended|over|finish(?:es)?|runs?|lasts?|until|till|stops?)\\b)(?:when|until when|till when|how long)(?: (?:does|do|is|are|will|did|the|our|their|an?))* ${pilots}(?: (?:at|with|for|ends?|ended|over|finish(?:es)?|runs?|running|until|till|lasts?|going|on|to|stops?|still))*$`,
    ),
    kinds: ['pilot_agreed'],
    ended: 'too',
    said: 'the end of a pilot',
    days: 'due',
    elseNotes: true,
  },
  {
    pattern:
      /^(?:and )?(?:why|how come|for what reason) (?:did|do|have|was|were)(?: (?:we|they|he|she|it|the|this|that|our|deal|at|with))* (?:lost|lose|won|win)(?: (?:the|this|that|deal|account|at|with|to|it|them|him|her))*$/,
    kinds: ['reason'],
    ended: 'too',
    said: 'a reason',
    isOfNamed: true,
    elseNotes: true,
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
    said: 'a request or a wish',
    ended: 'too',
    isPersonal: true,
    isOfNamed: true,
  },
  {
    pattern:
      /^what (?:do|does|is|are)(?: (?:he|she|they|and|still|now|also))* wait(?:ing)? (?:for|on)(?: (?:from us|from me|us for))*$/,
    kinds: owed,
    said: 'anything awaited from you',
    who: () => 'us',
    isOfNamed: true,
  },
  {
    pattern: /^what (?:is|are) (?:still )?open(?: (?:with|at|for|on|there|now|issues|points))*$/,
    kinds: openKinds,
    said: 'anything open',
  },
];
