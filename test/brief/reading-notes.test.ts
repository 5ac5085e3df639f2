import { expect, test } from 'vitest';
import type { ModelRequest } from '../../src/brief/model/model.ts';
import { UpstreamError, type UpstreamKind } from '../../src/errors.ts';
import type { Note } from '../../src/memory/note.ts';
import { person } from '../memory/support.ts';
import { createPlainModel } from './plain-reader.ts';
import { createBank } from './reading-bank.ts';
import { createReaderOn, dealOfRentfield, knownOf, note, seenBy, settle } from './reading-world.ts';

const plenty = { tokensPerMinute: 100_000_000, tokensPerDay: 100_000_000 };

async function save({ bank, reader }: ReturnType<typeof createReaderOn>, one: Note): Promise<void> {
  await bank.memory.save(one);
  reader.noteSaved(one);
}

const worry = (known: Awaited<ReturnType<typeof knownOf>>, text: string) =>
  known.signals.find((one) => one.text === text);

test('a note is read once, when it is saved, and what it says is known to all who may see it', async () => {
  const world = createReaderOn();
  const first = note({ text: 'She is worried about migration.' });
  await world.bank.memory.save(first);
  world.reader.noteSaved(first);
  await world.reader.idle();
  const later = note({
    day: '2026-03-09',
    text: 'Fine: migration is settled, and we promised training by 2026-03-12.',
  });
  await world.bank.memory.save(later);
  world.reader.noteSaved(later);
  await world.reader.idle();
  const known = await knownOf(world, seenBy(world.bank, 'U2'));
  expect(worry(known, 'migration')).toMatchObject({
    raisedBy: { noteId: first.id },
    closedBy: { noteId: later.id, how: 'settled', quote: 'migration is settled' },
  });
  expect(worry(known, 'training')).toMatchObject({ kind: 'promise', dueOn: '2026-03-12', closedBy: null });
  expect(known.uncompared).toBe(0);
  expect(world.asked.map(({ priority, person }) => `${priority} ${person}`)).toEqual(['note U1', 'note U1']);
  expect(world.told).toMatchObject({ bills: 2, read: [first.id, later.id] });
  await world.reader.start();
  await world.reader.idle();
  expect(world.asked).toHaveLength(2);
});

test('a note that another process is reading holds up no other deal', async () => {
  const bank = createBank();
  const [taken, free] = [
    note({ text: 'She is worried about migration.' }),
    note({ who: [person('Maya Chen', 'Portline')], text: 'She is worried about security.' }),
  ];
  const claim = async (key: string) => !key.includes(taken.id.replace('note-', ''));
  const state = { ...bank.state, claim };
  // No timer rings: what must wait, waits.
  const clock = { now: () => new Date('2026-03-20T09:00:00Z'), pass: () => undefined, after: () => () => {} };
  const world = createReaderOn({ bank: { ...bank, state }, clock });
  for (const one of [taken, free]) {
    await bank.memory.save(one);
    world.reader.noteSaved(one);
    await settle();
  }
  expect(world.told.read).toEqual([free.id]);
  await world.reader.stop();
});

test('a start looks once at a deal that is read, for the team and for each author of a private note', async () => {
  const world = createReaderOn();
  for (const saved of [note(), note({ day: '2026-03-03', visibility: 'private' })])
    await world.bank.memory.save(saved);
  await world.reader.start();
  await world.reader.idle();
  const { list } = world.bank.memory;
  let looks = 0;
  world.bank.memory.list = (...asked) => {
    looks += 1;
    return list(...asked);
  };
  await world.reader.start();
  await world.reader.idle();
  expect(looks).toBe(2);
});

test('nobody waits for a reader that has stopped', async () => {
  const world = createReaderOn();
  const late = note({ text: 'She is worried about migration.' });
  await world.bank.memory.save(late);
  const early = world.reader.readFirst(dealOfRentfield, 'U1');
  await world.reader.stop();
  await early;
  world.reader.noteSaved(late);
  await world.reader.readFirst(dealOfRentfield, 'U1');
});

