import { describe, expect, test } from 'vitest';
import type { HistoryNote, Known } from '../../src/brief/signals/history.ts';
import type { Signal } from '../../src/brief/signals/signal.ts';
import { bucketOf, bucketRuleOf, dueNowOf, rankOf, sayRule } from '../../src/digest/bucket.ts';
import { note, rubric, signal } from '../brief/support.ts';

const asOf = '2026-11-23';
const calls = [note({ day: '2026-11-03' }), note({ day: '2026-11-17' })];
const said = (kind: string, more: Partial<Signal> = {}) => signal(kind, '2026-11-17', more);
const ours = (dueOn: string) => said('promise', { who: 'us', dueOn });
const offer = said('proposal_out', { who: 'us' });

function known(signals: readonly Signal[], notes: readonly HistoryNote[] = calls): Known {
  return { notes, signals, readIds: new Set(notes.map(({ id }) => id)) };
}

function where(signals: readonly Signal[], notes = calls, more = {}) {
  const rule = bucketRuleOf(known(signals, notes), {
    ...{ rubric, asOf, holidays: [], snoozedUntil: null },
    ...more,
  });
  return [bucketOf(rule), sayRule(rule, asOf)];
}

const step = (dueOn: string) => said('next_step', { dueOn });

test.each<[string, readonly Signal[], string | null, string]>([
  [
    'a promise of ours past its day',
    [ours('2026-11-20'), step('2026-12-02')],
    'now',
    'a promise of yours is 3 days late',
  ],
  [
    'a promise of theirs past its day once an offer is out',
    [offer, said('promise', { dueOn: '2026-11-20' })],
    'now',
    'a promise of theirs is 3 days late',
  ],
  [
    'a promise of theirs before that',
    [said('promise', { dueOn: '2026-11-20' })],
    'this_week',
    'no step agreed',
  ],
  ['an ask unanswered for five days', [said('ask_unanswered', { who: 'us' })], 'now', 'no answer for 6 days'],
  ['a setback', [said('setback'), step('2026-12-02')], 'now', 'setback on 17 Nov'],
  [
    'a setback in an agreed pause',
    [said('setback'), said('agreed_silence', { dueOn: '2026-12-20' })],
    'on_track',
    'pause agreed until 20 Dec',
  ],
  [
    'a closing date put off twice',
    [said('close_date', { dueOn: '2026-12-11', dueBefore: ['2026-09-30', '2026-10-31'] })],
    'now',
    'the closing date was put off 2 times',
  ],
  ['a step ahead', [step('2026-12-02')], 'on_track', 'next step on 2 Dec'],
  ['a step on this very day', [step(asOf)], 'on_track', 'next step on 23 Nov'],
  ['a closing date ahead', [said('close_date', { dueOn: '2026-12-02' })], 'on_track', 'they decide on 2 Dec'],
  [
    'a step ahead with a worry open',
    [step('2026-12-02'), said('objection')],
    'this_week',
    'next step on 2 Dec',
  ],
  [
    'a step ahead with a promise of ours due before',
    [step('2026-12-02'), ours('2026-11-26')],
    'this_week',
    'a promise of yours is due 26 Nov',
  ],
  [
    'a step ahead with what they asked for due before',
    [step('2026-12-02'), said('buyer_request', { dueOn: '2026-11-27' })],
    'this_week',
    'what they asked for is due 27 Nov',
  ],
  [
    'a step ahead with what they asked for by a day that is over',
    [step('2026-12-02'), said('buyer_request', { dueOn: '2026-11-21' })],
    'this_week',
    'what they asked for is 2 days late',
  ],
  [
    'a step ahead with what they asked for some time',
    [step('2026-12-02'), said('buyer_request')],
    'on_track',
    'next step on 2 Dec',
  ],
  ['nothing', [], 'this_week', 'no step agreed'],
])('%s decides the bucket', (_, signals, bucket, why) => {
  expect(where(signals)).toEqual([bucket, why]);
});

test('a step that the newest call’s author chose is agreed, whatever was read of it', () => {
  const last = note({ day: '2026-11-17', outcome: 'next_step' });
  const agreed = ['this_week', 'next step agreed on 17 Nov'];
  expect(where([], [calls[0] ?? last, last])).toEqual(agreed);
  expect(where([], [last, note({ day: '2026-11-19', outcome: 'note' })])).toEqual(agreed);
  const over = signal('next_step', '2026-11-17', { closedBy: { ...said('pain').raisedBy, how: 'done' } });
  expect(where([over], [last])).toEqual(['this_week', 'no step agreed']);
  expect(where([], [last, note({ day: '2026-11-19' })])).toEqual(['this_week', 'no step agreed']);
});

test('what is not read yet may hold a step', () => {
  const [older, newest] = calls;
  const one = { notes: calls, signals: [], readIds: new Set([newest?.id ?? '']) };
  const day = { rubric, asOf, holidays: [], snoozedUntil: null };
  expect(sayRule(bucketRuleOf(one, day), asOf)).toBe('1 note not read yet');
  const both = { ...one, readIds: new Set([older?.id ?? '', newest?.id ?? '']) };
  expect(sayRule(bucketRuleOf(both, day), asOf)).toBe('no step agreed');
});

test('a promise of ours and a request of theirs are for this week up to the seventh day', () => {
  const on = (dueOn: string) => [where([ours(dueOn)])[1], where([said('buyer_request', { dueOn })])[1]];
  expect(on('2026-11-30')).toEqual(['a promise of yours is due 30 Nov', 'what they asked for is due 30 Nov']);
  expect(on('2026-12-01')).toEqual(['no step agreed', 'no step agreed']);
});

