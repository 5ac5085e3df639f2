import { beforeEach, describe, expect, test } from 'vitest';
import type { Hindsight } from '../../src/memory/hindsight/hindsight.ts';
import type { StateRecord } from '../../src/memory/memory.ts';
import { openWorkspace, type Target, type Workspace } from '../memory/connect.ts';
import { note } from '../memory/support.ts';

/** What the product relies on beside its notes, through the adapter, on any server that speaks Hindsight's API. */
export function stateBankContract(name: string, connect: () => Promise<Target>): void {
  describe(name, () => {
    let workspace: Workspace;
    let own: Hindsight;
    beforeEach(async () => {
      workspace = openWorkspace(await connect());
      own = workspace.open();
    });

    const given: Given = { workspace: () => workspace, own: () => own };
    recordContract(given);
    restingContract(given);
    claimContract(given);
  });
}

interface Given {
  readonly workspace: () => Workspace;
  readonly own: () => Hindsight;
}

function record(overrides: Partial<StateRecord> = {}): StateRecord {
  return {
    id: 'settings-u1',
    kind: 'settings',
    data: { on: true },
    noteIds: [],
    tags: ['rep:U1'],
    ...overrides,
  };
}

/** By id, each one's tags in order: both come back in none. */
function byId(list: readonly StateRecord[]): StateRecord[] {
  const inOrder = list.map((one) => ({ ...one, tags: one.tags.toSorted() }));
  return inOrder.toSorted((a, b) => a.id.localeCompare(b.id));
}

function recordContract({ own, workspace }: Given): void {
  test('nothing is there before the first record', async () => {
    const { state } = own();
    expect(await state.get('settings-u1')).toBeUndefined();
    expect(await state.list('kind:settings')).toEqual([]);
    await state.remove('settings-u1');
  });

  test.each([
    ['text that no database likes', { text: 'प्रिया \u0000 \ud800 “x” \u2028' }],
    ['a long text', { text: 'All of it, please.\n\n'.repeat(1_000) }],
    ['nothing', null],
    ['a list', [1, 'two', { three: null }]],
  ])('%s comes back as it was, one by one and in a list', async (_, data) => {
    const kept = record({ data });
    await own().state.put(kept);
    const other = workspace().open().state;
    expect(await other.get(kept.id)).toEqual(kept);
    expect(await other.list('kind:settings')).toEqual([kept]);
    expect(await other.list('rep:U1')).toEqual([kept]);
    expect(await other.list('rep:U2')).toEqual([]);
  });

  test('a list read again has what another process changed, added, opened to more tags and removed since', async () => {
    const [first, second, third] = ['a', 'b', 'c'].map((name) => record({ id: `settings-${name}` }));
    if (!first || !second || !third) throw new Error('three records');
    const { state } = own();
    for (const one of [first, second]) await state.put(one);
    expect(byId(await state.list('rep:U1'))).toEqual([first, second]);
    expect(byId(await state.list('rep:U1'))).toEqual([first, second]);
    const other = workspace().open().state;
    const changed = { ...first, data: { on: false }, tags: ['rep:U1', 'rep:U2'] };
    await other.put(changed);
    await other.put(third);
    expect(byId(await state.list('rep:U1'))).toEqual([changed, second, third]);
    expect(byId(await state.list('rep:U2'))).toEqual([changed]);
    await other.remove(second.id);
    expect(byId(await state.list('rep:U1'))).toEqual([changed, third]);
    await state.put(second);
    await state.remove(third.id);
    expect(byId(await state.list('rep:U1'))).toEqual([changed, second]);
  });

  test('ids are told for any of many tags, without reading what they name', async () => {
    const { state } = own();
    expect(await state.ids(['rep:U1'])).toEqual(new Set());
    await state.put(record());
    await state.put(record({ id: 'settings-u2', tags: ['rep:U2'] }));
    await state.put(record({ id: 'settings-u3', tags: ['rep:U3'] }));
    const many = Array.from({ length: 50 }, (_, index) => `deal:none-${index}`);
    const found = await workspace()
      .open()
      .state.ids(['rep:U1', ...many, 'rep:U2']);
    expect([...found].toSorted()).toEqual(['settings-u1', 'settings-u2']);
    expect(await state.ids([])).toEqual(new Set());
  });

  test('records come back for any of many tags, each once, however many tags it carries', async () => {
    const { state } = own();
    const both = record({ tags: ['deal:a', 'deal:b'] });
    const other = record({ id: 'settings-u2', tags: ['deal:c'] });
    for (const one of [both, other, record({ id: 'settings-u3', tags: ['deal:d'] })]) await state.put(one);
    const many = Array.from({ length: 50 }, (_, index) => `deal:none-${index}`);
    const found = await workspace()
      .open()
      .state.list(['deal:a', 'deal:b', ...many, 'deal:c']);
    expect(byId(found)).toEqual([both, other]);
    expect(await state.list([])).toEqual([]);
    expect(await state.list(many)).toEqual([]);
  });

  test('the last of several puts is what stays, and a removal in turn', async () => {
    const { state } = own();
    await Promise.all([1, 2, 3].map((data) => state.put(record({ data }))));
    expect((await state.get('settings-u1'))?.data).toBe(3);
    await Promise.all([state.put(record({ data: 4 })), state.remove('settings-u1')]);
    expect(await state.get('settings-u1')).toBeUndefined();
    await state.remove('settings-u1');
  });
}

