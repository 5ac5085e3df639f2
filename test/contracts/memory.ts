import { beforeEach, describe, expect, test } from 'vitest';
import type { Hindsight } from '../../src/memory/hindsight/hindsight.ts';
import { resolve } from '../../src/memory/identity/resolve.ts';
import type { Note } from '../../src/memory/note.ts';
import { openWorkspace, storedAs, type Target, type Workspace } from '../memory/connect.ts';
import { checkInterleavings } from '../memory/interleavings.ts';
import { note, person } from '../memory/support.ts';

interface Options {
  /** How many random interleavings of writes to try. */
  readonly interleavings: number;
}

/** What the product relies on in its memory, through the adapter, on any server that speaks Hindsight's API. */
export function memoryContract(name: string, connect: () => Promise<Target>, options: Options): void {
  describe(name, () => {
    let target: Target;
    let workspace: Workspace;
    let own: Hindsight;
    beforeEach(async () => {
      target = await connect();
      workspace = openWorkspace(target);
      own = workspace.open();
    });

    const given: Given = { workspace: () => workspace, own: () => own };
    emptyContract(given);
    writeContract(given);
    authorContract(given);
    readContract(given);
    privacyContract(given);
    rosterContract(given);
    test(
      `${options.interleavings} random interleavings of saves, edits and removals leave one state`,
      () => checkInterleavings(target, options.interleavings, 20_260_302),
      180_000,
    );
  });
}

interface Given {
  readonly workspace: () => Workspace;
  readonly own: () => Hindsight;
}

function emptyContract({ own, workspace }: Given): void {
  test('a workspace without a note is empty, not a failure', async () => {
    const { memory, roster } = own();
    expect(await memory.list('everyone', 'U1')).toEqual([]);
    expect(await memory.list({ deal: note().deal.key }, 'U1')).toEqual([]);
    expect(await memory.read(note().id, 'U1')).toBeUndefined();
    expect(await memory.texts([note()])).toEqual([]);
    expect(await memory.recall(question(note()))).toEqual([]);
    expect(await roster.headers('U1')).toEqual([]);
    expect(roster.peek('U1')).toEqual([]);
    await memory.remove(note().id, 'U1');
  });

  test('the probe tells the version, and fails without the key', async () => {
    expect(await own().probe()).toEqual({ version: '1.1.0', keepsTexts: true, keepsTraces: false });
    const locked = workspace().open({ apiKey: 'wrong' });
    await expect(locked.probe()).rejects.toMatchObject({ service: 'hindsight', kind: 'auth' });
  });

  test('ids that could reach beyond their place throw before any request', async () => {
    const { memory, state } = workspace().open({ fetch: () => Promise.reject(new Error('a request')) });
    for (const id of ['', '.', '..', 'a/b', '%2e%2e', 'A', '-a', 'a'.repeat(64), 'note-1?x', 'note-1#x']) {
      await expect(memory.read(id, 'U1')).rejects.toThrow(RangeError);
      await expect(memory.save(note({ id }))).rejects.toThrow(RangeError);
      await expect(memory.remove(id, 'U1')).rejects.toThrow(RangeError);
      await expect(state.get(id)).rejects.toThrow(RangeError);
    }
    await expect(memory.list('everyone', 'U1 U2')).rejects.toThrow(RangeError);
    expect(() => workspace().open({ prefix: '..' })).toThrow(RangeError);
  });
}

