import { expect, test, vi } from 'vitest';
import { readAll } from '../../src/memory/hindsight/bank.ts';
import { uuidV5 } from '../../src/memory/hindsight/claims.ts';
import { createTextCache } from '../../src/memory/hindsight/note-reader.ts';
import { editDistance, isTypo } from '../../src/memory/identity/likely-same.ts';
import { createChain } from '../../src/util/chain.ts';
import { showWhenSlow } from '../../src/util/deadline.ts';
import { note } from './support.ts';

test('a UUID of version 5 is the one the standard makes', () => {
  expect(uuidV5('www.example.com')).toMatch(
    /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  );
  expect(uuidV5('https://www.rfc-editor.org/')).toBe(uuidV5('https://www.rfc-editor.org/'));
  expect(uuidV5('http://python.org/')).toBe('4c565f0d-3f5a-5890-b41b-20cf47701c5e');
});

test('a chain keeps the order of one key, and a failure does not break it', async () => {
  const chain = createChain();
  const done: string[] = [];
  const slow = chain('a', async () => {
    await chain('b', async () => done.push('b'));
    done.push('a1');
    throw new Error('no');
  });
  const next = chain('a', async () => done.push('a2'));
  await expect(slow).rejects.toThrow('no');
  await next;
  expect(done).toEqual(['b', 'a1', 'a2']);
});

test('a list that moves while it is read is read whole', async () => {
  let list = ['a', 'b', 'c', 'd'];
  const read = async (offset: number) => {
    const items = list.slice(offset, offset + 2);
    // "d" changes and comes first: the second page shows "b" again and "d" not at all.
    list = ['d', 'a', 'b', 'c'];
    return { items, total: 4 };
  };
  expect(await readAll(read, (item) => item)).toEqual(['d', 'a', 'b', 'c']);
});

test('an item that cannot be read counts, and the rest is read once', async () => {
  let reads = 0;
  const read = async () => {
    reads += 1;
    return { items: ['a', undefined, 'b'], total: 3 };
  };
  expect(await readAll(read, (item) => item)).toEqual(['a', 'b']);
  expect(reads).toBe(1);
});

test('the texts used last stay when there are too many characters', () => {
  const cache = createTextCache(10);
  const [a, b, c] = ['aaaa', 'bbbb', 'cccc'].map((text) => note({ text }));
  if (!a || !b || !c) throw new Error('three notes');
  cache.put(a);
  cache.put(b);
  expect(cache.get(a)).toBe('aaaa');
  cache.put(c);
  expect([cache.get(a), cache.get(b), cache.get(c)]).toEqual(['aaaa', undefined, 'cccc']);
  expect(cache.get({ ...a, loggedAt: 'later' })).toBeUndefined();
  cache.drop(a.id);
  expect(cache.get(a)).toBeUndefined();
});

test.each([
  ['priya', 'pryia', 1],
  ['kitten', 'sitting', 3],
  ['', 'ab', 2],
  ['same', 'same', 0],
])('from %j to %j it takes %i changes', (a, b, count) => {
  expect(editDistance(a, b, 5)).toBe(count);
  expect(editDistance(b, a, 5)).toBe(count);
});

test('a name of nine letters may have two slips, a shorter one has one', () => {
  expect([isTypo('rentfield', 'rantfeeld'), isTypo('portline', 'partlime')]).toEqual([true, false]);
  expect([isTypo('rentfield', 'rantfeelt'), isTypo('portline', 'partline')]).toEqual([false, true]);
});

test('short names and the same name are no slips', () => {
  expect(isTypo('al', 'el')).toBe(false);
  expect(isTypo('priya', 'priya')).toBe(false);
  expect(isTypo('priya shah', 'priya sharma')).toBe(false);
});

test('what was waited for comes after the sign that it is waited for, so that nothing replaces it', async () => {
  vi.useFakeTimers();
  try {
    const shown: string[] = [];
    const later = (ms: number) => new Promise<void>((resolve) => void setTimeout(resolve, ms));
    const slow = showWhenSlow(later(900), async () => {
      await later(500);
      shown.push('working');
    });
    const done = slow.then(() => shown.push('done'));
    await vi.advanceTimersByTimeAsync(2_000);
    await done;
    expect(shown).toEqual(['working', 'done']);
  } finally {
    vi.useRealTimers();
  }
});