test('a restart finds what was never read, newest deals first, up to six notes of one deal in a call', async () => {
  const world = createReaderOn();
  for (let day = 1; day <= 8; day += 1)
    await world.bank.memory.save(note({ day: `2026-03-0${day}`, text: `worried about matter${day}` }));
  await world.reader.start();
  expect(world.reader.progress()).toMatchObject({
    waiting: 8,
    done: 0,
    expected: { tokens: 5600, ms: 42_000 },
  });
  await world.reader.idle();
  expect(world.asked).toHaveLength(2);
  expect(world.asked[1]?.user).toContain('s1 objection them: matter6');
  expect(world.reader.progress()).toMatchObject({ waiting: 0, done: 8, tokens: 4600 });
  expect(world.told.progress).toEqual([8, 0]);
  expect((await knownOf(world, seenBy(world.bank, 'U1'))).readIds).toHaveLength(8);
});

test('a team note never meets what a private one says; its author has both compared', async () => {
  const world = createReaderOn();
  const own = note({ visibility: 'private', text: 'Between us, worried about layoffs.' });
  const shared = note({ day: '2026-03-09', text: 'layoffs is settled, she says.' });
  for (const one of [own, shared]) await world.bank.memory.save(one);
  await world.reader.start();
  await world.reader.idle();
  const [first] = world.asked;
  expect(first?.user).not.toContain('layoffs.');
  const colleague = await knownOf(world, seenBy(world.bank, 'U2'));
  expect(colleague).toEqual({ signals: [], readIds: [shared.id], uncompared: 0 });
  const author = await knownOf(world, seenBy(world.bank, 'U1'));
  expect(author.signals).toMatchObject([{ text: 'layoffs', closedBy: { noteId: shared.id } }]);
  await world.bank.memory.remove(own.id, own.author);
  expect(await knownOf(world, seenBy(world.bank, 'U1'))).toEqual(colleague);
});

test('notes that another process stored are compared for their author too, once somebody asks for the deal', async () => {
  const world = createReaderOn();
  const own = note({ visibility: 'private', text: 'Between us, worried about layoffs.' });
  const shared = note({ day: '2026-03-09', text: 'layoffs is settled, she says.' });
  for (const one of [own, shared]) await world.bank.memory.save(one);
  await world.reader.readFirst(dealOfRentfield, 'U1');
  await world.reader.idle();
  const author = await knownOf(world, seenBy(world.bank, 'U1'));
  expect(author).toMatchObject({ uncompared: 0, signals: [{ closedBy: { noteId: shared.id } }] });
});

test('a note logged later for an earlier day is held against what came after it', async () => {
  const world = createReaderOn();
  const answer = note({ day: '2026-03-09', text: 'pricing is settled' });
  await world.bank.memory.save(answer);
  world.reader.noteSaved(answer);
  await world.reader.idle();
  const late = note({
    day: '2026-03-02',
    loggedAt: '2026-03-10T10:00:00.000Z',
    text: 'worried about pricing',
  });
  await world.bank.memory.save(late);
  world.reader.noteSaved(late);
  await world.reader.idle();
  const known = await knownOf(world, seenBy(world.bank, 'U1'));
  expect(known.signals).toMatchObject([{ text: 'pricing', closedBy: { noteId: answer.id } }]);
  expect(known.uncompared).toBe(0);
});

test('while a note is in other words than it was read in, what still stands in it counts, and no more', async () => {
  const world = createReaderOn();
  const before = note({ text: 'worried about pricing, worried about rollout' });
  const again = note({ day: '2026-03-09', text: 'still worried about pricing' });
  for (const one of [before, again]) await world.bank.memory.save(one);
  await world.reader.start();
  await world.reader.idle();
  const edited = { ...before, text: 'worried about rollout', loggedAt: '2026-03-11T10:00:00.000Z' };
  await world.bank.memory.edit(edited);
  const meanwhile = await knownOf(world, seenBy(world.bank, 'U1'));
  expect(meanwhile.signals.map(({ text }) => text)).toEqual(['rollout']);
  expect(meanwhile).toMatchObject({ uncompared: 2, readIds: { length: 2 } });
  world.reader.noteSaved(edited);
  await world.reader.idle();
  const known = await knownOf(world, seenBy(world.bank, 'U1'));
  expect(known.signals.map(({ text, raisedBy }) => `${text} ${raisedBy.noteId}`)).toEqual([
    `rollout ${before.id}`,
    `pricing ${again.id}`,
  ]);
  expect(known.uncompared).toBe(0);
});

