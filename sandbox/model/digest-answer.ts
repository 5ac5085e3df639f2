import { type AnsweredClaim, type AnsweredSignal, answerOn, type Citation } from './answer.ts';
import { notesIn, type ReadNote } from './read-note.ts';
import { lower } from './topics.ts';
import { countTokens, fitAnswer } from './wire.ts';

interface Side {
  readonly notes: readonly ReadNote[];
  readonly signals: readonly AnsweredSignal[];
}

interface Standing {
  readonly kind: string;
  readonly words: string;
  readonly cited: Citation;
}

/** What can be said of a person while a signal of the kind is open; trouble first. */
const phrases: readonly (readonly [kind: string, who: AnsweredSignal['who'], words: string])[] = [
  ['ask_unanswered', 'us', 'has not answered'],
  ['promise', 'us', 'waits for what we promised'],
  ['objection', 'them', 'still has a worry'],
  ['budget_doubt', 'them', 'has the budget in doubt'],
  ['competitor', 'them', 'looks at a rival'],
  ['pilot_agreed', 'them', 'agreed a pilot'],
  ['verbal_yes', 'them', 'said yes'],
  ['budget_confirmed', 'them', 'confirmed the budget'],
  ['next_step', 'them', 'agreed a next step'],
];

function standings({ notes, signals }: Side): readonly Standing[] {
  return phrases.flatMap(([kind, who, words]) => {
    const signal = signals.findLast((one) => one.kind === kind && one.who === who && one.closed === null);
    const person = notes.find(({ n }) => n === signal?.raised.note)?.people[0];
    if (signal === undefined || person === undefined) return [];
    return [{ kind, words: `${person} ${words}`, cited: signal.raised }];
  });
}

/** Two deals side by side by what is open in each; null where they stand alike or nothing is open. */
function compare(one: Side | undefined, other: Side | undefined) {
  const first = one && standings(one)[0];
  const second = other && standings(other).find(({ kind }) => kind !== first?.kind);
  if (first === undefined || second === undefined) return null;
  return { text: `${first.words} while ${second.words}.`, first: first.cited, second: second.cited };
}

interface AnsweredDeal {
  readonly deal: number;
  readonly reason: AnsweredClaim | null;
  readonly next: AnsweredClaim | null;
  readonly signals: readonly AnsweredSignal[];
}

/** What the rules answer about the deals of a digest's prompt. */
export interface DigestAnswer {
  readonly deals: readonly AnsweredDeal[];
  readonly comparisons: readonly {
    readonly text: string;
    readonly first: Citation;
    readonly second: Citation;
  }[];
}

interface PromptedDeal {
  readonly number: number;
  readonly isWanted: boolean;
  readonly notes: readonly ReadNote[];
}

const block = /^=== deals ([0-9a-f]+) ===\n([\s\S]*)\n=== end of deals \1 ===$/mu;
const header = /^=== deal (\d+) · .* · signals: (wanted|known)$/gmu;

function readDeals(message: string): readonly PromptedDeal[] {
  const body = block.exec(message)?.[2] ?? '';
  const heads = [...body.matchAll(header)];
  return heads.map((head, index) => ({
    number: Number(head[1]),
    isWanted: head[2] === 'wanted',
    notes: notesIn(body.slice(head.index + head[0].length + 1, heads[index + 1]?.index)),
  }));
}

const reasons = ['promise', 'ask_unanswered', 'objection', 'budget_doubt', 'competitor', 'next_step'];

/** What is still open, the weightiest kind first and of that the newest. */
function openMatter(signals: readonly AnsweredSignal[]): AnsweredClaim | null {
  const open = signals.filter(({ closed }) => closed === null);
  const found = reasons.flatMap((kind) => open.findLast((signal) => signal.kind === kind) ?? [])[0];
  return found === undefined ? null : { text: `Still open: ${lower(found.text)}.`, ...found.raised };
}

/** Reads every deal by the rules of a brief; where it gets too long for `mostTokens`, each deal has an even share. */
export function digestByRules(message: string, kinds: readonly string[], mostTokens: number): DigestAnswer {
  const read = readDeals(message).map(({ number, isWanted, notes }) => {
    const { signals, changed, do_next: next } = answerOn(notes, kinds);
    const reason = changed[0] ?? openMatter(signals);
    const told: AnsweredDeal = { deal: number, reason, next, signals: isWanted ? signals : [] };
    return { notes, signals, told: fitAnswer(told, Number.POSITIVE_INFINITY) };
  });
  const comparison = compare(read[0], read[1]);
  const deals = read.map(({ told }) => told);
  const answer = { deals, comparisons: comparison === null ? [] : [comparison] };
  if (countTokens(JSON.stringify(answer)) <= mostTokens) return answer;
  const share = Math.floor((mostTokens * 0.9) / Math.max(1, deals.length));
  return { deals: deals.map((deal) => fitAnswer(deal, share)), comparisons: [] };
}
