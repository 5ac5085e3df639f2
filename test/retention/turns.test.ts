import { expect, test } from 'vitest';
import { UpstreamError } from '../../src/errors.ts';
import type { Erasure } from '../../src/memory/memory.ts';
import type { Note } from '../../src/memory/note.ts';
import { createRetention } from '../../src/retention/retention.ts';
import { stateInMemory } from '../brief/memory-stand-in.ts';
import { merge, rename, save } from '../slack/people-hands.ts';
import { call, hindsightOf, store } from '../support/filled.ts';
import { personIn } from '../support/person.ts';
import { everythingStored } from '../support/stored.ts';
import { ava } from '../support/world.ts';
import { stageAt } from './stage.ts';

const old = (rest: Partial<Note> & { name?: string } = {}) =>
  call({ day: '2024-03-01', loggedAt: '2024-03-01T15:00:00.000Z', ...rest });

/** Processes of one team on one memory and one clock. */
function team(notes: readonly Note[]) {
  let at = new Date('2026-06-01T00:05:00Z');
  const stored = new Map(notes.map((note) => [note.id, note]));
  const [state, told, gone]: [ReturnType<typeof stateInMemory>, string[], string[]] = [
    stateInMemory(),
    [],
    [],
  ];
  let tell = async () => 1;
  let fails = (_id: string) => false;
  let meanwhile: (() => Promise<void>) | undefined;
  const erasure: Pick<Erasure, 'everyNote' | 'remove'> = {
    everyNote: async () => [...stored.values()],
    async remove({ id }) {
      if (fails(id)) throw new UpstreamError({ service: 'hindsight', kind: 'network', operation: 'remove' });
      if (meanwhile) await meanwhile();
      stored.delete(id);
      gone.push(id);
    },
  };

  async function startProcess(retentionDays = 365) {
    const beats: (() => void)[] = [];
    const counted: number[] = [];
    const retention = createRetention({
      limits: { retentionDays, leaverDays: null },
      ...{ erasure, state, zone: 'UTC', now: () => at },
      aliases: { idsOnlyOn: async () => [], remove: async () => undefined },
      colleagues: {
        standings: async () => new Map(),
        async tellAdmins(words) {
          told.push(words);
          return tell();
        },
      },
      every(_ms, beat) {
        beats.push(beat);
        return () => void beats.splice(0);
      },
      onErased: (_reason, ids) => counted.push(ids.length),
      warn: () => undefined,
      report: () => undefined,
    });
    retention.start();
    return { retention, beat: () => beats.map((one) => one()), counted };
  }

  return {
    ...{ startProcess, stored, told, gone },
    goTo(moment: string) {
      at = new Date(moment);
    },
    pass(ms: number) {
      at = new Date(at.getTime() + ms);
    },
    /** While a note is being erased. */
    whileErasing(work: (() => Promise<void>) | undefined) {
      meanwhile = work;
    },
    whenTold(answer: () => Promise<number>) {
      tell = answer;
    },
    failOn(one: string) {
      fails = (id) => id === one;
    },
    failAfter(count: number) {
      fails = () => gone.length >= count;
    },
  };
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 20));

test('two replicas tell the admins once and erase each note once', async () => {
  const one = await stageAt('2026-06-01T08:00:00Z', { env: { RETENTION_DAYS: '365' } });
  const other = await stageAt('2026-06-01T08:00:00Z', {
    env: { RETENTION_DAYS: '365' },
    sharesMemoryOf: one.world,
  });
  await store(
    one.world,
    Array.from({ length: 12 }, () => old()),
  );
  await Promise.all([one.workOn('2026-06-01T08:00:00Z'), other.workOn('2026-06-01T08:00:00Z')]);
  expect([...one.told(), ...other.told()]).toHaveLength(1);
  await Promise.all([one.workOn('2026-06-09T08:00:00Z'), other.workOn('2026-06-09T08:00:00Z')]);
  const figures = await Promise.all([one.world.figures(), other.world.figures()]);
  expect(figures.join().match(/erased_total\{[^}]*\} \d+/g)).toEqual([
    'erased_total{reason="retention",team="T0SANDBOX1"} 12',
  ]);
}, 60_000);

test('many notes go in turns of five hundred, a quarter of an hour apart', async () => {
  const group = team(Array.from({ length: 1_100 }, () => old()));
  const process = await group.startProcess();
  const turn = async (moment: string) => {
    group.goTo(moment);
    process.beat();
    await settle();
    return group.gone.length;
  };
  expect(await turn('2026-06-01T00:05:00Z')).toBe(0);
  expect(await turn('2026-06-09T00:05:00Z')).toBe(500);
  expect(await turn('2026-06-09T00:10:00Z')).toBe(500);
  expect(await turn('2026-06-09T00:16:00Z')).toBe(1_000);
  expect(await turn('2026-06-09T00:31:00Z')).toBe(1_100);
  expect(process.counted).toEqual([500, 500, 100]);
});

test('what a process that died or memory that went away left half-way is gone on with, by another one too', async () => {
  const group = team(Array.from({ length: 20 }, () => old()));
  const first = await group.startProcess();
  first.beat();
  await settle();
  group.goTo('2026-06-09T00:05:00Z');
  group.failAfter(7);
  first.beat();
  await settle();
  expect(group.gone).toHaveLength(7);
  expect(first.counted).toEqual([7]);
  await first.retention.stop();
  group.failAfter(Number.POSITIVE_INFINITY);
  const second = await group.startProcess();
  second.beat();
  await settle();
  expect(group.gone).toHaveLength(7);
  group.goTo('2026-06-09T00:20:00Z');
  second.beat();
  await settle();
  expect(group.gone).toHaveLength(20);
  expect(new Set(group.gone).size).toBe(20);
});