test('a note that is edited at the very moment in which what rests on it is kept leaves none of its old words behind', async () => {
  const world = createReaderOn();
  const { memory, state, records } = world.bank;
  const worried = note({ text: 'worried about pricing' });
  await memory.save(worried);
  world.reader.noteSaved(worried);
  await world.reader.idle();
  const { put, list } = state;
  state.put = async (record) => {
    await memory.edit({ ...worried, text: 'All fine.', loggedAt: '2026-03-11T10:00:00.000Z' });
    await put(record);
    // Nothing more is done: only what was done right then counts.
    state.list = () => new Promise(() => undefined);
  };
  const settled = note({ day: '2026-03-09', text: 'pricing is settled' });
  await memory.save(settled);
  world.reader.noteSaved(settled);
  await settle();
  Object.assign(state, { put, list });
  expect(world.asked).toHaveLength(2);
  expect(JSON.stringify([...records.values()])).not.toContain('worried about pricing');
});

test('private notes stay unread where the operator wants it', async () => {
  const world = createReaderOn({ readsPrivate: false });
  await world.bank.memory.save(note({ visibility: 'private', text: 'worried about pricing' }));
  await world.bank.memory.save(note({ text: 'worried about rollout' }));
  await world.reader.start();
  expect(world.reader.progress().waiting).toBe(1);
  await world.reader.idle();
  expect(world.asked).toHaveLength(1);
  expect(world.asked[0]?.user).not.toContain('pricing');
});

test('who waits for a deal is freed when all that they may see of it is read', async () => {
  const world = createReaderOn();
  await world.bank.memory.save(note({ text: 'worried about pricing' }));
  await world.bank.memory.save(note({ visibility: 'private', text: 'worried about rollout' }));
  await world.reader.readFirst(dealOfRentfield, 'U1');
  expect((await knownOf(world, seenBy(world.bank, 'U1'))).readIds).toHaveLength(2);
  expect(world.asked.map(({ priority }) => priority)).toEqual(['brief', 'brief']);
  await world.reader.idle();
});

test('a new prompt reads open deals anew, the old readings serve until all of a deal is read, and closed deals keep theirs', async () => {
  const world = createReaderOn();
  await world.bank.memory.save(note({ text: 'worried about pricing' }));
  await world.bank.memory.save(note({ day: '2026-03-09', text: 'worried about rollout' }));
  await world.bank.memory.save(note({ label: 'Other', outcome: 'lost', text: 'worried about pricing' }));
  await world.reader.start();
  await world.reader.idle();
  const prompt = { system: 'Read well.', schema: {}, kinds: [] };
  const next = createReaderOn({ bank: world.bank, clock: world.clock, prompt });
  const open = () => seenBy(world.bank, 'U1').filter(({ deal }) => deal.label === null);
  expect(await knownOf(next, open())).toEqual(await knownOf(world, open()));
  await next.reader.start();
  expect(next.reader.progress().waiting).toBe(2);
  await next.reader.idle();
  expect(next.asked.map(({ priority }) => priority)).toEqual(['backfill']);
  expect((await knownOf(next, open())).readIds).toHaveLength(2);
  expect((await next.store.ids()).size).toBe(3);
  expect(
    (
      await knownOf(
        next,
        seenBy(world.bank, 'U1').filter(({ deal }) => deal.label !== null),
      )
    ).readIds,
  ).toHaveLength(1);
});

