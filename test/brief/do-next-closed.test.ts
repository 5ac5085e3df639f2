import { expect, test } from 'vitest';
import { doNextOf } from '../../src/brief/do-next.ts';
import type { HistoryNote } from '../../src/brief/signals/history.ts';
import type { Signal } from '../../src/brief/signals/signal.ts';
import { note, rubric, signal } from './support.ts';

const asOf = '2026-11-23';
const calls = [note({ day: '2026-11-03' }), note({ day: '2026-11-17' })];
const said = (kind: string, text: string, more: Partial<Signal> = {}) =>
  signal(kind, '2026-11-17', { text, ...more });
const ours = (text: string, dueOn: string) => said('promise', text, { who: 'us', dueOn });

function doNext(signals: readonly Signal[], notes: readonly HistoryNote[]): string {
  const readIds = new Set(notes.map(({ id }) => id));
  return doNextOf({ notes, signals, readIds }, { rubric, asOf }).text;
}

test('a lost deal asks for nothing but what was agreed for later, a won one for what is owed', () => {
  const lost = [...calls, note({ day: '2026-11-20', outcome: 'lost' })];
  expect(doNext([], lost)).toBe('Nothing now: the deal is lost.');
  expect(doNext([ours('Check in next spring', '2027-04-15')], lost)).toBe(
    'Nothing now: the deal is lost. Promised: Check in next spring, 15 Apr 2027.',
  );
  const won = [...calls, note({ day: '2026-11-20', outcome: 'won' })];
  expect(doNext([], won)).toBe('Nothing is owed: the deal is won.');
  expect(doNext([ours('Send the spares', '2026-11-13')], won)).toBe('Send the spares, 10 days late.');
});

test('of a lost deal the reason is told, with what was agreed for later', () => {
  const lost = [...calls, note({ day: '2026-11-20', outcome: 'lost' })];
  const reason = said('reason', 'Price');
  expect(doNext([reason], lost)).toBe('Nothing now: the deal is lost. The reason: Price.');
  expect(doNext([reason, ours('Check in next spring', '2027-04-15')], lost)).toBe(
    'Nothing now: the deal is lost. The reason: Price. Promised: Check in next spring, 15 Apr 2027.',
  );
  expect(doNext([{ ...reason, isBeingChecked: true }], lost)).toBe('Nothing now: the deal is lost.');
});

const wonOn = note({ day: '2026-11-20', outcome: 'won' });
const after = note({ day: '2026-11-21' });
const since = (dueOn: string) => signal('buyer_request', '2026-11-21', { text: 'Offer', dueOn });

test.each<[string, readonly Signal[], string]>([
  [
    'what they asked for since by a day soon',
    [since('2026-11-26')],
    'Answer what Priya Sharma asked for by 26 Nov: Offer.',
  ],
  [
    'the same when its day is over',
    [since('2026-11-22')],
    'Answer what Priya Sharma asked for, 1 day late: Offer.',
  ],
  [
    'what they asked for by a far day, after a worry of since',
    [since('2027-02-01'), signal('objection', '2026-11-21', { text: 'Slow support' })],
    'Settle this with Priya Sharma: Slow support.',
  ],
  [
    'a worry of before the win no more',
    [since('2027-02-01'), said('objection', 'Price too high')],
    'Answer what Priya Sharma asked for by 1 Feb 2027: Offer.',
  ],
  [
    'what they asked for before it, by a day after it, with a question',
    [said('buyer_request', 'Installation', { dueOn: '2026-11-27' })],
    'The deal is won: ask Priya Sharma whether this is still wanted by 27 Nov: Installation.',
  ],
  [
    'a promise of ours that is due later',
    [ours('Training', '2026-12-16')],
    'Keep the promise to Priya Sharma by 16 Dec: Training.',
  ],
  [
    'a promise of ours without a day, before one of theirs',
    [
      said('promise', 'Half upfront', { dueOn: '2026-12-04' }),
      { ...ours('Send the spare scanner', ''), dueOn: null },
    ],
    'Send the spare scanner.',
  ],
  [
    'what they promised, where we owe nothing',
    [said('promise', 'Half upfront', { dueOn: '2026-12-04' })],
    'Nothing is owed by us: the deal is won. Priya Sharma promised: Half upfront, by 4 Dec.',
  ],
  [
    'nothing, when they meant to decide by a day after it',
    [said('close_date', 'They decide', { dueOn: '2026-12-04' })],
    'Nothing is owed: the deal is won.',
  ],
  [
    'nothing where the win came after the day',
    [said('buyer_request', 'Contract', { dueOn: '2026-11-19' })],
    'Nothing is owed: the deal is won.',
  ],
])('on a deal that is won what is next is %s', (_what, signals, next) => {
  expect(doNext(signals, [...calls, wonOn, after])).toBe(next);
});

test('of a lost deal a step and a promise of ours for later are told, and none of theirs', () => {
  const lost = [...calls, note({ day: '2026-11-20', outcome: 'lost' })];
  const later = { dueOn: '2026-12-10' };
  expect(doNext([said('promise', 'She rings', later)], lost)).toBe('Nothing now: the deal is lost.');
  expect(doNext([ours('Ask again', '2026-12-10')], lost)).toBe(
    'Nothing now: the deal is lost. Promised: Ask again, 10 Dec.',
  );
  expect(doNext([said('next_step', 'Call', later)], lost)).toBe(
    'Nothing now: the deal is lost. Agreed for later: Call, 10 Dec.',
  );
  expect(doNext([said('next_step', 'Call', { dueOn: asOf })], lost)).toBe(
    'Nothing now: the deal is lost. Agreed for later: Call, 23 Nov.',
  );
});
