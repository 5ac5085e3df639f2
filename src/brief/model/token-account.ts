/** Tokens that somebody wants to spend. */
export interface Order {
  readonly tokens: number;
  /** Place of its priority: the smaller goes first, on other replicas too. */
  readonly rank: number;
  /** Slack user id of whom it is charged to; null for nobody. */
  readonly person: string | null;
  /** Parts of a minute's and of a day's tokens that it must leave to others. */
  readonly leaves: { readonly minute: number; readonly day: number };
}

/** What a model account may spend and has spent. Rejects never: a shared one that can not be reached is done without. */
export interface TokenAccount {
  readonly tokensPerMinute: number;
  /** Infinite where nothing is known of a day's. */
  readonly tokensPerDay: number;
  /** Zero when it is spent; else milliseconds until another try may do better, and nothing is spent. */
  spend(order: Order): Promise<number>;
  /** The same without spending anything. */
  roomIn(order: Order): Promise<number>;
  /** Tokens that were spent too many (below zero) or too few. */
  correct(tokens: number, person: string | null): Promise<void>;
  /** The provider wants nothing more for so many milliseconds. */
  hold(ms: number): Promise<void>;
  /** What this person spent in the last day. */
  spentBy(person: string): Promise<number>;
}

interface Limits {
  readonly tokensPerMinute: number;
  readonly tokensPerDay: number;
}

export const hourMs = 3_600_000;
/** The hours that any part of the last day is in. */
export const hoursKept = 25;

/** One process's account: a minute's tokens come back evenly, a day's an hour at a time. */
export function createTokenAccount({
  tokensPerMinute,
  tokensPerDay,
  now,
}: Limits & { readonly now: () => Date }): TokenAccount {
  const minute = createMinute(tokensPerMinute);
  const day = createDay();
  let heldUntil = 0;

  function msUntil({ tokens, leaves }: Order): number {
    const at = now().getTime();
    const short = tokens + leftIn(tokensPerMinute, leaves.minute, tokens) - minute.at(at);
    return Math.max(
      0,
      heldUntil - at,
      Math.ceil((short * 60_000) / tokensPerMinute),
      day.msUntil(tokens + leftIn(tokensPerDay, leaves.day, tokens), tokensPerDay, at),
    );
  }

  function add(tokens: number, person: string | null): void {
    minute.spend(tokens, now().getTime());
    day.add(tokens, person, now().getTime());
  }

  return {
    tokensPerMinute,
    tokensPerDay,
    roomIn: async (order) => msUntil(order),
    async spend(order) {
      const ms = msUntil(order);
      if (ms === 0) add(order.tokens, order.person);
      return ms;
    },
    async correct(tokens, person) {
      add(tokens, person);
    },
    async hold(ms) {
      heldUntil = Math.max(heldUntil, now().getTime() + ms);
    },
    spentBy: async (person) => day.spentBy(person, now().getTime()),
  };
}

/** What must be left of a whole, and never so much that the order itself could not be met. */
export function leftIn(whole: number, part: number, tokens: number): number {
  return part === 0 ? 0 : Math.max(0, Math.min(whole * part, whole - tokens));
}

/** A level that fills evenly up to one minute's worth. */
function createMinute(tokensPerMinute: number) {
  let level = tokensPerMinute;
  let readAt = Number.NEGATIVE_INFINITY;

  function at(ms: number): number {
    level = Math.min(tokensPerMinute, level + (Math.max(0, ms - readAt) * tokensPerMinute) / 60_000);
    readAt = ms;
    return level;
  }

  return {
    at,
    spend(tokens: number, ms: number): void {
      level = Math.min(tokensPerMinute, at(ms) - tokens);
    },
  };
}

/** What was spent in each of the last hours, and by whom. */
function createDay() {
  const hours = new Map<number, Map<string, number>>();

  function recent(ms: number): readonly (readonly [number, Map<string, number>])[] {
    const oldest = Math.floor(ms / hourMs) - hoursKept + 1;
    for (const hour of hours.keys()) if (hour < oldest) hours.delete(hour);
    return [...hours].toSorted(([a], [b]) => a - b);
  }

  const sum = (spent: Map<string, number>) => [...spent.values()].reduce((all, one) => all + one, 0);

  return {
    add(tokens: number, person: string | null, ms: number): void {
      const hour = Math.floor(ms / hourMs);
      const spent = hours.get(hour) ?? new Map<string, number>();
      spent.set(person ?? '', (spent.get(person ?? '') ?? 0) + tokens);
      hours.set(hour, spent);
    },
    msUntil(tokens: number, most: number, ms: number): number {
      let excess = recent(ms).reduce((all, [, spent]) => all + sum(spent), tokens) - most;
      if (!(excess > 0)) return 0;
      for (const [hour, spent] of recent(ms)) {
        excess -= sum(spent);
        if (excess <= 0) return (hour + hoursKept) * hourMs - ms;
      }
      return Number.POSITIVE_INFINITY;
    },
    spentBy: (person: string, ms: number) =>
      recent(ms).reduce((all, [, spent]) => all + (spent.get(person) ?? 0), 0),
  };
}
