import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createMemoryServer } from '../../sandbox/memory/memory-server.ts';
import type { Hindsight } from '../../src/memory/hindsight/hindsight.ts';
import { type AliasedMemory, createAliasedMemory } from '../../src/memory/identity/aliased-memory.ts';
import type { NewAlias } from '../../src/memory/identity/aliases.ts';
import type { Memory } from '../../src/memory/memory.ts';
import type { Note, NoteHeader, Prospect } from '../../src/memory/note.ts';
import { everybody } from '../../src/memory/team.ts';
import { openWorkspace } from './connect.ts';
import { note, person } from './support.ts';

const askers = ['U1', 'U2'];
const people = ['Priya Sharma', 'Priya S.', 'प्रिया शर्मा', 'Tom Vance'].flatMap((name) =>
  ['Rentfield', 'Rentfeld Ltd', 'Kestrel', null].map((company) => person(name, company)),
);
const server = createMemoryServer({ now: () => new Date() });
let url: string;
beforeAll(async () => {
  url = (await server).url;
});
afterAll(async () => (await server).close());

interface Team extends AliasedMemory {
  /** The same notes without anything mended. */
  readonly plain: Hindsight;
}

async function teamWith(notes: readonly Note[]): Promise<Team> {
  const plain = openWorkspace({ url, apiKey: undefined }).open();
  await Promise.all(notes.map((one) => plain.memory.save(one)));
  return { plain, ...createAliasedMemory({ ...plain, now: () => new Date() }) };
}

const anyPerson = fc.constantFrom(...people);
const anyNotes = fc.array(
  fc
    .record({
      who: fc.uniqueArray(anyPerson, { minLength: 1, maxLength: 2, selector: ({ key }) => key }),
      label: fc.constantFrom(null, null, 'Renewal'),
      author: fc.constantFrom(...askers),
      visibility: fc.constantFrom('private' as const, 'team' as const),
      day: fc.constantFrom('2026-03-02', '2026-02-11', '2026-01-20'),
    })
    .map(note),
  { minLength: 1, maxLength: 12 },
);
const anyAlias: fc.Arbitrary<NewAlias> = fc
  .record({
    type: fc.constantFrom('rename' as const, 'merge' as const, 'move' as const),
    from: anyPerson,
    to: anyPerson,
    by: fc.constantFrom(...askers),
  })
  .map((said) => (said.type === 'rename' ? { ...said, to: person(said.to.name, said.from.company) } : said));
const anyAliases = fc.array(anyAlias, { minLength: 1, maxLength: 6 });

const idsOf = (headers: readonly NoteHeader[]) => headers.map(({ id }) => id);

/** All that an asker can be shown. */
async function seenBy({ memory, roster }: Pick<AliasedMemory, 'memory' | 'roster'>, asker: string) {
  const headers = await roster.headers(asker);
  const listed = await memory.list('everyone', asker);
  const deals = [...new Set(listed.map(({ deal }) => deal.key))];
  const byDeal = await Promise.all(deals.map((deal) => memory.list({ deal }, asker)));
  const rep = await memory.list({ rep: asker }, asker);
  return { headers, listed, byDeal, rep, people: roster.people(headers, asker) };
}

test('whatever is said of people, each note is listed once, and taking it back restores every list', async () => {
  await fc.assert(
    fc.asyncProperty(anyNotes, anyAliases, async (notes, said) => {
      const team = await teamWith(notes);
      const before = await Promise.all(askers.map((asker) => seenBy(team, asker)));
      const aliases = new Map<string, string>();
      for (const one of said) aliases.set((await team.aliases.add(one)).id, one.by);
      for (const asker of askers) {
        const plain = await team.plain.memory.list('everyone', asker);
        const { headers, listed, byDeal, rep } = await seenBy(team, asker);
        expect(idsOf(listed)).toEqual(idsOf(plain));
        expect(idsOf(headers)).toEqual(idsOf(plain));
        expect(headers).toEqual(listed);
        expect(idsOf(byDeal.flat()).toSorted()).toEqual(idsOf(plain).toSorted());
        for (const deal of byDeal) expect(new Set(deal.map((one) => one.deal.key)).size).toBe(1);
        expect(idsOf(rep)).toEqual(idsOf(await team.plain.memory.list({ rep: asker }, asker)));
        expect(idsOf(await team.memory.texts(listed))).toEqual(idsOf(plain));
      }
      for (const [id, by] of aliases) expect(await team.aliases.undo(id, by)).toMatchObject({ id });
      expect(await Promise.all(askers.map((asker) => seenBy(team, asker)))).toEqual(before);
    }),
    { numRuns: 30 },
  );
}, 120_000);

