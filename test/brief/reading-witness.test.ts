import { expect, test } from 'vitest';
import type { SecondWitness } from '../../src/brief/reading/reading-keeper.ts';
import type { Reading } from '../../src/brief/signals/reading.ts';
import { UpstreamError } from '../../src/errors.ts';
import type { Note } from '../../src/memory/note.ts';
import { readingOf } from './by-hand.ts';
import { createReaderOn, knownOf, note, seenBy, settle } from './reading-world.ts';

/** Denies whatever is quoted with this word, once it is let speak. */
function witnessAgainst(word: string) {
  let speak = () => {};
  const asked: string[] = [];
  const isAllowed = new Promise<void>((resolve) => {
    speak = resolve;
  });
  const witness: SecondWitness = {
    async check(reading: Reading, { id }: Note) {
      asked.push(id);
      await isAllowed;
      const denied = reading.signals.filter(({ quote }) => quote.includes(word));
      return {
        ...reading,
        signals: reading.signals.filter((one) => !denied.includes(one)),
        changes: reading.changes.filter(({ quote }) => !quote.includes(word)),
        leftOut: denied.map(({ over: _, ...one }) => ({ ...one, why: 'witness' as const })),
      };
    },
  };
  return { witness, asked, speak: () => speak() };
}

test('until the witness has spoken, what was read shows as being checked; what it denies is gone and told', async () => {
  const { witness, speak } = witnessAgainst('pricing');
  const world = createReaderOn({ witness });
  const one = note({ text: 'worried about pricing, worried about rollout' });
  await world.bank.memory.save(one);
  world.reader.noteSaved(one);
  await settle();
  const before = await knownOf(world, seenBy(world.bank, 'U2'));
  expect(before.signals.map(({ text, isBeingChecked }) => `${text} ${isBeingChecked}`)).toEqual([
    'pricing true',
    'rollout true',
  ]);
  speak();
  await world.reader.idle();
  const after = await knownOf(world, seenBy(world.bank, 'U2'));
  expect(after.signals.map(({ text, isBeingChecked }) => `${text} ${isBeingChecked}`)).toEqual([
    'rollout false',
  ]);
  const [kept] = await world.store.of([seenBy(world.bank, 'U2')]);
  expect(kept?.readings[0]?.leftOut).toMatchObject([{ kind: 'objection', why: 'witness' }]);
});

test('it is waited for no longer than a minute', async () => {
  const world = createReaderOn({ witness: { check: () => new Promise(() => undefined) } });
  const one = note({ text: 'worried about pricing' });
  await world.bank.memory.save(one);
  world.reader.noteSaved(one);
  await settle();
  world.clock.pass(60_000);
  const known = await knownOf(world, seenBy(world.bank, 'U2'));
  expect(known.signals).toMatchObject([{ text: 'pricing', isBeingChecked: false }]);
});

test('a witness that is away leaves the first checks alone, and is not asked again', async () => {
  const away = new UpstreamError({ service: 'groq', kind: 'network', operation: 'complete' });
  const world = createReaderOn({ witness: { check: () => Promise.reject(away) } });
  const one = note({ text: 'worried about pricing' });
  await world.bank.memory.save(one);
  world.reader.noteSaved(one);
  await world.reader.idle();
  const [kept] = await world.store.of([[one]]);
  expect(kept?.readings).toMatchObject([{ checkingUntil: null, signals: [{ text: 'pricing' }] }]);
  expect(world.errors).toEqual([away]);
});

test('what a process that died left unwitnessed is put before the witness by the next one, later notes are read anew', async () => {
  const silent = createReaderOn({ witness: { check: () => new Promise(() => undefined) } });
  const { bank, clock } = silent;
  const one = note({ text: 'worried about pricing' });
  const next = note({ day: '2026-03-09', text: 'pricing is settled, worried about rollout' });
  for (const each of [one, next]) {
    await bank.memory.save(each);
    silent.reader.noteSaved(each);
    await settle();
  }
  clock.pass(10 * 60_000);
  const { witness, asked, speak } = witnessAgainst('worried about pricing');
  speak();
  const world = createReaderOn({ bank, clock, witness });
  await world.reader.start();
  await world.reader.idle();
  expect(asked.slice(0, 2)).toEqual([one.id, next.id]);
  const known = await knownOf(world, seenBy(bank, 'U2'));
  expect(known.signals.map(({ text }) => text)).toEqual(['rollout']);
  expect(known.uncompared).toBe(0);
});

test('the witness hears who somebody is, where an earlier note of the same answer told it too', async () => {
  const heard: (readonly string[])[] = [];
  const said = (text: string) => ({ text, who: 'them', dueOn: null, over: null }) as const;
  const role = { ...said('Priya Sharma, head of ops'), kind: 'person', quote: 'head of ops' };
  const worry = { ...said('Rollout'), kind: 'objection', quote: 'worried about rollout' };
  const world = createReaderOn({
    check: (_answer, { notes }) => ({
      readings: notes.map((one, index) => readingOf(one, { signals: [index === 0 ? role : worry] })),
      unreadIds: [],
    }),
    witness: {
      async check(reading, _note, people) {
        heard.push(people);
        return reading;
      },
    },
  });
  const first = note({ day: '2026-03-02', text: 'Priya is head of ops.' });
  const second = note({ day: '2026-03-09', text: 'She is worried about rollout.' });
  for (const one of [first, second]) await world.bank.memory.save(one);
  world.reader.noteSaved(second);
  await world.reader.idle();
  expect(heard.map((people) => people[0])).toEqual([
    'Priya Sharma, head of ops',
    'Priya Sharma, head of ops',
  ]);
});
