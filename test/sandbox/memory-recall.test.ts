import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { chunksOf, parseDate } from '../../sandbox/memory/documents.ts';
import { createMemoryServer } from '../../sandbox/memory/memory-server.ts';
import { openBank } from '../contracts/hindsight-wire.ts';

test('an eager memory embeds notes as they come, and no text twice', async () => {
  const texts: string[] = [];
  const embed = async (text: string) => {
    texts.push(text);
    return Float32Array.of(1);
  };
  const server = await createMemoryServer({ now: () => new Date(), embed, eager: true });
  onTestFinished(() => server.close());
  const bank = openBank(server);
  await bank.retain({ content: 'one', document_id: 'a' });
  await bank.retain({ content: 'two', document_id: 'b' });
  await expect.poll(() => texts).toEqual(['one', 'two']);
  await bank.ask('PATCH', '/documents/a', { tags: ['t'] });
  expect((await bank.recallIds({ query: 'question' })).length).toBe(2);
  expect(texts).toEqual(['one', 'two', 'question']);
});

test('units are at most 3,000 characters long and together hold every word', () => {
  const word = fc.string({ unit: 'grapheme', maxLength: 400 });
  const separator = fc.constantFrom(' ', '\n', '\n\n', '. ', ', ', '');
  const text = fc.array(fc.tuple(word, separator), { maxLength: 60 }).map((parts) => parts.flat().join(''));
  const squeezed = (input: string) => input.replace(/\s/gu, '');
  fc.assert(
    fc.property(text, (input) => {
      const chunks = chunksOf(input);
      expect(chunks.every((chunk) => chunk.length <= 3_000)).toBe(true);
      expect(squeezed(chunks.join(''))).toBe(squeezed(input));
    }),
  );
});

test('every moment that JavaScript prints is a date, and stays the same moment', () => {
  const moment = fc.date({ min: new Date('1970-01-01'), max: new Date('2199-12-31'), noInvalidDate: true });
  fc.assert(
    fc.property(moment, (date) => {
      const utc = parseDate(date.toISOString())?.utc ?? '';
      expect(new Date(utc).getTime()).toBe(date.getTime());
    }),
  );
});

test.each(['', 'soon', '2026-13-01', '2026-02-30', '2026-01-01T25:00:00Z', '0001-01-01', '20260101x'])(
  '%j is no date',
  (text) => {
    expect(parseDate(text)).toBeUndefined();
  },
);
