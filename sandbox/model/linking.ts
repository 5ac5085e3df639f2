import { quoteOf } from './quotes.ts';
import type { Clause, Hit } from './read-note.ts';
import { closings, deedDone, deedMissing } from './rules/closings.ts';
import { contentWords, meet, topicsOf } from './topics.ts';

/** A hit with the clause that settled it, if any. */
export interface Linked {
  readonly hit: Hit;
  readonly closed: Clause | null;
  /** Where later notes tell it once more. */
  readonly again: readonly Clause[];
}

/** Which later words settle which earlier ones; a worry told twice without an answer between is one. */
export function linkHits(hits: readonly Hit[], clauses: readonly Clause[]): readonly Linked[] {
  const linked: Linked[] = [];
  for (const hit of hits) {
    const told = linked.find((earlier) => isRepeat(earlier, hit));
    if (told === undefined) linked.push({ hit, closed: settledBy(hit, clauses), again: [] });
    else linked[linked.indexOf(told)] = toldAgain(told, hit);
  }
  return linked;
}

function toldAgain(earlier: Linked, { kind, clause }: Hit): Linked {
  const notes = [earlier.hit.clause, ...earlier.again].map(({ note }) => note.n);
  const isTold = (!doubts.has(kind) && kind !== 'promise') || notes.includes(clause.note.n);
  return isTold ? earlier : { ...earlier, again: [...earlier.again, clause] };
}

/** The quote that settles, cut like any other. */
export function closingQuote(clause: Clause): { note: number; quote: string } {
  return { note: clause.note.n, quote: quoteOf(clause) };
}

const doubts = new Set(['objection', 'budget_doubt', 'ask_unanswered', 'competitor', 'agreed_silence']);
const told = new Set(['next_step', 'promise', 'person']);

/** A doubt is one until it is settled; good news counts again in every later note that tells it. */
function isRepeat(earlier: Linked, hit: Hit): boolean {
  if (earlier.hit.kind !== hit.kind || earlier.hit.who !== hit.who) return false;
  if (earlier.closed !== null && earlier.closed.order <= hit.clause.order) return false;
  if (hit.kind === 'objection') return meet(earlier.hit.topics, hit.topics);
  if (hit.kind === 'competitor') return earlier.hit.text === hit.text;
  if (doubts.has(hit.kind)) return hit.dueOn === null || earlier.hit.dueOn === hit.dueOn;
  if (told.has(hit.kind)) return earlier.hit.text === hit.text && isSameDate(earlier.hit, hit);
  return earlier.hit.clause.note.n === hit.clause.note.n;
}

function isSameDate(earlier: Hit, hit: Hit): boolean {
  return hit.dueOn === null || earlier.dueOn === hit.dueOn;
}

function settledBy(hit: Hit, clauses: readonly Clause[]): Clause | null {
  const later = clauses.filter((clause) => clause.order > hit.clause.order);
  if (hit.kind === 'promise') return later.find((clause) => isKept(hit, clause)) ?? null;
  if (hit.kind === 'ask_unanswered') return later.find((clause) => isContact(hit, clause)) ?? null;
  const rules = closings.filter((rule) => rule.closes === hit.kind);
  const found = later.find((clause) =>
    rules.some((rule) => {
      if (!rule.pattern.test(clause.text) || rule.unless?.test(clause.text)) return false;
      if (hit.kind === 'competitor' && !namesRival(hit.text, clause.text)) return false;
      return !rule.sameTopic || meet(hit.topics, topicsOf(clause.text)) || speaksOf(hit, clause.sentence);
    }),
  );
  return found ?? null;
}

/** "They dropped Notewright" says nothing about another rival. */
function namesRival(rival: string, text: string): boolean {
  return (
    text.includes(rival) ||
    /\b(?:us over|all (?:the )?others|other vendors?|competitors?|everyone else)\b/iu.test(text)
  );
}

/** A pronoun stands for the worry when the sentence around it names the worry. */
function speaksOf(hit: Hit, sentence: string): boolean {
  return meet(hit.topics, topicsOf(sentence));
}

function isKept(hit: Hit, clause: Clause): boolean {
  if (clause.note.n === hit.clause.note.n) return false;
  if (!deedDone.test(clause.text) || deedMissing.test(clause.text)) return false;
  return meet(contentWords(hit.text), contentWords(clause.text));
}

/** The first words of a later note in which somebody was reached. */
function isContact(hit: Hit, clause: Clause): boolean {
  if (clause.note.n === hit.clause.note.n) return false;
  return !['no_answer', 'note'].includes(clause.note.outcome) && !deedMissing.test(clause.text);
}
