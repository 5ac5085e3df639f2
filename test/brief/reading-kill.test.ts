import { expect, test } from 'vitest';
import type { Model } from '../../src/brief/model/model.ts';
import { UpstreamError } from '../../src/errors.ts';
import type { Note } from '../../src/memory/note.ts';
import { seeded } from '../memory/faulty-fetch.ts';
import { createPlainModel } from './plain-reader.ts';
import { type Bank, createBank } from './reading-bank.ts';
import { type Clock, createClock, createReaderOn, knownOf, note, seenBy } from './reading-world.ts';

const matters = ['pricing', 'rollout', 'security', 'training'];

/** A process's way out, which can be cut at any moment: what was asked before may still have been done, and nobody hears of it. */
function createLine() {
  let left = Number.POSITIVE_INFINITY;
  const never = () => new Promise<never>(() => undefined);
  const isDead = () => left <= 0;

  function through<A extends readonly unknown[], R>(call: (...given: A) => Promise<R>) {
    return async (...given: A): Promise<R> => {
      if (isDead()) return never();
      left -= 1;
      const result = await call(...given);
      return isDead() ? never() : result;
    };
  }

  return {
    cutAfter: (calls: number) => {
      left = calls;
    },
    cut: () => {
      left = 0;
    },
    isDead,
    bank: ({ memory, state, roster, ...rest }: Bank): Bank => ({
      ...rest,
      roster: { ...roster, authors: through(roster.authors) },
      memory: { ...memory, list: through(memory.list), texts: through(memory.texts) },
      state: {
        put: through(state.put),
        get: through(state.get),
        list: through(state.list),
        ids: through(state.ids),
        remove: through(state.remove),
        claim: through(state.claim),
      },
    }),
    model: (model: Model): Model => ({ ...model, complete: through(model.complete) }),
    clock: (clock: Clock): Clock => ({
      ...clock,
      after: (ms, call) => clock.after(ms, () => (isDead() ? undefined : call())),
    }),
  };
}

/** A process on this bank, to be killed. */
function startDoomed(bank: Bank, clock: Clock, model: Model) {
  const line = createLine();
  const world = createReaderOn({ bank: line.bank(bank), clock: line.clock(clock), model: line.model(model) });
  return { ...world, line };
}

/** How often each note was put before the model to be read. */
function countRead(asked: readonly { readonly user: string }[], bank: Bank): readonly number[] {
  return [...bank.notes.values()].map(({ text }) => asked.filter(({ user }) => user.includes(text)).length);
}

const turns = () => new Promise((resolve) => setTimeout(resolve, 1));

/** A note that worries about something or settles it, of any day, by either of two. */
function someNote(index: number, random: () => number): Note {
  const matter = matters[Math.floor(random() * matters.length)];
  const text = random() < 0.6 ? `worried about ${matter}` : `${matter} is settled`;
  return note({
    day: `2026-03-${String(1 + Math.floor(random() * 18)).padStart(2, '0')}`,
    loggedAt: `2026-03-20T08:0${index}:00.000Z`,
    text: `${index}: ${text}.`,
    author: random() < 0.5 ? 'UANN' : 'UBEN',
    visibility: random() < 0.7 ? 'team' : 'private',
  });
}

/** Logs nine notes to processes that are killed at random; what is left in the bank is for the next one. */
async function logAmongKills(random: () => number, start: () => ReturnType<typeof startDoomed>, bank: Bank) {
  let process = start();
  await process.reader.start();
  for (let index = 0; index < 9; index += 1) {
    const one = someNote(index, random);
    await bank.memory.save(one);
    if (!process.line.isDead()) process.reader.noteSaved(one);
    if (random() < 0.5) process.line.cutAfter(Math.floor(random() * 30));
    if (random() < 0.3) await turns();
    if (!process.line.isDead() || random() < 0.3) continue;
    process = start();
    void process.reader.start();
  }
  process.line.cut();
}

/** What each of them knows of these notes in the end. */
async function knownTo(world: ReturnType<typeof createReaderOn>, bank: Bank) {
  return Promise.all(['UANN', 'UBEN', 'UCLEO'].map((viewer) => knownOf(world, seenBy(bank, viewer))));
}

