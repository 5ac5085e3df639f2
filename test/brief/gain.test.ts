import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { partsOf } from '../../src/brief/gain.ts';
import { datedRequestsOf } from '../../src/brief/open-items.ts';
import type { Factor, ScoreOfDay } from '../../src/brief/score/score.ts';
import type { ReadSignal } from '../../src/brief/signals/reading.ts';
import {
  brieferOf,
  brieferOn,
  first,
  notes,
  ofFirst,
  ofSecond,
  type Parts,
  request,
  says,
  second,
  sheet,
  worry,
} from './briefed.ts';
import { keepReadings, readingOf } from './by-hand.ts';
import { stateInMemory } from './memory-stand-in.ts';
import { note } from './support.ts';

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-11-23T09:00:00Z') });
});
afterEach(() => {
  vi.useRealTimers();
});

test('an earlier promise that a note says is kept is told as done', async () => {
  const kept = { noteId: first.id, kind: 'promise', who: 'us', text: 'ROI sheet' } as const;
  const owed = says('promise', 'ROI sheet', 'nervous about the migration timeline', { who: 'us' });
  const done = {
    of: { ...kept, quote: owed.quote },
    how: 'done',
    quote: 'pilot agreed',
    dueOn: null,
  } as const;
  const readings = [readingOf(first, { signals: [owed] }), readingOf(second, { changes: [done] })];
  const gain = await (await brieferOf({}, readings)).gain(request, second.id);
  expect(gain?.done).toMatchObject([{ kind: 'promise', text: 'ROI sheet' }]);
  expect(gain?.news).toEqual([]);
});

test('what a note gives another day is told with the day it had, and what it says again on its day is not', async () => {
  const timeline = says('next_step', 'Timeline', 'nervous about the migration timeline', {
    dueOn: '2026-12-01',
  });
  const of = { noteId: first.id, kind: 'next_step', who: 'them', text: 'Timeline', quote: timeline.quote };
  const movedTo = async (dueOn: string | null, how: 'again' | 'done' = 'again') => {
    const change = { of: { ...of, who: 'them' as const }, how, quote: 'pilot agreed', dueOn };
    const readings = [readingOf(first, { signals: [timeline] }), readingOf(second, { changes: [change] })];
    const gain = await (await brieferOf({}, readings)).gain(request, second.id);
    return gain?.moved.map(({ signal, from }) => [signal.text, from, signal.dueOn]);
  };
  expect(await movedTo('2026-12-08')).toEqual([['Timeline', '2026-12-01', '2026-12-08']]);
  expect(await movedTo('2026-12-01')).toEqual([]);
  expect(await movedTo(null)).toEqual([]);
  expect(await movedTo(null, 'done')).toEqual([]);
});

test('what was agreed is told as off by the note that withdraws it, or puts it off without another day', async () => {
  const timeline = says('next_step', 'Timeline', 'nervous about the migration timeline');
  const of = { noteId: first.id, kind: 'next_step', who: 'them', text: 'Timeline', quote: timeline.quote };
  const offBy = async (how: 'withdrawn' | 'moved' | 'done', signals: readonly ReadSignal[] = []) => {
    const change = { of: { ...of, who: 'them' as const }, how, quote: 'pilot agreed', dueOn: null };
    const readings = [
      readingOf(first, { signals: [timeline] }),
      readingOf(second, { changes: [change], signals }),
    ];
    const gain = await (await brieferOf({}, readings)).gain(request, second.id);
    return [gain?.off.map(({ text }) => text), gain?.leavesAll];
  };
  expect(await offBy('withdrawn')).toEqual([['Timeline'], false]);
  expect(await offBy('moved')).toEqual([['Timeline'], false]);
  expect(await offBy('done')).toEqual([[], false]);
  const next = says('next_step', 'Seats', 'pilot agreed with 20 seats', { dueOn: '2026-12-08' });
  expect(await offBy('moved', [next])).toEqual([[], false]);
  const unsaid = await (await brieferOf()).gain(request, second.id);
  expect(unsaid?.leavesAll).toBe(true);
});

