import type { Citation } from './ask-answer.ts';
import { notesIn, type ReadNote } from './read-note.ts';
import { mattersOf, type ToldMatter } from './reading-answer.ts';
import { lower } from './words.ts';

/** A sentence that rests on a quote. */
export interface AnsweredClaim extends Citation {
  readonly text: string;
}

export interface DigestSignal {
  readonly kind: string;
  readonly text: string;
  readonly who: 'us' | 'them';
  readonly raised: Citation;
  readonly closed: Citation | null;
  /** A day is for code to work out: no rule gives one. */
  readonly due_on: null;
}

interface AnsweredDeal {
  readonly deal: number;
  readonly reason: AnsweredClaim | null;
  readonly next: AnsweredClaim | null;
  readonly signals: readonly DigestSignal[];
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

/** Reads every deal as one after the other; where it gets too long for `mostTokens`, signals go first. */
export function digestByRules(message: string, kinds: readonly string[], mostTokens: number): DigestAnswer {
  const read = readDeals(message).map(({ number, isWanted, notes }) => {
    const matters = mattersOf(notes, [...kinds]);
    const told: AnsweredDeal = {
      deal: number,
      reason: newIn(matters, notes) ?? stillOpen(matters),
      next: sayFirst(matters, nextMoves),
      signals: isWanted ? matters.map(toSignal) : [],
    };
    return { notes, matters, told };
  });
  const comparison = compare(read[0], read[1]);
  const deals = read.map(({ told }) => told);
  const answer = { deals, comparisons: comparison === null ? [] : [comparison] };
  if (JSON.stringify(answer).length <= mostTokens * 4) return answer;
  return { deals: deals.map((deal) => ({ ...deal, signals: [] })), comparisons: [] };
}

function toSignal({ kind, text, who, raised, closed }: ToldMatter): DigestSignal {
  return { kind, text, who, raised, closed, due_on: null };
}

type Line = readonly [kind: string, who: ToldMatter['who'], words: (text: string) => string];

/** What a rep may do next about something open, trouble first. */
const nextMoves: readonly Line[] = [
  ['promise', 'us', (text) => `Keep your promise: ${text}.`],
  ['ask_unanswered', 'us', () => 'Try another way to reach them: a short call with one question.'],
  ['objection', 'them', (text) => `Answer this worry with a plan they can check: ${text}.`],
  ['price_pressure', 'them', () => 'Settle the price: find out what it is measured against.'],
  ['budget_doubt', 'them', () => 'Ask what has to happen before the budget is free.'],
  ['buyer_request', 'them', (text) => `Give them what they asked for: ${text}.`],
  ['next_step', 'them', (text) => `Prepare the agreed step: ${text}.`],
  ['competitor', 'them', () => 'Show where you differ from the rival.'],
  ['pilot_agreed', 'them', () => 'Agree a start date for the pilot and what counts as success.'],
  ['pain', 'them', () => 'Come back to what hurts them and agree one next step with a date.'],
];

/** The newest open matter of the first line that has one. */
function sayFirst(matters: readonly ToldMatter[], lines: readonly Line[]): AnsweredClaim | null {
  for (const [kind, who, words] of lines) {
    const found = matters.findLast((one) => one.isOpen && one.kind === kind && one.who === who);
    if (found) return { text: words(lower(found.text)), ...found.raised };
  }
  return null;
}

const news: Readonly<Record<string, string>> = {
  pilot_agreed: 'A pilot is agreed',
  verbal_yes: 'They said yes',
  budget_confirmed: 'The budget is confirmed',
  terms_agreed: 'Terms are agreed',
  next_step: 'A next step has a date',
  decision_maker: 'Someone who decides took part',
  objection: 'A worry came up',
  price_pressure: 'They push on the price',
  budget_doubt: 'The budget is in doubt',
  setback: 'Something went wrong on their side',
  competitor: 'A rival is named',
  ask_unanswered: 'They did not answer',
};

/** What the newest note settled or raised against the earlier ones. */
function newIn(matters: readonly ToldMatter[], notes: readonly ReadNote[]): AnsweredClaim | null {
  const newest = notes.findLast(({ outcome }) => outcome !== 'note') ?? notes.at(-1);
  if (newest === undefined || notes.length < 2) return null;
  const settled = matters.find(({ closed, raised }) => closed?.note === newest.n && raised.note !== newest.n);
  if (settled?.closed) return { text: `Settled since: ${lower(settled.text)}.`, ...settled.closed };
  const raised = matters.find((one) => one.raised.note === newest.n && news[one.kind] !== undefined);
  return raised === undefined ? null : { text: `${news[raised.kind]}.`, ...raised.raised };
}

const weighty = ['promise', 'ask_unanswered', 'objection', 'price_pressure', 'budget_doubt', 'competitor'];

/** What is still open, the weightiest kind first and of that the newest. */
function stillOpen(matters: readonly ToldMatter[]): AnsweredClaim | null {
  const lines = [...weighty, 'buyer_request', 'next_step'].flatMap((kind): readonly Line[] => [
    [kind, 'us', (text) => `Still open: ${text}.`],
    [kind, 'them', (text) => `Still open: ${text}.`],
  ]);
  return sayFirst(matters, lines);
}

interface Side {
  readonly notes: readonly ReadNote[];
  readonly matters: readonly ToldMatter[];
}

/** What can be said of a person while something of the kind is open; trouble first. */
const phrases: readonly (readonly [kind: string, who: ToldMatter['who'], words: string])[] = [
  ['ask_unanswered', 'us', 'has not answered'],
  ['promise', 'us', 'waits for what we promised'],
  ['objection', 'them', 'has a worry'],
  ['price_pressure', 'them', 'pushes on the price'],
  ['budget_doubt', 'them', 'has the budget in doubt'],
  ['competitor', 'them', 'looks at a rival'],
  ['pilot_agreed', 'them', 'agreed a pilot'],
  ['verbal_yes', 'them', 'said yes'],
  ['budget_confirmed', 'them', 'confirmed the budget'],
  ['next_step', 'them', 'agreed a next step'],
];

function standings({ notes, matters }: Side) {
  return phrases.flatMap(([kind, who, words]) => {
    const found = matters.findLast((one) => one.isOpen && one.kind === kind && one.who === who);
    const person = notes.find(({ n }) => n === found?.raised.note)?.people[0];
    if (found === undefined || person === undefined) return [];
    return [{ kind, words: `${person} ${words}`, cited: found.raised }];
  });
}

/** Two deals side by side by what is open in each; null where they stand alike or nothing is open. */
function compare(one: Side | undefined, other: Side | undefined) {
  const first = one && standings(one)[0];
  const second = other && standings(other).find(({ kind }) => kind !== first?.kind);
  if (first === undefined || second === undefined) return null;
  return { text: `${first.words} while ${second.words}.`, first: first.cited, second: second.cited };
}
