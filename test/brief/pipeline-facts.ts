import { createPipelines } from '../../src/brief/pipeline/pipeline.ts';
import type { Reading, ReadSignal } from '../../src/brief/signals/reading.ts';
import { byNewestCall, type Note, type Visibility } from '../../src/memory/note.ts';
import { addDays } from '../../src/util/calendar.ts';
import { dealsOver, readingOf } from './by-hand.ts';
import { memoryOf } from './memory-stand-in.ts';
import { note } from './support.ts';

/** What one generated note tells, kept apart from the note and its reading. */
export interface Fact {
  readonly day: string;
  readonly author: string;
  readonly visibility: Visibility;
  readonly amount?: { readonly value: number; readonly currency: string | null; readonly months: 1 | 12 };
  /** An amount that nobody could count without guessing. */
  readonly vague?: string;
  readonly closeOn?: string;
  readonly kind?: 'pilot_agreed' | 'proposal_out' | 'pain';
  readonly outcome?: 'won' | 'lost' | 'next_step' | 'no_answer' | 'reopened' | 'note';
  readonly reason?: string;
}

export interface FactDeal {
  readonly key: string;
  readonly company: string;
  /** Oldest first, one a day at most. */
  readonly facts: readonly Fact[];
}

/** The same numbers for the same seed. */
function randomOf(seed: number) {
  let state = seed;
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  const pick = <T>(all: readonly [T, ...(readonly T[])]): T => all[Math.floor(next() * all.length)] ?? all[0];
  return {
    next,
    pick,
    chance: (share: number) => next() < share,
    whole: (most: number) => Math.floor(next() * most),
  };
}

const reasons = ['price', 'no time this year', 'a rival was quicker', 'the pilot convinced them'] as const;
const vague = ['40-50k EUR', 'up to 30k', '12 EUR a seat', '20k EUR or 25k EUR'] as const;

/** Fifty deals over a year with about twelve notes each, ending in every way. */
export function factDeals(seed: number, today: string, count = 50): readonly FactDeal[] {
  const random = randomOf(seed);
  return Array.from({ length: count }, (_, index) => {
    const company = `Company ${index + 1}`;
    return {
      key: `deal-company-${index + 1}`,
      company,
      facts: factsOf(random, addDays(today, -random.whole(330) - 20), today),
    };
  });
}

type Random = ReturnType<typeof randomOf>;

function factsOf(random: Random, begun: string, today: string): readonly Fact[] {
  const { pick, chance, whole } = random;
  const facts: Fact[] = [];
  const length = 4 + whole(18);
  const author = pick(['UANN', 'UBEN', 'UCLEO']);
  let day = begun;
  for (let at = 0; at < length && day <= today; at += 1) {
    const isCovered = chance(0.15);
    facts.push({
      day,
      author: isCovered ? pick(['UANN', 'UBEN', 'UCLEO']) : author,
      ...toldOn(random, day),
      ...outcomeOf(random, at === length - 1 ? 0.6 : 0.04),
    });
    day = addDays(day, 1 + whole(24));
  }
  return facts;
}

function toldOn(random: Random, day: string): Omit<Fact, 'day' | 'author' | 'outcome' | 'reason'> {
  const { pick, chance, whole } = random;
  return {
    visibility: chance(0.8) ? 'team' : 'private',
    ...(chance(0.3) ? { amount: anyAmount(random) } : {}),
    ...(chance(0.04) ? { vague: pick(vague) } : {}),
    ...(chance(0.25) ? { closeOn: addDays(day, 5 + whole(90)) } : {}),
    ...(chance(0.3)
      ? { kind: pick<NonNullable<Fact['kind']>>(['pilot_agreed', 'proposal_out', 'pain']) }
      : {}),
  };
}

function anyAmount({ pick, whole }: Random): NonNullable<Fact['amount']> {
  return {
    value: (1 + whole(900)) * 100,
    currency: pick<string | null>(['EUR', 'EUR', 'USD', null]),
    months: pick<1 | 12>([1, 12]),
  };
}

function outcomeOf({ pick, chance }: Random, isOver: number): Pick<Fact, 'outcome' | 'reason'> {
  if (chance(isOver)) {
    const outcome = pick<'won' | 'lost'>(['won', 'lost']);
    return chance(0.7) ? { outcome, reason: pick(reasons) } : { outcome };
  }
  return chance(0.15)
    ? { outcome: pick<'next_step' | 'no_answer' | 'reopened'>(['next_step', 'no_answer', 'reopened']) }
    : {};
}

const amountWords = ({ value, currency, months }: NonNullable<Fact['amount']>) =>
  `${value}${currency === null ? '' : ` ${currency}`}${months === 12 ? ' a month' : ' in all'}`;

/** A note that says so, and what a careful reader reports of it; the reader's own few words of a figure are wrong. */
export function written(deals: readonly FactDeal[]) {
  const notes: Note[] = [];
  const readings: Reading[] = [];
  for (const { key, company, facts } of deals) {
    for (const fact of facts) {
      const prospect = { key: `ann-${key}`, name: `Ann of ${company}`, company };
      const signals = signalsOf(fact);
      const one = note({
        id: `note-${key}-${fact.day}`,
        ...{ day: fact.day, author: fact.author, visibility: fact.visibility, prospects: [prospect] },
        deal: { key, company, label: null },
        outcome: fact.outcome ?? 'spoke',
        text: ['We spoke.', ...signals.map(({ quote }) => `${quote}.`)].join(' '),
      });
      notes.push(one);
      readings.push(readingOf(one, { signals }));
    }
  }
  return { notes, readings };
}

function signalsOf({ amount, vague: unclear, closeOn, kind, reason }: Fact): readonly ReadSignal[] {
  const signal = (of: string, quote: string, text: string, dueOn: string | null = null): ReadSignal => ({
    ...{
      kind: of,
      who: of === 'amount' || of === 'proposal_out' ? 'us' : 'them',
      text,
      quote,
      dueOn,
      over: null,
    },
  });
  return [
    ...(amount ? [signal('amount', amountWords(amount), '999,999 EUR a year')] : []),
    ...(unclear ? [signal('amount', unclear, '888,888 EUR')] : []),
    ...(closeOn ? [signal('close_date', `they sign on ${closeOn}`, 'Signs on 1 January', closeOn)] : []),
    ...(kind ? [signal(kind, `${kind} told here`, kind)] : []),
    ...(reason ? [signal('reason', `because of ${reason}`, reason)] : []),
  ];
}

/** The pipelines of a bank with these notes, in which everybody reads the team's notes and their own. */
export function pipelinesOver(
  { notes, readings }: { readonly notes: readonly Note[]; readonly readings: readonly Reading[] },
  today: string,
  held: ReadonlyMap<string, { readonly rep: string; readonly at: string }> = new Map(),
) {
  const now = () => new Date(`${today}T12:00:00Z`);
  const mayRead =
    (asker: string) =>
    ({ author, visibility }: Note) =>
      visibility === 'team' || author === asker;
  const roster = { headers: async (asker: string) => notes.filter(mayRead(asker)).toSorted(byNewestCall) };
  const deals = dealsOver({ readings, now });
  const pipelines = createPipelines({
    memory: memoryOf(notes),
    roster,
    deals,
    holders: async () => held,
    commits: { all: async () => new Map() },
  });
  return { pipelines, deals };
}