test('a promise that a note gives and keeps itself is not told as an earlier one that is done', async () => {
  const over = { how: 'done', quote: 'pilot agreed' } as const;
  const readings = [ofFirst, readingOf(second, { signals: [{ ...sheet, over }] })];
  const gain = await (await brieferOf({}, readings)).gain(request, second.id);
  expect([gain?.done, gain?.news]).toEqual([[], []]);
});

test('a worry that a note raises and settles itself is no news of it, one that it leaves open is', async () => {
  const newsOf = async (over: ReadSignal['over']) => {
    const raised = says('objection', 'Seats', 'pilot agreed with 20 seats', { over });
    const briefer = await brieferOf({}, [ofFirst, readingOf(second, { signals: [raised] })]);
    return (await briefer.gain(request, second.id))?.news.map(({ text }) => text);
  };
  expect(await newsOf(null)).toEqual(['Seats']);
  expect(await newsOf({ how: 'settled', quote: 'Amit Rao, their CTO' })).toEqual([]);
});

test.each([
  ['agreed_silence', 'holds', 1],
  ['reason', 'holds', 0],
  ['ask_unanswered', 'news', 1],
  ['budget_confirmed', 'holds', 0],
  ['pain', 'holds', 0],
] as const)(
  'of a note that is not the first a new %s is told among what %s: %d',
  async (kind, list, count) => {
    const read = readingOf(second, { signals: [says(kind, 'Seats', 'pilot agreed with 20 seats')] });
    const old = note({ day: '2026-10-20', text: 'Intro call.' });
    const gain = await (await brieferOf({ held: [...notes, old] }, [ofFirst, read, readingOf(old)])).gain(
      request,
      second.id,
    );
    expect(gain?.[list]).toHaveLength(count);
  },
);

test('why a deal ended is told by the note that ends it', async () => {
  const lost = { ...second, outcome: 'lost' as const };
  const read = readingOf(lost, { signals: [says('reason', 'Price', 'pilot agreed')] });
  const gain = await (await brieferOf({ held: [lost, first] }, [ofFirst, read])).gain(request, lost.id);
  expect(gain?.holds).toMatchObject([{ text: 'Price' }]);
});

test('of a first note, which has no score, what is agreed is told', async () => {
  const read = readingOf(first, {
    signals: [says('budget_confirmed', '40k set aside', 'nervous about the migration timeline')],
  });
  const gain = await (await brieferOf({ held: [first] }, [read])).gain(request, first.id);
  expect(gain?.holds).toMatchObject([{ text: '40k set aside' }]);
});

test('a worry that a note says again is told with its new words, one that it leaves alone is not', async () => {
  const of = {
    noteId: first.id,
    kind: 'objection',
    who: 'them',
    text: worry.text,
    quote: worry.quote,
  } as const;
  const again = { of, how: 'again', quote: 'pilot agreed', dueOn: null } as const;
  const told = async (changes: readonly (typeof again)[]) => {
    const readings = [readingOf(first, { signals: [worry] }), readingOf(second, { changes })];
    const briefer = await brieferOf({}, readings);
    const { openItems } = await briefer.brief(request, notes);
    return [(await briefer.gain(request, second.id))?.again.length, openItems[0]?.cited.quote];
  };
  expect(await told([again])).toEqual([1, 'pilot agreed']);
  expect(await told([])).toEqual([0, worry.quote]);
});

