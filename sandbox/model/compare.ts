import type { AnsweredSignal, Citation } from './answer.ts';
import type { ReadNote } from './read-note.ts';

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
export function compare(one: Side | undefined, other: Side | undefined) {
  const first = one && standings(one)[0];
  const second = other && standings(other).find(({ kind }) => kind !== first?.kind);
  if (first === undefined || second === undefined) return null;
  return { text: `${first.words} while ${second.words}.`, first: first.cited, second: second.cited };
}
