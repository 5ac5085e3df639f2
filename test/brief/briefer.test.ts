import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createBriefer } from '../../src/brief/briefer.ts';
import { createCorrectionStore } from '../../src/brief/corrections/correction-store.ts';
import { newsSince, type RecentBriefs } from '../../src/brief/last-brief.ts';
import { createReadDeals } from '../../src/brief/reading/read-deals.ts';
import type { Reading, ReadSignal } from '../../src/brief/signals/reading.ts';
import type { Words } from '../../src/brief/words/words.ts';
import { UpstreamError } from '../../src/errors.ts';
import type { StateBank } from '../../src/memory/memory.ts';
import type { Team } from '../../src/memory/team.ts';
import { keepReadings, readingOf, storeOn } from './by-hand.ts';
import { memoryOf, stateInMemory } from './memory-stand-in.ts';
import { deal, note, priya, rubric } from './support.ts';

const amit = { key: 'amit-rao-rentfield-2c', name: 'Amit Rao', company: 'Rentfield' };
const first = note({ day: '2026-11-03', text: 'She is nervous about the migration timeline.' });
const second = note({
  day: '2026-11-17',
  prospects: [amit],
  text: 'Amit Rao, their CTO: pilot agreed with 20 seats. I owe him the ROI sheet by Friday.',
});
const notes = [second, first];
const request = { deal: deal.key, prospect: priya.key, asker: 'U1' };

function says(kind: string, text: string, quote: string, more: Partial<ReadSignal> = {}): ReadSignal {
  return { kind, who: 'them', text, quote, dueOn: null, over: null, ...more };
}

const worry = says('objection', 'Migration timeline', 'nervous about the migration timeline');
const pilot = says('pilot_agreed', 'Pilot with 20 seats', 'pilot agreed with 20 seats');
const sheet = says('promise', 'ROI sheet', 'I owe him the ROI sheet by Friday', {
  who: 'us',
  dueOn: '2026-11-20',
});
const person = says('person', 'Amit Rao, CTO', 'Amit Rao, their CTO');
const ofFirst = readingOf(first, { signals: [worry] });
const ofSecond = readingOf(second, { signals: [pilot, sheet, person] });

interface Parts {
  readonly state?: StateBank;
  readonly held?: typeof notes;
  readonly words?: Words;
  readonly team?: Pick<Team, 'has'>;
  readonly readFirst?: () => Promise<void>;
  readonly onWait?: () => Promise<void>;
}

/** A briefer over what a state bank holds; no model is within its reach. */
function brieferOn(state: StateBank, { held = notes, words, team, ...parts }: Parts = {}) {
  const now = () => new Date();
  const waits: number[] = [];
  const deals = createReadDeals({
    ...{ readings: storeOn(state), corrections: createCorrectionStore(state), rubric, zone: 'UTC', now },
  });
  const briefer = createBriefer({
    memory: memoryOf(held),
    deals,
    ...(team ? { team } : {}),
    readFirst: parts.readFirst ?? (async () => undefined),
    wait: async (ms) => {
      waits.push(ms);
      await parts.onWait?.();
    },
    words: { on: async () => () => words ?? null },
  });
  return { ...briefer, waits };
}

/** A briefer of a deal of which all was read when it was logged. */
async function brieferOf(parts: Parts = {}, readings: readonly Reading[] = [ofFirst, ofSecond]) {
  const state = parts.state ?? stateInMemory();
  await keepReadings(state, parts.held ?? notes, readings);
  return brieferOn(state, parts);
}

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-11-23T09:00:00Z') });
});
afterEach(() => {
  vi.useRealTimers();
});

