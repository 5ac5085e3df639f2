import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countFaults, readPairs } from '../../eval/sentences.ts';
import { sentenceFault } from '../../src/brief/checks/sentence-check.ts';
import type { Grounds } from '../../src/brief/checks/sentence-ground.ts';
import { signal } from './support.ts';

const pairs = readPairs();

test('of 300 sentences of false meaning 95 in 100 are replaced, of 300 true ones 2 in 100 are lost', () => {
  const { replaced, lost, of } = countFaults(pairs);
  expect(of).toBe(300);
  expect(replaced / of).toBeGreaterThanOrEqual(0.95);
  expect(lost / of).toBeLessThanOrEqual(0.02);
});

const text =
  'Priya is nervous about the migration timeline. I send her the ROI sheet by 20 November, she said.';
const worry = signal('objection', '2026-11-03', {
  text: 'Migration timeline',
  raisedBy: {
    noteId: 'note-1',
    day: '2026-11-03',
    quote: 'nervous about the migration timeline',
    dueOn: null,
  },
});
const promise = signal('promise', '2026-11-03', {
  text: 'ROI sheet',
  who: 'us',
  dueOn: '2026-11-20',
  raisedBy: { noteId: 'note-1', day: '2026-11-03', quote: 'I send her the ROI sheet', dueOn: '2026-11-20' },
});
const grounds: Grounds = {
  signals: [worry],
  notes: [{ id: 'note-1', day: '2026-11-03', text, people: ['Priya Sharma'] }],
  dealText: `Rentfield\n${text}\nAmit was on the call.`,
  people: ['Priya Sharma', 'Amit Rao'],
  newestDay: '2026-11-17',
  today: '2026-11-18',
};

test.each([
  ['markup', 'Priya is nervous, see evil.com.'],
  ['number', 'Priya is nervous about the 3 migration timelines.'],
  ['day', 'Last time Priya was nervous about the migration timeline.'],
  ['day', 'Priya is nervous about the migration timeline of 4 December.'],
  ['name', 'Amit is nervous about the migration timeline.'],
  ['negation', 'Priya is not nervous about the migration timeline.'],
  ['negation', 'The migration timeline worry is gone.'],
  ['condition', 'Priya is nervous about the migration timeline unless you help.'],
  ['word', 'Priya is nervous about the migration vendor.'],
])('a sentence with another %s is not shown: %s', (fault, sentence) => {
  expect(sentenceFault(sentence, grounds)).toBe(fault);
});

test.each([
  ['who', 'Priya owes you the ROI sheet.'],
  ['tense', 'You have the ROI sheet.'],
  ['day', 'The ROI sheet was due on 20 November.'],
  ['day', 'The ROI sheet is due tomorrow.'],
])('what is promised is told of its maker, as still to come: %s, %s', (fault, sentence) => {
  expect(sentenceFault(sentence, { ...grounds, signals: [promise] })).toBe(fault);
});

test.each([
  'Ask Priya about the migration timeline.',
  'Priya is nervous about the migration timeline.',
  'Show Priya the migration timeline first.',
])('what the notes say may be told: %s', (sentence) => {
  expect(sentenceFault(sentence, grounds)).toBeNull();
});

test.each([
  'Send Priya the ROI sheet by 20 November.',
  'You owe Priya the ROI sheet.',
  'The ROI sheet is due on 20 November.',
])('a promise may be told: %s', (sentence) => {
  expect(sentenceFault(sentence, { ...grounds, signals: [promise] })).toBeNull();
});

test.each([
  ['2026-11-20', 'is', null],
  ['2026-11-20', 'was', 'day'],
  ['2026-11-21', 'is', 'day'],
  ['2026-11-21', 'was', null],
])('on %s what is promised by 20 November may be told with “%s due”: %s', (today, verb, fault) => {
  const sentence = `The ROI sheet ${verb} due on 20 November.`;
  expect(sentenceFault(sentence, { ...grounds, today, signals: [promise] })).toBe(fault);
});

test('a promise is told as overdue while it is open, and not once it was kept', () => {
  const kept = { noteId: 'note-2', day: '2026-11-22', quote: 'Sent her the ROI sheet' };
  const second = { id: 'note-2', day: kept.day, text: 'Sent her the ROI sheet.', people: ['Priya Sharma'] };
  const later = {
    ...grounds,
    ...{ notes: [...grounds.notes, second], dealText: `${grounds.dealText}\n${second.text}` },
    ...{ newestDay: kept.day, today: '2026-11-24' },
  };
  const sentence = 'The ROI sheet is overdue.';
  const closed = { ...promise, closedBy: { ...kept, how: 'done' as const } };
  expect(sentenceFault(sentence, { ...later, signals: [promise] })).toBeNull();
  expect(sentenceFault(sentence, { ...later, signals: [closed] })).toBe('day');
});

test.each([
  ['2026-11-17', null],
  ['2026-11-18', 'day'],
])('what a note of 3 November says is recent up to two weeks later: on %s %s', (today, fault) => {
  const sentence = 'Priya is nervous about the migration timeline recently.';
  const dealText = `${grounds.dealText} Met recently.`;
  expect(sentenceFault(sentence, { ...grounds, dealText, today })).toBe(fault);
});

test.each([
  ['2026-11-12', 'day'],
  ['2026-11-13', null],
  ['2026-11-27', null],
  ['2026-11-28', 'day'],
])('on %s Friday means 20 November only within a week of it: %s', (today, fault) => {
  expect(
    sentenceFault('You owe Priya the ROI sheet, Friday.', { ...grounds, today, signals: [promise] }),
  ).toBe(fault);
});

test.each([
  ['Priya wants 40 seats.', null],
  ['Priya wants 40 of the 40 seats.', 'number'],
])('a number is said as often as the notes have it: %s, %s', (sentence, fault) => {
  const quote = 'wants 40 seats';
  const raisedBy = { noteId: 'note-1', day: '2026-11-03', quote, dueOn: null };
  const request = signal('buyer_request', '2026-11-03', { text: 'Seats', raisedBy });
  const notes = [{ id: 'note-1', day: '2026-11-03', text: `Priya ${quote}.`, people: ['Priya Sharma'] }];
  expect(sentenceFault(sentence, { ...grounds, notes, signals: [request] })).toBe(fault);
});

test('last time is the call that was the last', () => {
  const sentence = 'Last time Priya was nervous about the migration timeline.';
  expect(sentenceFault(sentence, { ...grounds, newestDay: '2026-11-03' })).toBeNull();
});

test('no text makes the check throw', () => {
  const property = fc.property(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: 'binary' }),
    (sentence, note) => {
      const notes = [{ id: 'note-1', day: '2026-11-03', text: note, people: [note.slice(0, 9)] }];
      sentenceFault(sentence, { ...grounds, notes, dealText: note });
      sentenceFault(note, grounds);
    },
  );
  fc.assert(property, { numRuns: 300 });
});
