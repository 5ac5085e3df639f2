import { describe, expect, test } from 'vitest';
import { raisesOf } from '../../src/brief/score/raises.ts';
import { type Score, type ScoreOfDay, scoreOn } from '../../src/brief/score/score.ts';
import { quietOn } from '../../src/brief/score/silence.ts';
import type { HistoryNote, Known } from '../../src/brief/signals/history.ts';
import type { Signal } from '../../src/brief/signals/signal.ts';
import { addDays } from '../../src/util/calendar.ts';
import { ended, note, priya, rubric, signal } from './support.ts';

const asOf = '2026-11-23';
const amit = { ...priya, key: 'amit-rao', name: 'Amit Rao' };
const callOn = (day: string, overrides = {}) => note({ day, ...overrides });
const twoCalls = [callOn('2026-11-03'), callOn('2026-11-17')];
const said = (kind: string, overrides: Partial<Signal> = {}) => signal(kind, '2026-11-17', overrides);

function known(signals: readonly Signal[], notes: readonly HistoryNote[] = twoCalls): Known {
  return { notes, signals, readIds: new Set(notes.map(({ id }) => id)) };
}

function scored(signals: readonly Signal[], notes = twoCalls, day = asOf): ScoreOfDay {
  return scoreOn(known(signals, notes), { rubric, asOf: day });
}

const rowOf = ({ factors }: Pick<Score, 'factors'>, kind: string) => factors.find((row) => row.kind === kind);
const stageOf = (kind: string) => rubric.kinds[kind]?.stage;
const { contact, cold } = rubric.start;

describe('stages', () => {
  test('a deal stands where its highest stage is, and stages do not add', () => {
    const { value, factors } = scored([said('pain'), said('buyer_request'), said('pilot_agreed')]);
    expect(factors[0]).toMatchObject({ label: 'Stage: pilot agreed', points: stageOf('pilot_agreed') });
    expect(value).toBe((stageOf('pilot_agreed') ?? 0) + (rubric.unproven[0]?.points ?? 0));
  });

  test('nobody reached is cold, somebody reached is in touch', () => {
    const calls = [callOn('2026-11-20', { outcome: 'no_answer' }), callOn(asOf, { outcome: 'no_answer' })];
    expect(scored([], calls).factors[0]).toMatchObject({ points: cold });
    expect(scored([]).factors[0]).toMatchObject({ points: contact });
  });

  test('a stage that was reached stays when it has ended, and falls when it is taken back', () => {
    const pilot = said('pilot_agreed');
    const stage = (how: 'moved' | 'done' | 'withdrawn') => scored([ended(pilot, asOf, how)]).factors[0];
    expect(stage('moved')).toMatchObject({ points: stageOf('pilot_agreed') });
    expect(stage('withdrawn')).toMatchObject({ points: contact });
  });

  test('a pilot that ended well is a test passed, by the note that says so', () => {
    const row = scored([ended(said('pilot_agreed'), asOf, 'passed')]).factors[0];
    expect(row).toMatchObject({ points: stageOf('evaluation_passed'), cited: { day: asOf } });
  });

  test('a yes without anybody who decides does not count, and a row says why', () => {
    const signer = said('decision_maker');
    const alone = scored([said('proposal_out'), said('verbal_yes')]);
    expect(alone.factors[0]).toMatchObject({ points: stageOf('proposal_out') });
    expect(rowOf(alone, 'gate')).toMatchObject({
      label: 'Yes in words does not count yet: it needs decision maker heard',
      points: 0,
    });
    expect(scored([said('verbal_yes'), signer]).factors[0]).toMatchObject({ points: stageOf('verbal_yes') });
  });

  test('terms that one person alone agreed who does not sign count up to where that person can bring them', () => {
    const signals = [said('proposal_out'), said('terms_agreed')];
    const alone = scored(signals);
    expect(alone.factors[0]).toMatchObject({ points: stageOf('terms_agreed') });
    expect(rowOf(alone, 'gate')).toMatchObject({
      label: 'No higher than 60 while one person alone was heard, who does not sign',
      points: 60 - (stageOf('terms_agreed') ?? 0),
    });
    const two = [...twoCalls, callOn('2026-11-18', { prospects: [amit] })];
    expect(scored(signals, two).factors[0]).toMatchObject({ points: stageOf('terms_agreed') });
  });

  test('a pass that is told before the pilot has ended is none yet', () => {
    const pilot = said('pilot_agreed', { dueOn: '2026-11-27' });
    expect(scored([pilot, said('evaluation_passed')]).factors[0]).toMatchObject({
      points: stageOf('pilot_agreed'),
    });
  });
});

