import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { clientContract } from './hindsight-client.ts';
import { asyncContract, listContract, recallContract } from './hindsight-search.ts';
import { openBank, type Target, type WireBank } from './hindsight-wire.ts';

const refusals = [
  { what: 'an empty content', item: { content: '' } },
  { what: 'a content of blanks', item: { content: ' \n ' } },
  { what: 'no content', item: {} },
  { what: 'a bad date', item: { content: 'x', timestamp: 'tomorrow' } },
  { what: 'a day that does not exist', item: { content: 'x', timestamp: '2026-02-30' } },
  { what: 'a number in the metadata', item: { content: 'x', metadata: { a: 1 } } },
];

/** What the bot relies on in Hindsight 1.1.0, over raw HTTP: the real server and the embedded one both pass. */
export function hindsightApiContract(name: string, connect: () => Promise<Target>): void {
  describe(name, () => {
    let target: Target;
    const open = (bank?: string) => openBank(target, bank);
    beforeAll(async () => {
      target = await connect();
    });

    doorContract(() => target, open);
    writeContract(open);
    listContract(open);
    recallContract(open);
    asyncContract(open);
    clientContract(() => target);
  });
}

function doorContract(target: () => Target, open: (bank?: string) => WireBank): void {
  test('health and version need no key, and version tells the features', async () => {
    const version = await fetch(`${target().url}/version`);
    expect(await version.json()).toMatchObject({
      api_version: '1.1.0',
      features: { worker: true, store_document_text: true, bank_config_api: true, llm_trace: false },
    });
    for (const path of ['/health', '/health/live', '/health/ready']) {
      expect((await fetch(target().url + path)).status).toBe(200);
    }
  });

  test.each([{ apiKey: 'wrong' }, {}])(
    'a request with the credentials %o is refused with 401',
    async (given) => {
      const reply = await openBank({ url: target().url, ...given }).ask('GET', '/documents');
      expect(reply).toEqual({ status: 401, body: { detail: 'Authentication failed: Invalid API key' } });
    },
  );

  test('reads of a bank that does not exist are 404', async () => {
    const { bank, ask } = open();
    const missing = { status: 404, body: { detail: `Bank '${bank}' not found` } };
    expect(await ask('GET', '/documents')).toEqual(missing);
    expect(await ask('GET', '/memories/list')).toEqual(missing);
    expect(await ask('POST', '/memories/recall', { query: 'budget' })).toEqual(missing);
    const unknown = { status: 404, body: { detail: 'Document not found' } };
    expect(await ask('GET', '/documents/a')).toEqual(unknown);
    expect(await ask('PATCH', '/documents/a', { tags: ['t'] })).toEqual(unknown);
    expect(await ask('DELETE', '/documents/a')).toEqual(unknown);
  });

  test('the first write makes the bank, a refused or empty one does not', async () => {
    const { ask, retain, retainLater, documents } = open();
    await retain({ content: '' });
    await ask('POST', '/memories', { items: [] });
    expect((await ask('GET', '/documents')).status).toBe(404);
    expect((await retainLater({ content: 'later', document_id: 'a' })).status).toBe(200);
    expect((await ask('GET', '/documents')).status).toBe(200);
    await retain({ content: 'now', document_id: 'b' });
    expect((await documents()).total).toBeGreaterThan(0);
  });

  test('a setting makes the bank too, and an unknown setting is 400', async () => {
    const { ask } = open();
    const set = (updates: object) => ask('PATCH', '/config', { updates });
    expect(await set({ retain_extraction_mode: 'chunks' })).toMatchObject({
      status: 200,
      body: { config: { retain_extraction_mode: 'chunks' } },
    });
    expect((await ask('GET', '/documents')).status).toBe(200);
    expect((await set({ nonsense: 1 })).status).toBe(400);
  });

  test('deleting a bank forgets its documents and operations, and may be repeated', async () => {
    const { ask, retain, retainLater } = open();
    const operation = randomUUID();
    await retain({ content: 'text', document_id: 'a' });
    await retainLater({ content: 'claimed', document_id: 'b' }, operation);
    // Not the document alone: a server that is still at it may lock itself up, and says so.
    const state = async () => (await ask('GET', `/operations/${operation}`)).body;
    await expect.poll(state).toMatchObject({ status: 'completed' });
    expect((await ask('DELETE', '')).body).toMatchObject({ success: true });
    expect((await ask('DELETE', '')).status).toBe(200);
    expect((await ask('GET', '/documents')).status).toBe(404);
    expect((await ask('GET', `/operations/${operation}`)).body).toMatchObject({ status: 'not_found' });
  });
}