test('while a longer deal is read under a new prompt, call after call, all of it stays known as it was read before', async () => {
  const world = createReaderOn(plenty);
  for (let day = 1; day <= 8; day += 1)
    await world.bank.memory.save(note({ day: `2026-03-0${day}`, text: `worried about matter${day}` }));
  await world.reader.start();
  await world.reader.idle();
  const { model } = createPlainModel();
  const known: number[] = [];
  const next = createReaderOn({
    ...{ ...plenty, bank: world.bank, prompt: { system: 'Read well.', schema: {}, kinds: [] } },
    model: {
      ...model,
      async complete(...request) {
        known.push((await knownOf(next, seenBy(world.bank, 'U1'))).readIds.length);
        return model.complete(...request);
      },
    },
  });
  await next.reader.start();
  await next.reader.idle();
  expect(known).toEqual([8, 8]);
});

test('what a note that is private now was said again with is gone for the team at once, before anything is read anew', async () => {
  const world = createReaderOn();
  const first = note({ text: 'worried about pricing' });
  const again = note({ day: '2026-03-09', text: 'still worried about pricing' });
  for (const one of [first, again]) await world.bank.memory.save(one);
  await world.reader.start();
  await world.reader.idle();
  expect((await knownOf(world, seenBy(world.bank, 'U2'))).signals).toHaveLength(1);
  await world.bank.memory.setVisibility(first.id, 'private', { by: first.author });
  expect((await knownOf(world, seenBy(world.bank, 'U2'))).signals).toEqual([]);
});

test('while tokens are short, who waits for a brief is read for at once, and a note that nobody waits for later', async () => {
  const { model, asked } = createPlainModel();
  const world = createReaderOn({ model: { ...model, roomIn: async () => 30_000 } });
  await world.bank.memory.save(note({ text: 'worried about pricing' }));
  void world.reader.readFirst(dealOfRentfield, 'U2');
  await settle();
  expect(asked.map(({ priority }) => priority)).toEqual(['brief']);
  const next = note({ day: '2026-03-09', text: 'worried about rollout' });
  await world.bank.memory.save(next);
  world.reader.noteSaved(next);
  await settle();
  expect(asked).toHaveLength(1);
  await world.reader.stop();
});

test('a model that is busy is asked again when it says, and not before', async () => {
  const { model } = createPlainModel();
  const busy = { service: 'groq', kind: 'busy', operation: 'complete', retryAfter: 45 } as const;
  const asked: number[] = [];
  const world = createReaderOn({
    model: {
      ...model,
      async complete(...request) {
        asked.push(world.clock.now().getTime());
        if (asked.length === 1) throw new UpstreamError(busy);
        return model.complete(...request);
      },
    },
  });
  const worried = note({ text: 'worried about pricing' });
  await world.bank.memory.save(worried);
  world.reader.noteSaved(worried);
  await world.reader.idle();
  const [first = 0, second = 0] = asked;
  expect(second - first).toBeGreaterThanOrEqual(45_000);
  expect(world.told.read).toEqual([worried.id]);
  expect(world.errors).toEqual([]);
});

/** When a model is asked that fails in this way so many times before it answers, and what is read in the end. */
async function askedAfter(kind: UpstreamKind, failures: number) {
  const { model } = createPlainModel();
  const asked: number[] = [];
  const world = createReaderOn({
    model: {
      ...model,
      async complete(...request) {
        asked.push(world.clock.now().getTime());
        if (asked.length <= failures)
          throw new UpstreamError({ service: 'groq', kind, operation: 'complete' });
        return model.complete(...request);
      },
    },
  });
  await save(world, note({ text: 'worried about pricing' }));
  await world.reader.idle();
  return { asked, read: world.told.read };
}

test('no note is given up for outages of the model, however many there are', async () => {
  const { asked, read } = await askedAfter('server', 5);
  expect([asked.length, read.length]).toEqual([6, 1]);
});

test('a model that refuses the key is asked again a minute later', async () => {
  const { asked } = await askedAfter('auth', 1);
  const [first = 0, second = 0] = asked;
  expect(second - first).toBeGreaterThanOrEqual(60_000);
});

test('how long some notes will take is told by no note but theirs', async () => {
  const world = createReaderOn();
  await save(world, note({ text: 'worried about pricing' }));
  await world.reader.idle();
  const next = note({ day: '2026-03-09', text: 'worried about rollout' });
  await save(world, next);
  const all = world.reader.progress().expected.tokens;
  const theirs = world.reader.progress(new Set([next.id])).expected.tokens;
  expect([theirs, theirs === all]).toEqual([700, false]);
  await world.reader.idle();
});