test('a brief scores the deal, puts the asked person first and names every note it rests on', async () => {
  const briefer = await brieferOf();
  const brief = await briefer.brief(request, await briefer.gather(request));
  expect(brief).toMatchObject({
    prospect: priya,
    asOf: '2026-11-23',
    reading: { unread: new Set(), uncompared: 0, isBeingChecked: false, leftOut: 0 },
    privateCount: 2,
    lastContact: { day: '2026-11-17', daysAgo: 6 },
    score: { band: 'Engaged', momentum: null },
    doNext: { cited: { noteId: second.id } },
    openItems: [{ text: 'Migration timeline' }],
    promises: [{ who: 'us', dueOn: '2026-11-20', overdue: true }],
  });
  expect(brief.doNext.text).toBe('Send the ROI sheet to Amit Rao, 3 days late.');
  expect(brief.score?.factors.reduce((sum, { points }) => sum + points, 0)).toBe(brief.score?.value);
  expect(brief.notes.map(({ id }) => id)).toEqual([first.id, second.id]);
  expect(brief.people).toMatchObject([
    { name: 'Amit Rao', role: 'CTO', cited: { noteId: second.id } },
    { name: 'Priya Sharma', role: null },
  ]);
  expect(brief.knowledge.find((line) => line.topic === 'who signs')?.state).toBe('unknown');
});

test.each([
  ['behind', '2026-11-21T01:00:00Z', '2026-11-20', false, 'Send the ROI sheet to Amit Rao by 20 Nov.'],
  ['ahead of', '2026-11-20T23:00:00Z', '2026-11-21', true, 'Send the ROI sheet to Amit Rao, 1 day late.'],
])(
  'who is a day %s the zone of scores is told of their own day what is late and what to do, and scores on the team’s',
  async (...[, now, today, isOver, move]) => {
    vi.setSystemTime(new Date(now));
    const frozen = says('budget_doubt', 'Budget frozen', 'pilot agreed', { dueOn: '2026-11-20' });
    const read = readingOf(second, { signals: [...ofSecond.signals, frozen] });
    const brief = await (await brieferOf({}, [ofFirst, read])).brief({ ...request, today }, notes);
    expect(brief).toMatchObject({ asOf: now.slice(0, 10), today, promises: [{ overdue: isOver }] });
    expect(brief.openItems.find(({ text }) => text === 'Budget frozen')?.datePassed).toBe(isOver);
    expect(brief.doNext.text).toBe(move);
  },
);

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

test('what the notes say of a matter is old from the sixty-first day on', async () => {
  const decider = says('decision_maker', 'Amit Rao signs', 'Amit Rao, their CTO');
  const stateOn = async (now: string) => {
    vi.setSystemTime(new Date(now));
    const briefer = await brieferOf({}, [ofFirst, readingOf(second, { signals: [decider] })]);
    const { knowledge } = await briefer.brief(request, notes);
    return knowledge.find(({ topic }) => topic === 'who signs')?.state;
  };
  expect(await stateOn('2027-01-16T09:00:00Z')).toBe('known');
  expect(await stateOn('2027-01-17T09:00:00Z')).toBe('stale');
});

test('what somebody put right is told as that, and not as settled by a note', async () => {
  const state = stateInMemory();
  const briefer = await brieferOf({ state });
  const signal = { noteId: first.id, kind: worry.kind, who: worry.who, quote: worry.quote };
  await createCorrectionStore(state).say({
    ...{ deal: deal.key, signal, says: 'not_true', reason: '', by: 'U1' },
    ...{ day: '2026-11-20', at: '2026-11-20T10:00:00.000Z' },
  });
  const brief = await briefer.brief(request, notes);
  expect(brief.openItems).toEqual([]);
  expect(brief.settled).toEqual([]);
  expect(brief.corrections).toMatchObject([{ says: 'not_true' }]);
});

test('a correction that fits the notes no more is for who made it to look at again, and for no colleague', async () => {
  const state = stateInMemory();
  const briefer = await brieferOf({ state });
  const signal = { noteId: first.id, kind: worry.kind, who: worry.who, quote: 'afraid of the price' };
  await createCorrectionStore(state).say({
    ...{ deal: deal.key, signal, says: 'not_true', reason: '', by: 'U2' },
    ...{ day: '2026-11-20', at: '2026-11-20T10:00:00.000Z' },
  });
  expect((await briefer.brief(request, notes)).unfitting).toEqual([]);
  expect((await briefer.brief({ ...request, asker: 'U2' }, notes)).unfitting).toMatchObject([{ by: 'U2' }]);
});

