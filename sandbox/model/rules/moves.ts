import { capital } from '../words.ts';
import type { Rule } from './rule.ts';

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
