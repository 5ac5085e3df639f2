import { dueIn } from './dates.ts';
import type { Clause, Hit, ReadNote } from './read-note.ts';
import { doubts } from './rules/doubts.ts';
import { knowledge } from './rules/knowledge.ts';
import { addressesMachine, isDenied, isWished } from './rules/moods.ts';
import { moves } from './rules/moves.ts';
import { promises } from './rules/promises.ts';
import { rivals } from './rules/rivals.ts';
import { roles } from './rules/roles.ts';
import type { Rule } from './rules/rule.ts';
import { silences } from './rules/silence.ts';
import { splitClauses } from './sentences.ts';
import { topicsOf, unnamedWorry } from './topics.ts';
import { capital } from './words.ts';

/** Every rule, in the order in which a card would tell what they find. */
export const rules: readonly Rule[] = [
  ...moves,
  ...roles,
  ...doubts,
  ...rivals,
  ...silences,
  ...promises,
  ...knowledge,
];

/** The clauses of the notes, oldest note first; a note is read up to the line that first addresses a machine. */
export function readClauses(notes: readonly ReadNote[]): readonly Clause[] {
  const clauses: Clause[] = [];
  notes.forEach((note, index) => {
    if (isTakenBack(note, notes[index + 1])) return;
    const told = splitClauses(note, clauses.length);
    const order = told.findIndex(
      (clause) => addressesMachine(clause.sentence) || addressesMachine(lineOf(clause)),
    );
    clauses.push(...(order === -1 ? told : told.slice(0, order)));
  });
  return clauses;
}

/** What the rules find in the clauses: at most one hit for a kind and side in each. */
export function findHits(clauses: readonly Clause[]): readonly Hit[] {
  return clauses.flatMap((clause) => {
    const seen = new Set<string>();
    return rules.flatMap((rule) => {
      const hit = seen.has(`${rule.kind} ${rule.who}`) ? null : matchRule(rule, clause);
      if (hit === null) return [];
      seen.add(`${rule.kind} ${rule.who}`);
      return [hit];
    });
  });
}

/** One rule on one clause; null when it does not hold. */
export function matchRule(rule: Rule, clause: Clause): Hit | null {
  const match = rule.pattern.exec(clause.text);
  if (match === null || isTakenBackIn(clause, rule)) return null;
  const dueOn = rule.date === undefined ? null : dueIn(clause.text.slice(match.index), clause.note.day);
  if (rule.date === 'needed' && dueOn === null) return null;
  const given = typeof rule.text === 'string' ? rule.text : rule.text(match, clause.text);
  const text = namedThing(given.replace(/[<>@`*_~|]/gu, ''), clause);
  const topics = topicsOf(text === unnamedWorry ? clause.text : text);
  return { kind: rule.kind, text, who: rule.who, topics, clause, at: match.index, dueOn };
}

function isTakenBackIn(clause: Clause, rule: Rule): boolean {
  if (rule.unless?.test(clause.text)) return true;
  if (rule.who === 'us' && isMail(clause.note.text)) return true;
  return rule.factOnly === true && (isDenied(clause.text) || isWished(clause.text));
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

/** In a pasted mail, "I" is its writer, so nothing in it is a word of ours. */
function isMail(text: string): boolean {
  return /^\s*(?:hi|hello|dear)\b[^\n]{0,40},\s*$|^\s*(?:(?:kind |best )?regards|best|cheers|thanks),?\s*$|^(?:fwd|fw|pasted|forwarded)\b/imu.test(
    text,
  );
}

const takesBack =
  /\b(?:wrong (?:person|priya|company|deal)|(?:ignore|disregard|scrap) (?:my|the) (?:last|earlier|previous) note)\b/iu;

/** A note that says it belongs elsewhere, or whose follower says so, tells nothing about this deal. */
function isTakenBack(note: ReadNote, next: ReadNote | undefined): boolean {
  return takesBack.test(note.text) || (next !== undefined && takesBack.test(next.text));
}

function lineOf(clause: Clause): string {
  const text = clause.note.text;
  const from = text.lastIndexOf('\n', clause.start) + 1;
  const until = text.indexOf('\n', clause.start);
  return text.slice(from, until === -1 ? undefined : until);
}
