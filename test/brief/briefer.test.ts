import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createCorrectionStore } from '../../src/brief/corrections/correction-store.ts';
import { createLastBriefs, newsSince, type RecentBriefs } from '../../src/brief/last-brief.ts';
import type { Reading } from '../../src/brief/signals/reading.ts';
import type { Words } from '../../src/brief/words/words.ts';
import { UpstreamError } from '../../src/errors.ts';
import type { StateBank } from '../../src/memory/memory.ts';
import {
  amit,
  brieferOf,
  brieferOn,
  first,
  notes,
  ofFirst,
  ofSecond,
  request,
  says,
  second,
  sheet,
  worry,
} from './briefed.ts';
import { keepReadings, readingOf } from './by-hand.ts';
import { stateInMemory } from './memory-stand-in.ts';
import { deal, note, priya } from './support.ts';

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

  test('is told from the same earlier day at every look of a day, as often as somebody looks', async () => {
    const held = [{ ...second, loggedAt: '2026-11-21T10:00:00.000Z' }, first];
    const briefer = await brieferOf({ held });
    const lastBriefs = createLastBriefs({ state: stateInMemory(), now: () => new Date() });
    const look = async (at: string) => {
      vi.setSystemTime(at);
      const brief = await briefer.brief(request, held);
      const news = newsSince(brief, await lastBriefs.of(request.asker, request.deal));
      await lastBriefs.shown(brief);
      return news?.since ?? null;
    };
    expect(await look('2026-11-20T10:00:00Z')).toBeNull();
    const today = ['2026-11-23T08:00:00Z', '2026-11-23T09:00:00Z', '2026-11-23T10:00:00Z'];
    for (const at of today) expect(await look(at)).toBe('2026-11-20');
  });

  test('counts what colleagues put right since, and nothing that the asker did or that was known then', async () => {
    const state = stateInMemory();
    const store = createCorrectionStore(state);
    const signal = { noteId: first.id, kind: worry.kind, who: worry.who, quote: worry.quote };
    const say = (by: string, at: string) =>
      store.say({
        ...{ deal: deal.key, signal, says: 'not_true', reason: 'She saw the plan.' },
        ...{ by, day: at.slice(0, 10), at },
      });
    const known = { ...last, before: null };
    const look = async (asker: string) =>
      newsSince(await (await brieferOf({ state })).brief({ ...request, asker }, notes), known);
    await say('U9', '2026-11-20T09:00:00.000Z');
    expect(await look('U1')).toBeNull();
    await say('U2', '2026-11-20T11:00:00.000Z');
    expect(await look('U2')).toBeNull();
    expect(await look('U1')).toMatchObject({ notes: 0, corrections: 1 });
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

test('a note dated tomorrow by an eastern colleague counts today', async () => {
  const ahead = note({ day: '2026-11-24', text: 'She is nervous about the migration timeline.' });
  const briefer = await brieferOf({ held: [ahead, first] }, []);
  expect((await briefer.brief(request, [ahead, first])).asOf).toBe('2026-11-24');
});
