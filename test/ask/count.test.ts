import { expect, test } from 'vitest';
import { count } from '../../src/ask/count/count.ts';
import { readCount } from '../../src/ask/count/count-question.ts';
import type { Reading } from '../../src/brief/signals/reading.ts';
import { memoryOf } from '../brief/memory-stand-in.ts';
import { type FactDeal, pipelinesOver, written } from '../brief/pipeline-facts.ts';

const today = '2026-11-23';
const fact = (day: string, more: Partial<FactDeal['facts'][number]> = {}) =>
  ({ day, author: 'UANN', visibility: 'team', ...more }) as const;
const deals: readonly FactDeal[] = [
  { key: 'deal-read', company: 'Read', facts: [fact('2026-11-01'), fact('2026-11-20')] },
  { key: 'deal-open', company: 'Open', facts: [fact('2026-11-02'), fact('2026-11-19')] },
  { key: 'deal-won', company: 'Won', facts: [fact('2026-11-03'), fact('2026-11-18', { outcome: 'won' })] },
];

/** A count for Ann, of whose notes all are read or some. */
async function counted(
  words: string,
  of: readonly FactDeal[],
  read: (noteId: string) => boolean = () => true,
  as: (readings: readonly Reading[]) => readonly Reading[] = (readings) => readings,
) {
  const all = written(of);
  const readings = as(all.readings.filter(({ noteId }) => read(noteId)));
  const { pipelines } = pipelinesOver({ notes: all.notes, readings }, today);
  const question = readCount(words, { bands: ['Cold', 'Hot'], asOf: today, names: [] });
  if (question === undefined || question === 'uncountable') throw new Error('the question is not understood');
  const scope = {
    headers: all.notes,
    about: { deals: null, people: new Set<string>(), names: [] },
    asker: 'UANN',
    asOf: today,
  };
  return count({ memory: memoryOf(all.notes), pipelines }, question, scope);
}

test.each([
  ['How many deals are at risk?', 1],
  ['How many hot deals are there?', 1],
  ['How many deals have no next step?', 1],
  ['How many deals have a competitor?', 2],
  ['How many deals are there?', 0],
  ['How many deals had no contact for more than 30 days?', 0],
])('“%s” says that %i deals are not read yet that could count', async (words, unread) => {
  const isRead = (noteId: string) => noteId.includes('deal-read');
  expect((await counted(words, deals, isRead)).unread).toBe(unread);
});

const ended: readonly FactDeal[] = [
  { key: 'deal-won', company: 'Won', facts: [fact('2026-09-03'), fact('2026-10-01', { outcome: 'won' })] },
  { key: 'deal-lost', company: 'Lost', facts: [fact('2026-10-31', { outcome: 'lost' })] },
  {
    key: 'deal-since',
    company: 'Since',
    facts: [fact('2026-10-09'), fact('2026-11-01', { outcome: 'lost' })],
  },
  { key: 'deal-open', company: 'Open', facts: [fact('2026-10-12')] },
];

test.each([
  ['How many deals closed last month?', ['Lost', 'Won']],
  ['How many deals did we win last month?', ['Won']],
  ['How many deals did we lose last month?', ['Lost']],
])('“%s” counts what ended in that month, of %j', async (words, companies) => {
  const { total, behind } = await counted(words, ended);
  expect([total, behind.map(({ deal }) => deal.company).toSorted()]).toEqual([companies.length, companies]);
});

test('a deal is new in a month that has all of its notes', async () => {
  const old = { key: 'deal-old', company: 'Old', facts: [fact('2026-10-30'), fact('2026-11-20')] };
  const { total, behind } = await counted('How many new deals this month?', [...deals.slice(0, 1), old]);
  expect([total, behind.map(({ deal }) => deal.company)]).toEqual([1, ['Read']]);
});

test('who is silent is an open deal alone', async () => {
  const { total, behind } = await counted('How many deals had no contact for more than 14 days?', ended);
  expect([total, behind.map(({ deal }) => deal.company)]).toEqual([1, ['Open']]);
  // The last contact was 42 days ago.
  const over = async (days: number) =>
    (await counted(`How many deals had no contact for more than ${days} days?`, ended)).total;
  expect([await over(41), await over(42)]).toEqual([1, 0]);
});

test('deals that only a note says are lost stand beside those that are, and count for none', async () => {
  const all = written(ended);
  const [open] = all.notes.filter(({ deal }) => deal.company === 'Open').slice(-1);
  const saidLost = (lost: readonly Reading[]) =>
    lost.map((one) =>
      one.noteId === open?.id ? { ...one, outcome: { words: 'lost' as const, quote: open.text } } : one,
    );
  const [asked, inMonth, won] = await Promise.all(
    ['Which deals did we lose?', 'Which deals did we lose last week?', 'Which deals did we win?'].map(
      (words) => counted(words, ended, undefined, saidLost),
    ),
  );
  expect(asked?.total).toBe(2);
  expect(asked?.doubtful).toMatchObject([{ deal: { company: 'Open' }, why: 'the newest note says: lost?' }]);
  expect(inMonth?.doubtful).toEqual([]);
  expect(won?.doubtful).toEqual([]);
});

test('a company with two deals is one company, and a remark is a note and no call', async () => {
  const of: readonly FactDeal[] = [
    {
      key: 'deal-pilot',
      company: 'Read',
      facts: [fact('2026-11-17'), fact('2026-11-18', { outcome: 'note' })],
    },
    { key: 'deal-renewal', company: 'Read', facts: [fact('2026-11-19')] },
    { key: 'deal-open', company: 'Open', facts: [fact('2026-11-20')] },
  ];
  const totalOf = async (words: string) => (await counted(words, of)).total;
  expect(await totalOf('How many deals are there?')).toBe(3);
  expect(await totalOf('How many companies are there?')).toBe(2);
  expect(await totalOf('How many notes were there last week?')).toBe(4);
  expect(await totalOf('How many calls were there last week?')).toBe(3);
});