function writeContract({ own, workspace }: Given): void {
  test('a note comes back to the letter, with all that is known of it', async () => {
    const full = note({
      who: [person('Zoë Ångström', 'Rentfield'), person('Tom', 'Kestrel'), person('Ann', null)],
      label: 'Renewal',
      text: ' “Freeze” until 7 April\n\n  प्रिया 👩‍👩‍👧 <!channel> & \\ done ',
      outcome: 'next_step',
      visibility: 'team',
      link: 'https://team.slack.com/archives/C1/p1',
      source: 'message',
    });
    expect(await own().memory.save(full)).toBe('saved');
    const other = workspace().open();
    expect(await other.memory.read(full.id, 'U2')).toEqual(full);
    const { text: _, ...header } = full;
    expect(await other.memory.list('everyone', 'U2')).toEqual([header]);
    expect(await other.memory.texts([header])).toEqual([full]);
  });

  test('saving thrice stores one note, whatever comes later under its id', async () => {
    const first = note();
    const { memory } = own();
    const results = await Promise.all([
      memory.save(first),
      memory.save(first),
      memory.save({ ...first, text: 'x' }),
    ]);
    expect(results).toEqual(['saved', 'already', 'already']);
    expect(await workspace().open().memory.save(first)).toBe('already');
    expect(await memory.list('everyone', 'U1')).toHaveLength(1);
    expect((await memory.read(first.id, 'U1'))?.text).toBe(first.text);
  });

  test('an edit replaces words, people, outcome and readers; an older one is dropped', async () => {
    const first = note();
    const later = note({
      id: first.id,
      who: [person('Tom Vance', 'Northgate')],
      text: 'Wrong person.',
      outcome: 'lost',
      visibility: 'team',
      loggedAt: '2026-03-02T16:00:00.000Z',
    });
    const { memory } = own();
    await memory.save(first);
    expect(await memory.edit(later)).toBe('saved');
    expect(await memory.edit({ ...first, loggedAt: '2026-03-02T15:30:00.000Z' })).toBe('already');
    expect(await memory.edit(later)).toBe('already');
    expect(await memory.read(first.id, 'U2')).toEqual(later);
    expect(await memory.list({ deal: first.deal.key }, 'U1')).toEqual([]);
    expect(await memory.texts(await memory.list({ deal: later.deal.key }, 'U1'))).toEqual([later]);
  });

  test('an edit that overtakes the save it corrects is kept', async () => {
    const first = note();
    const later = { ...first, text: 'Better.', loggedAt: '2026-03-02T16:00:00.000Z' };
    expect(await own().memory.edit(later)).toBe('saved');
    expect(await own().memory.save(first)).toBe('already');
    expect((await own().memory.read(first.id, 'U1'))?.text).toBe('Better.');
  });

  test('a deleted note stays deleted for every process', async () => {
    const gone = note();
    await own().memory.save(gone);
    await own().memory.remove(gone.id, gone.author);
    await own().memory.remove(gone.id, gone.author);
    for (const { memory, roster } of [own(), workspace().open()]) {
      expect(await memory.save(gone)).toBe('deleted');
      expect(await memory.edit({ ...gone, loggedAt: '2027-01-01T00:00:00.000Z' })).toBe('deleted');
      expect(await memory.read(gone.id, 'U1')).toBeUndefined();
      expect(await memory.texts([gone])).toEqual([]);
      expect(await roster.headers('U1')).toEqual([]);
    }
    expect((await workspace().ask('GET', `/documents/${gone.id}`)).status).toBe(404);
  });

  test('a deleted note that somebody put back is gone for good once it was asked for and not found', async () => {
    const gone = note();
    await own().memory.save(gone);
    const { metadata, tags } = await storedAs(workspace(), gone.id);
    await own().memory.remove(gone.id, gone.author);
    const item = { content: gone.text, document_id: gone.id, metadata, tags };
    expect((await workspace().ask('POST', '/memories', { items: [item] })).ok).toBe(true);
    expect(await own().memory.read(gone.id, gone.author)).toBeUndefined();
    expect((await workspace().ask('GET', `/documents/${gone.id}`)).status).toBe(404);
  });

  test('sharing a note changes its readers alone, and a note that is gone cannot be shared', async () => {
    const shared = note();
    const { memory } = own();
    await memory.save(shared);
    await memory.setVisibility(shared.id, 'team', { by: shared.author });
    expect(await memory.read(shared.id, 'U2')).toEqual({ ...shared, visibility: 'team' });
    await memory.setVisibility(shared.id, 'private', { by: shared.author });
    expect(await memory.read(shared.id, 'U2')).toBeUndefined();
    await expect(memory.setVisibility(note().id, 'team', { by: 'U1' })).rejects.toMatchObject({
      kind: 'notfound',
    });
  });
}

function authorContract({ own, workspace }: Given): void {
  test('nobody but its author changes a note, whichever way and whatever the asker was let through with', async () => {
    const shared = note({ visibility: 'team' });
    const { memory, state } = own();
    await memory.save(shared);
    const rests = { id: 'kept-1', kind: 'kept', data: {}, noteIds: [shared.id], tags: [] };
    await state.put(rests);
    const later = { ...shared, author: 'U2', text: 'Not hers.', loggedAt: '2027-01-01T00:00:00.000Z' };
    for (const { memory: any } of [own(), workspace().open()]) {
      for (const attempt of [
        any.save(later),
        any.edit(later),
        any.remove(shared.id, 'U2'),
        any.setVisibility(shared.id, 'private', { by: 'U2' }),
      ])
        await expect(attempt).rejects.toThrow('Only the author of a note can change it.');
      expect(await any.read(shared.id, 'U2')).toEqual(shared);
    }
    expect(await state.get(rests.id)).toBeDefined();
    expect(await own().erasure.notesOn(shared.prospects[0]?.key ?? '')).toHaveLength(1);
    await own().erasure.remove(shared);
    expect(await memory.read(shared.id, 'U1')).toBeUndefined();
    expect(await memory.save(shared)).toBe('deleted');
  });

  test('a note is shared in the version that was meant, or not at all', async () => {
    const first = note();
    const { memory } = own();
    await memory.save(first);
    const meant = { by: 'U1', loggedAt: first.loggedAt };
    await memory.edit({ ...first, text: 'Other words.', loggedAt: '2026-03-02T16:00:00.000Z' });
    expect(await memory.setVisibility(first.id, 'team', meant)).toBe(false);
    expect(await memory.read(first.id, 'U2')).toBeUndefined();
  });
}

