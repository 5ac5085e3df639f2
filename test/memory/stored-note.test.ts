import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeNote, encodeNote, newestVersions } from '../../src/memory/hindsight/note-document.ts';
import { withVisibility } from '../../src/memory/hindsight/tags.ts';
import { note, person } from './support.ts';

const oneLine = fc
  .string({ unit: 'grapheme', minLength: 1 })
  .filter((text) => !/[\t\n]/.test(text) && text.trim() !== '');

test('what is stored of a note holds strings alone and names the fields of the contract', () => {
  const stored = encodeNote(
    note({
      id: 'note-1',
      who: [person('Priya Sharma', 'Rentfield'), person('Tom')],
      label: 'Renewal',
      link: 'https://x',
    }),
  );
  expect(stored.metadata).toEqual({
    prospect: 'Priya Sharma\nTom\t',
    company: 'Rentfield',
    deal_label: 'Renewal',
    outcome: 'spoke',
    timestamp: '2026-03-02T12:00:00+01:00',
    logged_at: '2026-03-02T15:00:00.000Z',
    type: 'call_log',
    author: 'U1',
    source: 'modal',
    link: 'https://x',
    schema: '1',
  });
  expect(stored.tags).toEqual([
    expect.stringMatching(/^prospect:priya-sharma-rentfield-[0-9a-f]{12}$/),
    expect.stringMatching(/^prospect:tom-[0-9a-f]{12}$/),
    expect.stringMatching(/^deal:rentfield-renewal-[0-9a-f]{12}$/),
    'rep:U1',
    'vis:private',
    'type:call_log',
    'outcome:spoke',
  ]);
});

test('that a deal is open again is stored as a step, which is what it is to every reader, with that none was agreed', () => {
  const { text: _, ...header } = { ...note({ id: 'note-1' }), outcome: 'reopened' as const };
  const { id, tags, metadata } = encodeNote({ ...header, text: 'They are back.' });
  expect(tags).toContain('outcome:next_step');
  expect(metadata).toMatchObject({ outcome: 'next_step', reopened: 'yes' });
  expect(decodeNote(id, tags, metadata)).toEqual(header);
  expect(encodeNote(note({ id: 'note-2' })).metadata).not.toHaveProperty('reopened');
});

test('a note is read back as it was whatever its names are and however its tags are shuffled', () => {
  const people = fc.uniqueArray(fc.tuple(oneLine, fc.option(oneLine)), {
    minLength: 1,
    maxLength: 4,
    selector: ([name, company]) => person(name, company).key,
  });
  fc.assert(
    fc.property(
      people,
      fc.option(oneLine),
      fc.array(fc.nat(), { minLength: 12, maxLength: 12 }),
      (who, label, order) => {
        const { text: _, ...header } = note({
          who: who.map(([name, company]) => person(name, company)),
          label,
        });
        const { id, tags, metadata } = encodeNote({ ...header, text: 'x' });
        const shuffled = tags.toSorted(
          (a, b) => (order[tags.indexOf(a)] ?? 0) - (order[tags.indexOf(b)] ?? 0),
        );
        expect(decodeNote(id, shuffled, metadata)).toEqual(header);
      },
    ),
  );
});

test.each([
  ['no day', { timestamp: 'yesterday' }],
  ['no name', { prospect: undefined }],
  ['a name too many', { prospect: 'Priya\nTom' }],
  ['no time of logging', { logged_at: undefined }],
  ['a number for a name', { prospect: 7 }],
])('a document with %s is no note', (_, spoiled) => {
  const { id, tags, metadata } = encodeNote(note());
  expect(decodeNote(id, tags, { ...metadata, ...spoiled })).toBeUndefined();
});

test.each(['vis:team', 'deal:other', 'rep:U2', 'type:other', 'outcome:won'])(
  'a document that also has the tag %s is no note: nobody may read what contradicts itself',
  (other) => {
    const { id, tags, metadata } = encodeNote(note());
    expect(decodeNote(id, tags, metadata)).toBeDefined();
    expect(decodeNote(id, [...tags, other], metadata)).toBeUndefined();
    expect(decodeNote(id, [other, ...tags], metadata)).toBeUndefined();
  },
);

test('changing who may read it leaves one tag that says so', () => {
  const { tags } = encodeNote(note());
  const shared = withVisibility([...tags, 'vis:team'], 'team');
  expect(shared.filter((tag) => tag.startsWith('vis:'))).toEqual(['vis:team']);
});

test('a document that two lists hold is taken once, as it was last', () => {
  const listed = (updated_at: string) => ({ id: 'note-1', tags: [], document_metadata: {}, updated_at });
  const [older, newer] = [listed('2026-03-02T09:00:00Z'), listed('2026-03-02T10:00:00Z')];
  expect(newestVersions([older, newer])).toEqual([newer]);
  expect(newestVersions([newer, older])).toEqual([newer]);
});