test('a colleague who knows a person from private notes alone sees no difference at all', async () => {
  const shared = note({ who: [person('Amit Rao', 'Kestrel')], visibility: 'team' });
  await fc.assert(
    fc.asyncProperty(anyNotes, anyAliases, async (notes, said) => {
      const hidden = notes.map((one) => ({ ...one, visibility: 'private' as const }));
      const team = await teamWith([...hidden, { ...shared, id: note().id }]);
      const before = await seenBy(team, 'U2');
      const own = said.filter(({ type }) => type !== 'merge').map((one) => ({ ...one, by: 'U1' }));
      const amit = person('Amit Rao', 'Kestrel');
      const half = said.flatMap(({ from }) => [merge(from, amit), merge(amit, from)]);
      for (const one of [...own, ...half]) await team.aliases.add(one);
      expect(await seenBy(team, 'U2')).toEqual(before);
      for (const { key } of people) expect(await team.aliases.on(key, 'U2')).toEqual([]);
    }),
    { numRuns: 15 },
  );
}, 120_000);

const [sharma, short, misspelled] = [
  person('Priya Sharma', 'Rentfield'),
  person('Priya S.', 'Rentfield'),
  person('Priya Sharma', 'Rentfeld Ltd'),
];

function merge(from: Prospect, to: Prospect, by = 'U1'): NewAlias {
  return { type: 'merge', from, to, by };
}

test('two people who are one are one person in one deal, under the key of the one that stays', async () => {
  const notes = [
    note({ who: [sharma], day: '2026-03-02' }),
    note({ who: [misspelled], day: '2026-03-01' }),
    note({ who: [misspelled], day: '2026-02-01', label: 'Renewal' }),
    note({ who: [short, sharma], day: '2026-01-01' }),
  ];
  const { memory, roster, aliases } = await teamWith(notes);
  await aliases.add(merge(misspelled, sharma));
  await aliases.add(merge(short, sharma));
  const deal = notes[0]?.deal.key ?? '';
  expect(idsOf(await memory.list({ deal }, 'U1'))).toEqual(
    idsOf([notes[0], notes[1], notes[3]].flatMap((one) => one ?? [])),
  );
  const before = notes[1]?.deal.key ?? '';
  expect(await memory.list({ deal: before }, 'U1')).toEqual(await memory.list({ deal }, 'U1'));
  expect(roster.people(await roster.headers('U1'), 'U1').map((one) => [one.prospect, one.noteCount])).toEqual(
    [
      [sharma, 3],
      [sharma, 1],
    ],
  );
  const keys = { deal: before, prospect: misspelled.key };
  expect(await roster.current(keys, 'U1')).toEqual({ deal, prospect: sharma.key });
  const renewal = notes[2]?.deal.key ?? '';
  const [renewed] = await memory.list({ deal: renewal }, 'U1');
  expect(renewed?.deal).toMatchObject({ company: 'Rentfield', label: 'Renewal' });
  const found = await memory.recall({ deal, asker: 'U1', text: 'migration timeline', limit: 10 });
  expect(found.toSorted()).toEqual(idsOf(await memory.list({ deal }, 'U1')).toSorted());
  // Of no deal more than were asked for, though each of its two keys has as many.
  expect(await memory.recall({ deal, asker: 'U1', text: 'migration timeline', limit: 2 })).toHaveLength(2);
});

