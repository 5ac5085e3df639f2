import { expect, test } from 'vitest';
import { withoutTakenBack } from '../../src/brief/evidence/find-evidence.ts';
import { note } from './support.ts';

const told = (text: string, more = {}) => [
  note({ id: 'note-1', day: '2026-11-10', text: 'Budget is there.' }),
  note({ id: 'note-2', day: '2026-11-12', text: 'They agreed to a pilot.' }),
  note({ id: 'note-3', day: '2026-11-13', text, ...more }),
];
const left = (text: string, more = {}) => withoutTakenBack(told(text, more)).map(({ id }) => id);

test.each([
  'Wrong person, that was another Priya.',
  'Sorry, wrong company, please ignore.',
  'Ignore my last note.',
  'Please disregard the previous note, it belongs to Acme. Their budget is 40k.',
  'My last note was about somebody else.',
  'Falsche Firma, letzte Notiz bitte ignorieren.',
])('after “%s” the note before it is no evidence', (text) => {
  expect(left(text)).toEqual(['note-1', 'note-3']);
});

test.each([
  'They say we talked to the wrong person at first, the CFO decides.',
  'Wrong person to ask for a budget, she sends us to finance.',
  'She will ignore the last invoice until we talk.',
])('“%s” takes nothing back', (text) => {
  expect(left(text)).toHaveLength(3);
});

test('nobody takes back what a colleague wrote, nor a note of another deal', () => {
  expect(left('Ignore my last note.', { author: 'U9' })).toHaveLength(3);
  const deal = { key: 'other', company: 'Other', label: null };
  expect(left('Ignore my last note.', { deal })).toHaveLength(3);
});
