import { capital } from '../words.ts';
import type { Rule } from './rule.ts';

const deed =
  'send|share|prepare|get|write|set up|book|introduce|intro|come back|get back|follow up|call|provide|build|make|update|draft|check|bring|deliver|mail|email|forward|put together|loop in|connect|invite|confirm|review|sign|ask|talk to|speak to|present|show|add|organise|organize|arrange|return|circulate';
const broken = /\b(?:not|never|no longer|if|unless)\b|n['’]t\b/iu;

/** What somebody said they would do. */
export const promises: readonly Rule[] = [
  {
    kind: 'promise',
    who: 'us',
    pattern: new RegExp(
      `\\b(?:I|we)(?:['’]ll| will| shall| am going to|['’]m going to|['’]d| need to(?= send| share)| must(?= send| share)) (?:also |then |still )?(?:${deed})\\b(.*)`,
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
      /\b(?:(?:I|we)(?: had| have|['’]ve)? (?:\w+ )?promised(?: to| that I['’]d| I['’]d)?|(?:I|we) (?:\w+ )?owe|still owe|^promised (?:her|him|them|to send)|on me to|my action:?|I said I(?:['’]d| would)|told (?:her|him|them) I(?:['’]d| would)|we (?:are to|said we['’]d)) (.+)/iu,
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