test('a pass that is told on the last day of the pilot counts, the day before it does not', () => {
  const told = (dueOn: string) =>
    scored([said('pilot_agreed', { dueOn }), said('evaluation_passed')]).factors[0];
  expect(told('2026-11-17')).toMatchObject({ points: stageOf('evaluation_passed') });
  expect(told('2026-11-18')).toMatchObject({ points: stageOf('pilot_agreed') });
});

test('what a stage should have brought by now is missed from that very stage on', () => {
  const [missing] = rubric.unproven;
  expect(missing?.from_stage).toBe(stageOf('proposal_out'));
  expect(rowOf(scored([said('proposal_out')]), 'unproven')).toMatchObject({ points: missing?.points });
  expect(rowOf(scored([said('buyer_request')]), 'unproven')).toBeUndefined();
});

describe('support', () => {
  test('counts once, however often it is said, and no more than its most in all', () => {
    const budgets = ['2026-11-03', '2026-11-17'].map((day) => signal('budget_confirmed', day));
    const rows = scored(budgets).factors.filter(({ kind }) => kind === 'budget_confirmed');
    expect(rows).toMatchObject([{ points: 6, cited: { day: '2026-11-17' } }]);
    const kinds = ['budget_confirmed', 'decision_maker', 'champion', 'metrics'];
    const all = scored(kinds.map((kind) => said(kind)));
    expect(all.value).toBe((stageOf('metrics') ?? 0) + rubric.support.at_most);
    expect(rowOf(all, 'cap')).toMatchObject({ points: -4 });
  });

  test('a step ahead adds, and what it added is lost little by little once its day has passed', () => {
    const step = said('next_step', { dueOn: '2026-11-23' });
    const valueOn = (day: string) => scored([step], twoCalls, day).value;
    expect(valueOn('2026-11-23')).toBe(contact + 5);
    expect(valueOn('2026-11-25')).toBe(contact + 5 - 1 - 1);
    expect(valueOn('2026-11-30')).toBe(contact - 3);
  });

  test.each(['done', 'moved', 'withdrawn'] as const)(
    'a step that is %s adds nothing any more, though its day is still ahead',
    (how) => {
      const step = said('next_step', { dueOn: '2026-11-30' });
      expect(scored([step]).value).toBe(contact + 5);
      const over = scored([ended(step, asOf, how)]);
      expect([over.value, rowOf(over, 'next_step')]).toEqual([contact, undefined]);
    },
  );

  test('several people of theirs on calls are support', () => {
    expect(rowOf(scored([]), 'several')).toBeUndefined();
    const two = [...twoCalls, callOn('2026-11-18', { prospects: [amit] })];
    expect(rowOf(scored([], two), 'several')).toMatchObject({ points: 4, cited: { day: '2026-11-18' } });
  });

  test('somebody who did not take the call is not one of several', () => {
    const missed = callOn('2026-11-18', { prospects: [amit], outcome: 'no_answer' });
    expect(rowOf(scored([], [...twoCalls, missed]), 'several')).toBeUndefined();
  });

  test('what is still being checked adds nothing', () => {
    const kinds = ['pilot_agreed', 'budget_confirmed', 'next_step'];
    const checked = kinds.map((kind) => said(kind, { isBeingChecked: true, dueOn: '2026-12-02' }));
    expect(scored(checked).value).toBe(contact);
    const through = ended(said('paper_process', { isBeingChecked: true }), asOf, 'passed');
    const paper = scored([{ ...through, isBeingChecked: false }]);
    expect(rowOf(paper, 'paper_process passed')).toBeDefined();
    expect(rowOf(scored([through]), 'paper_process passed')).toBeUndefined();
  });
});

