/** How urgent a deal is: somebody waits for it, a note on it was just logged, or nobody knows that it is owed anything. */
export type Urgency = 'brief' | 'note' | 'backfill';
const urgencies: readonly Urgency[] = ['brief', 'note', 'backfill'];

/** A deal with something to be done. */
export interface QueuedDeal {
  readonly key: string;
  /** Somebody who may see the team's notes on it. */
  asker: string;
  urgency: Urgency;
  /** Newest deals go first among equals, `YYYY-MM-DD`; notes never read before others, deals that are over last. */
  order: { readonly hasUnread: boolean; readonly isOver?: boolean; readonly day: string };
}

/** Not before so many milliseconds, and by then as urgent; `all`: nothing of that urgency is worth a try before. */
export interface Later {
  readonly ms: number;
  readonly urgency: Urgency;
  readonly all: boolean;
}

/** Deals waiting for their turn; each is attended by one at a time. */
export interface DealQueue {
  /** Adds it, or makes one that waits more urgent; one that is attended now comes again. */
  add(deal: QueuedDeal): void;
  /** Nothing new is attended; resolves when what is under way has ended. */
  stop(): Promise<void>;
  /** Resolves when nothing waits and nothing is under way. */
  idle(): Promise<void>;
}

interface Deps {
  /** Undefined when it is done with. */
  readonly attend: (deal: QueuedDeal) => Promise<Later | undefined>;
  readonly now: () => Date;
  /** Calls back once after so many milliseconds; what it returns takes that back. */
  readonly after: (ms: number, call: () => void) => () => void;
  readonly report: (error: unknown) => void;
}

interface Entry extends QueuedDeal {
  notBefore: number;
  isBusy: boolean;
  isAgain: boolean;
}

const atOnce = 3;
/** What nobody waits for never takes every hand. */
const mostBackfills = 1;
const longestMs = 60_000;

export function createDealQueue({ attend, now, after, report }: Deps): DealQueue {
  const entries = new Map<string, Entry>();
  const underWay = new Set<Promise<void>>();
  const gates = new Map<Urgency, number>();
  let isStopped = false;
  let idlers: readonly (() => void)[] = [];
  let cancel = () => {};

  const startOf = ({ notBefore, urgency }: Entry) => Math.max(notBefore, gates.get(urgency) ?? 0);

  function next(at: number): Entry | undefined {
    const all = [...entries.values()];
    const backfills = all.filter(({ isBusy, urgency }) => isBusy && urgency === 'backfill').length;
    const free = all.filter(
      (one) => !one.isBusy && startOf(one) <= at && (one.urgency !== 'backfill' || backfills < mostBackfills),
    );
    return free.toSorted(byTurn)[0];
  }

  async function run(entry: Entry): Promise<void> {
    entry.isBusy = true;
    entry.isAgain = false;
    let later: Later | undefined;
    try {
      later = await attend(entry);
    } catch (error) {
      report(error);
      later = { ms: longestMs, urgency: entry.urgency, all: false };
    }
    entry.isBusy = false;
    const until = now().getTime() + Math.min(later?.ms ?? 0, longestMs);
    if (later?.all) gates.set(later.urgency, until);
    if (entry.isAgain) entry.notBefore = 0;
    else if (later) Object.assign(entry, { notBefore: until, urgency: later.urgency });
    else entries.delete(entry.key);
  }

  function pump(): void {
    cancel();
    if (isStopped) return;
    // One look at the clock: what falls due between two would neither begin nor be waited for.
    const at = now().getTime();
    while (underWay.size < atOnce) {
      const entry = next(at);
      if (!entry) break;
      const work = run(entry).finally(() => {
        underWay.delete(work);
        pump();
      });
      underWay.add(work);
    }
    if (entries.size === 0 && underWay.size === 0) {
      for (const resolve of idlers) resolve();
      idlers = [];
    }
    const starts = [...entries.values()].flatMap((one) => (one.isBusy ? [] : startOf(one)));
    const first = Math.min(...starts.filter((start) => start > at));
    if (Number.isFinite(first)) cancel = after(first - at, pump);
  }

  return {
    add(deal) {
      const known = entries.get(deal.key);
      if (!known) {
        entries.set(deal.key, { ...deal, notBefore: 0, isBusy: false, isAgain: false });
      } else {
        if (rankOf(deal) < rankOf(known)) known.urgency = deal.urgency;
        known.asker = deal.asker;
        known.order = deal.order;
        known.isAgain = known.isBusy;
        if (deal.urgency !== 'backfill') known.notBefore = 0;
      }
      pump();
    },
    async stop() {
      isStopped = true;
      cancel();
      await Promise.all(underWay);
    },
    idle: () =>
      new Promise((resolve) => {
        idlers = [...idlers, resolve];
        pump();
      }),
  };
}

function rankOf({ urgency }: QueuedDeal): number {
  return urgencies.indexOf(urgency);
}

function byTurn(a: QueuedDeal, b: QueuedDeal): number {
  return (
    rankOf(a) - rankOf(b) ||
    Number(b.order.hasUnread) - Number(a.order.hasUnread) ||
    Number(a.order.isOver ?? false) - Number(b.order.isOver ?? false) ||
    b.order.day.localeCompare(a.order.day)
  );
}
