import { describe, expect, test } from 'vitest';
import { promisesOf } from '../../src/brief/open-items.ts';
import type { ReadChange, Reading, ReadSignal } from '../../src/brief/signals/reading.ts';
import type { Signal } from '../../src/brief/signals/signal.ts';
import type { Note } from '../../src/memory/note.ts';
import { historyFrom, readOn } from './generated-readings.ts';
import { note, priya } from './support.ts';

const amit = { ...priya, key: 'amit-rao', name: 'Amit Rao' };

function saidIn(kind: string, more: Partial<ReadSignal> = {}): ReadSignal {
  const text = more.text ?? kind;
  return { kind, who: 'them', text, quote: `${text} said here`, dueOn: null, over: null, ...more };
}

function readingOf({ id }: Note, what: Partial<Reading>): Reading {
  const rest = { outcome: null, leftOut: [], against: [], checkingUntil: null };
  return { noteId: id, signals: [], changes: [], ...rest, ...what };
}

function changeOf(earlier: Note, { kind, who, quote, text }: ReadSignal, how: ReadChange['how']): ReadChange {
  const of = { noteId: earlier.id, kind, who, quote, text };
  return { of, how, quote: `${how} here`, dueOn: null };
}

const [first, second] = [note({ day: '2026-11-03' }), note({ day: '2026-11-12' })];

function signalsOf(notes: readonly Note[], readings: readonly Reading[]): readonly Signal[] {
  return historyFrom({ notes, readings }).on(readOn).signals;
}

describe('what a call shows to be over', () => {
  const step = saidIn('next_step', { dueOn: '2026-11-12' });

  test('an agreed step, when somebody was reached on its day or later', () => {
    const [signal] = signalsOf([first, second], [readingOf(first, { signals: [step] })]);
    expect(signal?.closedBy).toMatchObject({ noteId: second.id, how: 'done' });
  });

  test('not a step that the note says is still to come, or that lies ahead of the call', () => {
    const again = [
      readingOf(first, { signals: [step] }),
      readingOf(second, { changes: [changeOf(first, step, 'again')] }),
    ];
    expect(signalsOf([first, second], again)[0]?.closedBy).toBeNull();
    const later = saidIn('next_step', { dueOn: '2026-12-01' });
    expect(signalsOf([first, second], [readingOf(first, { signals: [later] })])[0]?.closedBy).toBeNull();
  });

  test('an ask of ours, when who did not answer is on it, and nobody else', () => {
    const called = note({ day: '2026-11-03', outcome: 'no_answer' });
    const readings = [readingOf(called, { signals: [saidIn('ask_unanswered', { who: 'us' })] })];
    expect(signalsOf([called, second], readings)[0]?.closedBy).toMatchObject({ how: 'settled' });
    const other = note({ day: '2026-11-12', prospects: [amit] });
    expect(signalsOf([called, other], readings)[0]?.closedBy).toBeNull();
  });
});

test('why a deal was lost, and who is known by having won it alone, are no longer so once it is open again', () => {
  const over = note({ day: '2026-11-12', outcome: 'lost' });
  const back = note({ day: '2026-11-17', outcome: 'reopened' });
  const rival = saidIn('competitor', { text: 'Fixwell' });
  const winner = saidIn('competitor', { text: 'Stockwise' });
  const readings = [
    readingOf(first, { signals: [rival] }),
    readingOf(over, { signals: [saidIn('reason', { text: 'Went with Stockwise' }), winner] }),
  ];
  const history = historyFrom({ notes: [first, over, back], readings });
  const openOn = (day: string) =>
    history.on(day).signals.flatMap(({ text, closedBy }) => (closedBy === null ? [text] : []));
  expect(openOn(over.day)).toEqual(['Fixwell', 'Went with Stockwise', 'Stockwise']);
  expect(openOn(back.day)).toEqual(['Fixwell']);
  expect(history.on(back.day).signals[1]?.closedBy).toMatchObject({ noteId: back.id, how: 'withdrawn' });
});

test('a rival who was in the race before the deal was lost is still in it when it is open again', () => {
  const over = note({ day: '2026-11-12', outcome: 'lost' });
  const back = note({ day: '2026-11-17', outcome: 'reopened' });
  const rival = saidIn('competitor', { text: 'Stockwise' });
  const readings = [
    readingOf(first, { signals: [rival] }),
    readingOf(over, { changes: [changeOf(first, rival, 'again')] }),
  ];
  expect(signalsOf([first, over, back], readings)).toMatchObject([{ text: 'Stockwise', closedBy: null }]);
});

