import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Note } from '../../src/memory/note.ts';
import { createBank } from './reading-bank.ts';
import { createReaderOn, knownOf, note, seenBy } from './reading-world.ts';

const viewers = ['UANN', 'UBEN', 'UCLEO'];
const matters = ['pricing', 'rollout', 'security', 'training', 'migration'];

const sentence = fc.oneof(
  fc.constantFrom(...matters).map((matter) => `worried about ${matter}`),
  fc.constantFrom(...matters).map((matter) => `${matter} is settled`),
  fc
    .tuple(fc.constantFrom(...matters), fc.constantFrom('2026-04-01', '2026-04-20', '2026-05-09'))
    .map(([matter, day]) => `promised ${matter} by ${day}`),
  fc.constantFrom(...matters).map((matter) => `sent ${matter}`),
);
const text = fc.array(sentence, { minLength: 0, maxLength: 3 }).map((all) => `${all.join(', and ')}.`);
const day = fc
  .integer({ min: 0, max: 80 })
  .map((count) => new Date(Date.UTC(2026, 0, 1 + count)).toISOString().slice(0, 10));
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('save' as const),
      day,
      text,
      author: fc.constantFrom('UANN', 'UBEN'),
      isTeam: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('edit' as const), which: fc.nat(20), text }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('remove' as const), which: fc.nat(20) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('share' as const), which: fc.nat(20) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('read' as const) }) },
);

type World = ReturnType<typeof createReaderOn>;

type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

async function play(world: World, one: Step, at: number): Promise<void> {
  const { memory, notes } = world.bank;
  const loggedAt = new Date(Date.UTC(2026, 3, 1) + at * 60_000).toISOString();
  if (one.do === 'read') return world.reader.idle();
  if (one.do === 'save') {
    const visibility = one.isTeam ? 'team' : 'private';
    const saved = note({
      id: `note-${randomUUID()}`,
      day: one.day,
      text: one.text,
      author: one.author,
      visibility,
      loggedAt,
    });
    await memory.save(saved);
    world.reader.noteSaved(saved);
    return;
  }
  const all = [...notes.values()];
  const meant = all[one.which % Math.max(1, all.length)];
  if (!meant) return;
  if (one.do === 'edit') {
    const edited = { ...meant, text: one.text, loggedAt };
    await memory.edit(edited);
    world.reader.noteSaved(edited);
    return;
  }
  if (one.do === 'remove') await memory.remove(meant.id, meant.author);
  else {
    const other = meant.visibility === 'team' ? 'private' : 'team';
    await memory.setVisibility(meant.id, other, { by: meant.author });
  }
  world.reader.dealChanged(meant.deal.key, meant.author);
}

/** The same notes in a bank of their own, read in one go. */
async function readAlone(notes: readonly Note[]): Promise<World> {
  const bank = createBank();
  for (const one of notes) await bank.memory.save(one);
  const world = createReaderOn({ bank });
  await world.reader.start();
  await world.reader.idle();
  return world;
}

async function expectAsAlone(steps: readonly Step[]): Promise<void> {
  const world = createReaderOn();
  for (const [at, one] of steps.entries()) await play(world, one, at);
  await world.reader.idle();
  expect(world.errors).toEqual([]);
  for (const viewer of viewers) {
    const notes = seenBy(world.bank, viewer);
    if (notes.length === 0) continue;
    const alone = await readAlone(notes);
    const known = await knownOf(world, notes);
    expect(known).toEqual(await knownOf(alone, notes));
    expect(known.uncompared).toBe(0);
    await alone.reader.stop();
  }
  await world.reader.stop();
}

test('a note that was held against an earlier one for its author, and again for the team once that was shared, says it once', async () => {
  const save = { do: 'save', author: 'UANN' } as const;
  await expectAsAlone([
    { ...save, day: '2026-01-01', text: 'Between us.', isTeam: false },
    {
      ...save,
      day: '2026-01-02',
      text: 'promised training by 2026-04-01, and promised training by 2026-05-09.',
      isTeam: true,
    },
    { ...save, day: '2026-01-01', text: 'promised training by 2026-04-01.', isTeam: false },
    { do: 'read' },
    { do: 'share', which: 2 },
  ]);
});

test('a note that promises one thing by two days is known by the same day however it came to be read', async () => {
  const save = { do: 'save', author: 'UANN' } as const;
  const twice = 'promised migration by 2026-04-20, and promised migration by 2026-04-01.';
  await expectAsAlone([
    { ...save, day: '2026-01-03', text: twice, isTeam: true },
    { ...save, day: '2026-01-01', text: '.', isTeam: false },
    { ...save, day: '2026-01-01', text: '.', isTeam: true },
    { ...save, day: '2026-01-02', text: 'sent migration.', isTeam: true },
    { do: 'edit', which: 2, text: 'promised migration by 2026-04-01.' },
    { ...save, day: '2026-01-01', text: '.', isTeam: false },
    { do: 'read' },
    { do: 'read' },
  ]);
});

test('a private note that is shared while its author’s notes are held against it ends that work', async () => {
  const world = createReaderOn();
  const [save, { memory, notes }] = [{ do: 'save' as const, isTeam: true }, world.bank];
  await play(
    world,
    { ...save, author: 'UBEN', day: '2026-03-06', text: 'worried about rollout.', isTeam: false },
    0,
  );
  await world.reader.idle();
  const [own] = [...notes.values()];
  const list = memory.list.bind(memory);
  let looks = 0;
  memory.list = async (scope, asker) => {
    looks += asker === 'UBEN' ? 1 : 0;
    if (looks === 1) await memory.setVisibility(own?.id ?? '', 'team', { by: 'UBEN' });
    if (looks > 50) throw new Error('looked for ever');
    return list(scope, asker);
  };
  await play(world, { ...save, author: 'UANN', day: '2026-01-12', text: 'worried about training.' }, 1);
  await world.reader.idle();
  expect(world.errors).toEqual([]);
  expect(looks).toBeLessThan(20);
  await world.reader.stop();
});

test('whatever was logged, edited, shared and deleted, each knows what a bank of just their notes would tell them', async () => {
  await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 24 }), expectAsAlone), {
    numRuns: 60,
    interruptAfterTimeLimit: 120_000,
  });
}, 180_000);
