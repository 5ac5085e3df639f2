import type { Rule } from './rule.ts';

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