test('one note that can not be erased keeps no other', async () => {
  const notes = Array.from({ length: 30 }, () => old());
  const group = team(notes);
  const process = await group.startProcess();
  process.beat();
  await settle();
  group.goTo('2026-06-09T00:05:00Z');
  group.failOn(notes[3]?.id ?? '');
  process.beat();
  await settle();
  expect(group.gone).toHaveLength(29);
});

/** The admins were told a week ago, and the day begins. */
async function weekLater(count: number) {
  const group = team(Array.from({ length: count }, () => old()));
  const process = await group.startProcess();
  process.beat();
  await settle();
  group.goTo('2026-06-09T00:05:00Z');
  return { group, process };
}

test('a turn that takes too long ends before another process may begin, and the next turn goes on', async () => {
  const { group, process } = await weekLater(40);
  group.whileErasing(async () => group.pass(60_000));
  process.beat();
  await settle();
  expect(group.gone.length).toBeGreaterThan(8);
  expect(group.gone.length).toBeLessThan(15);
  group.whileErasing(undefined);
  group.goTo('2026-06-09T00:20:00Z');
  process.beat();
  await settle();
  expect(group.gone).toHaveLength(40);
});

test('a stop waits for what is being erased, and nothing more is erased after it', async () => {
  const { group, process } = await weekLater(20);
  let go: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    go = resolve;
  });
  let begun = 0;
  group.whileErasing(() => {
    begun += 1;
    return held;
  });
  process.beat();
  await expect.poll(() => begun).toBe(4);
  const ended: string[] = [];
  const stopping = process.retention.stop().then(() => ended.push('stopped'));
  await settle();
  expect(ended).toEqual([]);
  go();
  await stopping;
  expect(group.gone).toHaveLength(4);
  await settle();
  expect(group.gone).toHaveLength(4);
  expect(process.counted).toEqual([4]);
});

test('a setting that was raised and is lowered again is told of anew', async () => {
  const group = team([old()]);
  const tells = async (day: string, retentionDays: number) => {
    group.goTo(`2026-06-0${day}T00:05:00Z`);
    const process = await group.startProcess(retentionDays);
    process.beat();
    await settle();
    await process.retention.stop();
    return group.told.length;
  };
  expect(await tells('1', 365)).toBe(1);
  expect(await tells('2', 3_650)).toBe(1);
  expect(await tells('3', 365)).toBe(2);
  expect(await tells('9', 365)).toBe(2);
  expect(group.gone).toHaveLength(0);
});

test('a process that dies while it tells the admins has told nobody: they are told the next day, and the week begins then', async () => {
  const group = team([old()]);
  const doomed = await group.startProcess();
  group.whenTold(() => new Promise(() => undefined));
  doomed.beat();
  await settle();
  group.whenTold(async () => 1);
  const next = await group.startProcess();
  const turn = async (moment: string) => {
    group.goTo(moment);
    next.beat();
    await settle();
  };
  await turn('2026-06-01T00:20:00Z');
  expect(group.told).toHaveLength(1);
  await turn('2026-06-02T00:20:00Z');
  expect(group.told).toHaveLength(2);
  await turn('2026-06-08T23:00:00Z');
  expect(group.gone).toHaveLength(0);
  await turn('2026-06-09T00:21:00Z');
  expect(group.gone).toHaveLength(1);
});

test('a setting that was taken out and comes back is told of anew', async () => {
  const first = await stageAt('2026-06-01T08:00:00Z', { env: { RETENTION_DAYS: '365' } });
  await store(first.world, [old()]);
  await first.workOn('2026-06-01T08:00:00Z');
  await first.world.stopBot();
  const without = await stageAt('2026-06-02T08:00:00Z', { sharesMemoryOf: first.world });
  const { state } = hindsightOf(first.world);
  expect(await state.get('retention')).toBeDefined();
  await without.beat();
  await expect.poll(() => state.get('retention')).toBeUndefined();
  await without.world.stopBot();
  const again = await stageAt('2026-06-20T08:00:00Z', {
    env: { RETENTION_DAYS: '365' },
    sharesMemoryOf: first.world,
  });
  await again.workOn('2026-06-20T08:00:00Z');
  expect(again.told()).toHaveLength(1);
  expect(await everythingStored(first.world)).toContain('migration');
}, 60_000);

test('what people said of somebody goes with the last note on them, and stays while there is one', async () => {
  const stage = await stageAt('2026-06-01T08:00:00Z', { env: { RETENTION_DAYS: '365' } });
  const { world, workOn } = stage;
  const me = personIn(world, ava);
  const recent = { day: '2026-05-01', loggedAt: '2026-05-01T15:00:00.000Z' };
  await store(world, [
    old(),
    old({ name: 'Tom Vance', text: 'He was away.' }),
    call({ ...recent, name: 'Tom Vance', text: 'He is back.' }),
    old({ name: 'Zoey Lind', text: 'She was new.' }),
    call({ ...recent, name: 'Zoe Lind', text: 'She knows us now.' }),
  ]);
  await rename(me, 'Priya', 'Priya Lundqvist');
  await save(me);
  await rename(me, 'Tom', 'Tom Vancouver');
  await save(me);
  await merge(me, 'Zoey Lind', 'Zoe Lind · Rentfield');
  await save(me);
  await workOn('2026-06-01T08:00:00Z');
  await workOn('2026-06-09T08:00:00Z');
  const kept = await everythingStored(world);
  expect(kept).not.toMatch(/Priya|Lundqvist/);
  expect(kept).toContain('Tom Vancouver');
  expect(await hindsightOf(world).state.list('kind:alias')).toHaveLength(2);
}, 60_000);
