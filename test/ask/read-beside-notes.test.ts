import { expect, test } from 'vitest';
import type { Note } from '../../src/memory/note.ts';
import { note } from '../brief/support.ts';
import { answering, readingOf, said } from './answering.ts';

const long = 'We went through the plan once more and all was well. '.repeat(24);
const of = (index: number, text: string): Note =>
  note({ id: `note-${index}`, day: `2026-10-${String(10 + (index % 18)).padStart(2, '0')}`, text });

const freeze = of(1, '예산은 1월까지 동결이라고 하심.');
const lifted = of(2, '예산 동결이 풀렸다고 함.');
const notes = [
  freeze,
  lifted,
  ...Array.from({ length: 20 }, (_, index) => of(index + 3, `${index} ${long}`)),
];
const frozen = said('budget_doubt', 'Budget frozen until January', '예산은 1월까지 동결', {
  dueOn: '2027-01-01',
});
const readings = [
  readingOf(freeze, { signals: [frozen] }),
  readingOf(lifted, {
    changes: [
      {
        of: { noteId: freeze.id, kind: 'budget_doubt', who: 'them', quote: frozen.quote, text: frozen.text },
        how: 'settled',
        quote: '예산 동결이 풀렸다',
        dueOn: null,
      },
    ],
  }),
];

const lines = (user: string) => user.split('\n').filter((line) => line.includes('budget_doubt'));

test('the model is shown what was read in the language of the question, by the numbers of the notes', async () => {
  const { ask, asked } = await answering(notes, async () => ({ found: false, sentences: [] }), readings);
  await ask('Is the budget at Rentfield still frozen?');
  const { user = '' } = asked[0] ?? {};
  const [line = ''] = lines(user);
  expect(line).toContain('budget_doubt: Budget frozen until January: "예산은 1월까지 동결"');
  expect(line).toMatch(/settled 2026-10-12 in \[\d+\]: "예산 동결이 풀렸다"$/);
  const [, number] = /^\[(\d+)\]/.exec(line) ?? [];
  expect(user).toMatch(new RegExp(`^\\[${number}\\] 2026-10-11 `, 'm'));
});

test('an answer may cite a note that only a read line stands for, and its words are checked in that note', async () => {
  const cite = (number: number, quote: string) => ({
    found: true,
    sentences: [{ text: 'The Rentfield budget was frozen.', citations: [{ note: number, quote }] }],
  });
  const seen: string[] = [];
  let number = 0;
  const { ask, asked } = await answering(
    notes,
    async () => {
      const user = asked.at(-1)?.user ?? '';
      number = Number(/^\[(\d+)\]/.exec(lines(user)[0] ?? '')?.[1]);
      seen.push(user);
      return cite(number, seen.length === 1 ? '예산은 1월까지 동결' : '예산은 2월까지');
    },
    readings,
  );
  const question = 'Is the budget at Rentfield still frozen?';
  expect(await ask(question)).toMatchObject({
    kind: 'cited',
    sentences: [{ cited: [{ noteId: freeze.id }, { noteId: lifted.id }] }],
  });
  expect(await ask(question)).toMatchObject({ kind: 'facts' });
});
