import type { Reading } from '../../src/brief/signals/reading.ts';
import type { Note } from '../../src/memory/note.ts';
import { note } from '../brief/support.ts';
import { answering, readingOf, said } from './answering.ts';

export const of = (id: string, name: string, company: string, more: Partial<Note> = {}) =>
  note({
    id: `note-${id}`,
    prospects: [{ key: `${name} ${company}`, name, company }],
    deal: { key: company, company, label: null },
    ...more,
  });

export const first = of('1', 'Maya Chen', 'Portline', {
  day: '2026-09-01',
  text: 'She worries about security. I promised the plan by Friday.',
});
export const second = of('2', 'Maya Chen', 'Portline', {
  day: '2026-10-01',
  text: 'Security is cleared. Plan sent. They sign on 15 December. Scanforte is in too.',
});
const other = of('3', 'Tom Keller', 'Rentfield', {
  day: '2026-11-01',
  author: 'U2',
  text: 'Security is a blocker for him. Budget frozen until January. We send the form by 20 November.',
});
const third = of('4', 'Ines Falk', 'Ledgerly', {
  day: '2026-11-05',
  outcome: 'lost',
  text: 'Lost to Scanforte.',
});
export const notes = [first, second, other, third];

const worry = said('objection', 'Security', 'worries about security');
export const plan = said('promise', 'Migration plan', 'promised the plan by Friday', {
  who: 'us',
  dueOn: '2026-09-04',
});
export const ends = (of: typeof worry, how: 'settled' | 'done', quote: string) => ({
  of: { noteId: first.id, kind: of.kind, who: of.who, quote: of.quote, text: of.text },
  how,
  quote,
  dueOn: null,
});
export const readings: readonly Reading[] = [
  readingOf(first, { signals: [worry, plan] }),
  readingOf(second, {
    signals: [
      said('close_date', 'They sign', 'sign on 15 December', { dueOn: '2026-12-15' }),
      said('competitor', 'Scanforte in play', 'Scanforte is in too'),
    ],
    changes: [ends(worry, 'settled', 'Security is cleared'), ends(plan, 'done', 'Plan sent')],
  }),
  readingOf(other, {
    signals: [
      said('objection', 'Security review', 'Security is a blocker for him'),
      said('budget_doubt', 'Budget frozen', 'Budget frozen until January', { dueOn: '2027-01-01' }),
      said('promise', 'Security form', 'send the form by 20 November', { who: 'us', dueOn: '2026-11-20' }),
    ],
  }),
  readingOf(third, { signals: [said('competitor', 'Lost to Scanforte', 'Lost to Scanforte')] }),
];

export async function list(question: string, read: readonly Reading[] = readings) {
  const { ask, asked } = await answering(notes, async () => ({ found: false, sentences: [] }), read);
  const answer = await ask(question);
  const sentences = answer.kind === 'cited' ? answer.sentences : [];
  return {
    answer,
    asked,
    lines: sentences.map(({ text }) => text),
    cited: sentences.map(({ cited }) => cited),
  };
}

export const asking = of('7', 'Karin Berg', 'Dorsal', {
  day: '2026-11-10',
  text: 'Wants a proposal by 27 November and asked for references by 20 November. She sends the data by 20 November.',
});
export const asks = [
  readingOf(asking, {
    signals: [
      said('buyer_request', 'Proposal', 'Wants a proposal by 27 November', { dueOn: '2026-11-27' }),
      said('buyer_request', 'References', 'asked for references by 20 November', { dueOn: '2026-11-20' }),
      said('promise', 'Data', 'sends the data by 20 November', { dueOn: '2026-11-20' }),
    ],
  }),
];
export const proposal = 'they asked for: Proposal, by Fri 27 Nov.';
export const references = 'they asked for: References, 3 days late, due Fri 20 Nov.';
export const data = 'they promised: Data, 3 days late, due Fri 20 Nov.';