test('until the second witness has spoken a reading ends and moves nothing of earlier notes', () => {
  const worry = saidIn('objection', { text: 'Migration timeline' });
  const offer = saidIn('proposal_out', { who: 'us' });
  const being = {
    signals: [offer],
    changes: [changeOf(first, worry, 'settled')],
    checkingUntil: '2027-01-01T00:00:00.000Z',
  };
  const readings = [readingOf(first, { signals: [worry, offer] }), readingOf(second, being)];
  expect(signalsOf([first, second], readings)).toMatchObject([
    { kind: 'objection', closedBy: null },
    { kind: 'proposal_out', closedBy: null, isBeingChecked: false },
    { kind: 'proposal_out', closedBy: null, isBeingChecked: true },
  ]);
});

test('until the second witness has spoken nobody is asked whether the deal is lost, and then at once', () => {
  const lost = readingOf(second, {
    outcome: { words: 'lost', quote: 'they went with somebody else' },
    checkingUntil: '2027-01-01T00:00:00.000Z',
  });
  const saidOf = (reading: Reading) =>
    historyFrom({ notes: [first, second], readings: [readingOf(first, {}), reading] }).on(readOn).outcomeSaid;
  expect(saidOf(lost)).toBeUndefined();
  expect(saidOf({ ...lost, checkingUntil: null })).toMatchObject({ words: 'lost' });
});

test('two opposite things of one note do not end each other', () => {
  const signals = [saidIn('budget_doubt'), saidIn('budget_confirmed')];
  expect(signalsOf([first], [readingOf(first, { signals })])).toMatchObject([
    { kind: 'budget_doubt', closedBy: null },
    { kind: 'budget_confirmed', closedBy: null },
  ]);
  const apart = [
    readingOf(first, { signals: [saidIn('budget_doubt')] }),
    readingOf(second, { signals: [saidIn('budget_confirmed')] }),
  ];
  expect(signalsOf([first, second], apart)[0]?.closedBy).toMatchObject({ how: 'settled' });
});

test.each([
  ['budget_doubt', 'budget_confirmed', 'settled'],
  ['price_pressure', 'terms_agreed', 'settled'],
  ['pilot_agreed', 'evaluation_passed', 'passed'],
])(
  '%s of the morning is ended by %s of a second note of that day, and by that of no earlier one',
  (before, after, how) => {
    const noon = note({ id: 'note-noon', day: first.day, loggedAt: `${first.day}T17:00:00Z` });
    const endingOf = (morningSays: string, noonSays: string) => {
      const readings = [
        readingOf(first, { signals: [saidIn(morningSays)] }),
        readingOf(noon, { signals: [saidIn(noonSays)] }),
      ];
      return signalsOf([noon, first], readings).find(({ kind }) => kind === before)?.closedBy;
    };
    expect(endingOf(before, after)).toMatchObject({ noteId: noon.id, how });
    expect(endingOf(after, before)).toBeNull();
  },
);

test.each([
  ['an offer', 'proposal_out', 'Wants a quote for 40 seats'],
  ['a pilot', 'pilot_agreed', 'Wants to try it in one depot'],
])(
  'what they asked for is met by %s that the very note tells of, and nothing else they asked for',
  (_, kind, text) => {
    const signals = [
      saidIn('buyer_request', { text }),
      saidIn('buyer_request', { text: 'Reference customers' }),
      saidIn(kind, { who: 'us' }),
    ];
    expect(signalsOf([first], [readingOf(first, { signals })])).toMatchObject([
      { text, closedBy: { noteId: first.id, how: 'done' } },
      { text: 'Reference customers', closedBy: null },
      { kind, closedBy: null },
    ]);
  },
);

