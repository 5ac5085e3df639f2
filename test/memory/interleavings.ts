import { setImmediate } from 'node:timers/promises';
import { expect } from 'vitest';
import { UpstreamError } from '../../src/errors.ts';
import type { Hindsight } from '../../src/memory/hindsight/hindsight.ts';
import type { Note } from '../../src/memory/note.ts';
import { openWorkspace, type Target } from './connect.ts';
import { createFaultyFetch, seeded } from './faulty-fetch.ts';
import { note } from './support.ts';

type Step = 'save' | 'edit' | 'remove' | 'share';

const lossRate = 0.25;
const plans: readonly (readonly Step[])[] = [
  ['save', 'remove'],
  ['save', 'edit'],
  ['save', 'edit', 'edit'],
  ['save', 'save', 'remove'],
  ['save', 'edit', 'remove'],
  ['save', 'share', 'edit'],
  ['save', 'edit', 'share', 'remove', 'edit'],
];

/**
 * Starts the steps of a plan at random moments against a memory that loses requests and answers, each step tried
 * until it is through, and checks that one state is left: the last version, or nothing once it was removed.
 */
export async function checkInterleavings(target: Target, rounds: number, seed: number): Promise<void> {
  const workspace = openWorkspace(target);
  const witness = workspace.open();
  for (let start = 0; start < rounds; start += 10) {
    const batch = Array.from({ length: Math.min(10, rounds - start) }, (_, index) => seed + start + index);
    await Promise.all(
      batch.map(async (roundSeed) => {
        const random = seeded(roundSeed);
        const wait = () => setImmediate();
        const faulty = workspace.open({ fetch: createFaultyFetch(random, lossRate), wait });
        await playRound({ faulty, witness, random });
      }),
    );
  }
}

interface Round {
  readonly faulty: Hindsight;
  readonly witness: Hindsight;
  readonly random: () => number;
}

async function playRound({ faulty, witness, random }: Round): Promise<void> {
  const plan = plans[Math.floor(random() * plans.length)] ?? [];
  const versions = plan.map((_, index) => version(index));
  const [first] = versions;
  if (!first) return;
  const all = versions.map((one) => ({ ...one, id: first.id }));
  await Promise.all(
    plan.map(async (step, index) => {
      for (let turns = Math.floor(random() * 6 * index); turns > 0; turns -= 1) await setImmediate();
      const own = step === 'save' ? first : { ...first, ...all[index] };
      await untilThrough(() => play(faulty, step, own));
    }),
  );
  const newest = plan.lastIndexOf('edit');
  const last = plan.includes('remove') ? undefined : all[Math.max(newest, 0)];
  await checkState({ faulty, witness, first, last });
}

function version(index: number): Note {
  const loggedAt = `2026-03-02T15:00:0${index}.000Z`;
  return note({ loggedAt, text: `Version ${index}`, outcome: index % 2 === 0 ? 'spoke' : 'won' });
}

async function play({ memory }: Hindsight, step: Step, own: Note): Promise<unknown> {
  if (step === 'save') return memory.save(own);
  if (step === 'edit') return memory.edit(own);
  if (step === 'remove') return memory.remove(own.id, own.author);
  return memory.setVisibility(own.id, 'team', { by: own.author });
}

/** As the keeper does: again and again while time may help. A note that is gone cannot be shared. */
async function untilThrough(step: () => Promise<unknown>): Promise<void> {
  for (;;) {
    try {
      await step();
      return;
    } catch (error) {
      if (!(error instanceof UpstreamError)) throw error;
      if (!error.retryable) return;
    }
    await setImmediate();
  }
}

interface Ended {
  readonly faulty: Hindsight;
  readonly witness: Hindsight;
  readonly first: Note;
  readonly last: Note | undefined;
}

async function checkState({ faulty, witness, first, last }: Ended): Promise<void> {
  const { id } = first;
  const stored = await witness.memory.read(id, 'U1');
  expect(stored && [stored.text, stored.outcome, stored.loggedAt]).toEqual(
    last && [last.text, last.outcome, last.loggedAt],
  );
  const known = faulty.roster.peek('U1').find((header) => header.id === id);
  expect(known?.loggedAt).toBe(last?.loggedAt);
  if (!last) expect(await witness.memory.save(first)).toBe('deleted');
}