function readContract({ own, workspace }: Given): void {
  test('a note that was edited between two reads comes with its words of now, and not at all where it was closed', async () => {
    const other = workspace().open();
    const [open, closed] = [note({ visibility: 'team' }), note({ visibility: 'team' })];
    for (const one of [open, closed]) await other.memory.save(one);
    const headers = (await own().memory.list('everyone', 'U2')).filter(({ id }) =>
      [open.id, closed.id].includes(id),
    );
    expect(headers).toHaveLength(2);
    const later = { text: 'Other words.', loggedAt: '2026-03-02T16:00:00.000Z' };
    await other.memory.edit({ ...open, ...later });
    await other.memory.edit({ ...closed, ...later, visibility: 'private' });
    const read = await own().memory.texts(headers);
    expect(read.map(({ id, text, loggedAt }) => ({ id, text, loggedAt }))).toEqual([
      { id: open.id, ...later },
    ]);
  });

  test('what erases by age finds every note, whoever may read it, and none that is gone', async () => {
    const { memory, erasure } = own();
    const [hers, his] = [note({ day: '2026-01-05' }), note({ author: 'U2', visibility: 'team' })];
    for (const one of [hers, his]) await memory.save(one);
    await workspace()
      .open()
      .memory.save(note({ author: 'U3' }));
    const found = await erasure.everyNote();
    expect(found).toHaveLength(3);
    const { text: _, ...header } = hers;
    expect(found.find(({ id }) => id === hers.id)).toEqual(header);
    await erasure.remove(hers);
    expect(await erasure.everyNote()).toHaveLength(2);
  });

  test('lists are newest call first, by deal, by rep and of everyone', async () => {
    const { memory } = own();
    const old = note({ day: '2026-01-05' });
    const recent = note({ day: '2026-03-01', author: 'U2', visibility: 'team' });
    const elsewhere = note({ day: '2026-02-01', who: [person('Tom', 'Kestrel')] });
    for (const one of [recent, old, elsewhere]) await memory.save(one);
    const listed = async (...given: Parameters<typeof memory.list>) =>
      (await memory.list(...given)).map(({ id }) => id);
    expect(await listed('everyone', 'U1')).toEqual([recent.id, elsewhere.id, old.id]);
    expect(await listed({ deal: old.deal.key }, 'U1')).toEqual([recent.id, old.id]);
    expect(await listed({ rep: 'U1' }, 'U1')).toEqual([elsewhere.id, old.id]);
    expect(await listed({ rep: 'U2' }, 'U1')).toEqual([recent.id]);
    expect(await listed({ rep: 'U1' }, 'U2')).toEqual([]);
  });

  test('texts come in the order asked for, long ones to the letter, and what is gone is left out', async () => {
    const { memory } = own();
    const long = note({ text: `${'A sentence that goes on.\n\n'.repeat(300)}End` });
    const notes = [
      note({ text: 'one' }),
      long,
      ...Array.from({ length: 8 }, (_, i) => note({ text: `n${i}` })),
    ];
    for (const one of notes) await memory.save(one);
    const cold = workspace().open();
    expect(await cold.memory.texts(notes)).toEqual(notes);
    const [first] = notes;
    if (first) await cold.memory.remove(first.id, first.author);
    expect(await cold.memory.texts(notes)).toEqual(notes.slice(1));
  });

  test('recall finds the deal’s notes by meaning, and only as many as asked for', async () => {
    const { memory } = own();
    const telling = note({ text: 'They worry that moving the old records over will take too long.' });
    const others = ['Lunch was fine.', 'The office has moved.', 'She likes rowing.'].map((text) =>
      note({ text }),
    );
    for (const one of [...others, telling]) await memory.save(one);
    const asked = { ...question(telling), text: 'concern about data migration' };
    expect(await memory.recall({ ...asked, limit: 2 })).toHaveLength(2);
    expect((await memory.recall({ ...asked, limit: 4 }))[0]).toBe(telling.id);
    expect(await memory.recall({ ...asked, text: '???' })).toEqual([]);
    expect((await memory.recall({ ...asked, text: 'budget '.repeat(2_000) })).length).toBeGreaterThan(0);
  });

  test('three people called Priya with one worry never mix', async () => {
    const { memory, roster } = own();
    const notes = ['Rentfield', 'Northgate', 'Lumen'].map((company) =>
      note({
        who: [person('Priya Sharma', company)],
        text: 'Priya is nervous about the migration timeline.',
      }),
    );
    for (const one of notes) await memory.save(one);
    expect(resolve('priya', await roster.headers('U1'))).toMatchObject({
      kind: 'many',
      targets: { length: 3 },
    });
    for (const one of notes) {
      const headers = await memory.list({ deal: one.deal.key }, 'U1');
      expect((await memory.texts(headers)).map(({ id }) => id)).toEqual([one.id]);
      expect(await memory.recall(question(one))).toEqual([one.id]);
    }
  });

  test('a question to no deal finds notes of all deals that the asker may read, and no others', async () => {
    const { memory } = own();
    const told = (company: string, more: Parameters<typeof note>[0] = {}) =>
      note({ who: [person('Priya Sharma', company)], text: 'The budget is frozen.', ...more });
    const mine = [told('Rentfield'), told('Lumen', { author: 'U2', visibility: 'team' })];
    const secret = told('Northgate', { author: 'U2' });
    for (const one of [...mine, secret]) await memory.save(one);
    const asked = { ...question(secret), deal: null, text: 'Whose budget is frozen?' };
    const found = async (asker: string) => (await memory.recall({ ...asked, asker })).toSorted();
    expect(await found('U1')).toEqual(mine.map(({ id }) => id).toSorted());
    expect(await found('U2')).toEqual([mine[1]?.id, secret.id].toSorted());
    expect(await found('U3')).toEqual([mine[1]?.id]);
    await memory.remove(secret.id, secret.author);
    expect(await found('U2')).toEqual([mine[1]?.id]);
  });

  test('a note without a single unit is listed and read', async () => {
    const { memory } = own();
    const seen = note();
    await memory.save(seen);
    const { metadata, tags } = await storedAs(workspace(), seen.id);
    const item = { document_id: seen.id, content: '\u0000', metadata, tags, timestamp: seen.timestamp };
    await workspace().ask('POST', '/memories', { items: [item] });
    const [header] = await memory.list('everyone', 'U1');
    expect(header?.id).toBe(seen.id);
    expect((await workspace().open().roster.headers('U1')).map(({ id }) => id)).toEqual([seen.id]);
  });
}