describe('trouble', () => {
  const worry = signal('objection', '2026-11-03', { text: 'Migration timeline' });

  test('a worry costs more when it is said again, less when it is old, and stops at its cap', () => {
    const mention = { noteId: 'note-2026-11-17', day: '2026-11-17', quote: 'still', dueOn: null };
    expect(rowOf(scored([worry]), 'objection')).toMatchObject({
      points: -4,
      label: 'Worry: Migration timeline',
    });
    expect(rowOf(scored([{ ...worry, again: [mention] }]), 'objection')).toMatchObject({ points: -5 });
    const later = addDays(worry.raisedBy.day, 90);
    expect(rowOf(scored([worry], twoCalls, later), 'objection')).toMatchObject({ points: -2 });
    const many = ['a', 'b', 'c', 'd', 'e'].map((text) => said('objection', { text }));
    expect(rowOf(scored(many), 'cap')).toMatchObject({ points: 5, label: 'Worry: no more than 15 in all' });
  });

  test('an old worry weighs in full again once it was said again', () => {
    const later = addDays(worry.raisedBy.day, 90);
    const again = { noteId: 'note-2026-11-17', day: addDays(later, -10), quote: 'still', dueOn: null };
    expect(rowOf(scored([{ ...worry, again: [again] }], twoCalls, later), 'objection')).toMatchObject({
      points: -5,
    });
  });

  test('half of a worry is given back when the deal moved past it', () => {
    const { factors } = scored([worry, said('pilot_agreed')]);
    expect(factors.filter(({ kind }) => kind === 'objection' || kind === 'eased')).toMatchObject([
      { points: -4 },
      { points: 2, label: 'Worry: moved past since' },
    ]);
  });

  test('an answered worry costs nothing', () => {
    expect(scored([ended(worry, '2026-11-17', 'settled')]).value).toBe(contact);
  });

  test('the loss for a promise that is late grows over a week', () => {
    const promise = said('promise', { who: 'us', dueOn: '2026-11-20' });
    const pointsOn = (day: string) => rowOf(scored([promise], twoCalls, day), 'promise')?.points ?? 0;
    expect(['2026-11-20', '2026-11-23', '2026-11-27', '2026-12-03'].map(pointsOn)).toEqual([0, -1, -3, -3]);
  });

  test('a price that holds until a day is not late after it', () => {
    const price = said('promise', { who: 'us', text: 'Price valid until 1 November', dueOn: '2026-11-01' });
    expect(rowOf(scored([price]), 'promise')).toBeUndefined();
  });

  test('a freeze costs nothing any more a week after its day', () => {
    const freeze = said('budget_doubt', { dueOn: '2026-11-20' });
    const pointsOn = (day: string) => rowOf(scored([freeze], twoCalls, day), 'budget_doubt')?.points ?? 0;
    expect(['2026-11-20', '2026-11-23', '2026-11-27'].map(pointsOn)).toEqual([-7, -4, 0]);
  });

  test('a closing date costs for every time it was put off, and not when it was brought forward', () => {
    const date = { dueOn: '2026-12-11', dueBefore: ['2026-09-30', '2026-10-31'] };
    const row = scored([said('close_date', date)]).factors.find(({ points }) => points < 0);
    expect(row).toMatchObject({ points: -6, label: 'Closing date, put off 2 times: close date' });
    const sooner = scored([said('close_date', { dueOn: '2026-11-30', dueBefore: ['2026-12-31'] })]);
    expect(sooner.factors.some(({ points }) => points < 0)).toBe(false);
  });

  test('a call that nobody took waits a while before it costs', () => {
    const called = (day: string) =>
      scored([], [...twoCalls, callOn('2026-11-20', { outcome: 'no_answer' })], day);
    expect(rowOf(called('2026-11-20'), 'ask_unanswered')).toBeUndefined();
    expect(rowOf(called('2026-11-27'), 'ask_unanswered')).toMatchObject({ points: -5 });
  });
});

test('a call that nobody took on a day on which they were reached too is no unanswered ask', () => {
  const missedOn = (day: string) => [...twoCalls, callOn(day, { id: 'missed', outcome: 'no_answer' })];
  expect(rowOf(scored([], missedOn('2026-11-17'), '2026-11-27'), 'ask_unanswered')).toBeUndefined();
  expect(rowOf(scored([], missedOn('2026-11-18'), '2026-11-27'), 'ask_unanswered')).toBeDefined();
});

