import { ownTurn } from './own-turn.ts';

/** How much of what people ask for a process works on, for all its workspaces together. */
export interface InHand {
  /** Whether what was taken in hand last is beyond the most: what can be asked again is better refused than left waiting. */
  isFull(): boolean;
  /** Counts it as in hand until it ends; beyond the most too. */
  hold<T>(work: Promise<T>): Promise<T>;
  /** Starts it in its turn: few at once, so that what must be answered at once finds the processor free. */
  inTurn<T>(work: () => Promise<T>): Promise<T>;
  count(): number;
}

interface Limits {
  /** In hand altogether. */
  readonly most: number;
  /** Started in turn and not stuck. */
  readonly atOnce: number;
  /** Resolves when there is time for one that had to wait. */
  readonly calm: () => Promise<void>;
}

/** What runs for longer waits for somebody else and computes nothing: the next one need not wait for it. */
const stuckMs = 1_000;

export function createInHand({ most, atOnce, calm }: Limits): InHand {
  const waiting: (() => void)[] = [];
  let count = 0;
  let running = 0;

  async function begin(): Promise<void> {
    if (running < atOnce) {
      running += 1;
      return;
    }
    await new Promise<void>((resolve) => waiting.push(resolve));
    await calm();
  }

  /** Whoever waited longest takes the place over. */
  function leave(): void {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }

  return {
    isFull: () => count > most,
    async hold(work) {
      count += 1;
      try {
        return await work;
      } finally {
        count -= 1;
      }
    },
    async inTurn(work) {
      await begin();
      await ownTurn();
      let hasPlace = true;
      const stuck = setTimeout(() => {
        hasPlace = false;
        leave();
      }, stuckMs);
      try {
        return await work();
      } finally {
        clearTimeout(stuck);
        if (hasPlace) leave();
      }
    },
    count: () => count,
  };
}
