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
  /** What is late is meant too where today is among those days. */
  readonly isLateToo?: true;
  /** The asker's own where nobody is named and no "we" is said; where no days are needed, only if an "I" is said. */
  readonly own?: 'promises' | 'deals';
  readonly who?: (asked: string) => ListQuestion['who'];
  readonly says?: RegExp;
  readonly orSaid?: true;
  readonly isPersonal?: true;
  /** Only of somebody or some company that is named. */
  readonly isOfNamed?: true;
  readonly elseNotes?: true;
}

/** How a list may be asked for, in front of what it is of: pieces of patterns, for text in canonical form. */
export const lead =
  '(?:(?:which|what|who|whose|who(?: else)?(?: (?:still|already|now))? (?:has|have)(?: got)?|show me|list|give me|are there|is there|do we have|(?:does|do|has|have)(?: (?:he|she|they|it|we|i|anyone|anybody|any (?:deals?|accounts?|customers?|prospects?|buyers?)|still|really|now|also|there))*(?: (?:have|got|see|face))?) )?(?:(?:of|the|my|our|their|all|any|a|an|open|due|known|current|currently|other|are|is|still|there|main|biggest|top|greatest|real) )*';
/** Anything else is for the notes to answer. */
export const rest =
  '(?: (?:are|is|do|does|did|have|has|had|been|we|i|they|he|she|it|us|me|that|there|their|our|my|the|deals?|made|make|still|now|currently|due|open|outstanding|involved|in play|in the running|against|up|facing|face|looking|considering|comparing|talking|checking(?: out)?|evaluating|testing|trying(?: out)?|seeing|meeting|besides|too|also|as well|by|to|for|with|at|on|of|from|not kept|yet))*';

export function listed(nouns: string): RegExp {
  return new RegExp(`^${lead}(?:${nouns})${rest}$`);
}

export function dealsWith(nouns: string): RegExp {
  return new RegExp(
    `^(?:which|what) (?:open )?(?:deals|accounts)(?: (?:have|has|had|with|face|facing|name|mention|are|is|up|against|an?|any|the|open|still))*(?: (?:${nouns}))${rest}$`,
  );
}

/** Which of them were settled, which were kept. */
export function hasEnded(nouns: string, ends: string): RegExp {
  return new RegExp(
    `^(?:which|what|whose|any|show me|list)(?: (?:of|the|my|our|their|all|any))* (?:${nouns})(?: (?:have|has|had|were|was|are|got|did|do|i|we|they|been|that|already))* (?:${ends})${rest}$`,
  );
}

export function either(...patterns: readonly RegExp[]): RegExp {
  return new RegExp(patterns.map(({ source }) => source).join('|'));
}

/** Whether they ever had some, what they were. */
export function everRaised(nouns: string): RegExp {
  const raise = '(?:have|had|raised?|voiced?|expressed|express|mention(?:ed)?|bring up|brought up)';
  return new RegExp(
    `^(?:(?:which|what) (?:${nouns}) )?(?:did|had|has|have)(?: (?:he|she|they|we|i|anybody|anyone|ever|also|already|really))* ${raise}(?: (?:any|an?|some|the|other|more|real))*(?: (?:${nouns}))?${rest}$`,
  );
}

export const rivals =
  'rivals?|competitors?|competition|(?:(?:an)?other )?(?:vendors?|suppliers?)|alternatives';
export const doubts = 'worry|worries|concerns?|objections?|blockers?';
export const ended = '(?:settled?|resolved?|solved?|answered|overc[oa]me|cleared|handled|dealt with)';
export const worried = '(?:worried|concerned|nervous|anxious|uneasy|afraid|scared|wary|sceptical|skeptical)';
export const anybody =
  '(?:people|everyone|everybody|anyone|anybody|someone|somebody|customers|prospects|buyers|clients|others|folks|all of them)';
/** Of one sort of meeting no other is told. */
export const sorts: readonly string[] = ['demo', 'workshop', 'visit'];
export const whoseMeetings =
  '(?:(?:what|which|any|show|list|give|me|my|our|all|the|do|i|we|have|are|is|there|got|how|about|when|upcoming) )*';
export const planned =
  '(?: (?:are|is|do|have|has|i|we|me|us|my|our|that|there|now|with|for|on|at|in|coming|up|lined|planned|scheduled|booked|set|happening|left|agreed|open|due))*';

/** "What is due", "anything that falls due", "what do I have due". */
export const whatDue =
  '(?:(?:show|list|give|tell) (?:me )?)?(?:what|which|anything|everything|something|(?:is|are|have|do) (?:there |i have |we have |i |we )?(?:got )?(?:anything|something))(?: (?:all|else|things|deals|accounts|that|which|is|are|do|have|has|with|anything|something|i|we|got|falls?|falling|comes?|coming|still|now|next|going to be))* due(?: (?:now|next|soon|still|up))*';