test('killed at any moment, and again, every note is read in the end, kept once, and what is known is what one reader knows', async () => {
  for (let seed = 1; seed <= 100; seed += 1) {
    const [bank, clock] = [createBank(), createClock()];
    const { model } = createPlainModel();
    await logAmongKills(seeded(seed), () => startDoomed(bank, clock, model), bank);
    const last = createReaderOn({ bank, clock, model });
    await last.reader.start();
    await last.reader.idle();
    expect(last.errors).toEqual([]);
    expect(last.reader.progress().waiting).toBe(0);
    const kept = [...bank.records.values()].filter(({ kind }) => kind === 'reading');
    expect(kept.map(({ noteIds }) => noteIds[0]).toSorted()).toEqual([...bank.notes.keys()].toSorted());
    const calm = createReaderOn();
    for (const one of bank.notes.values()) await calm.bank.memory.save(one);
    await calm.reader.start();
    await calm.reader.idle();
    expect(await knownTo(last, bank)).toEqual(await knownTo(calm, bank));
  }
}, 180_000);

test('three replicas read each note once between them, whoever of them was told of it', async () => {
  const [bank, clock] = [createBank(), createClock()];
  const { model, asked } = createPlainModel();
  const replicas = [1, 2, 3].map(() => createReaderOn({ bank, clock, model }));
  for (let index = 0; index < 12; index += 1) {
    await bank.memory.save(
      note({
        label: `Deal ${index % 4}`,
        day: `2026-03-0${1 + (index % 9)}`,
        text: `${index}: worried about pricing${index}.`,
      }),
    );
  }
  await Promise.all(replicas.map(({ reader }) => reader.start()));
  await Promise.all(replicas.map(({ reader }) => reader.idle()));
  expect(countRead(asked, bank)).toEqual(Array.from({ length: 12 }, () => 1));
  const late = note({ label: 'Deal 1', day: '2026-03-19', text: 'late: worried about rollout.' });
  await bank.memory.save(late);
  for (const { reader } of replicas) reader.noteSaved(late);
  await Promise.all(replicas.map(({ reader }) => reader.idle()));
  expect(countRead(asked, bank).at(-1)).toBe(1);
  expect([...bank.records.values()].filter(({ kind }) => kind === 'reading')).toHaveLength(13);
  expect(replicas.flatMap(({ told }) => told.read)).toHaveLength(13);
});

test('what a process had in hand when it was killed is read by another as soon as its claim has run out', async () => {
  const [bank, clock] = [createBank(), createClock()];
  const { model, asked } = createPlainModel();
  const doomed = startDoomed(bank, clock, { ...model, complete: () => new Promise(() => undefined) });
  const one = note({ text: 'worried about pricing' });
  await bank.memory.save(one);
  doomed.reader.noteSaved(one);
  await turns();
  doomed.line.cut();
  const before = clock.now().getTime();
  const other = createReaderOn({ bank, clock, model });
  await other.reader.start();
  await other.reader.idle();
  expect(asked).toHaveLength(1);
  expect(clock.now().getTime() - before).toBeLessThanOrEqual(6 * 60_000);
});

test('while memory or the model is away nothing is lost, and it goes on when they are back', async () => {
  const [bank, clock] = [createBank(), createClock()];
  const { model, asked } = createPlainModel();
  let isUp = false;
  const away = (service: 'groq' | 'hindsight') => {
    if (!isUp) throw new UpstreamError({ service, kind: 'network', operation: 'complete' });
  };
  const world = createReaderOn({
    bank: {
      ...bank,
      memory: {
        ...bank.memory,
        list: async (...given) => {
          if (clock.now().getTime() % 3 === 0) away('hindsight');
          return bank.memory.list(...given);
        },
      },
    },
    clock,
    model: {
      ...model,
      complete: async (...given) => {
        away('groq');
        return model.complete(...given);
      },
    },
  });
  const one = note({ text: 'worried about pricing' });
  await bank.memory.save(one);
  world.reader.noteSaved(one);
  for (let waited = 0; waited < 20; waited += 1) await turns();
  expect(asked).toEqual([]);
  expect(world.errors.length).toBeGreaterThan(0);
  isUp = true;
  await world.reader.idle();
  expect((await knownOf(world, seenBy(bank, 'U1'))).readIds).toEqual([one.id]);
});
