import { type Clause, isDenied, isMail, isWished } from './clauses.ts';
import { capital, topicsOf, unnamedWorry } from './topics.ts';

/** One way a note says a thing; the examples are tested, and read as the rule's explanation. */
export interface Rule {
  readonly kind: string;
  readonly who: 'us' | 'them';
  readonly pattern: RegExp;
  /** Words in the clause that take the match back. */
  readonly unless?: RegExp;
  /** Good news counts only as a fact: not when it is denied, wished for or a condition. */
  readonly factOnly?: boolean;
  /** Only where it opens a sentence: further on, its subject may be another. */
  readonly opens?: boolean;
  /** What its sentence must say right in front of the clause. */
  readonly after?: RegExp;
  /** `needed`: no date, no signal. `taken`: a date in the clause is when it is due. */
  readonly date?: 'needed' | 'taken';
  /** For a card; a function gets the match and the clause. */
  readonly text: string | ((match: RegExpExecArray, clause: string) => string);
  readonly example: string;
  readonly counter?: string;
}

/** A match of a rule in a clause. */
export interface Hit {
  readonly kind: string;
  /** A few words for a card. */
  readonly text: string;
  readonly who: 'us' | 'them';
  /** What it is about, in a form two hits can be compared by. */
  readonly topics: readonly string[];
  readonly clause: Clause;
  /** Where in the clause the match starts. */
  readonly at: number;
  /** The note's own words for the day. */
  readonly dueWords: string | null;
}

/** One rule on one clause; null when it does not hold. */
export function matchRule(rule: Rule, clause: Clause): Hit | null {
  const match = rule.pattern.exec(clause.text);
  if (match === null || isTakenBackIn(clause, rule)) return null;
  const dueWords = rule.date === undefined ? null : dueWordsIn(clause.text, match.index);
  if (rule.date === 'needed' && dueWords === null) return null;
  const given = typeof rule.text === 'string' ? rule.text : rule.text(match, clause.text);
  const text = namedThing(given.replace(/[<>@`*_~|·]/gu, '').trim(), clause);
  const topics = topicsOf(text === unnamedWorry ? clause.text : text);
  return { kind: rule.kind, text, who: rule.who, topics, clause, at: match.index, dueWords };
}

function isTakenBackIn(clause: Clause, rule: Rule): boolean {
  if (rule.unless?.test(clause.text)) return true;
  if (rule.opens === true && !clause.sentence.startsWith(clause.text)) return true;
  if (rule.after !== undefined && !rule.after.test(saidBefore(clause))) return true;
  if (rule.who === 'us' && isMail(clause.note.text)) return true;
  return rule.factOnly === true && (isDenied(clause.text) || isWished(clause.text));
}

function saidBefore({ note, sentence, start }: Clause): string {
  const from = note.text.lastIndexOf(sentence, start);
  return note.text.slice(Math.max(0, from), start);
}

/** "I'll send it" is named by the last thing spoken of before. */
function namedThing(text: string, clause: Clause): string {
  if (!/^(?:it|that|this|them|one|both|all of it)$/iu.test(text)) return text;
  const before = clause.note.text.slice(0, clause.start);
  const things = [
    ...before.matchAll(/\b(?:the|a|an|our|for) ([a-z]+(?: (?!before|by|on|and|to|in)[a-z]+)?)/gu),
  ];
  return capital(things.at(-1)?.[1] ?? 'what was asked');
}

const prep =
  '(?:(?:by|until|till|before|on|from|after|around|about|in|at|for|of|bis|am|ab|vor|vom|zum|tak) )?(?:the )?';
const month =
  '(?:jan(?:uary|uar)?|feb(?:ruary|ruar)?|mar(?:ch)?|märz|apr(?:il)?|may|mai|june?|juni|july?|juli|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|okt(?:ober)?|nov(?:ember)?|dec(?:ember)?|dez(?:ember)?)\\b';
const weekday =
  '(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|montag|dienstag|mittwoch|donnerstag|freitag';
const amountOf = '(?:a|an|one|two|three|four|five|six|eight|ten|twelve|\\d+)';

/** How notes write a day that is due, the plainest first. */
const dueForms: readonly RegExp[] = [
  `${prep}\\d{4}-\\d{2}-\\d{2}`,
  `${prep}\\d{1,2}(?:st|nd|rd|th|\\.)?(?: of)? ${month}(?: \\d{4}\\b)?`,
  `${prep}${month} \\d{1,2}(?:st|nd|rd|th)?\\b(?!:|%| ?k\\b)(?:,? \\d{4}\\b)?`,
  `${prep}\\d{1,2}\\.\\d{1,2}\\.(?:\\d{2,4})?`,
  '(?:by|until|till|before|on|from|after) the \\d{1,2}(?:st|nd|rd|th)\\b',
  '(?:by|until|till|before|on) \\d{1,2}/\\d{1,2}(?![/\\d])',
  '(?:the )?day after tomorrow|(?:by )?tomorrow\\b',
  '(?:(?:by|until|till|before|at) )?(?:the )?(?:end|start|beginning|middle) of (?:the |this |next )?(?:day|week|month|quarter|year|Q[1-4]\\b|' +
    `${month})`,
  '(?:by )?(?:EOD|EOW|EOM|month[- ]end|year[- ]end)\\b',
  `${prep}(?:next |this |coming )?\\b(?:${weekday})\\b(?: week| in a week)?`,
  `(?:within|in) ${amountOf} (?:working )?(?:days?|weeks?|months?)`,
  `${prep}(?:start of |end of )?Q[1-4]\\b`,
  '(?:by |until )?(?:next|this) (?:week|month|quarter|year)\\b|before (?:christmas|easter|diwali)',
  `(?:by|until|till|before|in|from|after|end|early|mid|bis) (?:the end of |end of )?(?:next )?${month}`,
].map((form) => new RegExp(`(?<![\\p{L}\\d])(?:${form})`, 'iu'));

/** "Sat in" and "in the sun" are no days. */
const noDay = /^(?:the |for |of |in |at |about |around )*(?:sat|sun|mon|wed)$/iu;

/** The first words from `at` on that tell a day, else the last before it, as the text has them; null without any. */
export function dueWordsIn(text: string, at: number): string | null {
  const found = dueForms.flatMap((form) => {
    const after = form.exec(text.slice(at));
    if (after) return [{ words: after[0], place: at + after.index }];
    const before = form.exec(text.slice(0, at));
    return before ? [{ words: before[0], place: text.length + at - before.index }] : [];
  });
  const days = found.filter(({ words }) => !noDay.test(words.trim()));
  const best = days.toSorted((a, b) => a.place - b.place || b.words.length - a.words.length)[0];
  return best === undefined ? null : best.words.trim();
}
