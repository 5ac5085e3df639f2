import { findHits, readClauses } from './hits.ts';
import { closingQuote, type Linked, linkHits } from './linking.ts';
import { readNotes } from './notes.ts';
import { quoteOf } from './quotes.ts';
import type { Clause, ReadNote } from './read-note.ts';
import { say } from './say.ts';

/** Words of a note, by its number in the prompt. */
export interface Citation {
  readonly note: number;
  readonly quote: string;
}

export interface AnsweredSignal {
  readonly kind: string;
  readonly text: string;
  readonly who: 'us' | 'them';
  readonly raised: Citation;
  readonly closed: Citation | null;
  /** `YYYY-MM-DD`. */
  readonly due_on: string | null;
}

export interface AnsweredClaim extends Citation {
  readonly text: string;
}

/** What the rules answer about the notes of a prompt. */
export interface RulesAnswer {
  readonly signals: readonly AnsweredSignal[];
  readonly do_next: AnsweredClaim | null;
  readonly open_with: AnsweredClaim | null;
  readonly recommendation: readonly AnsweredClaim[];
  readonly changed: readonly AnsweredClaim[];
  readonly tone: AnsweredClaim | null;
}

/** Reads the prompt's notes by rules; only kinds that the request's schema knows come back. */
export function answerByRules(message: string, kinds: readonly string[]): RulesAnswer {
  return answerOn(readNotes(message), kinds);
}

/** The same on the notes of one deal, oldest first. */
export function answerOn(notes: readonly ReadNote[], kinds: readonly string[]): RulesAnswer {
  const clauses = readClauses(notes);
  const linked = linkHits(withUnanswered(notes, clauses), clauses).filter(({ hit }) =>
    kinds.includes(hit.kind),
  );
  return { signals: linked.flatMap(toSignals), ...say(linked, clauses, notes) };
}

/** A call logged as "no answer" is an ask without an answer, whatever its words. */
function withUnanswered(notes: readonly ReadNote[], clauses: readonly Clause[]) {
  const hits = findHits(clauses);
  const silent = notes.filter((note) => note.outcome === 'no_answer');
  const added = silent.flatMap((note) => {
    const clause = clauses.find((each) => each.note.n === note.n);
    const told = hits.some((hit) => hit.kind === 'ask_unanswered' && hit.clause.note.n === note.n);
    if (clause === undefined || told) return [];
    return [
      {
        kind: 'ask_unanswered',
        text: 'No answer',
        who: 'us' as const,
        topics: [],
        clause,
        at: 0,
        dueOn: null,
      },
    ];
  });
  return [...hits, ...added].toSorted((a, b) => a.clause.order - b.clause.order);
}

function toSignals({ hit, closed, again }: Linked): AnsweredSignal[] {
  const { kind, text, who, dueOn } = hit;
  const settled = closed === null ? null : closingQuote(closed);
  const same = { kind, text, who, closed: settled };
  const first = { note: hit.clause.note.n, quote: quoteOf(hit.clause, hit.at) };
  return [
    { ...same, raised: first, due_on: dueOn },
    ...again.map((clause) => ({ ...same, raised: closingQuote(clause), due_on: null })),
  ];
}