test('an offer whose place another took is not put off, and a trial that is agreed is not done', async () => {
  const offer = says('proposal_out', 'Offer', 'nervous about the migration timeline');
  const trial = says('buyer_request', 'Trial at Lyon', 'nervous about the migration timeline');
  const by = (kind: 'proposal_out' | 'buyer_request', how: 'moved' | 'done') => {
    const of = { noteId: first.id, kind, who: kind === 'proposal_out' ? 'us' : 'them', text: '' } as const;
    return { of: { ...of, quote: offer.quote }, how, quote: 'pilot agreed', dueOn: null } as const;
  };
  const readings = [
    readingOf(first, { signals: [{ ...offer, who: 'us' }, trial] }),
    readingOf(second, {
      signals: [
        says('terms_agreed', 'Price', 'pilot agreed'),
        says('pilot_agreed', 'Lyon', 'pilot agreed with 20 seats'),
      ],
      changes: [by('proposal_out', 'moved'), by('buyer_request', 'done')],
    }),
  ];
  const gain = await (await brieferOf({}, readings)).gain(request, second.id);
  expect([gain?.off, gain?.done]).toEqual([[], []]);
});

test.each([
  ['pilot agreed with 20 seats', '2026-11-24', []],
  ['I owe him the ROI sheet by Friday', '2026-11-24', ['ROI']],
  ['I owe him the ROI sheet by Friday', '2026-11-20', []],
])('what they ask for in “%s” by %s stands beside our promise: %j', async (quote, dueOn, texts) => {
  const asked = says('buyer_request', quote.startsWith('I') ? 'ROI' : 'roi sheet', quote, { dueOn });
  const promise = quote.startsWith('I') ? sheet : { ...sheet, dueOn };
  const readings = [ofFirst, readingOf(second, { signals: [promise, asked] })];
  const briefer = await brieferOf({}, readings);
  const { signals, notes: all } = await briefer.brief(request, notes);
  const listed = datedRequestsOf({ signals, notes: all }).map(({ text }) => text);
  const news = (await briefer.gain(request, second.id))?.news.filter(({ kind }) => kind === 'buyer_request');
  expect([listed, news?.map(({ text }) => text)]).toEqual([texts, texts]);
});

test('easing and a most that is not reached any more are told with what is gone, and all of it adds up', () => {
  const row = (kind: string, label: string, points: number, of?: string): Factor => ({
    ...{ kind, label, points },
    cited: of === undefined ? { noteId: label, day: '2026-11-03', quote: label } : null,
    ...(of === undefined ? {} : { of }),
  });
  const scoreOf = (factors: readonly Factor[]): ScoreOfDay => ({
    ...{ value: 0, band: 'Cold', range: [0, 20], atRisk: null },
    factors,
  });
  const said = (old: readonly Factor[], now: readonly Factor[]) =>
    partsOf(scoreOf(old), scoreOf(now), 'note').map(({ label, points }) => `${label} ${points}`);
  const eased = (points: number) => row('eased', 'Worry: moved past since', points, 'objection');
  expect(
    said(
      [row('objection', 'Worry: GDPR', -4), row('objection', 'Worry: Price', -4), eased(4)],
      [row('objection', 'Worry: Price', -4), eased(2)],
    ),
  ).toEqual(['Worry: GDPR, settled 2']);
  const most = (points: number) => row('cap', 'Rival: no more than 10 in all', points, 'competitor');
  const rivals = ['SAP', 'Oracle', 'Konya'].map((name) => row('competitor', `Rival: ${name}`, -6));
  expect(said([...rivals, most(8)], [...rivals.slice(1), most(2)])).toEqual(['Rival: SAP, settled 0']);
  expect(said([eased(4)], [eased(2)])).toEqual(['Worry: moved past since -2']);
  const unproven = { ...row('unproven', 'Nobody who signs was heard', -5), cited: null };
  expect(said([unproven], [])).toEqual(['Nobody who signs was heard, no longer counted 5']);
});

