import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createOwners, ownersIn } from '../../src/digest/deal-flags.ts';
import { createHandOver, createHandovers, type Handover } from '../../src/digest/hand-over.ts';
import { dealHash } from '../../src/memory/identity/keys.ts';
import type { StateBank } from '../../src/memory/memory.ts';
import type { Visibility } from '../../src/memory/note.ts';
import { stateInMemory } from '../brief/memory-stand-in.ts';
import { note } from '../brief/support.ts';

const mark = dealHash('deal-rentfield-1a2b');
const offer: Handover = {
  ...{ id: 'offer-1', deal: mark, from: 'U1', to: 'U2', at: '2026-11-20T08:00:00.000Z' },
  shares: ['note-a', 'note-b', 'note-c', 'note-d', 'note-e'].map((id) => ({
    id,
    loggedAt: note({ id }).loggedAt,
  })),
  state: 'pending',
};

/** What the giver ticked, and what must not be shared with it: a colleague's note, one on another deal, one edited since. */
function notes(): Map<string, ReturnType<typeof note>> {
  const elsewhere = { key: 'deal-other', company: 'Other', label: null };
  const all = [note({ id: 'note-a' }), note({ id: 'note-b' }), note({ id: 'note-c', author: 'U3' })];
  const edited = note({ id: 'note-e', loggedAt: '2026-11-21T09:00:00.000Z' });
  return new Map([...all, note({ id: 'note-d', deal: elsewhere }), edited].map((one) => [one.id, one]));
}

/** One process of a team; `step` comes before each request to memory. */
function processOver(state: StateBank, stored: ReturnType<typeof notes>, step: () => Promise<void>) {
  const clock = { ms: Date.parse('2026-11-23T08:00:00Z') };
  const bank: StateBank = { ...state, put: (record) => step().then(() => state.put(record)) };
  const handOver = createHandOver({
    ...{ handovers: createHandovers(bank), owners: createOwners(bank), state, now: () => new Date(clock.ms) },
    deals: {
      ofGiver: () => Promise.reject(new Error('not asked')),
      checkTaker: async () => undefined,
      known: async () => undefined,
    },
    memory: {
      read: (id) => step().then(() => stored.get(id)),
      async setVisibility(id, visibility: Visibility) {
        await step();
        const found = stored.get(id);
        if (found) stored.set(id, { ...found, visibility });
        return true;
      },
    },
  });
  return { handOver, clock };
}

async function weeksIn(state: StateBank) {
  const of = async (rep: string) => ownersIn(await state.list(`week:${rep}`));
  const [giver, taker] = [await of('U1'), await of('U2')];
  return { left: giver.owned.get(mark)?.holds === false, held: taker.owned.get(mark)?.holds === true };
}

function sharedIn(stored: ReturnType<typeof notes>): readonly string[] {
  return [...stored.values()].flatMap(({ id, visibility }) => (visibility === 'team' ? [id] : []));
}

test('wherever memory stops while a deal moves, it is always on a week, and the next press ends the move', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: 12 }), async (failing) => {
      const [state, stored] = [stateInMemory(), notes()];
      await createHandovers(state).put(offer);
      let steps = 0;
      const step = async () => {
        if (steps++ === failing) throw new Error('memory stopped');
      };
      const { handOver, clock } = processOver(state, stored, step);
      const first = await handOver.accept(offer, 'U2').catch(() => undefined);
      const between = await weeksIn(state);
      expect(between.held || !between.left).toBe(true);
      clock.ms += 10_000;
      const second = await handOver.accept(offer, 'U2');
      expect(second.handover.state).toBe('done');
      // Of whichever press ended it the giver hears: all that was shared, by the one that was cut short too.
      expect((first ?? second).shared).toEqual(['note-a', 'note-b']);
      expect(await weeksIn(state)).toEqual({ left: true, held: true });
      expect(sharedIn(stored)).toEqual(['note-a', 'note-b']);
      expect(await handOver.accept(offer, 'U2')).toMatchObject({ isNews: false, shared: [] });
    }),
  );
});

test('of presses at the same moment on two processes one counts, and what it said holds', async () => {
  const press = fc.constantFrom('accept' as const, 'decline' as const, 'withdraw' as const);
  const pauses = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(press, press, pauses, async (one, other, waits) => {
      const [state, stored] = [stateInMemory(), notes()];
      await createHandovers(state).put(offer);
      let steps = 0;
      const step = async () => {
        for (let turn = waits[steps++ % waits.length] ?? 0; turn > 0; turn -= 1) await Promise.resolve();
      };
      const [first, second] = [processOver(state, stored, step), processOver(state, stored, step)];
      const by = (what: typeof one) => (what === 'withdraw' ? 'U1' : 'U2');
      const results = await Promise.allSettled([
        first.handOver[one](offer, by(one)),
        second.handOver[other](offer, by(other)),
      ]);
      const news = results.flatMap((each) =>
        each.status === 'fulfilled' && each.value.isNews ? [each.value.handover.state] : [],
      );
      expect(news).toHaveLength(1);
      expect((await createHandovers(state).latest(offer))?.state).toBe(news[0]);
      const moved = news[0] === 'done';
      expect(await weeksIn(state)).toEqual({ left: moved, held: moved });
    }),
    { numRuns: 200 },
  );
});

test('a press for another offer, by somebody else, or after the end changes nothing', async () => {
  const [state, stored] = [stateInMemory(), notes()];
  await createHandovers(state).put(offer);
  const { handOver } = processOver(state, stored, async () => undefined);
  await expect(handOver.accept({ ...offer, id: 'offer-0' }, 'U2')).rejects.toThrow('withdrawn or replaced');
  await expect(handOver.accept(offer, 'U3')).rejects.toThrow('Only the colleague');
  await expect(handOver.withdraw(offer, 'U2')).rejects.toThrow('Only');
  expect(await handOver.keep(offer, 'U1')).toMatchObject({ isNews: false });
  expect(await weeksIn(state)).toEqual({ left: false, held: false });
  expect(await handOver.offer(offer)).toBe(false);
});

test.each(['withdrawn', 'declined', 'accepted', 'done'] as const)(
  'Decline and Withdraw on an offer that is %s change nothing, and are no news',
  async (answered) => {
    const [state, stored] = [stateInMemory(), notes()];
    await createHandovers(state).put({ ...offer, state: answered });
    const { handOver } = processOver(state, stored, async () => undefined);
    const nothing = { handover: { ...offer, state: answered }, isNews: false, shared: [], leftOut: 0 };
    expect(await handOver.decline(offer, 'U2')).toEqual(nothing);
    expect(await handOver.withdraw(offer, 'U1')).toEqual(nothing);
    expect(await createHandovers(state).latest(offer)).toEqual(nothing.handover);
    expect(await weeksIn(state)).toEqual({ left: false, held: false });
  },
);