function privacyContract({ own, workspace }: Given): void {
  test('what only a private note knows, nobody but its author learns', async () => {
    const { memory, roster } = own();
    const secret = note({ who: [person('Hidden Person', 'Secretive')] });
    await memory.save(secret);
    await memory.save(note({ author: 'U2' }));
    expect(await memory.read(secret.id, 'U2')).toBeUndefined();
    for (const scope of ['everyone', { deal: secret.deal.key }, { rep: 'U1' }] as const) {
      expect((await memory.list(scope, 'U2')).map(({ id }) => id)).not.toContain(secret.id);
    }
    expect(await memory.recall({ ...question(secret), asker: 'U2' })).toEqual([]);
    for (const headers of [await roster.headers('U2'), roster.peek('U2')]) {
      expect(headers).toHaveLength(1);
      expect(resolve('Hidden Person', headers).kind).toBe('none');
      expect(resolve('Secretive', headers).kind).toBe('none');
    }
    expect(resolve('Secretive', await roster.headers('U1')).kind).toBe('one');
  });

  test('texts for a stale list leave out what was made private since', async () => {
    const shared = note({ visibility: 'team' });
    await own().memory.save(shared);
    const other = workspace().open();
    const headers = await other.memory.list('everyone', 'U2');
    await own().memory.setVisibility(shared.id, 'private', { by: shared.author });
    expect(await other.memory.texts(headers)).toEqual([]);
  });

  test.each([
    ['no reader', (tags: string[]) => tags.filter((tag) => !tag.startsWith('vis:'))],
    ['two readers', (tags: string[]) => [...tags, 'vis:team']],
    ['two authors', (tags: string[]) => [...tags, 'rep:U2']],
    ['no author', (tags: string[]) => tags.filter((tag) => !tag.startsWith('rep:'))],
    ['two deals', (tags: string[]) => [...tags, 'deal:other']],
    ['nobody', (tags: string[]) => tags.filter((tag) => !tag.startsWith('prospect:'))],
    ['an unknown outcome', (tags: string[]) => tags.map((tag) => tag.replace(/^outcome:.*/, 'outcome:odd'))],
  ])('a document with %s is shown to nobody and hides nothing else', async (_, spoil) => {
    const { memory, roster } = own();
    const [good, bad] = [note({ visibility: 'private' }), note()];
    await memory.save(good);
    await memory.save(bad);
    const { tags } = await storedAs(workspace(), bad.id);
    await workspace().ask('PATCH', `/documents/${bad.id}`, { tags: spoil(tags) });
    for (const asker of ['U1', 'U2']) {
      expect(await memory.read(bad.id, asker)).toBeUndefined();
      expect((await roster.headers(asker)).map(({ id }) => id)).not.toContain(bad.id);
    }
    expect((await memory.list('everyone', 'U1')).map(({ id }) => id)).toEqual([good.id]);
  });
}

