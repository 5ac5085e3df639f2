import type { Rule } from './rule.ts';

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
