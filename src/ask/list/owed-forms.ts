import {
  anybody,
  either,
  type ListForm,
  lead,
  planned,
  rest,
  sorts,
  whatDue,
  whoseMeetings,
} from './form-words.ts';
import type { ListQuestion } from './list-question.ts';

/** What somebody waits for: what one side promised, and what theirs asked for. */
export const owed = ['promise', 'buyer_request'];

const owing = new RegExp(
  `^(?:what|who|whom)(?: all| else)? do (?:we|i)(?: (?:still|currently|now|all))* owe(?: (?:an answer|a reply|something|anything|what|still|now|to|at|from|for|${anybody}))*$`,
);

/** Forms of what is owed, due and met: the first that fits is meant. */
export const owedForms: readonly ListForm[] = [
  {
    pattern: new RegExp(`^(?=what\\b)${owing.source}`),
    kinds: owed,
    said: 'an open promise or request',
    days: 'allowed',
    isLateToo: true,
    who: promiser,
    isOfNamed: true,
  },
  {
    pattern: owing,
    kinds: ['promise'],
    said: 'an open promise',
    days: 'allowed',
    isLateToo: true,
    who: promiser,
  },
  {
    pattern: either(
      /^(?:what(?: all| else)? )?(?:do|does)(?: (?:he|she|they|and|also|still|currently|now|all))* owe(?: (?:us|me|to|still|now|yet|anything|something))*$/,
      /^(?=.*\b(?:us|me|we|i)\b)what (?:is|are)(?: (?:we|i|us|still|now|currently))* owed(?: (?:to us|to me|us|me|still|now))*(?: (?:by|from)(?: (?:them|him|her))?)?$/,
    ),
    kinds: ['promise'],
    said: 'an open promise of theirs',
    days: 'allowed',
    isLateToo: true,
    who: () => 'them',
  },
  {
    pattern: either(
      new RegExp(`^${lead}promises?${rest}$`),
      /^who(?:m)?(?: still)? owes (?:us|me)(?: (?:an answer|a reply|something|anything))?$/,
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
    pattern:
      /^(?:(?:show|list|give|tell) (?:me )?)?(?:what|which|everything|anything|something|(?:is|are|have|has)(?: there)? (?:anything|something))(?: (?:all|else|things|deals|that|which|is|are|was|were|has|have|been|become|gone|still|already|now|currently|at|with|for|on|in))*$/,
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
    pattern:
      /^(?:who|(?:which|what)(?: of)?(?: (?:my|our|the))* (?:reps?|sellers?|colleagues?|people))(?: (?:of|in|on) (?:us|my team|our team))?(?: (?:has|have|is|are|with|an?|any|open|still))* promises?$/,
    kinds: ['promise'],
    said: 'a promise of ours',
    days: 'late',
    who: () => 'us',
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
      /^what (?:is|are)(?: (?:there|still|open|due|else))* (?:left|outstanding|missing|owed)?(?: (?:for|on|from) (?:me|us))? ?to (?:send|deliver|give|get|share|provide)(?: (?:to|over|for|still))*$/,
    kinds: ['promise'],
    said: 'an open promise',
    who: () => 'us',
  },
  {
    pattern:
      /^(?:what (?:is|are)|(?:(?:is|are)(?: there)? )?(?:anything|something))(?: (?:there|still|open|due|else|left|outstanding|missing))*(?: (?:for|on|from) (?:me|us))? to do(?: (?:for|with|at|on|by|us|me|still))*$/,
    kinds: owed,
    said: 'anything left to do',
    days: 'allowed',
    who: () => 'us',
    own: 'deals',
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
    isLateToo: true,
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
      /^(?:what|anything)(?: (?:is|else|that|s))*(?: (?:happens|happening|going on|up|planned))(?: (?:at|with|for|on|me|us))*$/,
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
];

export function promiser(asked: string): ListQuestion['who'] {
  if (/\bowes\b|\b(?:they|their)\b|\bto us\b/.test(asked)) return 'them';
  return /\b(?:we|i|my|our)\b/.test(asked) ? 'us' : undefined;
}
