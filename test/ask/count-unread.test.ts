import { expect, test } from 'vitest';
import { count } from '../../src/ask/count/count.ts';
import { readCount } from '../../src/ask/count/count-question.ts';
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

test.each([
  ['How many deals are at risk?', 1],
  ['How many hot deals are there?', 1],
  ['How many deals have no next step?', 1],
  ['How many deals have a competitor?', 2],
  ['How many deals are there?', 0],
  ['How many deals had no contact for more than 30 days?', 0],
])('“%s” says that %i deals are not read yet that could count', async (words, unread) => {
  const all = written(deals);
  const readings = all.readings.filter(({ noteId }) => noteId.includes('deal-read'));
  const { pipelines } = pipelinesOver({ notes: all.notes, readings }, today);
  const question = readCount(words, { bands: ['Cold', 'Hot'], asOf: today, names: [] });
  if (question === undefined || question === 'uncountable') throw new Error('the question is not understood');
  const scope = {
    headers: all.notes,
    about: { deals: null, people: new Set<string>(), names: [] },
    asker: 'UANN',
    asOf: today,
  };
  const counted = await count({ memory: memoryOf(all.notes), pipelines }, question, scope);
  expect(counted.unread).toBe(unread);
});
