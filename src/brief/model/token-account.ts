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

const minuteMs = 60_000;
export const hourMs = 3_600_000;
/** The hours that any part of the last day is in. */
export const hoursKept = 25;

interface AccountDeps extends Limits {
  readonly now: () => Date;
}

/** One process's account: a minute's tokens come back evenly, a day's an hour at a time. */
export function createTokenAccount({ tokensPerMinute, tokensPerDay, now }: AccountDeps): TokenAccount {
  const day = createDay();
  return accountOf(createMinute(tokensPerMinute), day, { tokensPerMinute, tokensPerDay, now });
}

/** A process's account among replicas, for as long as they can not share one. */
export interface OwnAccount extends TokenAccount {
  /** What was spent in the last minute, here and out of the shared account. */
  lastMinute(): number;
}

interface OwnDeps extends AccountDeps {
  /** How many processes there are; undefined while nobody knows, and then nothing is spent. */
  readonly processes: () => number | undefined;
}

/** Its part of a minute's and of a day's tokens. Of a minute's no more goes in any sixty seconds, whenever they begin. */
export function createOwnAccount({ processes, ...limits }: OwnDeps): OwnAccount {
  const { tokensPerMinute, tokensPerDay, now } = limits;
  const minute = createWindow(() => tokensPerMinute / (processes() ?? 1));
  const own = accountOf(minute, createDay(), {
    ...{ tokensPerMinute, now },
    tokensPerDay: () => tokensPerDay / (processes() ?? 1),
  });
  const known = (ask: (order: Order) => Promise<number>) => async (order: Order) =>
    processes() === undefined ? againMs : ask(order);
  return {
    ...own,
    tokensPerMinute,
    tokensPerDay,
    spend: known(own.spend),
    roomIn: known(own.roomIn),
    lastMinute: () => minute.spent(now().getTime()),
  };
}

const againMs = 1_000;

/** What is left of a minute's tokens. */
interface Minute {
  /** Milliseconds until so many are free beside what must be left to others. */
  msUntil(tokens: number, leaves: number, at: number): number;
  spend(tokens: number, at: number): void;
}

interface AccountLimits {
  readonly tokensPerMinute: number;
  readonly tokensPerDay: number | (() => number);
  readonly now: () => Date;
}

function accountOf(minute: Minute, day: ReturnType<typeof createDay>, limits: AccountLimits): TokenAccount {
  const { tokensPerMinute, now } = limits;
  const perDay = () =>
    typeof limits.tokensPerDay === 'number' ? limits.tokensPerDay : limits.tokensPerDay();
  let heldUntil = 0;

  function msUntil({ tokens, leaves }: Order): number {
    const at = now().getTime();
    return Math.max(
      0,
      heldUntil - at,
      minute.msUntil(tokens, leaves.minute, at),
      day.msUntil(tokens + leftIn(perDay(), leaves.day, tokens), perDay(), at),
    );
  }

  function add(tokens: number, person: string | null): void {
    minute.spend(tokens, now().getTime());
    day.add(tokens, person, now().getTime());
  }

  return {
    tokensPerMinute,
    tokensPerDay: perDay(),
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
function createMinute(tokensPerMinute: number): Minute {
  let level = tokensPerMinute;
  let readAt = Number.NEGATIVE_INFINITY;

  function levelAt(ms: number): number {
    level = Math.min(tokensPerMinute, level + (Math.max(0, ms - readAt) * tokensPerMinute) / minuteMs);
    readAt = ms;
    return level;
  }

  return {
    msUntil(tokens, leaves, at) {
      const short = tokens + leftIn(tokensPerMinute, leaves, tokens) - levelAt(at);
      return Math.ceil((short * minuteMs) / tokensPerMinute);
    },
    spend(tokens, ms) {
      level = Math.min(tokensPerMinute, levelAt(ms) - tokens);
    },
  };
}

/** What was spent in the last sixty seconds, each piece until it is a minute old. */
function createWindow(most: () => number): Minute & { spent(at: number): number } {
  let pieces: { readonly at: number; tokens: number }[] = [];

  function recent(at: number): readonly { readonly at: number; readonly tokens: number }[] {
    pieces = pieces.filter((piece) => piece.at + minuteMs > at && piece.tokens > 0);
    return pieces;
  }
  const spent = (at: number) => recent(at).reduce((sum, piece) => sum + piece.tokens, 0);

  return {
    spent,
    msUntil(tokens, leaves, at) {
      let short = tokens + leftIn(most(), leaves, tokens) + spent(at) - most();
      if (short <= 0) return 0;
      for (const piece of recent(at)) {
        short -= piece.tokens;
        if (short <= 0) return piece.at + minuteMs - at;
      }
      return minuteMs;
    },
    spend(tokens, at) {
      if (tokens > 0) pieces.push({ at, tokens });
      // The oldest first: what stays is counted for longer rather than for less.
      let back = -tokens;
      for (const piece of pieces) {
        const part = Math.min(piece.tokens, Math.max(0, back));
        piece.tokens -= part;
        back -= part;
      }
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