test('an ask that is still being checked stands for no call that nobody took', () => {
  const calls = [...twoCalls, callOn('2026-11-19', { id: 'missed', outcome: 'no_answer' })];
  const rowsWith = (isBeingChecked: boolean) =>
    scored([signal('ask_unanswered', '2026-11-26', { who: 'us', isBeingChecked })], calls, '2026-11-26')
      .factors.filter(({ kind }) => kind === 'ask_unanswered')
      .map(({ cited }) => cited?.day);
  expect(rowsWith(true)).toEqual(['2026-11-19']);
  expect(rowsWith(false)).toEqual([]);
});

test('a call that nobody took costs nothing and is no risk while a step is agreed for a day ahead', () => {
  const calls = [...twoCalls, callOn('2026-11-20', { outcome: 'no_answer' })];
  const agreedFor = (dueOn: string) => scored([said('next_step', { dueOn })], calls, '2026-11-27');
  expect(rowOf(agreedFor('2026-11-27'), 'ask_unanswered')).toBeUndefined();
  expect(agreedFor('2026-11-27').atRisk).toBeNull();
  expect(rowOf(agreedFor('2026-11-26'), 'ask_unanswered')).toBeDefined();
  expect(agreedFor('2026-11-26').atRisk).toContain('no answer');
});

describe('silence', () => {
  const one = [callOn('2026-10-01')];

  test('costs half a point a day past ten days, never more than its cap', () => {
    const pointsOn = (day: string) => rowOf(scored([], one, day), 'silence')?.points;
    expect(['2026-10-11', '2026-10-31', '2027-06-01'].map(pointsOn)).toEqual([0, -10, -30]);
  });

  test('is stopped by an agreed pause until its day, and counts from there', () => {
    const pause = signal('agreed_silence', '2026-10-01', { dueOn: '2026-11-10' });
    const pointsOn = (day: string) => rowOf(scored([pause], one, day), 'silence')?.points;
    expect(['2026-11-10', '2026-11-20', '2026-11-30'].map(pointsOn)).toEqual([0, 0, -5]);
  });

  test('a pause still holds on the day it ends, and no longer', () => {
    const pause = signal('agreed_silence', '2026-10-01', { dueOn: '2026-11-10' });
    const on = (day: string) => quietOn(known([pause], one), { rubric, asOf: day })?.until ?? null;
    expect(['2026-11-10', '2026-11-11'].map(on)).toEqual(['2026-11-10', null]);
  });

  test('is not stopped by a pause that is still being checked', () => {
    const more = { dueOn: '2026-11-10', isBeingChecked: true };
    const pause = signal('agreed_silence', '2026-10-01', more);
    expect(rowOf(scored([pause], one, '2026-10-31'), 'silence')?.points).toBe(-10);
  });

  test.each(['pain', 'close_date', 'budget_doubt', 'decision_process', 'promise'])(
    'is not stopped by the date of a %s',
    (kind) => {
      const dated = signal(kind, '2026-10-01', { dueOn: '2027-01-31' });
      expect(rowOf(scored([dated], one, '2026-10-31'), 'silence')?.points).toBe(-10);
    },
  );

  test('a note to oneself is no contact, but one that brings words of theirs is', () => {
    const notes = [...one, callOn('2026-10-25', { outcome: 'note' })];
    const mailed = signal('decision_process', '2026-10-25');
    expect(rowOf(scored([], notes, '2026-10-31'), 'silence')?.points).toBe(-10);
    expect(rowOf(scored([mailed], notes, '2026-10-31'), 'silence')?.points).toBe(0);
    const checked = { ...mailed, isBeingChecked: true };
    expect(rowOf(scored([checked], notes, '2026-10-31'), 'silence')?.points).toBe(-10);
  });
});