describe('news since the last brief', () => {
  const last = { day: '2026-11-20', at: '2026-11-20T10:00:00.000Z', score: null };
  const told = async (recent: RecentBriefs, readings: readonly Reading[] = [ofFirst, ofSecond]) => {
    const held = [{ ...second, loggedAt: '2026-11-21T10:00:00.000Z' }, first];
    return newsSince(await (await brieferOf({ held }, readings)).brief(request, held), recent);
  };

  test('is told from the last one of an earlier day, whichever brief of today it is', async () => {
    const today = { ...last, day: '2026-11-23', at: '2026-11-23T08:00:00.000Z' };
    expect(await told({ ...last, before: null })).toMatchObject({ since: '2026-11-20', notes: 1 });
    expect(await told({ ...today, before: last })).toMatchObject({ since: '2026-11-20', notes: 1 });
    expect(await told({ ...today, before: null })).toBeNull();
  });

  test('names a worry that was settled since, and none that came and went since', async () => {
    const quote = 'pilot agreed with 20 seats';
    const of = { noteId: first.id, kind: worry.kind, who: worry.who, quote: worry.quote, text: worry.text };
    const settles = readingOf(second, {
      signals: [says('objection', 'Seats', quote, { over: { how: 'settled', quote } })],
      changes: [{ of, how: 'settled', quote, dueOn: null }],
    });
    expect(await told({ ...last, before: null }, [ofFirst, settles])).toMatchObject({
      opened: [],
      settled: ['Migration timeline'],
    });
  });
});

test('two people of one deal have one score', async () => {
  const briefer = await brieferOf();
  const hers = await briefer.brief(request, notes);
  const his = await briefer.brief({ ...request, prospect: amit.key }, notes);
  expect(his.score).toEqual(hers.score);
  expect(his.notes.map(({ id }) => id)).toEqual([second.id, first.id]);
});

test('a second process with the same state gives the same brief', async () => {
  const state = stateInMemory();
  const before = await (await brieferOf({ state })).brief(request, notes);
  expect(await brieferOn(state).brief(request, notes)).toEqual(before);
});

test('the order in which memory lists the notes of one day changes nothing', async () => {
  const twin = { ...second, id: 'note-twin', text: 'Called again, nothing new to tell.' };
  const held = [twin, second, first];
  const briefer = await brieferOf({ held }, [ofFirst, ofSecond, readingOf(twin)]);
  expect(await briefer.brief(request, [first, second, twin])).toEqual(await briefer.brief(request, held));
});

test('a kept reading of an older form counts as none', async () => {
  const state = stateInMemory();
  const briefer = await brieferOf({ state });
  for (const record of await state.list('kind:reading')) await state.put({ ...record, data: 'old' });
  const brief = await briefer.brief(request, notes);
  expect(brief).toMatchObject({ score: null, openItems: [], promises: [] });
  expect(brief.reading.unread).toEqual(new Set([first.id, second.id]));
});