test('of two words on somebody the one said last holds, whatever the clock of the process that hears it', async () => {
  const plain = openWorkspace({ url, apiKey: undefined }).open();
  await plain.memory.save(note({ who: [short] }));
  let at = Date.parse('2026-03-02T12:00:00Z');
  const { roster, aliases } = createAliasedMemory({ ...plain, now: () => new Date(at) });
  const named = async () => (await roster.headers('U1')).map(({ prospects }) => prospects[0]?.name);
  const rename = (name: string) =>
    aliases.add({ type: 'rename', from: short, to: person(name, 'Rentfield'), by: 'U1' });
  await rename('Priya Shah');
  at -= 5_000;
  await rename('Priya Sharma');
  expect(await named()).toEqual(['Priya Sharma']);
});

test('a name that is given back is shown again', async () => {
  const { roster, aliases } = await teamWith([note({ who: [short] })]);
  const named = async () => (await roster.headers('U1')).map(({ prospects }) => prospects[0]?.name);
  const other = person('Priya Shah', 'Rentfield');
  await aliases.add({ type: 'rename', from: short, to: other, by: 'U1' });
  expect(await named()).toEqual(['Priya Shah']);
  await aliases.add({ type: 'rename', from: other, to: short, by: 'U1' });
  expect(await named()).toEqual(['Priya S.']);
});

test('whoever is not of the team sees their own notes as they wrote them, whatever colleagues say of people', async () => {
  const plain = openWorkspace({ url, apiKey: undefined }).open();
  for (const author of ['U1', 'U9'])
    await plain.memory.save(note({ who: [short], author, visibility: 'team' }));
  const readers = { ...everybody, has: (user: string) => user !== 'U9' };
  const { memory, aliases } = createAliasedMemory({ ...plain, readers, now: () => new Date() });
  await aliases.add({ type: 'rename', from: short, to: person('Priya Shah', 'Rentfield'), by: 'U1' });
  const namesFor = async (asker: string) =>
    (await memory.list({ rep: asker }, asker)).map(({ prospects }) => prospects[0]?.name);
  expect(await namesFor('U1')).toEqual(['Priya Shah']);
  expect(await namesFor('U9')).toEqual(['Priya S.']);
});

test('a note that is edited while the deals of one are listed is listed as it was last', async () => {
  const plain = openWorkspace({ url, apiKey: undefined }).open();
  const [before, other] = [note({ who: [sharma] }), note({ who: [misspelled] })];
  for (const one of [before, other]) await plain.memory.save(one);
  const edited: Note = { ...before, outcome: 'won', loggedAt: '2026-03-02T16:00:00.000Z' };
  const list: Memory['list'] = async (scope, asker) => {
    const isOther = typeof scope === 'object' && 'deal' in scope && scope.deal === other.deal.key;
    return isOther ? [edited, other] : plain.memory.list(scope, asker);
  };
  const memory = { ...plain.memory, list };
  const team = createAliasedMemory({ ...plain, memory, now: () => new Date() });
  await team.aliases.add(merge(misspelled, sharma));
  const listed = await team.memory.list({ deal: before.deal.key }, 'U1');
  expect(listed.map(({ id, outcome }) => [id, outcome])).toEqual([
    [before.id, 'won'],
    [other.id, 'spoke'],
  ]);
});

test('what is nearest in meaning comes from each of the deals that became one in turn', async () => {
  const plain = openWorkspace({ url, apiKey: undefined }).open();
  const [one, other] = [note({ who: [sharma] }), note({ who: [misspelled] })];
  for (const each of [one, other]) await plain.memory.save(each);
  const nearest = new Map([
    [one.deal.key, ['a', 'b', 'c']],
    [other.deal.key, ['d', 'e']],
  ]);
  const recall: Memory['recall'] = async ({ deal }) => nearest.get(deal ?? '') ?? [];
  const memory = { ...plain.memory, recall };
  const team = createAliasedMemory({ ...plain, memory, now: () => new Date() });
  await team.aliases.add(merge(misspelled, sharma));
  const question = { deal: one.deal.key, asker: 'U1', text: 'pilot', limit: 4 };
  expect(await team.memory.recall(question)).toEqual(['a', 'd', 'b', 'e']);
});