describe('what a note gained', () => {
  test('the gain of a note has parts that add up and names what is new', async () => {
    const gain = await (await brieferOf()).gain(request, second.id);
    expect(gain).toMatchObject({ before: null, parts: [] });
    expect(gain?.after).toEqual((await (await brieferOf()).brief(request, notes)).score);
    expect(gain?.news).toMatchObject([{ kind: 'promise', text: 'ROI sheet' }]);

    const old = note({ day: '2026-10-20', text: 'Intro call, they lose context between calls.' });
    const held = [...notes, old];
    const three = await (await brieferOf({ held }, [ofFirst, ofSecond, readingOf(old)])).gain(
      request,
      second.id,
    );
    expect(three?.parts).toEqual([
      { label: 'Stage: pilot agreed', points: 36, moved: { from: 18, to: 54 } },
      { label: 'Two or more of theirs heard', points: 4 },
      { label: 'Nobody who signs was heard', points: -5 },
      { label: 'Worry: moved past since', points: 2 },
      { label: 'Our promise is late: ROI sheet', points: -1 },
      { label: 'Silence past 10 days', points: 5, moved: { from: -5, to: 0 } },
    ]);
    const [before, after] = [three?.before?.value ?? 0, three?.after?.value ?? 0];
    expect(three?.parts.reduce((sum, { points }) => sum + points, 0)).toBe(after - before);
  });

  test('no gain for a note that is gone or could not be read', async () => {
    expect(await (await brieferOf()).gain(request, 'note-gone')).toBeNull();
    expect(await (await brieferOf({}, [ofFirst])).gain(request, second.id)).toBeNull();
    expect(await (await brieferOf({ held: [] }, [])).gain(request, second.id)).toBeNull();
  });

  test('it waits until the note is read and the second witness has spoken', async () => {
    const state = stateInMemory();
    const checkingUntil = '2026-11-23T09:01:00.000Z';
    const parts: Parts = {
      readFirst: () => keepReadings(state, notes, [ofFirst, { ...ofSecond, checkingUntil }]),
      onWait: async () => {
        for (const { id } of await state.list('kind:reading')) await state.remove(id);
        await keepReadings(state, notes, [ofFirst, ofSecond]);
      },
    };
    const briefer = brieferOn(state, parts);
    const gain = await briefer.gain(request, second.id);
    expect(gain?.news).toMatchObject([{ isBeingChecked: false }]);
    expect(briefer.waits).toEqual([1000]);
  });

  test('of a note typed in late it waits until the newer ones are held against it, and says nothing before', async () => {
    const state = stateInMemory();
    const owed = says('promise', 'Timeline', 'nervous about the migration timeline', {
      ...{ who: 'us', dueOn: '2026-11-10' },
    });
    const late = readingOf(first, { signals: [owed] });
    const of = { noteId: first.id, kind: 'promise', who: 'us', text: owed.text, quote: owed.quote } as const;
    const sent = readingOf(second, { changes: [{ of, how: 'done', quote: 'pilot agreed', dueOn: null }] });
    await keepReadings(state, [second], [readingOf(second)]);
    await keepReadings(state, [first], [late]);
    const never = brieferOn(state);
    expect(await never.gain(request, first.id)).toBeNull();
    expect(await never.gain(request, second.id)).not.toBeNull();
    const briefer = brieferOn(state, {
      onWait: async () => {
        for (const { id } of await state.list('kind:reading')) await state.remove(id);
        await keepReadings(state, notes, [late, sent]);
      },
    });
    expect((await briefer.gain(request, first.id))?.news).toEqual([]);
    expect(briefer.waits).toEqual([1000]);
  });

  test('a reader that never ends is waited for a minute, and the note has no gain then', async () => {
    const briefer = brieferOn(stateInMemory(), { readFirst: () => new Promise(() => undefined) });
    const work = briefer.gain(request, second.id);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(await work).toBeNull();
  });

  test('a witness that never speaks is given up, and the first checks stand', async () => {
    const checkingUntil = '2026-12-31T09:00:00.000Z';
    const briefer = await brieferOf({}, [ofFirst, { ...ofSecond, checkingUntil }]);
    expect(await briefer.gain(request, second.id)).toMatchObject({ news: [{ isBeingChecked: true }] });
    expect(briefer.waits.length).toBeGreaterThan(10);
  });
});