describe('while notes are not read yet', () => {
  test('nothing is said but the notes, the last contact and that they are unread, and there is no score', async () => {
    const brief = await (await brieferOf({}, [])).brief(request, notes);
    expect(brief).toMatchObject({
      score: null,
      signals: [],
      raises: [],
      confidence: { level: 'low', why: '2 notes are not read yet' },
      doNext: { text: 'Look at the newest note: it is not read yet.' },
      lastContact: { daysAgo: 6 },
    });
    expect(brief.reading.unread.size).toBe(2);
    expect(brief.notes).toHaveLength(2);
  });

  test('with the newest unread what was read before still shows, but no score', async () => {
    const third = note({ day: '2026-11-20', outcome: 'no_answer', text: 'Voice mail.' });
    const briefer = await brieferOf({ held: [third, ...notes] });
    const brief = await briefer.brief(request, [third, ...notes]);
    expect(brief).toMatchObject({ score: null, raises: [], openItems: [{ text: 'Migration timeline' }] });
    expect(brief.reading.unread).toEqual(new Set([third.id]));
    expect(brief.doNext.text).toBe('Look at the newest note: it is not read yet.');
  });

  test('an old note among many that is unread takes no score away, and is counted', async () => {
    const more = ['2026-11-04', '2026-11-05'].map((day) => note({ day, text: 'Nothing new.' }));
    const held = [...notes, ...more];
    const briefer = await brieferOf({ held }, [ofSecond, ...more.map((one) => readingOf(one))]);
    const brief = await briefer.brief(request, held);
    expect(brief.score).not.toBeNull();
    expect(brief.reading.unread).toEqual(new Set([first.id]));
  });

  test('words of a note that are gone prove nothing any more, and what still stands in it does', async () => {
    const state = stateInMemory();
    await brieferOf({ state });
    const edited = { ...second, text: 'Amit Rao, their CTO: pilot agreed with 20 seats.' };
    const brief = await brieferOn(state).brief(request, [edited, first]);
    expect(brief.promises).toEqual([]);
    expect(brief.signals.map(({ kind }) => kind)).toEqual(['objection', 'pilot_agreed', 'person']);
  });
});

test('a reading of a note that this asker cannot see is not shown', async () => {
  const brief = await (await brieferOf()).brief(request, [first]);
  expect(brief).toMatchObject({ openItems: [{ text: 'Migration timeline' }], promises: [], score: null });
  expect(brief.signals).toHaveLength(1);
});

test('one note gives facts and no score', async () => {
  const brief = await (await brieferOf({ held: [first] }, [ofFirst])).brief(request, [first]);
  expect(brief).toMatchObject({ score: null, raises: [], openItems: [{ text: 'Migration timeline' }] });
});

test('where private notes make the score another, what colleagues see is told beside it', async () => {
  const older = note({ day: '2026-10-28', visibility: 'team', text: 'Intro call.' });
  const shared = { ...second, visibility: 'team' as const };
  const held = [shared, first, older];
  const briefer = await brieferOf({ held }, [ofFirst, ofSecond, readingOf(older)]);
  const brief = await briefer.brief(request, held);
  const team = await briefer.brief(request, [shared, older]);
  expect(brief.teamScore?.value).toBe(team.score?.value);
  expect(brief.teamScore?.value).not.toBe(brief.score?.value);
  expect(team.teamScore).toBeNull();
});

test('a brief of a past day tells no score of the team’s, which is of now', async () => {
  const older = note({ day: '2026-10-28', visibility: 'team', text: 'Intro call.' });
  const held = [{ ...second, visibility: 'team' as const }, first, older];
  const briefer = await brieferOf({ held }, [ofFirst, ofSecond, readingOf(older)]);
  const past = await briefer.brief({ ...request, asOf: '2026-11-20' }, held);
  expect([past.isPast, past.score === null, past.teamScore]).toEqual([true, false, null]);
});

test('of two roles that notes give somebody the one told last is theirs', async () => {
  const third = note({ day: '2026-11-20', text: 'Amit is their COO now.' });
  const held = [third, second, first];
  const ofThird = readingOf(third, { signals: [says('person', 'Amit, COO', 'Amit is their COO now')] });
  const brief = await (await brieferOf({ held }, [ofFirst, ofSecond, ofThird])).brief(request, held);
  expect(brief.people.map(({ name, role }) => [name, role])).toContainEqual(['Amit Rao', 'COO']);
});

