import { randomUUID } from 'node:crypto';
import { expect, test, vi } from 'vitest';
import type { WireBank } from './hindsight-wire.ts';

const tagCases = [
  { match: 'any', ids: ['both', 'first', 'none', 'second'] },
  { match: 'all', ids: ['both', 'none'] },
  { match: 'any_strict', ids: ['both', 'first', 'second'] },
  { match: 'all_strict', ids: ['both'] },
  { match: 'exact', ids: ['both'] },
];

async function tagged({ retain }: WireBank): Promise<void> {
  const notes = { none: [], second: ['b'], first: ['a'], both: ['a', 'b'] };
  for (const [id, tags] of Object.entries(notes)) {
    await retain({ content: `The budget is frozen, says ${id}.`, document_id: id, tags });
  }
}

/** Listing and paging, by tags in all their modes. */
export function listContract(open: () => WireBank): void {
  test.each(tagCases)('lists filtered by two tags with $match', async ({ match, ids }) => {
    const bank = open();
    await tagged(bank);
    const query = `?tags=a&tags=b&tags_match=${match}`;
    expect((await bank.documentIds(query)).toSorted()).toEqual(ids);
    expect((await bank.units(query)).items.map((unit) => unit.document_id).toSorted()).toEqual(ids);
    const recalled = await bank.recallIds({ query: 'budget', tags: ['a', 'b'], tags_match: match });
    expect(recalled.toSorted()).toEqual(ids);
  });

  test('without a mode documents leave untagged notes out, units and recall do not', async () => {
    const bank = open();
    await tagged(bank);
    expect((await bank.documentIds('?tags=a')).toSorted()).toEqual(['both', 'first']);
    const units = (await bank.units('?tags=a')).items.map((unit) => unit.document_id);
    expect(units.toSorted()).toEqual(['both', 'first', 'none']);
    expect((await bank.recallIds({ query: 'budget', tags: ['a'] })).toSorted()).toEqual([
      'both',
      'first',
      'none',
    ]);
    expect((await bank.recallIds({ query: 'budget', tags: [] })).length).toBe(4);
    expect(await bank.documentIds('?tags_match=exact')).toEqual(['none']);
  });

  test('the newest change comes first, whether of text or of tags', async () => {
    const { ask, retain, documentIds } = open();
    for (const id of ['a', 'b', 'c']) await retain({ content: `text of ${id}`, document_id: id });
    expect(await documentIds()).toEqual(['c', 'b', 'a']);
    await ask('PATCH', '/documents/a', { tags: ['t'] });
    await retain({ content: 'new text', document_id: 'b' });
    expect(await documentIds()).toEqual(['b', 'a', 'c']);
  });

  test('pages have a limit without a ceiling, an offset and the total', async () => {
    const { ask, documents, units } = open();
    const items = Array.from({ length: 12 }, (_, i) => ({ content: `note ${i}`, document_id: `n${i}` }));
    await ask('POST', '/memories', { items });
    expect(await documents('?limit=1000')).toMatchObject({ total: 12, limit: 1_000 });
    const page = await documents('?limit=5&offset=10');
    expect([page.items.length, page.total]).toEqual([2, 12]);
    expect((await documents('?limit=0')).items).toEqual([]);
    expect((await units('?limit=5&offset=10')).items.length).toBe(2);
    expect((await ask('GET', '/documents?limit=-1')).status).toBe(422);
    expect((await ask('GET', '/documents?tags_match=some')).status).toBe(422);
  });

  test('q finds a part of the id or of the text, without wildcards', async () => {
    const { retain, documents, documentIds } = open();
    await retain({ content: 'about pricing', document_id: 'note-a' });
    await retain({ content: 'nothing', document_id: 'note-ab' });
    expect(await documentIds('?q=NOTE-AB')).toEqual(['note-ab']);
    expect((await documents('?q=Pricing')).items).toMatchObject([{ matched_fields: ['original_text'] }]);
    expect(await documentIds('?q=note_a')).toEqual([]);
  });
}