test('a renamed person without a company keeps the deal and what is kept under its key', async () => {
  const first = note({ who: [person('Priya S.')] });
  const later = note({ who: [person('Priya Sharma')], day: '2026-03-04' });
  const { memory, aliases } = await teamWith([first, later]);
  await aliases.add({ type: 'rename', from: person('Priya S.'), to: person('Priya Sharma'), by: 'U1' });
  const listed = await memory.list({ deal: first.deal.key }, 'U1');
  expect(listed.map(({ id, deal, prospects }) => [id, deal.key, prospects[0]?.name])).toEqual([
    [later.id, first.deal.key, 'Priya Sharma'],
    [first.id, first.deal.key, 'Priya Sharma'],
  ]);
});

test('an edited note of a merged person stays theirs, and theirs alone once it is taken back', async () => {
  const typed = note({ who: [short] });
  const { memory, aliases } = await teamWith([typed, note({ who: [sharma] })]);
  const alias = await aliases.add(merge(short, sharma));
  const shown = await memory.read(typed.id, 'U1');
  expect(shown?.prospects).toEqual([sharma]);
  const edited = { ...typed, ...shown, text: 'Better.', loggedAt: '2026-03-03T09:00:00.000Z' };
  expect(await memory.edit(edited)).toBe('saved');
  expect(await memory.read(typed.id, 'U1')).toEqual(edited);
  await aliases.undo(alias.id, 'U1');
  expect(await memory.read(typed.id, 'U1')).toEqual({ ...edited, prospects: [short] });
});

test('a move leaves the notes where they are, and makes the person known where they are now', async () => {
  const notes = [note({ who: [sharma], day: '2026-03-02' }), note({ who: [sharma], day: '2026-01-02' })];
  const { roster, aliases, plain } = await teamWith(notes);
  const moved = person('Priya Sharma', 'Fleetline');
  const move = await aliases.add({ type: 'move', from: sharma, to: moved, by: 'U1' });
  const headers = await roster.headers('U1');
  expect(headers).toEqual(await plain.roster.headers('U1'));
  expect(roster.people(headers, 'U1').map((one) => [one.prospect, one.noteCount])).toEqual([
    [moved, 0],
    [sharma, 2],
  ]);
  const past = await roster.past(moved.key, 'U1');
  expect(past?.places.map(({ prospect, noteCount }) => [prospect, noteCount])).toEqual([[sharma, 2]]);
  expect([roster.hasLeft(sharma.key, 'U1'), roster.hasLeft(moved.key, 'U1')]).toEqual([true, false]);
  await aliases.add({ type: 'move', from: moved, to: sharma, by: 'U1' });
  expect(roster.people(headers, 'U1').map(({ prospect }) => prospect)).toEqual([sharma]);
  expect([roster.hasLeft(sharma.key, 'U1'), roster.hasLeft(moved.key, 'U1')]).toEqual([false, true]);
  await aliases.undo(move.id, 'U1');
  expect(await roster.past(sharma.key, 'U1')).toBeUndefined();
});

test('a colleague sees what is said of people whom shared notes know, and may take it back', async () => {
  const notes = [note({ who: [sharma], visibility: 'team' }), note({ who: [short], visibility: 'team' })];
  const { memory, aliases } = await teamWith(notes);
  const alias = await aliases.add(merge(short, sharma));
  const names = async () => (await memory.list('everyone', 'U2')).map((one) => one.prospects[0]?.name);
  expect(await names()).toEqual(['Priya Sharma', 'Priya Sharma']);
  await memory.setVisibility(notes[1]?.id ?? '', 'private', { by: notes[1]?.author ?? '' });
  expect(await names()).toEqual(['Priya Sharma']);
  expect(await aliases.undo(alias.id, 'U2')).toBeUndefined();
  await memory.setVisibility(notes[1]?.id ?? '', 'team', { by: notes[1]?.author ?? '' });
  expect(await aliases.undo(alias.id, 'U2')).toEqual(alias);
  expect((await names()).toSorted()).toEqual(['Priya S.', 'Priya Sharma']);
});