test('whoever is not of the team is told no score of the team’s, nor what its notes were not held against yet', async () => {
  const older = note({ day: '2026-10-28', visibility: 'team', text: 'Intro call.' });
  const held = [{ ...second, visibility: 'team' as const }, first, older];
  const toldTo = async (isOfTeam: boolean) => {
    const [state, team] = [stateInMemory(), { has: () => isOfTeam }];
    await keepReadings(state, held, [ofSecond]);
    const briefer = await brieferOf({ state, held, team }, [ofFirst, readingOf(older)]);
    const { teamScore, reading } = await briefer.brief(request, held);
    return { hasTeamScore: teamScore !== null, uncompared: reading.uncompared };
  };
  expect(await toldTo(true)).toEqual({ hasTeamScore: true, uncompared: 1 });
  expect(await toldTo(false)).toEqual({ hasTeamScore: false, uncompared: 0 });
});

test('a brief is not given with what was put right counted again, while memory does not tell of it', async () => {
  const { list, ...rest } = stateInMemory();
  const away = new UpstreamError({ service: 'hindsight', kind: 'network', operation: 'list' });
  const silent: StateBank['list'] = (tags) =>
    [tags].flat().join().startsWith('ruling:') ? Promise.reject(away) : list(tags);
  const briefer = await brieferOf({ state: { ...rest, list: silent } });
  await expect(briefer.brief(request, notes)).rejects.toBe(away);
  await expect(briefer.gain(request, second.id)).rejects.toBe(away);
});

test('a brief that memory holds no readings for rejects rather than call all of it unread', async () => {
  const away = new UpstreamError({ service: 'hindsight', kind: 'network', operation: 'list' });
  const state = { ...stateInMemory(), list: () => Promise.reject(away) };
  await expect(brieferOn(state).brief(request, notes)).rejects.toBe(away);
});

describe('the model’s own sentences', () => {
  const citedBy = { noteId: second.id, day: second.day, quote: sheet.quote };
  const words: Words = {
    openWith: { ...citedBy, text: 'About the ROI sheet.' },
    recommendation: [
      { ...citedBy, text: 'Send the sheet.' },
      { noteId: first.id, day: first.day, quote: worry.quote, text: 'Ask what worries her.' },
    ],
    changed: [],
    tone: { noteId: first.id, day: first.day, quote: worry.quote, text: 'Nervous.' },
  };

  test('stand on the card where there are some, and on no card of a past day', async () => {
    const briefer = await brieferOf({ words });
    const brief = await briefer.brief(request, notes);
    expect(brief).toMatchObject({ openWith: words.openWith, tone: words.tone, changed: [] });
    const past = await briefer.brief({ ...request, asOf: '2026-11-18' }, notes);
    expect(past).toMatchObject({ openWith: null, tone: null, recommendation: [], changed: [] });
  });

  test('a sentence of the model that rests on words put right since is not shown again', async () => {
    const state = stateInMemory();
    const briefer = await brieferOf({ state, words });
    await createCorrectionStore(state).say({
      deal: deal.key,
      signal: { noteId: second.id, kind: 'promise', who: 'us', quote: sheet.quote },
      ...{ says: 'done', reason: '', by: 'U1', day: '2026-11-23', at: '2026-11-23T08:00:00.000Z' },
    });
    const brief = await briefer.brief(request, notes);
    expect(brief.promises).toEqual([]);
    expect(brief.openWith).toBeNull();
    expect(brief.recommendation.map(({ text }) => text)).toEqual(['Ask what worries her.']);
    expect(brief.tone).toEqual(words.tone);
    expect(brief.doNext.text).toBe('Settle this with Priya Sharma: Migration timeline.');
  });
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

test('a note dated tomorrow by an eastern colleague counts today', async () => {
  const ahead = note({ day: '2026-11-24', text: 'She is nervous about the migration timeline.' });
  const briefer = await brieferOf({ held: [ahead, first] }, []);
  expect((await briefer.brief(request, [ahead, first])).asOf).toBe('2026-11-24');
});