function writeContract(open: () => WireBank): void {
  test('a note comes back to the letter, with what was sent beside it', async () => {
    const { ask, retain, documents } = open();
    const content = '  First line\r\n\n"quoted" & 日本語 😀  ';
    const reply = await retain({
      content,
      document_id: 'a',
      tags: ['t', 't', 'u'],
      metadata: { k: 'v' },
      context: 'call',
      timestamp: '2026-03-02T12:00:00+02:00',
    });
    expect(reply).toMatchObject({ status: 200, body: { success: true, items_count: 1, async: false } });
    expect((await ask('GET', '/documents/a')).body).toMatchObject({
      original_text: content,
      document_metadata: { k: 'v' },
      retain_params: { context: 'call', metadata: { k: 'v' }, event_date: '2026-03-02T12:00:00+02:00' },
      memory_unit_count: 1,
    });
    const [item] = (await documents()).items;
    expect(item).toMatchObject({ id: 'a', text_length: [...content].length, document_metadata: { k: 'v' } });
    expect(item?.tags.toSorted()).toEqual(['t', 'u']);
    expect(item).not.toHaveProperty('original_text');
  });

  test('the same id again replaces text, tags and metadata and keeps the time of making', async () => {
    const { ask, retain, documents, units } = open();
    await retain({ content: 'before', document_id: 'a', tags: ['t'], metadata: { k: 'v' } });
    const [first] = (await documents()).items;
    await retain({ content: 'after', document_id: 'a' });
    const [second] = (await documents()).items;
    expect(second).toMatchObject({ tags: [], document_metadata: null, retain_params: null });
    expect(second?.created_at).toBe(first?.created_at);
    expect((await units()).items.map((unit) => unit.text)).toEqual(['after']);
    expect((await ask('GET', '/documents/a')).body).toMatchObject({ original_text: 'after' });
  });

  test('the same text under a new date keeps the old date and context in its units, not in its metadata', async () => {
    const { retain, units, documents } = open();
    const note = { content: 'same', document_id: 'a' };
    await retain({ ...note, timestamp: '2026-01-02T12:00:00Z', metadata: { n: '1' }, context: 'one' });
    await retain({ ...note, timestamp: '2026-02-02T12:00:00Z', metadata: { n: '2' }, context: 'two' });
    expect((await units()).items).toMatchObject([
      { mentioned_at: '2026-01-02T12:00:00+00:00', metadata: { n: '2' }, context: 'one' },
    ]);
    expect((await documents()).items[0]?.retain_params).toMatchObject({
      event_date: '2026-02-02T12:00:00+00:00',
    });
  });

  test('dates come in several forms, and a note can have none', async () => {
    const { retain, units } = open();
    await retain({ content: 'a day', document_id: 'day', timestamp: '2026-03-02' });
    await retain({ content: 'an offset', document_id: 'offset', timestamp: '2026-03-03T12:00:00.5+02:00' });
    await retain({ content: 'no date', document_id: 'none', timestamp: 'unset' });
    const dates = (await units()).items.map((unit) => [unit.document_id, unit.mentioned_at]);
    expect(dates).toEqual([
      ['offset', '2026-03-03T10:00:00.500000+00:00'],
      ['day', '2026-03-02T00:00:00+00:00'],
      ['none', null],
    ]);
  });

  test.each(refusals)('$what is refused with 422 and a list of faults', async ({ item }) => {
    const reply = await open().ask('POST', '/memories', { items: [{ document_id: 'a', ...item }] });
    expect(reply.status).toBe(422);
    expect(reply.body).toMatchObject({ detail: [{ loc: expect.arrayContaining(['items', 0]) }] });
  });

  test('a refusal quotes what was sent', async () => {
    const reply = await open().retain({ content: 'x', timestamp: 'SECRET' });
    expect(JSON.stringify(reply.body)).toContain('SECRET');
  });

  test('NUL and lone surrogates are dropped; a note of NUL alone is listed without units', async () => {
    const { ask, retain, documents } = open();
    await retain({
      content: 'a\u0000b\ud800c',
      document_id: 'a',
      tags: ['t\u0000'],
      metadata: { k: '\u0000v' },
    });
    expect((await ask('GET', '/documents/a')).body).toMatchObject({
      original_text: 'abc',
      tags: ['t'],
      document_metadata: { k: 'v' },
    });
    await retain({ content: '\u0000', document_id: 'nothing' });
    expect((await documents()).items[0]).toMatchObject({
      id: 'nothing',
      memory_unit_count: 0,
      text_length: 0,
    });
  });

  test('a text over 3,000 characters becomes several units of one document', async () => {
    const { ask, retain, units } = open();
    const content = Array.from({ length: 200 }, (_, i) => `Sentence number ${i} about the deal.`).join(' ');
    await retain({ content, document_id: 'long', timestamp: '2026-03-02T12:00:00Z' });
    await retain({ content: 'x'.repeat(3_000), document_id: 'limit' });
    const long = (await units('?document_id=long')).items;
    const byIndex = long.toSorted((a, b) => a.chunk_id.localeCompare(b.chunk_id));
    expect(byIndex.map((unit) => unit.text).join('')).toBe(content);
    expect(byIndex.length).toBe(Math.ceil(content.length / 3_000));
    expect((await units('?document_id=limit')).total).toBe(1);
    expect((await ask('GET', '/documents/long')).body).toMatchObject({ original_text: content });
  });

  test('re-tagging alone changes the tags and the time, not the hash; metadata beside them is ignored', async () => {
    const { ask, retain, documents, recallIds } = open();
    await retain({ content: 'the budget is frozen', document_id: 'a', tags: ['old'], metadata: { k: 'v' } });
    const [before] = (await documents()).items;
    const update = (body: object) => ask('PATCH', '/documents/a', body);
    expect((await update({ tags: ['new'], metadata: { k: 'w' } })).body).toEqual({ success: true });
    const [after] = (await documents()).items;
    expect(after).toMatchObject({ tags: ['new'], document_metadata: { k: 'v' } });
    expect(after?.content_hash).toBe(before?.content_hash);
    expect(after?.updated_at).not.toBe(before?.updated_at);
    expect(await recallIds({ query: 'budget', tags: ['new'], tags_match: 'all_strict' })).toEqual(['a']);
    expect(await recallIds({ query: 'budget', tags: ['old'], tags_match: 'all_strict' })).toEqual([]);
    expect((await update({ metadata: { k: 'w' } })).status).toBe(422);
  });

  test('units tell when they last changed, and of those that did since a time the latest comes first', async () => {
    const { ask, retain, units } = open();
    const changedSince = async (time: string) => {
      const query = `?time_field=updated_at&start_date=${encodeURIComponent(time)}`;
      return (await units(query)).items.map((unit) => unit.document_id);
    };
    const updatedAt = async (id: string) => (await units(`?document_id=${id}`)).items[0]?.updated_at ?? '';
    const words = { a: 'the budget is frozen', b: 'legal blocks us', c: 'they want a pilot' };
    for (const [id, content] of Object.entries(words)) {
      await retain({ content, document_id: id, tags: ['t'], metadata: { n: '1' } });
    }
    expect(await changedSince(await updatedAt('a'))).toEqual(['c', 'b', 'a']);
    const before = await updatedAt('c');
    await ask('PATCH', '/documents/a', { tags: ['u'] });
    expect(await changedSince(before)).toEqual(['a', 'c']);
    await retain({ content: words.b, document_id: 'b', tags: ['t'], metadata: { n: '2' } });
    expect(await changedSince(await updatedAt('a'))).toEqual(['b', 'a']);
    const [unit] = (await units('?document_id=b')).items;
    expect(unit?.metadata).toEqual({ n: '2' });
    expect((await ask('GET', '/memories/list?time_field=updated_at&start_date=soon')).status).toBe(400);
  });

  test('a deleted note is gone everywhere, and deleting it again is 404', async () => {
    const { ask, retain, documents, units, recallIds } = open();
    await retain({ content: 'the budget is frozen', document_id: 'a' });
    expect((await ask('DELETE', '/documents/a')).body).toMatchObject({
      success: true,
      memory_units_deleted: 1,
    });
    expect(await ask('DELETE', '/documents/a')).toEqual({
      status: 404,
      body: { detail: 'Document not found' },
    });
    expect((await ask('GET', '/documents/a')).status).toBe(404);
    expect([(await documents()).total, (await units()).total]).toEqual([0, 0]);
    expect(await recallIds({ query: 'budget' })).toEqual([]);
  });

  test('equal texts have equal hashes, a change of the text changes it', async () => {
    const { retain, documents } = open();
    await retain({ content: 'one', document_id: 'a' });
    await retain({ content: 'one', document_id: 'b', tags: ['t'] });
    await retain({ content: 'two', document_id: 'c' });
    const [c, b, a] = (await documents()).items.map((item) => item.content_hash);
    expect(a).toBe(b);
    expect(c).not.toBe(a);
  });

  test('odd ids are stored as they are', async () => {
    const { ask, retain, documentIds } = open();
    await retain({ content: 'x', document_id: 'a/b' });
    await retain({ content: 'no id' });
    expect((await ask('GET', '/documents/a%2Fb')).body).toMatchObject({ id: 'a/b' });
    expect((await documentIds())[0]).toMatch(/^[0-9a-f-]{36}$/);
  });
}
