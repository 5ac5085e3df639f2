import { UpstreamError } from '../../errors.ts';
import { type Priority, priorities } from './model.ts';
import { createTokenAccount, type Order, type TokenAccount } from './token-account.ts';

/** What somebody wants to spend, when at the latest, and whose turn it is. */
interface Charge {
  readonly tokens: number;
  readonly priority: Priority;
  /** Slack user id; left out where it is nobody's. */
  readonly person?: string | undefined;
}

/** Tokens that were let through by what the call was thought to cost. */
export interface Spending {
  /** What it cost in truth: the difference goes back, or is owed. */
  settle(tokens: number): Promise<void>;
}

/** The tokens that one model account may spend, shared by all who ask it. */
export interface TokenBucket {
  /**
   * Resolves when the tokens may be spent. Rejects with UpstreamError: `busy` at once when they would not be free
   * by the deadline, `busy` of operation `share` when who asks had their share of the day, status 413 when so many are
   * never free together.
   */
  take(charge: Charge, deadline: Date): Promise<Spending>;
  /** Milliseconds until they would be free, as things stand; infinite when never. */
  roomIn(charge: Charge): Promise<number>;
  /** How many calls wait for tokens. */
  waiting(): number;
  /** The provider wants nothing more for so many milliseconds. */
  hold(ms: number): Promise<void>;
}

interface Waiter {
  readonly order: Order;
  readonly grant: () => void;
}

interface Deps {
  readonly tokensPerMinute: number;
  /** Left out where nothing is known of it. */
  readonly tokensPerDay?: number;
  readonly now: () => Date;
  /** One that replicas share; this process's own when left out. */
  readonly account?: TokenAccount;
}

/** Of a day's tokens, what one person may ask for; and what of theirs is read before it has to stand behind. */
const share = 0.25;
/** Behind everything but what nobody waits for. */
const behind = priorities.indexOf('backfill') - 0.5;

/** What never was read takes what is left: new notes and questions of the hour and of the day come first. */
const leavesByPriority: Partial<Readonly<Record<Priority, Order['leaves']>>> = {
  backfill: { minute: 0.25, day: 0.1 },
};
const leavesNothing = { minute: 0, day: 0 };

/** A timer may not be longer. */
const longestMs = 3_600_000;

/** Lets through in order of priority; time is read from `now`, waits are timers that do not keep the process alive. */
export function createTokenBucket({ tokensPerMinute, tokensPerDay, now, account }: Deps): TokenBucket {
  const limits = { tokensPerMinute, tokensPerDay: tokensPerDay ?? Number.POSITIVE_INFINITY };
  const spent = account ?? createTokenAccount({ ...limits, now });
  const queue = createQueue(spent);

  async function orderOf({ tokens, priority, person }: Charge): Promise<Order> {
    const rank = priorities.indexOf(priority);
    const order = {
      tokens,
      rank,
      person: person ?? null,
      leaves: leavesByPriority[priority] ?? leavesNothing,
    };
    if (person === undefined) return order;
    const own = (await spent.spentBy(person)) + tokens;
    if (own <= spent.tokensPerDay * share) return order;
    // A question past it is refused, a note is read a little later.
    if (priority === 'ask') throw refused('busy', 'share');
    return { ...order, rank: Math.max(rank, behind) };
  }

  async function roomFor(order: Order): Promise<number> {
    return order.tokens > tokensPerMinute
      ? Number.POSITIVE_INFINITY
      : spent.roomIn({ ...order, tokens: order.tokens + queue.tokensAhead(order) });
  }

  return {
    async take(charge, deadline) {
      if (charge.tokens > tokensPerMinute) throw refused('invalid');
      const order = await orderOf(charge);
      const ms = await roomFor(order);
      const msLeft = Math.max(0, deadline.getTime() - now().getTime());
      if (ms > msLeft) throw refused('busy', 'complete', ms);
      await queue.wait(order, msLeft);
      let known = order.tokens;
      return {
        async settle(tokens) {
          const more = tokens - known;
          known = tokens;
          if (more !== 0) await spent.correct(more, order.person);
          void queue.pump();
        },
      };
    },
    roomIn: async (charge) => roomFor(await orderOf(charge)),
    waiting: queue.length,
    hold: (ms) => spent.hold(ms),
  };
}

function refused(kind: 'busy' | 'invalid', operation = 'complete', ms?: number): UpstreamError {
  const retryAfter = ms === undefined || !Number.isFinite(ms) ? undefined : Math.ceil(ms / 1000);
  return new UpstreamError({
    service: 'groq',
    kind,
    operation,
    status: kind === 'busy' ? 429 : 413,
    retryAfter,
  });
}

/** Who waits for tokens, first come first served among equals. */
function createQueue(account: TokenAccount) {
  let waiters: readonly Waiter[] = [];
  let timer: NodeJS.Timeout | undefined;
  let serving: Promise<void> | undefined;
  let isCalled = false;

  const isWaiting = (waiter: Waiter) => waiters.includes(waiter);
  const leave = (waiter: Waiter) => {
    waiters = waiters.filter((other) => other !== waiter);
  };

  async function serve(): Promise<void> {
    for (let first = waiters[0]; first; first = waiters[0]) {
      const ms = await account.spend(first.order);
      if (ms > 0) {
        if (first !== waiters[0]) continue;
        timer = setTimeout(() => void pump(), Math.min(ms, longestMs)).unref();
        return;
      }
      if (isWaiting(first)) first.grant();
      else await account.correct(-first.order.tokens, first.order.person);
      leave(first);
    }
  }

  async function serveAll(): Promise<void> {
    do {
      isCalled = false;
      clearTimeout(timer);
      await serve();
    } while (isCalled);
  }

  function pump(): Promise<void> {
    isCalled = true;
    serving ??= serveAll().finally(() => {
      serving = undefined;
    });
    return serving;
  }

  return {
    pump,
    length: () => waiters.length,
    tokensAhead: ({ rank }: Order) =>
      waiters.reduce((sum, { order }) => sum + (order.rank <= rank ? order.tokens : 0), 0),
    wait(order: Order, ms: number): Promise<void> {
      return new Promise((resolve, reject) => {
        // Tokens that fall due in this very millisecond are still in time.
        const late = setTimeout(
          () =>
            void pump().then(() => {
              if (!isWaiting(waiter)) return;
              leave(waiter);
              reject(refused('busy'));
              void pump();
            }),
          Math.min(ms, 2 ** 31 - 1),
        ).unref();
        const waiter: Waiter = {
          order,
          grant() {
            clearTimeout(late);
            resolve();
          },
        };
        const ahead = waiters.filter((other) => other.order.rank <= order.rank);
        waiters = [...ahead, waiter, ...waiters.filter((other) => other.order.rank > order.rank)];
        void pump();
      });
    },
  };
}
