import { expect, test } from 'vitest';
import type { Model } from '../../src/brief/model/model.ts';
import { readPrompts } from '../../src/brief/prompts.ts';
import { createSecondWitness } from '../../src/brief/reading/second-witness.ts';
import { createDealWords } from '../../src/brief/words/words.ts';
import { dealsOver, readingOf } from './by-hand.ts';
import { stateInMemory } from './memory-stand-in.ts';
import { note } from './support.ts';

const prompts = await readPrompts();
const first = note({ day: '2026-11-03', text: 'She is nervous about the migration timeline.' });
const second = note({ day: '2026-11-17', text: 'Pilot agreed with 20 seats. They like the app.' });
const says = (kind: string, text: string, quote: string) =>
  ({ kind, who: 'them', text, quote, dueOn: null, over: null }) as const;
const readings = [
  readingOf(first, {
    signals: [says('objection', 'Migration timeline', 'nervous about the migration timeline')],
  }),
  readingOf(second, { signals: [says('pilot_agreed', 'Pilot with 20 seats', 'Pilot agreed with 20 seats')] }),
];
const now = () => new Date('2026-11-18T09:00:00.000Z');

const answer = {
  open_with: { text: 'You said “nervous about the migration timeline”.', on: ['s2'] },
  recommendation: [{ text: 'Ask how the pilot with 20 seats goes.', on: ['s1'] }],
  changed: [],
  tone: null,
};
const words: Model = { name: 'reader', complete: async () => answer };

/** A second witness that denies what holds these words, and all that it was asked. */
function witness(denied: string | Error) {
  const asked: string[] = [];
  const model: Model = {
    name: 'witness',
    async complete({ user }) {
      asked.push(user);
      if (denied instanceof Error) throw denied;
      const claims = [...user.matchAll(/^(\d+) .*\[(.*)\]/gmu)];
      return {
        claims: claims.map(([, claim, text = '']) => {
          return { claim: Number(claim), why: 'so', supported: !text.includes(denied) };
        }),
      };
    },
  };
  const { witness: prompt, rubric } = prompts;
  return { asked, own: createSecondWitness({ model, prompt, rubric, now }) };
}

async function shown(denied: string | Error) {
  const { asked, own } = witness(denied);
  const failures: unknown[] = [];
  const kept = createDealWords({
    ...{ state: stateInMemory(), model: words, prompt: prompts.words, witness: own, now },
    report: (error) => failures.push(error),
  });
  const deal = await dealsOver({ readings, now }).of([second, first]);
  await kept.make(deal);
  return { asked, failures, words: (await kept.on(deal.notes))(deal) };
}

test('each sentence is put before the second witness with the note that bears it out', async () => {
  const { asked, words: said } = await shown('nothing of it');
  expect(asked).toHaveLength(2);
  const ofFirst = asked.find((message) => message.includes('⟦1 nervous about the migration timeline⟧'));
  expect(ofFirst).toContain('[You said “nervous about the migration timeline”.]');
  expect(said?.openWith?.text).toBe('You said “nervous about the migration timeline”.');
  expect(said?.recommendation.map(({ text }) => text)).toEqual(['Ask how the pilot with 20 seats goes.']);
});

test('whoever may not see every note that the model had before it is shown none of its sentences', async () => {
  const state = stateInMemory();
  const made = { state, model: words, prompt: prompts.words, witness: null, now, report: () => undefined };
  const kept = createDealWords(made);
  const deals = dealsOver({ readings, now });
  await kept.make(await deals.of([second, first]));
  const whole = await deals.of([second, first]);
  expect((await kept.on(whole.notes))(whole)?.recommendation).toHaveLength(1);
  const part = await deals.of([second]);
  expect((await createDealWords(made).on(part.notes))(part)).toBeNull();
});

test('a deal that stands as it did when it was worded is not worded again', async () => {
  let calls = 0;
  const counting: Model = {
    name: 'reader',
    complete: async () => {
      calls += 1;
      return answer;
    },
  };
  const made = { state: stateInMemory(), model: counting, prompt: prompts.words, witness: null, now };
  const deal = await dealsOver({ readings, now }).of([second, first]);
  for (let turn = 0; turn < 2; turn += 1)
    await createDealWords({ ...made, report: () => undefined }).make(deal);
  expect(calls).toBe(1);
});

test('a sentence that the second witness denies is shown to nobody, and the others are', async () => {
  const { words: said } = await shown('nervous');
  expect(said?.openWith).toBeNull();
  expect(said?.recommendation).toHaveLength(1);
});

test('while the second witness is away what passed the first check is shown', async () => {
  const { words: said, failures } = await shown(new Error('away'));
  expect(said?.openWith?.text).toContain('nervous');
  expect(failures).toHaveLength(2);
});

test('what ended is news in the words of a deal for a month, and no longer', async () => {
  const settled = note({ day: '2026-11-10', text: 'She is fine with it now.' });
  const change = {
    of: {
      noteId: first.id,
      ...says('objection', 'Migration timeline', 'nervous about the migration timeline'),
    },
    ...{ how: 'settled' as const, quote: 'fine with it now', dueOn: null },
  };
  const toldOn = async (day: string) => {
    const asked: string[] = [];
    const model: Model = {
      name: 'reader',
      complete: async ({ user }) => {
        asked.push(user);
        return answer;
      },
    };
    const at = () => new Date(`${day}T09:00:00.000Z`);
    const parts = { state: stateInMemory(), model, prompt: prompts.words, witness: null, now: at };
    const deals = dealsOver({ readings: [...readings, readingOf(settled, { changes: [change] })], now: at });
    await createDealWords({ ...parts, report: () => undefined }).make(
      await deals.of([second, settled, first]),
    );
    return asked.join();
  };
  expect(await toldOn('2026-12-11')).toContain('Migration timeline');
  expect(await toldOn('2026-12-12')).not.toContain('Migration timeline');
});

test('what costs a deal points is put before the second witness as what brings some is', async () => {
  const { asked, own } = witness('nothing of it');
  const [worried] = readings;
  if (!worried) throw new RangeError('a reading');
  await own.check(worried, first, []);
  expect(asked).toHaveLength(1);
});

test('what was worded before a note gives way to what is worded after it', async () => {
  const third = note({ day: '2026-11-20', text: 'Their CFO wants the price list.' });
  let at = '2026-11-18T09:00:00.000Z';
  let said: unknown = { ...answer, recommendation: [] };
  const clock = () => new Date(at);
  const kept = createDealWords({
    ...{ state: stateInMemory(), model: { name: 'reader', complete: async () => said } },
    ...{ prompt: prompts.words, witness: null, now: clock, report: () => undefined },
  });
  const deals = dealsOver({
    readings: [
      ...readings,
      readingOf(third, { signals: [says('buyer_request', 'Price list', 'wants the price list')] }),
    ],
    now: clock,
  });
  await kept.make(await deals.of([second, first]));
  at = '2026-11-21T09:00:00.000Z';
  said = {
    ...{ open_with: null, changed: [], tone: null },
    recommendation: [{ text: 'Ask how the pilot with 20 seats goes.', on: ['s2'] }],
  };
  const whole = await deals.of([third, second, first]);
  await kept.make(whole);
  const worded = (await kept.on(whole.notes))(whole);
  expect(worded?.openWith ?? null).toBeNull();
  expect(worded?.recommendation.map(({ text }) => text)).toEqual(['Ask how the pilot with 20 seats goes.']);
});
