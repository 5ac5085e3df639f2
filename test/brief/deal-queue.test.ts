import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createDealQueue, type QueuedDeal } from '../../src/brief/reading/deal-queue.ts';

function deal(
  key: string,
  more: Partial<QueuedDeal['order'] & Pick<QueuedDeal, 'urgency'>> = {},
): QueuedDeal {
  const { hasUnread = false, isOver = false, day = '2026-11-17', urgency = 'backfill' } = more;
  return { key, asker: 'U1', urgency, order: { hasUnread, isOver, day } };
}

/** The order in which deals that came at once have their turn; the first of them is begun when it comes. */
async function turnsOf(deals: readonly QueuedDeal[]): Promise<readonly string[]> {
  const turns: string[] = [];
  const queue = createDealQueue({
    async attend({ key }) {
      turns.push(key);
      return undefined;
    },
    now: () => new Date(),
    after: () => () => undefined,
    report: (error) => turns.push(String(error)),
  });
  for (const one of deals) queue.add(one);
  await queue.idle();
  return turns.slice(1);
}

test('what was never read goes before the rest, and of equals the newest', async () => {
  const first = deal('first');
  const old = deal('old', { day: '2026-10-01' });
  const unread = deal('unread', { day: '2026-09-01', hasUnread: true });
  const newest = deal('newest', { day: '2026-11-20' });
  expect(await turnsOf([first, old, newest, unread])).toEqual(['unread', 'newest', 'old']);
});

test('a deal that is over goes behind those that are open, however new it is', async () => {
  const [over, open] = [
    deal('over', { isOver: true, hasUnread: true, day: '2026-11-20' }),
    deal('open', { hasUnread: true, day: '2026-09-01' }),
  ];
  expect(await turnsOf([deal('first'), over, open])).toEqual(['open', 'over']);
});

test('a deal on which something happens while it has its turn has another one', async () => {
  let turns = 0;
  const queue = createDealQueue({
    async attend() {
      turns += 1;
      if (turns === 1) queue.add(deal('first', { urgency: 'note' }));
      return undefined;
    },
    now: () => new Date(),
    after: () => () => undefined,
    report: () => undefined,
  });
  queue.add(deal('first', { urgency: 'note' }));
  await queue.idle();
  expect(turns).toBe(2);
});

test('a deal that has to wait is begun sooner for a note that was logged, and not for what nobody waits for', async () => {
  let turns = 0;
  const queue = createDealQueue({
    async attend() {
      turns += 1;
      return turns === 1 ? { ms: 30_000, urgency: 'backfill', all: false } : undefined;
    },
    now: () => new Date(0),
    after: () => () => undefined,
    report: () => undefined,
  });
  for (const urgency of ['backfill', 'backfill'] as const) {
    queue.add(deal('first', { urgency }));
    await turn();
    expect(turns).toBe(1);
  }
  queue.add(deal('first', { urgency: 'note' }));
  await queue.idle();
  expect(turns).toBe(2);
});

test('a deal whose time comes while the queue looks at what is ready has its turn', async () => {
  // A timer may ring a moment early, and the moment pass between two looks at the clock.
  let at = 0;
  let turns = 0;
  let rings = 0;
  const queue = createDealQueue({
    async attend() {
      turns += 1;
      return turns === 1 ? { ms: 5000, urgency: 'note', all: false } : undefined;
    },
    now() {
      at += 1;
      return new Date(at);
    },
    after(ms, call) {
      const due = at + ms;
      const handle = setTimeout(() => {
        rings += 1;
        at = rings === 1 ? due - 2 : due;
        call();
      });
      return () => clearTimeout(handle);
    },
    report: () => undefined,
  });
  queue.add(deal('first', { urgency: 'note' }));
  await queue.idle();
  expect(turns).toBe(2);
});