function restingContract({ own, workspace }: Given): void {
  test('what rests on a note dies with it, and with its old version', async () => {
    const { memory, state } = own();
    const [edited, removed, kept] = [note(), note(), note()];
    for (const one of [edited, removed, kept]) await memory.save(one);
    const resting = (id: string, ...noteIds: string[]) => record({ id, kind: 'testimony', noteIds });
    const all = [
      resting('on-edited', edited.id, kept.id),
      resting('on-removed', removed.id, kept.id),
      resting('on-kept', kept.id),
    ];
    for (const one of all) await state.put(one);
    expect(await state.list(`note:${kept.id}`)).toHaveLength(3);
    await memory.edit({ ...edited, loggedAt: '2026-03-02T16:00:00.000Z' });
    expect((await state.list('kind:testimony')).map(({ id }) => id).sort()).toEqual([
      'on-kept',
      'on-removed',
    ]);
    await workspace().open().memory.remove(removed.id, removed.author);
    expect((await state.list('kind:testimony')).map(({ id }) => id)).toEqual(['on-kept']);
  });

  test('what keeps words of one note outlives a version in which they stand, and dies with the words', async () => {
    const { memory, state } = own();
    const [one, other] = [note({ text: 'The budget is frozen, she seid.' }), note()];
    for (const each of [one, other]) await memory.save(each);
    const words = 'The budget is frozen';
    const kept = record({ id: 'kept', noteIds: [one.id], words });
    const without = record({ id: 'without', noteIds: [one.id] });
    const onBoth = record({ id: 'on-both', noteIds: [one.id, other.id], words });
    for (const each of [kept, without, onBoth]) await state.put(each);
    await memory.edit({ ...one, text: `${words}, she said.`, loggedAt: '2026-03-02T16:00:00.000Z' });
    expect(await workspace().open().state.list(`note:${one.id}`)).toEqual([kept]);
    expect(await state.get(kept.id)).toEqual(kept);
    await memory.setVisibility(one.id, 'team', { by: one.author });
    expect(await state.get(kept.id)).toEqual(kept);
    await memory.edit({ ...one, text: 'The budget is fine.', loggedAt: '2026-03-02T17:00:00.000Z' });
    expect(await state.list(`note:${one.id}`)).toEqual([]);
  });

  test('a record in parts loses those whose words or whose note are gone, and dies with its own note alone', async () => {
    const { memory, state } = own();
    const [one, other] = [
      note({ text: 'Budget frozen. Sophie signs.' }),
      note({ text: 'Still frozen, she said.' }),
    ];
    for (const each of [one, other]) await memory.save(each);
    const signs = { data: 'signs', words: { [one.id]: ['Sophie signs'] } };
    const frozen = { data: 'frozen', words: { [one.id]: ['Budget frozen'], [other.id]: ['Still frozen'] } };
    const kept = record({ noteIds: [one.id], parts: [signs, frozen] });
    const onOther = record({ id: 'on-other', noteIds: [other.id], parts: [frozen] });
    for (const each of [kept, onOther]) await state.put(each);
    const later = (text: string, minute: number) => ({
      ...one,
      text,
      loggedAt: `2026-03-02T16:0${minute}:00.000Z`,
    });
    await memory.edit(later('Budget frozen, I heard. Sophie signs.', 0));
    expect(await workspace().open().state.get(kept.id)).toEqual(kept);
    await memory.edit(later('Budget is fine. Sophie signs.', 1));
    expect(await workspace().open().state.get(kept.id)).toEqual({ ...kept, parts: [signs] });
    expect(await state.get('on-other')).toEqual({ ...onOther, parts: [] });
    await memory.edit(later('Budget frozen. Sophie signs.', 2));
    for (const each of [kept, onOther]) await state.put(each);
    await memory.remove(other.id, other.author);
    expect(await state.get(kept.id)).toEqual({ ...kept, parts: [signs] });
    expect(await state.get('on-other')).toBeUndefined();
    await state.put(kept);
    expect(await state.get(kept.id)).toEqual({ ...kept, parts: [signs] });
    await memory.remove(one.id, one.author);
    expect(await state.get(kept.id)).toBeUndefined();
  });

  test('words that still stand save nothing from a deletion', async () => {
    const { memory, state } = own();
    const one = note();
    await memory.save(one);
    await state.put(record({ noteIds: [one.id], words: one.text }));
    await memory.remove(one.id, one.author);
    expect(await state.get('settings-u1')).toBeUndefined();
  });

  test('what is kept too late, on a note deleted meanwhile, does not stay', async () => {
    const { memory, state } = own();
    const gone = note();
    await memory.save(gone);
    await memory.remove(gone.id, gone.author);
    const noteIds = [...Array.from({ length: 70 }, () => note().id), gone.id];
    await state.put(record({ noteIds }));
    expect(await state.get('settings-u1')).toBeUndefined();
  });

  test('a tombstone outlives its note', async () => {
    const gone = note();
    await own().memory.remove(gone.id, gone.author);
    expect(await own().memory.save(gone)).toBe('deleted');
  });
}