test('a note is read with the people who were known by its day alone', async () => {
  const world = createReaderOn();
  await save(world, note({ who: [person('Dana Cole', 'Rentfield')], day: '2026-03-09', text: 'A call.' }));
  await world.reader.idle();
  await save(world, note({ day: '2026-03-02', text: 'worried about pricing' }));
  await world.reader.idle();
  const [, late] = world.asked;
  expect(late?.user).toMatch(/^People: Priya Sharma$/m);
});

test('a deal read under another prompt is read again after a start, however many newer ones there are', async () => {
  const before = createReaderOn();
  const old = note({ text: 'worried about pricing' });
  await before.bank.memory.save(old);
  before.reader.noteSaved(old);
  await before.reader.idle();
  const prompt = { system: 'Read better.', schema: {}, kinds: ['objection', 'promise'] };
  const now = createReaderOn({ bank: before.bank, prompt, ...plenty });
  for (let index = 0; index < 500; index += 1) {
    const newer = note({ who: [person('Dana Cole', `Buyer ${index}`)], day: '2026-03-09', text: 'A call.' });
    await now.bank.memory.save(newer);
    now.reader.noteSaved(newer);
  }
  await now.reader.idle();
  expect(now.told.read).not.toContain(old.id);
  const restarted = createReaderOn({ bank: before.bank, prompt, ...plenty });
  await restarted.reader.start();
  await restarted.reader.idle();
  expect(restarted.told.read).toEqual([old.id]);
});

test('notes that no minute has tokens for together are read in fewer at a time', async () => {
  const { model, asked } = createPlainModel();
  const most = 3;
  const narrow = {
    ...model,
    roomIn: async ({ user }: ModelRequest) =>
      (user.match(/^\[\d+\] /gm) ?? []).length > most ? Number.POSITIVE_INFINITY : 0,
  };
  const world = createReaderOn({ model: narrow });
  for (let day = 1; day <= 6; day += 1)
    await world.bank.memory.save(note({ day: `2026-03-0${day}`, text: `worried about matter${day}` }));
  await world.reader.start();
  await world.reader.idle();
  expect((await knownOf(world, seenBy(world.bank, 'U1'))).readIds).toHaveLength(6);
  expect(asked.length).toBeGreaterThan(1);
  expect(world.errors).toEqual([]);
});

test('a private note that is shared is read again for the team, who must not see what private notes made of it', async () => {
  const world = createReaderOn();
  const own = note({ visibility: 'private', text: 'worried about pricing' });
  await world.bank.memory.save(own);
  world.reader.noteSaved(own);
  await world.reader.idle();
  expect(world.asked).toHaveLength(1);
  await world.bank.memory.setVisibility(own.id, 'team', { by: own.author });
  const again = createReaderOn({ bank: world.bank });
  await again.reader.readFirst(dealOfRentfield, 'U2');
  await again.reader.idle();
  expect(again.asked).toHaveLength(1);
  expect((await knownOf(world, seenBy(world.bank, 'U2'))).readIds).toEqual([own.id]);
});

test('who waits for a note that was saved while its deal was looked at waits until it is read', async () => {
  const world = createReaderOn();
  const own = (day: string, text: string) => note({ day, text, visibility: 'private' });
  const [first, late] = [own('2026-03-02', 'Lunch.'), own('2026-03-03', 'She is worried about migration.')];
  await world.bank.memory.save(first);
  const { list } = world.bank.memory;
  let waited: Promise<void> | undefined;
  world.bank.memory.list = async (...asked) => {
    const listed = await list(...asked);
    if (world.told.read.includes(first.id) && waited === undefined) {
      await world.bank.memory.save(late);
      world.reader.noteSaved(late);
      waited = world.reader.readFirst(dealOfRentfield, 'U1').then(() => {
        expect(world.told.read).toContain(late.id);
      });
      await settle();
    }
    return listed;
  };
  world.reader.noteSaved(first);
  await world.reader.idle();
  expect(waited).toBeDefined();
  await waited;
});