describe('one matter that several notes tell', () => {
  const third = note({ day: '2026-11-20' });
  const three = [first, second, third];
  const worry = saidIn('objection', { text: 'Migration timeline', quote: 'nervous about migration' });
  const again = saidIn('objection', { text: 'The migration timeline', quote: 'migration takes too long' });

  test('is one signal, with each note that says it once', () => {
    const readings = [
      readingOf(first, { signals: [worry, { ...worry, text: 'migration TIMELINE' }] }),
      readingOf(second, { signals: [again] }),
      readingOf(third, { changes: [changeOf(first, worry, 'again')], signals: [again] }),
    ];
    const signals = signalsOf(three, readings);
    expect(signals).toHaveLength(1);
    expect(signals).toMatchObject([
      {
        raisedBy: { noteId: first.id },
        again: [
          { noteId: second.id, dueOn: null },
          { noteId: third.id, dueOn: null },
        ],
      },
    ]);
  });

  test('is open again when a note says it after it was settled', () => {
    const readings = [
      readingOf(first, { signals: [worry] }),
      readingOf(second, { changes: [changeOf(first, worry, 'settled')] }),
      readingOf(third, { changes: [changeOf(first, worry, 'again')] }),
    ];
    const history = historyFrom({ notes: three, readings });
    const closedOn = (day: string) => history.on(day).signals.map(({ closedBy }) => closedBy?.noteId ?? null);
    expect(closedOn(second.day)).toEqual([second.id]);
    expect(closedOn(third.day)).toEqual([null]);
  });

  test('a promise rests, for its day, on the note that gave the day', () => {
    const sheet = saidIn('promise', { who: 'us', text: 'ROI sheet', dueOn: '2026-11-19' });
    const again = { ...changeOf(first, sheet, 'again'), dueOn: '2026-11-20' };
    const readings = [readingOf(first, { signals: [sheet] }), readingOf(second, { changes: [again] })];
    const known = historyFrom({ notes: [first, second], readings }).on(readOn);
    expect(promisesOf(known, readOn)).toMatchObject([
      { dueOn: '2026-11-20', cited: { noteId: first.id }, dated: { noteId: second.id } },
    ]);
  });

  test('is due by the date told last, from the day of the note that tells it', () => {
    const promise = saidIn('promise', { who: 'us', dueOn: '2026-11-20' });
    const readings = [
      readingOf(first, { signals: [promise] }),
      readingOf(second, { changes: [{ ...changeOf(first, promise, 'again'), dueOn: '2026-12-01' }] }),
    ];
    const history = historyFrom({ notes: three, readings });
    const dueOn = (day: string) => history.on(day).signals.map((one) => one.dueOn);
    expect(dueOn('2026-11-11')).toEqual(['2026-11-20']);
    expect(dueOn(second.day)).toEqual(['2026-12-01']);
    expect(history.on(readOn).signals).toMatchObject([{ dueBefore: ['2026-11-20'] }]);
  });
});

test('a closing date that was put off without a new one does not stand, and the next one remembers it', () => {
  const april = saidIn('close_date', { text: 'April', dueOn: '2026-04-15' });
  const may = saidIn('close_date', { text: 'May', dueOn: '2026-05-29' });
  const third = note({ day: '2026-11-18' });
  const putOff = [
    readingOf(first, { signals: [april] }),
    readingOf(second, { changes: [changeOf(first, april, 'moved')] }),
  ];
  expect(signalsOf([first, second], putOff).filter(({ closedBy }) => closedBy === null)).toEqual([]);
  const anew = [...putOff, readingOf(third, { signals: [may] })];
  expect(signalsOf([first, second, third], anew).at(-1)).toMatchObject({
    closedBy: null,
    dueOn: '2026-05-29',
    dueBefore: ['2026-04-15'],
  });
});

test.each(['close_date', 'amount', 'proposal_out'])(
  'a newer %s takes the place of the last, whosever it was said to be, so that one alone is open',
  (kind) => {
    const ours = saidIn(kind, { who: 'us', text: `${kind} of ours`, dueOn: '2026-12-01' });
    const theirs = saidIn(kind, { who: 'them', text: `${kind} of theirs`, dueOn: '2026-12-09' });
    const readings = [readingOf(first, { signals: [ours] }), readingOf(second, { signals: [theirs] })];
    const open = signalsOf([first, second], readings).filter(({ closedBy }) => closedBy === null);
    expect(open.map(({ text }) => text)).toEqual([`${kind} of theirs`]);
  },
);

test('a promise of theirs takes the place of none of ours', () => {
  const ours = saidIn('promise', { who: 'us', text: 'Send the plan' });
  const theirs = saidIn('promise', { who: 'them', text: 'Send the list' });
  const readings = [readingOf(first, { signals: [ours] }), readingOf(second, { signals: [theirs] })];
  const open = signalsOf([first, second], readings).filter(({ closedBy }) => closedBy === null);
  expect(open).toHaveLength(2);
});

test.each([
  ['asks for something by a day', saidIn('buyer_request', { dueOn: '2026-11-27' }), 'reopened'],
  ['agrees to a pilot', saidIn('pilot_agreed'), 'reopened'],
  ['says yes', saidIn('verbal_yes'), 'reopened'],
  ['asks for something some time', saidIn('buyer_request'), undefined],
  ['is to be called again some day', saidIn('next_step', { dueOn: '2027-03-01' }), undefined],
  [
    'asked for what they have',
    saidIn('buyer_request', { dueOn: '2026-11-27', over: { how: 'done', quote: 'sent' } }),
    undefined,
  ],
])('whether a lost deal is open again is asked when who lost it %s', (_, signal, words) => {
  const [over, after] = [note({ day: '2026-11-12', outcome: 'lost' }), note({ day: '2026-11-17' })];
  const saidOn = (notes: readonly Note[], of: Note) =>
    historyFrom({ notes, readings: [readingOf(first, {}), readingOf(of, { signals: [signal] })] }).on(readOn)
      .outcomeSaid;
  expect(saidOn([first, over, after], after)?.words).toBe(words);
  expect(saidOn([first, after], after)).toBeUndefined();
  expect(saidOn([first, over], over)).toBeUndefined();
});