describe('closed deals', () => {
  const won = callOn('2026-11-18', { id: 'won', outcome: 'won' });

  test('won is near the top, lost near the bottom, each with the note that says it', () => {
    expect(scored([], [...twoCalls, won])).toMatchObject({ value: rubric.won, band: 'Won', atRisk: null });
    const lost = callOn('2026-11-18', { outcome: 'lost' });
    expect(scored([], [...twoCalls, lost])).toMatchObject({ value: rubric.lost, band: 'Lost', atRisk: null });
  });

  test('a won deal stands lower by what is owed, and any late promise of ours is a risk', () => {
    const owed = said('promise', { who: 'us', text: 'Spare scales', dueOn: '2026-11-10' });
    expect(scored([owed], [...twoCalls, won])).toMatchObject({
      value: rubric.won - 3,
      atRisk: 'our promise is 13 days late: Spare scales',
    });
  });

  test('of a lost deal nothing is owed any more, whatever was promised', () => {
    const lost = callOn('2026-11-18', { outcome: 'lost' });
    const owed = said('promise', { who: 'us', dueOn: '2026-11-19' });
    const { value, factors } = scored([owed], [...twoCalls, lost]);
    expect(value).toBe(rubric.lost);
    expect(factors).toHaveLength(1);
  });

  test('while the newest note says lost, nothing heard before outweighs it, and nothing is said to raise it', () => {
    const strong = known([said('pilot_agreed'), said('budget_confirmed'), said('decision_maker')]);
    const quote = 'they went with Fixwell';
    const cited = { noteId: twoCalls[1]?.id ?? '', day: '2026-11-17', quote };
    const unsure: Known = { ...strong, outcomeSaid: { words: 'lost', cited } };
    const scale = { rubric, asOf };
    expect(scoreOn(strong, scale).value).toBeGreaterThan(rubric.said_lost_at_most);
    const score = scoreOn(unsure, scale);
    expect(score).toMatchObject({ value: rubric.said_lost_at_most, atRisk: 'the note of 17 Nov says lost' });
    expect(rowOf(score, 'ceiling')).toMatchObject({ label: 'Never above 10 once a note says lost', cited });
    expect(raisesOf(strong, scale)).not.toEqual([]);
    expect(raisesOf(unsure, scale)).toEqual([]);
    const won: Known = { ...strong, outcomeSaid: { words: 'won', cited } };
    expect(scoreOn(won, scale)).toEqual(scoreOn(strong, scale));
  });

  test('worries from before it was won are history', () => {
    expect(scored([said('objection')], [...twoCalls, won]).value).toBe(rubric.won);
  });

  test('what has no answer weighs once it is won where it was asked on that day, and not where it was before', () => {
    const pointsOf = (day: string) =>
      rowOf(scored([signal('ask_unanswered', day)], [...twoCalls, won], '2026-11-30'), 'ask_unanswered')
        ?.points;
    expect(['2026-11-17', won.day].map(pointsOf)).toEqual([undefined, -5]);
  });

  test('a next step reopens a lost deal, and leaves a won one won', () => {
    const step = callOn('2026-11-20', { outcome: 'next_step' });
    expect(scored([], [callOn('2026-11-03', { outcome: 'lost' }), step]).band).toBe('Cold');
    expect(scored([], [...twoCalls, won, step]).band).toBe('Won');
  });

  test('who says that a deal is open again opens it, lost or won, and agrees no step by it', () => {
    const again = callOn('2026-11-20', { outcome: 'reopened' });
    for (const outcome of ['lost', 'won'] as const) {
      const score = scored([], [callOn('2026-11-03', { outcome }), again]);
      expect(score.band).toBe('Cold');
      expect(rowOf(score, 'step')).toBeUndefined();
    }
  });
});