function rosterContract({ own, workspace }: Given): void {
  const idsOf = async (of: Hindsight) => (await of.roster.headers('U1')).map(({ id }) => id);

  test('the roster sees this process’s writes without a request', async () => {
    const { memory, roster } = own();
    const first = note();
    await memory.save(first);
    expect(roster.peek('U1')).toHaveLength(1);
    await memory.edit({ ...first, outcome: 'won', loggedAt: '2026-03-02T16:00:00.000Z' });
    expect(roster.peek('U1')[0]?.outcome).toBe('won');
    await memory.setVisibility(first.id, 'team', { by: first.author });
    expect(roster.peek('U2')).toHaveLength(1);
    await memory.remove(first.id, first.author);
    expect(roster.peek('U1')).toEqual([]);
  });

  test('the roster follows what other processes save, edit, share and delete', async () => {
    const other = workspace().open();
    const notes = [note({ day: '2026-03-03' }), note({ day: '2026-03-02' }), note({ day: '2026-03-01' })];
    for (const one of notes) await other.memory.save(one);
    expect(await idsOf(own())).toEqual(notes.map(({ id }) => id));
    const [first, second, third] = notes;
    if (!first || !second || !third) return;
    await other.memory.edit({
      ...third,
      day: '2026-03-09',
      timestamp: '2026-03-09T12:00:00Z',
      loggedAt: '2027',
    });
    expect(await idsOf(own())).toEqual([third.id, first.id, second.id]);
    await other.memory.remove(first.id, first.author);
    expect(await idsOf(own())).toEqual([third.id, second.id]);
    const fourth = note({ day: '2026-02-01' });
    await other.memory.remove(second.id, second.author);
    await other.memory.save(fourth);
    expect(await idsOf(own())).toEqual([third.id, fourth.id]);
  });

  test('the roster names everybody who logged a note, private ones too, with the oldest they logged', async () => {
    const other = workspace().open();
    const day = '2026-03-05';
    await other.memory.save(note({ author: 'U1', loggedAt: '2026-03-02T10:00:00.000Z' }));
    await other.memory.save(note({ author: 'U1', day, loggedAt: '2026-03-05T10:00:00.000Z' }));
    const gone = note({ author: 'U2', visibility: 'private', loggedAt: '2026-03-04T10:00:00.000Z' });
    await other.memory.save(gone);
    const oldest = { U1: '2026-03-02T10:00:00.000Z', U2: '2026-03-04T10:00:00.000Z' };
    expect(Object.fromEntries(await own().roster.authors())).toEqual(oldest);
    await other.memory.remove(gone.id, gone.author);
    expect([...(await own().roster.authors()).keys()]).toEqual(['U1']);
  });

  test('a fresh list of a deal takes out of the roster what is gone', async () => {
    const other = workspace().open();
    const [kept, gone] = [note({ day: '2026-03-03' }), note()];
    await own().memory.save(kept);
    await own().memory.save(gone);
    await other.memory.remove(gone.id, gone.author);
    expect(own().roster.peek('U1')).toHaveLength(2);
    await own().memory.list({ deal: gone.deal.key }, 'U1');
    expect(
      own()
        .roster.peek('U1')
        .map(({ id }) => id),
    ).toEqual([kept.id]);
    expect(await idsOf(own())).toEqual([kept.id]);
  });
}

function question({ deal, author, text }: Note) {
  return { deal: deal.key, asker: author, text, limit: 10 };
}
