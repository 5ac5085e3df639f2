import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readPrompts } from '../../src/brief/prompts.ts';
import { createSecondWitness } from '../../src/brief/reading/second-witness.ts';
import {
  applyWitness,
  createWitnessPrompt,
  witnessItems,
  witnessMessage,
} from '../../src/brief/reading/witness.ts';
import type { Reading } from '../../src/brief/signals/reading.ts';
import { note } from './support.ts';

const file = (name: string) => readFileSync(new URL(`../../prompts/${name}`, import.meta.url), 'utf8');
const prompt = createWitnessPrompt(file('witness.md'), file('witness.claims.yml'));

const own = note({ text: 'Pilot agreed: 20 seats. Migration is fine now. I send the ⟦1 plan by Friday.' });
const of = {
  noteId: 'note-1',
  kind: 'objection',
  who: 'them',
  quote: 'nervous',
  text: 'Migration [timeline]',
} as const;
const reading: Reading = {
  noteId: own.id,
  signals: [
    {
      kind: 'promise',
      who: 'us',
      text: 'Plan',
      quote: 'I send the ⟦1 plan',
      dueOn: '2026-11-20',
      over: null,
    },
    {
      kind: 'pilot_agreed',
      who: 'them',
      text: '20 seats',
      quote: 'Pilot agreed: 20 seats',
      dueOn: null,
      over: { how: 'passed', quote: 'fine now' },
    },
    { kind: 'person', who: 'them', text: 'Nobody', quote: 'Pilot', dueOn: null, over: null },
  ],
  changes: [{ of, how: 'settled', quote: 'Migration is fine now', dueOn: null }],
  outcome: null,
  leftOut: [],
  against: [],
  checkingUntil: '2026-11-17T12:01:00Z',
};
const items = witnessItems(prompt, own, reading);

test('the witness sees the whole note with each claim’s words marked, and roles', () => {
  const message = witnessMessage(own, ['Priya Sharma, head of ops'], items);
  expect(message.replace(/[0-9a-f]{8}/g, 'code')).toBe(
    [
      'People: Priya Sharma, head of ops',
      '=== note code ===',
      '[1] 2026-11-17 Tuesday · spoke · Priya Sharma',
      '⟦1 Pilot agreed: 20 seats⟧. ⟦2 Migration is ⟦3 fine now⟧⟧. ⟦4 I send the |1 plan⟧ by Friday.',
      '=== end of note code ===',
      '1 The buyer agreed to this pilot or trial, nothing else has to come first [20 seats]',
      "2 This worry of the buyer's is gone, or this rival is out [Migration  timeline]",
      "3 This ended well, by the buyer's words or its final result [20 seats]",
      '4 We told the buyer that we will do this definite thing [Plan]',
    ].join('\n'),
  );
});

test('what it denies is left out, what it grants or does not speak of stands', () => {
  const claims = [1, 2, 3].map((claim) => ({ claim, why: 'no', supported: claim === 1 }));
  const after = applyWitness(reading, items, { claims });
  expect(after.signals.map(({ kind, over }) => [kind, over])).toEqual([
    ['promise', null],
    ['pilot_agreed', null],
    ['person', null],
  ]);
  expect(after.changes).toEqual([]);
  expect(after.leftOut.map(({ kind, why }) => [kind, why])).toEqual([
    ['pilot_agreed', 'witness'],
    ['objection', 'witness'],
  ]);
  expect(after.checkingUntil).toBeNull();
});

test('a matter whose new version is denied has not moved', () => {
  const amount = {
    kind: 'amount',
    who: 'us',
    text: '20 seats',
    quote: '20 seats',
    dueOn: null,
    over: null,
  } as const;
  const moved = {
    of: { ...of, kind: 'amount', who: 'us' },
    how: 'moved',
    quote: '20 seats',
    dueOn: null,
  } as const;
  const given: Reading = { ...reading, signals: [amount], changes: [moved] };
  const asked = witnessItems(prompt, own, given);
  expect(applyWitness(given, asked, { claims: [{ claim: 1, why: '', supported: false }] })).toMatchObject({
    signals: [],
    changes: [],
  });
});

test('words that cross the mark of others are quoted with their claim', () => {
  const crossed: Reading = {
    ...reading,
    changes: [],
    signals: ['Pilot agreed: 20 seats', 'seats. Migration is fine'].map((quote) => ({
      kind: 'objection',
      who: 'them',
      text: 'x',
      quote,
      dueOn: null,
      over: null,
    })),
  };
  const message = witnessMessage(own, [], witnessItems(prompt, own, crossed));
  expect(message).toContain('⟦1 Pilot agreed: 20 seats⟧. Migration');
  expect(message).toContain(
    '2 The buyer has this worry or blocker, or refuses this [x]: "seats. Migration is fine"',
  );
});

test('an answer that is none changes nothing but the wait', () => {
  const property = fc.property(fc.anything(), (raw) => {
    expect(applyWitness(reading, items, raw)).toEqual({ ...reading, checkingUntil: null });
  });
  fc.assert(property);
  expect(applyWitness(reading, items, { claims: [{ claim: 99, why: '', supported: false }, 'x'] })).toEqual({
    ...reading,
    checkingUntil: null,
  });
});

test('a denied sentence is told by its place', () => {
  const sentences = [{ text: 'The pilot has 20 seats.', quote: 'Pilot agreed: 20 seats' }];
  const asked = witnessItems(prompt, own, { signals: [], changes: [], sentences });
  expect(asked).toMatchObject([{ part: 'sentence', index: 0 }]);
});

test('the witness is asked about what carries points, and is left alone where nothing read does', async () => {
  const { rubric } = await readPrompts();
  const asked: string[] = [];
  const model = {
    name: 'witness',
    async complete({ user }: { readonly user: string }) {
      asked.push(user);
      return { claims: [{ claim: 1, why: 'so', supported: true }] };
    },
  };
  const witness = createSecondWitness({ model, prompt, rubric, now: () => new Date('2026-11-17T12:00:00Z') });
  const priced = note({ text: 'Priced at 48k EUR. She is nervous.' });
  const read = (kind: string, quote: string) =>
    ({ kind, who: 'them', text: kind, quote, dueOn: null, over: null }) as const;
  const amount = read('amount', '48k EUR');
  const whole = {
    ...reading,
    noteId: priced.id,
    changes: [],
    signals: [amount, read('objection', 'nervous')],
  };
  expect(await witness.check(whole, priced, [])).toMatchObject({ signals: whole.signals });
  expect(asked).toHaveLength(1);
  expect(asked[0]).toContain('48k EUR. She is ⟦1 nervous⟧');
  await witness.check({ ...whole, signals: [amount] }, priced, []);
  expect(asked).toHaveLength(1);
});