test('another process sees an alias within half a minute, and reading without one asks nothing per note', async () => {
  let at = Date.now();
  const workspace = openWorkspace({ url, apiKey: undefined });
  let requests = 0;
  const counting: typeof fetch = (...given) => {
    requests += 1;
    return fetch(...given);
  };
  const now = () => new Date(at);
  const [here, there] = [workspace.open(), workspace.open({ fetch: counting })].map((one) =>
    createAliasedMemory({ ...one, now }),
  );
  if (!here || !there) throw new Error('no process');
  await here.memory.save(note({ who: [short] }));
  const seen = async () => (await there.memory.list('everyone', 'U1')).map((one) => one.prospects[0]?.name);
  expect(await seen()).toEqual(['Priya S.']);
  const alias = await here.aliases.add({ type: 'rename', from: short, to: sharma, by: 'U1' });
  requests = 0;
  expect(await seen()).toEqual(['Priya S.']);
  expect(requests).toBe(2);
  at += 31_000;
  expect(await seen()).toEqual(['Priya Sharma']);
  await here.aliases.undo(alias.id, 'U1');
  at += 31_000;
  expect(await seen()).toEqual(['Priya S.']);
});

test('what several said of somebody is told apart by who said it, and is all there for who forgets everything', async () => {
  const { aliases } = await teamWith([note({ who: [short], visibility: 'team' })]);
  const mine = await aliases.add({ type: 'rename', from: short, to: sharma, by: 'U1' });
  const hers = await aliases.add({
    type: 'move',
    from: sharma,
    to: person('Priya Sharma', 'Kestrel'),
    by: 'U2',
  });
  expect(await aliases.idsOn(short.key, 'U1')).toEqual([mine.id]);
  expect(await aliases.idsOn(short.key, 'U2')).toEqual([hers.id]);
  expect(await aliases.idsOn(short.key)).toEqual([mine.id, hers.id]);
});

test('a word on somebody that is said while all of them are being read is not forgotten by it', async () => {
  const workspace = openWorkspace({ url, apiKey: undefined });
  let hold: Promise<void> | undefined;
  let asked = 0;
  const held: typeof fetch = async (input, init) => {
    const request = new Request(input, init);
    const reply = await fetch(request);
    if (!request.url.includes('-state/memories/list')) return reply;
    asked += 1;
    await hold;
    return reply;
  };
  let at = Date.now();
  const plain = workspace.open({ fetch: held });
  const { memory, aliases } = createAliasedMemory({ ...plain, now: () => new Date(at) });
  await memory.save(note({ who: [short] }));
  expect(await aliases.on(short.key, 'U1')).toEqual([]);
  let go: () => void = () => undefined;
  hold = new Promise((resolve) => {
    go = resolve;
  });
  const adding = aliases.add({ type: 'rename', from: short, to: sharma, by: 'U1' });
  await adding;
  at += 31_000;
  asked = 0;
  const reading = aliases.on(short.key, 'U1');
  await expect.poll(() => asked).toBe(1);
  const undone = aliases.remove([(await adding).id]);
  await undone;
  go();
  expect(await reading).toEqual([]);
  expect(await aliases.on(short.key, 'U1')).toEqual([]);
});

test('an admin who erases a person reaches no note whose author means somebody else by that name', async () => {
  const [hers, his] = [note({ who: [short] }), note({ who: [sharma], author: 'U2' })];
  const { erasure, aliases } = await teamWith([hers, his]);
  await aliases.add(merge(short, sharma));
  expect(idsOf(await erasure.notesOn(sharma.key)).toSorted()).toEqual([hers.id, his.id].toSorted());
  expect(idsOf(await erasure.notesOn(short.key))).toEqual([hers.id]);
  expect(idsOf(await erasure.notesNaming('Priya Sharma Rentfield')).toSorted()).toEqual(
    [hers.id, his.id].toSorted(),
  );
});