test('a step that is still being checked keeps nothing on track', () => {
  const checked = { ...step('2026-12-02'), isBeingChecked: true };
  expect(where([checked])[0]).toBe('this_week');
  expect(where([step('2026-12-02')])[0]).toBe('on_track');
});

test('days on which the rep was away are none on which an ask waited', () => {
  const ask = [said('ask_unanswered', { who: 'us' })];
  const away = (until: string) => where(ask, calls, { holidays: [{ from: '2026-11-19', until }] });
  expect(away('2026-11-19')).toEqual(['now', 'no answer for 6 days']);
  expect(away('2026-11-20')[1]).not.toContain('no answer');
});

describe('nothing logged', () => {
  const old = [note({ day: '2026-11-05' })];

  test('for two weeks is now, unless a step is ahead or the rep was away', () => {
    expect(where([], old)).toEqual(['now', 'nothing logged for 18 days']);
    expect(where([signal('next_step', '2026-11-05', { dueOn: '2026-12-02' })], old)[0]).toBe('on_track');
    const holidays = [{ from: '2026-11-09', until: '2026-11-20' }];
    expect(where([], old, { holidays })[0]).toBe('this_week');
  });

  test('says when a pause has ended meanwhile', () => {
    const pause = signal('agreed_silence', '2026-11-05', { dueOn: '2026-11-20' });
    expect(where([pause], old)[1]).toBe('nothing logged for 18 days, and what was agreed ended on 20 Nov');
    const step = signal('next_step', '2026-11-05', { dueOn: '2026-11-10' });
    expect(where([pause, step], old)[1]).toMatch(/ended on 20 Nov$/);
  });
});

test('a snoozed deal sleeps until its day, whatever it waits for', () => {
  expect(where([ours('2026-11-20')], calls, { snoozedUntil: '2026-11-24' })[0]).toBe('on_track');
  expect(where([ours('2026-11-20')], calls, { snoozedUntil: asOf })[0]).toBe('now');
});

test('lost is closed, and so is won unless something is owed', () => {
  const won = [...calls, note({ day: '2026-11-20', outcome: 'won' })];
  expect(where([ours('2026-11-20')], [...calls, note({ day: '2026-11-20', outcome: 'lost' })])[0]).toBeNull();
  expect(where([said('objection')], won)[0]).toBeNull();
  expect(where([ours('2026-11-20')], won)[0]).toBe('now');
  expect(where([ours('2026-11-26')], won)[0]).toBe('this_week');
});

test('what they asked for by a day after the win is owed, and what they asked for before it is not', () => {
  const won = [...calls, note({ day: '2026-11-20', outcome: 'won' }), note({ day: '2026-11-21' })];
  const asked = (day: string) => signal('buyer_request', day, { dueOn: '2026-11-22' });
  expect(where([asked('2026-11-21')], won)).toEqual(['this_week', 'what they asked for is 1 day late']);
  expect(where([asked('2026-11-17')], won)[0]).toBeNull();
});

test('what is due today or tomorrow is named on its day', () => {
  const signals = [step('2026-11-24'), ours(asOf), step('2026-11-25'), said('pain', { dueOn: asOf })];
  expect(dueNowOf(known(signals), asOf).map(({ kind }) => kind)).toEqual(['promise', 'next_step']);
});

test('what they asked for by today or tomorrow is named on its day too', () => {
  const signals = [
    said('buyer_request', { dueOn: '2026-11-24' }),
    said('buyer_request', { dueOn: '2026-11-25' }),
  ];
  expect(dueNowOf(known(signals), asOf).map(({ dueOn }) => dueOn)).toEqual(['2026-11-24']);
  const asked = said('buyer_request', { dueOn: '2026-11-24' });
  const ourOwn = { ...asked, kind: 'promise', who: 'us' as const, text: 'Send the same' };
  expect(dueNowOf(known([asked, ourOwn]), asOf).map(({ kind }) => kind)).toEqual(['promise']);
});

test('of what they asked for, what is late comes before what is due, and the soonest first', () => {
  const ranks = ['2026-11-22', '2026-11-24', '2026-11-29'].map((dueOn) => {
    const one = known([said('buyer_request', { dueOn })]);
    const rule = bucketRuleOf(one, { rubric, asOf, holidays: [], snoozedUntil: null });
    expect(rule.kind).toBe('asked');
    return rankOf(one, rule, { rubric, asOf });
  });
  expect(ranks).toEqual(ranks.toSorted((a, b) => b - a));
  expect(new Set(ranks).size).toBe(ranks.length);
});

test('inside a bucket the stage comes first, then the amount, then how late it is', () => {
  const rank = (signals: readonly Signal[], late: string) => {
    const one = known([...signals, ours(late)]);
    const scale = { rubric, asOf };
    const rule = bucketRuleOf(one, { ...scale, holidays: [], snoozedUntil: null });
    return rankOf(one, rule, scale);
  };
  const amount = (text: string) => said('amount', { text });
  const ranks = [
    rank([said('pilot_agreed')], '2026-11-20'),
    rank([offer, amount('8.5m MXN')], '2026-11-20'),
    rank([offer, amount('690 GBP a month')], '2026-11-01'),
    rank([offer, amount('690 GBP a month')], '2026-11-20'),
  ];
  expect(ranks).toEqual(ranks.toSorted((a, b) => b - a));
  expect(new Set(ranks).size).toBe(ranks.length);
});