/** Recall by meaning and by words. */
export function recallContract(open: () => WireBank): void {
  test('tag groups are joined by and: the notes of a deal that this rep may see', async () => {
    const bank = open();
    const content = 'The budget is frozen.';
    await bank.retain({ content, document_id: 'mine', tags: ['p:a', 'rep:1'] });
    await bank.retain({ content, document_id: 'private', tags: ['p:a', 'rep:2'] });
    await bank.retain({ content, document_id: 'shared', tags: ['p:a', 'rep:2', 'team'] });
    await bank.retain({ content, document_id: 'other', tags: ['p:b', 'rep:1'] });
    await bank.retain({ content, document_id: 'untagged' });
    const leaf = (tag: string) => ({ tags: [tag], match: 'all_strict' });
    const mine = await bank.recallIds({
      query: 'budget',
      tag_groups: [leaf('p:a'), { or: [leaf('rep:1'), leaf('team')] }],
    });
    expect(mine.toSorted()).toEqual(['mine', 'shared']);
    const groups = [{ and: [leaf('p:a'), { not: leaf('team') }] }];
    const unshared = await bank.recallIds({ query: 'budget', tag_groups: groups });
    expect(unshared.toSorted()).toEqual(['mine', 'private']);
    const both = await bank.ask('POST', '/memories/recall', { query: 'x', tags: ['a'], tag_groups: [] });
    expect(both.status).toBe(422);
  });

  test('a hidden floor hides what is unlike the question, unless the request sets its own', async () => {
    const bank = open();
    for (const n of [1, 2, 3]) {
      await bank.retain({
        content: `Talked about shipping pallets to warehouse ${n}.`,
        document_id: `n${n}`,
      });
    }
    const query = 'quantum physics homework';
    expect(await bank.recall({ query })).toEqual([]);
    const nearest = await bank.recall({ query, min_scores: { semantic: 0 } });
    expect(nearest.length).toBe(3);
    expect(nearest.every(({ scores }) => (scores.semantic ?? 1) < 0.3)).toBe(true);
    expect(await bank.recall({ query, min_scores: { semantic: 0.9 } })).toEqual([]);
  });

  test('recall ranks by meaning and by words, best first, and gives what a list gives', async () => {
    const bank = open();
    await bank.retain({ content: 'Lunch was pleasant.', document_id: 'lunch' });
    const note = { content: 'The budget is frozen until April.', context: 'call', metadata: { k: 'v' } };
    await bank.retain({ ...note, document_id: 'budget', timestamp: '2026-03-02T12:00:00Z' });
    const results = await bank.recall({ query: 'frozen budget', min_scores: { semantic: 0 } });
    expect(results.map((result) => result.document_id)).toEqual(['budget', 'lunch']);
    expect(results[0]).toMatchObject({ text: note.content, context: 'call', metadata: { k: 'v' } });
    expect(results[0]?.mentioned_at).toBe('2026-03-02T12:00:00+00:00');
    expect(results[0]?.scores.keyword).toBeGreaterThan(0);
    expect(results[1]?.scores.keyword).toBeNull();
    const byWords = await bank.recall({ query: 'budget', min_scores: { semantic: 0.99 } });
    expect(byWords).toMatchObject([{ document_id: 'budget', scores: { semantic: null } }]);
  });

  test('max_tokens cuts the list but never the first, unless it is zero', async () => {
    const bank = open();
    await tagged(bank);
    expect((await bank.recallIds({ query: 'budget', max_tokens: 1 })).length).toBe(1);
    expect(await bank.recallIds({ query: 'budget', max_tokens: 0 })).toEqual([]);
    expect((await bank.recallIds({ query: 'budget', budget: 'low' })).length).toBe(4);
  });

  test.each(['???', '😀', ''])('the question %j has no word and is refused with 422', async (query) => {
    const bank = open();
    await bank.retain({ content: 'text' });
    expect((await bank.ask('POST', '/memories/recall', { query })).status).toBe(422);
  });
}

/** Retains that are acknowledged before they are carried out. */
export function asyncContract(open: (bank?: string) => WireBank): void {
  const done = async ({ ask }: WireBank, operation: string) => {
    const path = `/operations/${operation}`;
    const isDone = async () => JSON.stringify((await ask('GET', path)).body).includes('"status":"completed"');
    await vi.waitUntil(isDone, { timeout: 10_000, interval: 20 });
  };

  test('of two async retains with one operation id the first wins', async () => {
    const bank = open();
    const operation = randomUUID();
    const first = await bank.retainLater({ content: 'first', document_id: 'claim' }, operation);
    const second = await bank.retainLater({ content: 'second', document_id: 'claim' }, operation);
    for (const reply of [first, second]) {
      expect(reply).toMatchObject({
        status: 200,
        body: { async: true, operation_id: operation, usage: null },
      });
    }
    await done(bank, operation);
    expect((await bank.ask('GET', '/documents/claim')).body).toMatchObject({ original_text: 'first' });
    await bank.ask('DELETE', '/documents/claim');
    await bank.retainLater({ content: 'third', document_id: 'claim' }, operation);
    expect((await bank.ask('GET', '/documents/claim')).status).toBe(404);
    const elsewhere = await open().retainLater({ content: 'x', document_id: 'a' }, operation);
    expect(elsewhere.status).toBe(409);
  });

  test('an unknown operation is a status, a malformed one an error', async () => {
    const bank = open();
    await bank.retain({ content: 'text' });
    const unknown = await bank.ask('GET', `/operations/${randomUUID()}`);
    expect(unknown).toMatchObject({ status: 200, body: { status: 'not_found', created_at: null } });
    expect((await bank.ask('GET', '/operations/nope')).status).toBe(400);
    expect((await bank.retainLater({ content: 'x' }, 'nope')).status).toBe(422);
  });

  test('a note that is deleted before its async retain is carried out comes back', async () => {
    const bank = open();
    const operation = randomUUID();
    await bank.retainLater({ content: 'undead', document_id: 'a' }, operation);
    expect((await bank.ask('DELETE', '/documents/a')).status).toBe(404);
    await done(bank, operation);
    expect((await bank.ask('GET', '/documents/a')).status).toBe(200);
  });

  test('one id twice in one async request is refused', async () => {
    const item = { content: 'x', document_id: 'a' };
    expect((await open().ask('POST', '/memories', { items: [item, item], async: true })).status).toBe(400);
  });
}