function claimContract({ own, workspace }: Given): void {
  test('of twenty who claim at once, from several processes, one owns it, for ever', async () => {
    const processes = [own(), workspace().open(), workspace().open(), workspace().open()];
    const racers = Array.from({ length: 20 }, (_, index) => processes[index % 4] ?? own());
    const won = await Promise.all(racers.map(({ state }) => state.claim('digest U1 2026-W10')));
    expect(won.filter(Boolean)).toHaveLength(1);
    expect(await own().state.claim('digest U1 2026-W10')).toBe(false);
    expect(await own().state.claim('digest U1 2026-W11')).toBe(true);
  });

  test('a claim whose answer was lost is had at the next try, and by nobody else', async () => {
    let isCut = true;
    const cutOff: typeof fetch = async (input, init) => {
      const request = new Request(input, init);
      const response = await fetch(request);
      if (isCut && request.method === 'POST') throw new TypeError('fetch failed');
      return response;
    };
    const { state } = workspace().open({ fetch: cutOff, wait: () => Promise.resolve() });
    await expect(state.claim('read 1')).rejects.toThrow();
    isCut = false;
    expect(await own().state.claim('read 1')).toBe(false);
    expect(await Promise.all([state.claim('read 1'), state.claim('read 1')])).toEqual([true, false]);
    expect(await state.claim('read 1')).toBe(false);
  });

  test('two teams claim the same key apart', async () => {
    const other = workspace().open({ team: 'TOTHER', prefix: workspace().team.toLowerCase() });
    expect([await own().state.claim('digest'), await other.state.claim('digest')]).toEqual([true, true]);
  });
}