describe('at risk', () => {
  const cases: readonly (readonly [string, readonly Signal[], string])[] = [
    ['a setback', [said('setback', { text: 'Champion leaves' })], 'setback on 17 Nov: Champion leaves'],
    [
      'a promise a week late',
      [said('promise', { who: 'us', dueOn: '2026-11-16', text: 'Guide' })],
      'our promise is 7 days late: Guide',
    ],
    [
      'an ask unanswered for five days',
      [said('ask_unanswered', { text: 'Call' })],
      'no answer for 6 days: Call',
    ],
    [
      'an ask whose label says no more than that',
      [said('ask_unanswered', { text: 'No answer' })],
      'no answer for 6 days',
    ],
    [
      'a day to decide with nobody heard who signs',
      [said('close_date', { dueOn: '2026-12-11' })],
      'they mean to decide on 11 Dec, and nobody who signs was heard',
    ],
    [
      'a worry in a pilot',
      [said('pilot_agreed'), said('objection', { text: 'Slow app' })],
      'a worry is open in the pilot: Slow app',
    ],
  ];

  test.each(cases)('%s puts a deal at risk', (_, signals, reason) => {
    expect(scored([said('pain'), ...signals]).atRisk).toBe(reason);
  });

  test('in an agreed pause only a setback of the last three weeks does', () => {
    const pause = said('agreed_silence', { dueOn: '2026-12-20' });
    expect(scored([pause, said('ask_unanswered')]).atRisk).toBeNull();
    expect(scored([pause, said('setback')]).atRisk).toContain('setback');
  });

  test('an agreed pause holds to the end of its last day', () => {
    const asked = said('ask_unanswered', { text: 'Call' });
    const riskOn = (day: string) =>
      scored([said('agreed_silence', { dueOn: '2026-11-30' }), asked], twoCalls, day).atRisk;
    expect(riskOn('2026-11-30')).toBeNull();
    expect(riskOn('2026-12-01')).toBe('no answer for 14 days: Call');
  });

  const need = said('pain');
  const close = (dueOn: string, more: Partial<Signal> = {}) => said('close_date', { dueOn, ...more });

  test.each<[string, readonly Signal[], string, string]>([
    ['silence of three weeks', [need], '2026-12-08', 'no contact for 21 days'],
    [
      'a setback of 45 days',
      [need, signal('setback', '2026-10-09', { text: 'Freeze' })],
      asOf,
      'setback on 9 Oct: Freeze',
    ],
    [
      'an ask unanswered for five days',
      [need, said('ask_unanswered', { text: 'Call' })],
      '2026-11-22',
      'no answer for 5 days: Call',
    ],
    [
      'a promise seven days late',
      [need, said('promise', { who: 'us', dueOn: '2026-11-16', text: 'Guide' })],
      asOf,
      'our promise is 7 days late: Guide',
    ],
  ])('%s does from that day on, and not on the day beside it', (...[what, signals, day, reason]) => {
    const isWaning = what.startsWith('a setback');
    expect(scored(signals, twoCalls, day).atRisk).toBe(reason);
    expect(scored(signals, twoCalls, addDays(day, isWaning ? 1 : -1)).atRisk).toBeNull();
  });

  test('a day to decide does once it is 45 days ahead, and only where every note is read', () => {
    const riskOf = (dueOn: string, readIds = new Set(twoCalls.map(({ id }) => id))) =>
      scoreOn({ ...known([need, close(dueOn)]), readIds }, { rubric, asOf }).atRisk;
    expect(riskOf('2027-01-07')).toBe('they mean to decide on 7 Jan 2027, and nobody who signs was heard');
    expect(riskOf('2027-01-08')).toBeNull();
    expect(riskOf('2027-01-07', new Set([twoCalls[0]?.id ?? '']))).toBeNull();
  });

  test('a closing date put off twice does, once does not', () => {
    const riskAfter = (dueBefore: readonly string[]) =>
      scored([need, said('decision_maker'), close('2026-12-11', { dueBefore })]).atRisk;
    expect(riskAfter(['2026-10-31'])).toBeNull();
    expect(riskAfter(['2026-09-30', '2026-10-31'])).toBe('the closing date has slipped 2 times');
  });

  test('four weeks without a need are told on the day, and not while a note that may tell it is unread', () => {
    const calls = [callOn('2026-10-26'), callOn('2026-11-17')];
    expect(scored([], calls).atRisk).toBe('no need told in 28 days');
    expect(scored([], calls, '2026-11-22').atRisk).toBeNull();
    expect(scoreOn({ ...known([], calls), readIds: new Set() }, { rubric, asOf }).atRisk).toBeNull();
  });

  test('no need told in four weeks does, unless a note asks for something or has the words of a need', () => {
    const risk = (signals: readonly Signal[], text = 'Good call.') =>
      scored(signals, [callOn('2026-10-20', { text }), callOn('2026-11-17', { text: 'Again.' })]).atRisk;
    expect(risk([])).toBe('no need told in 34 days');
    expect([risk([said('buyer_request')]), risk([], 'She wants bread for 300 EUR.')]).toEqual([null, null]);
  });
});

test('what would raise the score makes sense where the deal stands', () => {
  const textsFor = (signals: readonly Signal[]) =>
    raisesOf(known(signals), { rubric, asOf }).map(({ text }) => text);
  const early = textsFor([said('pain')]);
  expect(early).toContain('Agree a pilot');
  expect(early).not.toContain('Get a yes from who decides');
  expect(early).not.toContain('Get their word that the test is passed');
  const piloting = textsFor([said('pilot_agreed'), said('objection', { text: 'Slow app' })]);
  expect(piloting).toContain('Get their word that the test is passed');
  expect(piloting).toContain('Settle “Slow app”');
  expect(piloting).not.toContain('Agree a pilot');
});
