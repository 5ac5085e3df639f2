import { expect, test } from 'vitest';
import { refOf } from '../../src/brief/signals/reading.ts';
import type { Signal } from '../../src/brief/signals/signal.ts';
import { whyAbove } from '../../src/digest/bucket.ts';
import { createOwners, sleepsUntil } from '../../src/digest/deal-flags.ts';
import { linesOf, type Week } from '../../src/digest/week.ts';
import { dealHash } from '../../src/memory/identity/keys.ts';
import type { Note } from '../../src/memory/note.ts';
import { stateInMemory } from '../brief/memory-stand-in.ts';
import { signal } from '../brief/support.ts';
import { dealNamed, monday, noteOn, readerOver, today } from './support.ts';

/** A week in which the notes say just this. */
const weekWith = (notes: readonly Note[], signals: readonly Signal[], at = monday): Promise<Week> =>
  readerOver({ notes, signals, now: () => at }).weekOf(at);

function raised(kind: string, day: string, more: Partial<Signal> = {}): Signal {
  const cited = { noteId: `note-acme-${day}`, day, quote: 'She is nervous about the migration' };
  return signal(kind, day, { raisedBy: { ...cited, dueOn: more.dueOn ?? null }, ...more });
}

const two = (company: string, last: string) => [noteOn(company, '2026-11-10'), noteOn(company, last)];

test.each([
  ['an agreed silence ahead', 'agreed_silence', today, 'on_track', 'pause agreed until 23 Nov'],
  ['an agreed silence that ended yesterday', 'agreed_silence', '2026-11-22', 'this_week', 'no step agreed'],
  ['a dated step ahead', 'next_step', '2026-12-02', 'on_track', 'next step on 2 Dec'],
] as const)('%s decides the bucket', async (...[, kind, dueOn, bucket, why]) => {
  const week = await weekWith(two('Acme', '2026-11-17'), [raised(kind, '2026-11-17', { dueOn })]);
  expect(linesOf(week)).toMatchObject([{ bucket, why }]);
});

test('a promise of ours that is overdue comes before everything, a step ahead too', async () => {
  const promise = raised('promise', '2026-11-17', {
    who: 'us',
    text: 'ROI sheet',
    dueOn: '2026-11-20',
  });
  const week = await weekWith(two('Acme', '2026-11-17'), [promise]);
  expect(week.now).toMatchObject([
    { why: 'a promise of yours is 3 days late', next: { cited: { noteId: 'note-acme-2026-11-17' } } },
  ]);
  const step = raised('next_step', '2026-11-17', { dueOn: '2026-12-02' });
  expect((await weekWith(two('Acme', '2026-11-17'), [promise, step])).now).toHaveLength(1);
});

test('a call without answer is now once nobody has called back for five days', async () => {
  const notes = [noteOn('Acme', '2026-11-16'), noteOn('Acme', '2026-11-18', { outcome: 'no_answer' })];
  expect((await readerOver({ notes }).weekOf()).now).toMatchObject([
    { why: 'no answer for 5 days', reason: { text: 'No answer for 5 days.', cited: { day: '2026-11-18' } } },
  ]);
  const sooner = [noteOn('Acme', '2026-11-16'), noteOn('Acme', '2026-11-19', { outcome: 'no_answer' })];
  expect((await readerOver({ notes: sooner }).weekOf()).thisWeek).toHaveLength(1);
  const reached = [...notes, noteOn('Acme', '2026-11-19')];
  expect((await readerOver({ notes: reached }).weekOf()).thisWeek).toHaveLength(1);
});

test('two weeks without a note are told as that, never as silence of theirs', async () => {
  const week = await readerOver({ notes: [noteOn('Acme', '2026-11-09')] }).weekOf();
  expect(week.now).toMatchObject([{ why: 'nothing logged for 14 days', score: null }]);
  expect(JSON.stringify(week)).not.toContain('no answer');
  const inTime = await readerOver({ notes: [noteOn('Acme', '2026-11-10')] }).weekOf();
  expect(inTime.thisWeek).toHaveLength(1);
});

test('a pause agreed long ago wakes its deal the day after its date', async () => {
  const notes = [noteOn('Acme', '2026-09-01'), noteOn('Acme', '2026-09-10')];
  const pause = raised('agreed_silence', '2026-09-10', { dueOn: today });
  expect((await weekWith(notes, [pause])).onTrack).toHaveLength(1);
  const dayAfter = await weekWith(notes, [pause], new Date('2026-11-24T08:00:00Z'));
  expect(dayAfter.now).toMatchObject([{ rule: { kind: 'not_logged', pauseEnd: today } }]);
  expect(dayAfter.changes).toMatchObject([{ kind: 'pause_ended', day: today }]);
});

test('that a pause is over is told by the next week of any day, and by none after it', async () => {
  const notes = [noteOn('Acme', '2026-09-01'), noteOn('Acme', '2026-09-10')];
  const pause = raised('agreed_silence', '2026-09-10', { dueOn: today });
  const told = async (day: string) =>
    (await weekWith(notes, [pause], new Date(`${day}T08:00:00Z`))).changes.map(({ kind }) => kind);
  expect(await told('2026-11-30')).toEqual(['pause_ended']);
  expect(await told('2026-12-01')).toEqual([]);
});

test('a holiday is no silence', async () => {
  const over = readerOver({ notes: [noteOn('Acme', '2026-11-05')] });
  const away = {
    rep: 'U1',
    zone: 'UTC',
    at: monday,
    holidays: [{ from: '2026-11-09', until: '2026-11-20' }],
  };
  expect((await over.reader.weekOf(away)).thisWeek).toHaveLength(1);
  expect((await over.weekOf()).now).toMatchObject([{ why: 'nothing logged for 18 days' }]);
});

test('won and lost deals leave the week, are counted apart, and a later step brings them back', async () => {
  const notes = [
    noteOn('Acme', '2026-11-18', { outcome: 'won' }),
    noteOn('Bolt', '2026-10-01', { outcome: 'lost' }),
    noteOn('Core', '2026-11-10', { outcome: 'lost' }),
    noteOn('Core', '2026-11-19', { outcome: 'next_step' }),
  ];
  const week = await readerOver({ notes }).weekOf();
  expect(week.closed.map(({ deal, outcome }) => [deal.company, outcome])).toEqual([
    ['Acme', 'won'],
    ['Bolt', 'lost'],
  ]);
  expect(week.coverage).toMatchObject({ open: 1, closed: 2, closedLastWeek: 1 });
  expect(week.changes).toMatchObject([{ kind: 'won' }, { kind: 'reopened', day: '2026-11-19' }]);
});

test('a won deal with something owed stands in the week, is not counted as open, and is told as won', async () => {
  const notes = [
    noteOn('Acme', '2026-11-02'),
    noteOn('Acme', '2026-11-18', { outcome: 'won' }),
    noteOn('Bolt', '2026-11-18'),
  ];
  const plan = raised('promise', '2026-11-18', { who: 'us', text: 'Plan', dueOn: '2026-11-25' });
  const week = await weekWith(notes, [plan]);
  expect(linesOf(week).map(({ deal }) => deal.company)).toContain('Acme');
  expect(week.coverage).toMatchObject({ open: 1, wonOwed: 1, considered: 2, closed: 0, closedLastWeek: 1 });
  expect(week.changes).toContainEqual(expect.objectContaining({ kind: 'won', day: '2026-11-18' }));
});

test('of a deal that is new this week what became of it since is told too, and of an older one that it is open again', async () => {
  const notes = [
    noteOn('Acme', '2026-11-17', { outcome: 'lost' }),
    noteOn('Acme', '2026-11-18', { outcome: 'reopened' }),
    noteOn('Acme', '2026-11-19'),
    noteOn('Bolt', '2026-10-01', { outcome: 'lost' }),
    noteOn('Bolt', '2026-11-18', { outcome: 'reopened' }),
  ];
  const setback = raised('setback', '2026-11-19', { text: 'Champion leaves' });
  const { changes } = await weekWith(notes, [setback]);
  expect(changes).toMatchObject([
    {
      kind: 'new',
      day: '2026-11-17',
      also: [
        { kind: 'reopened', day: '2026-11-18' },
        { kind: 'setback', day: '2026-11-19', text: 'Champion leaves' },
      ],
    },
    { kind: 'reopened', day: '2026-11-18' },
  ]);
});

test('a rep’s deals are those with a note of theirs, with what colleagues share on them, less those handed over', async () => {
  const notes = [
    noteOn('Acme', '2026-11-16'),
    noteOn('Acme', '2026-11-18', { author: 'U2', visibility: 'team' }),
    noteOn('Acme', '2026-11-19', { author: 'U2' }),
    noteOn('Bolt', '2026-11-18', { author: 'U2', visibility: 'team' }),
    noteOn('Core', '2026-11-18'),
  ];
  const over = readerOver({ notes });
  const deal = dealHash(dealNamed('Core').key);
  await createOwners(over.state).set({ rep: 'U1', deal, holds: false, at: '2026-11-20T08:00:00.000Z' });
  const lines = linesOf(await over.weekOf());
  expect(lines.map(({ deal, noteCount, privateCount }) => [deal.company, noteCount, privateCount])).toEqual([
    ['Acme', 2, 1],
  ]);
});

test('a snoozed deal is on track up to its day and back on it', async () => {
  const over = readerOver({ notes: [noteOn('Acme', '2026-11-01')] });
  await over.flags.snooze('U1', dealNamed('Acme'), '2026-11-26');
  const week = await over.weekOf();
  expect(week).toMatchObject({ isAllClear: true, nextDate: null });
  expect(week.onTrack).toMatchObject([{ why: 'snoozed until 26 Nov' }]);
  expect(week.coverage).toMatchObject({ onTrack: 1, snoozed: 1 });
  expect((await over.weekOf(new Date('2026-11-25T08:00:00Z'))).now).toHaveLength(0);
  expect((await over.weekOf(new Date('2026-11-26T08:00:00Z'))).now).toHaveLength(1);
  await over.flags.snooze('U1', dealNamed('Acme'), null);
  expect((await over.weekOf()).now).toHaveLength(1);
});

test('what is logged after a deal was put to sleep wakes it', async () => {
  const later = new Date(monday.getTime() + 3_600_000).toISOString();
  const notes = [noteOn('Acme', '2026-11-01'), noteOn('Bolt', '2026-11-01')];
  const over = readerOver({ notes: [...notes, noteOn('Acme', '2026-11-23', { loggedAt: later })] });
  for (const company of ['Acme', 'Bolt']) await over.flags.snooze('U1', dealNamed(company), '2026-11-26');
  const week = await over.weekOf();
  expect(linesOf(week).map(({ deal, rule }) => [deal.company, rule.kind])).toEqual([
    ['Acme', 'open'],
    ['Bolt', 'snoozed'],
  ]);
});

test('promises of both sides show with their day, and one that is kept is gone', async () => {
  const day = '2026-11-18';
  const ours = raised('promise', day, { who: 'us', text: 'ROI sheet', dueOn: '2026-11-20' });
  const theirs = raised('promise', '2026-11-10', { text: 'Intro to IT', dueOn: '2026-11-25' });
  const later = raised('promise', '2026-11-10', { text: 'Contract', dueOn: '2026-12-25' });
  const over = readerOver({ notes: two('Acme', day), signals: [ours, theirs, later] });

  const week = await over.weekOf();
  expect(week.promises.map(({ who, text, dueOn, overdue }) => [who, text, dueOn, overdue])).toEqual([
    ['us', 'ROI sheet', '2026-11-20', true],
    ['them', 'Intro to IT', '2026-11-25', false],
  ]);
  expect(week.now).toMatchObject([{ owed: [{ text: 'ROI sheet' }] }]);

  const { id } = await over.corrections.say({
    deal: dealNamed('Acme').key,
    signal: refOf(ours),
    says: 'done',
    reason: '',
    by: 'U2',
    day: today,
    at: `${today}T08:00:00.000Z`,
  });
  const after = await over.weekOf();
  expect(after.promises.map(({ text }) => text)).toEqual(['Intro to IT']);
  expect(after.thisWeek).toHaveLength(1);
  await over.corrections.takeBack(id);
  expect((await over.weekOf()).now).toHaveLength(1);
});

test('while memory does not tell what people put right, no deal is shown with it counted again: each is listed as not read', async () => {
  const { list, ...rest } = stateInMemory();
  const away = new Error('memory is down');
  const silent: typeof list = (tags) =>
    [tags].flat().join().startsWith('ruling:') ? Promise.reject(away) : list(tags);
  const over = readerOver({ notes: two('Acme', '2026-11-18'), state: { ...rest, list: silent } });
  expect((await over.weekOf()).coverage).toMatchObject({ open: 1, considered: 0, unread: 1 });
  expect(over.errors).toContain(away);
});

test('the score is the brief’s, with the brief’s own trend', async () => {
  const pilot = raised('pilot_agreed', '2026-11-18');
  const notes = ['2026-11-10', '2026-11-12', '2026-11-18'].map((day) => noteOn('Acme', day));
  const week = await weekWith(notes, [pilot]);
  expect(linesOf(week)).toMatchObject([
    { score: { value: 49, band: 'Engaged', momentum: 31, momentumDays: 7 } },
  ]);
  expect(week.changes).toMatchObject([{ kind: 'up', points: 31, inDays: 7 }]);
});

test('deals that can not be read are listed as such, and the others are told', async () => {
  const notes = Array.from({ length: 45 }, (_, index) => noteOn(`Firm${index}`, '2026-11-18'));
  const texts = async (headers: readonly { id: string }[]) => {
    if (headers.some(({ id }) => id.startsWith('note-firm0-'))) throw new Error('memory is down');
    return notes.filter((one) => headers.some(({ id }) => id === one.id));
  };
  const { weekOf, errors } = readerOver({ notes, memory: { texts } });
  const week = await weekOf();
  expect(week.coverage).toMatchObject({ open: 45, considered: 5, unread: 40 });
  expect(week.unread[0]).toMatchObject({
    prospect: { name: expect.stringContaining('Firm') },
    lastDay: '2026-11-18',
  });
  expect(week.isAllClear).toBe(false);
  expect(errors.length).toBeGreaterThan(0);
});

test('a deal whose newest note or more than a third is unread is listed apart, with no bucket and no score', async () => {
  const days = ['2026-11-10', '2026-11-12', '2026-11-16', '2026-11-18'];
  const notes = days.map((day) => noteOn('Acme', day));
  const idOf = (day: string) => `note-acme-${day}`;
  const newest = await readerOver({ notes, unread: [idOf('2026-11-18')] }).weekOf();
  expect(newest).toMatchObject({ isAllClear: false, coverage: { open: 1, considered: 0, unread: 1 } });
  expect(newest.unread).toMatchObject([
    { deal: { company: 'Acme' }, outcome: 'spoke', lastDay: '2026-11-18' },
  ]);
  const half = await readerOver({ notes, unread: days.slice(0, 2).map(idOf) }).weekOf();
  expect(half.coverage).toMatchObject({ considered: 0, unread: 1 });
  const one = await readerOver({ notes, unread: [idOf('2026-11-10')] }).weekOf();
  expect(linesOf(one)).toMatchObject([{ unreadCount: 1, noteCount: 4 }]);
});

test('a rep without notes has an empty week that is all clear', async () => {
  expect(await readerOver({ notes: [] }).weekOf()).toMatchObject({
    isAllClear: true,
    coverage: { open: 0, considered: 0, now: 0, thisWeek: 0, onTrack: 0, closed: 0 },
    wording: { kind: 'all', calls: 0 },
  });
});

test('why one deal is above another is told with a note of each, whichever way it is asked', async () => {
  const notes = [noteOn('Acme', '2026-11-18'), noteOn('Bolt', '2026-11-01')];
  const week = await readerOver({ notes }).weekOf();
  const [acme, bolt] = [dealNamed('Acme').key, dealNamed('Bolt').key];
  const answer = whyAbove(week, acme, bolt);
  expect(answer).toEqual(whyAbove(week, bolt, acme));
  expect(answer).toMatchObject({
    text: 'Ann Bolt needs attention now: nothing logged for 22 days. Ann Acme is for this week: no step agreed.',
    deals: [bolt, acme],
    cited: [{ noteId: 'note-bolt-2026-11-01' }, { noteId: 'note-acme-2026-11-18' }],
  });
  expect([whyAbove(week, acme, acme), whyAbove(week, acme, 'deal-none')]).toEqual([null, null]);
});

test('a deal in commit is told with what its notes do not carry, until it is won', async () => {
  const worry = raised('objection', '2026-11-17', { text: 'Migration timeline' });
  const given = { notes: two('Acme', '2026-11-17'), signals: [worry], state: stateInMemory() };
  const { weekOf: read, commits } = readerOver(given);
  expect((await read()).commits).toEqual([]);
  await commits.say('U1', dealNamed('Acme'), true);
  const [counted] = (await read()).commits;
  expect(counted?.commit.doubts.map(({ text }) => text)).toEqual([
    'nobody who signs was heard',
    'no budget confirmed',
    'no closing date',
    'open: Migration timeline',
  ]);
  const won = [...given.notes, noteOn('Acme', '2026-11-20', { outcome: 'won' })];
  expect((await readerOver({ ...given, notes: won }).weekOf()).commits).toEqual([]);
});

test('silence speaks against a deal in commit from the eleventh day on', async () => {
  const doubtsAfter = async (last: string) => {
    const { weekOf: read, commits } = readerOver({ notes: two('Acme', last) });
    await commits.say('U1', dealNamed('Acme'), true);
    return (await read()).commits[0]?.commit.doubts.map(({ text }) => text) ?? [];
  };
  expect((await doubtsAfter('2026-11-13')).join()).not.toContain('no contact');
  expect(await doubtsAfter('2026-11-12')).toContain('no contact for 11 days');
});

test('a colleague’s commit is told where they share a note on the deal, what is missing only where all is read', async () => {
  const told = async (visibility: 'team' | 'private', unread: readonly string[] = []) => {
    const theirs = noteOn('Acme', '2026-11-16', { author: 'U2', visibility });
    const { weekOf: read, commits } = readerOver({ notes: [theirs, noteOn('Acme', '2026-11-18')], unread });
    await commits.say('U2', dealNamed('Acme'), true);
    return (await read()).commits.map(({ commit }) => [commit.by, commit.doubts.map(({ text }) => text)]);
  };
  const missing = ['nobody who signs was heard', 'no budget confirmed', 'no closing date'];
  expect(await told('team')).toEqual([[['U2'], missing]]);
  expect(await told('private')).toEqual([]);
  expect(await told('team', ['note-acme-2026-11-16'])).toEqual([[['U2'], ['1 note not read yet']]]);
});

test('a move of the score of eight points is told, and none of four', async () => {
  const amit = { key: 'amit-rao', name: 'Amit Rao', company: 'Acme' };
  const before = ['2026-11-10', '2026-11-12'].map((day) => noteOn('Acme', day));
  const champion = raised('champion', '2026-11-18');
  const movesWith = async (last: Note, signals: readonly Signal[]) =>
    (await weekWith([...before, last], signals)).changes.map(({ kind, points }) => [kind, points]);
  const amitCalled = noteOn('Acme', '2026-11-18', { prospects: [amit] });
  expect(await movesWith(amitCalled, [champion])).toEqual([['up', 8]]);
  expect(await movesWith(noteOn('Acme', '2026-11-18'), [champion])).toEqual([]);
});

test('of promises those of the next seven days are told, today the first of them', async () => {
  const promised = (text: string, dueOn: string) =>
    raised('promise', '2026-11-18', { who: 'us', text, dueOn });
  const promises = [promised('ROI sheet', '2026-11-29'), promised('Contract', '2026-11-30')];
  const week = await weekWith(two('Acme', '2026-11-18'), promises);
  expect(week.promises.map((one) => one.dueOn)).toEqual(['2026-11-29']);
});

test('a promise of the week is to whom it was made, also once somebody else of the deal was called', async () => {
  const other = { key: 'person-bo', name: 'Bo Acme', company: 'Acme' };
  const notes = [noteOn('Acme', '2026-11-10'), noteOn('Acme', '2026-11-18', { prospects: [other] })];
  const promise = raised('promise', '2026-11-10', { who: 'us', text: 'ROI sheet', dueOn: '2026-11-25' });
  const week = await weekWith(notes, [promise]);
  expect(linesOf(week).map(({ prospect }) => prospect.name)).toEqual(['Bo Acme']);
  expect(week.promises.map(({ prospect }) => prospect.name)).toEqual(['Ann Acme']);
});

test('what ended by this hour seven days ago was last week’s, what was logged later that day is this one’s', async () => {
  const endedAt = async (loggedAt: string) => {
    const ending = noteOn('Acme', loggedAt.slice(0, 10), { outcome: 'lost', loggedAt });
    const week = await readerOver({ notes: [ending] }).weekOf();
    return [week.coverage.closedLastWeek, week.changes.map(({ kind }) => kind)];
  };
  expect(await endedAt('2026-11-16T08:00:00.000Z')).toEqual([0, []]);
  expect(await endedAt('2026-11-16T08:00:00.001Z')).toEqual([1, ['lost']]);
  expect(await endedAt('2026-11-17T07:00:00.000Z')).toEqual([1, ['lost']]);
});

test('a deal that began later on the day of the last week is new in this one, and what became of it is told', async () => {
  const begun = noteOn('Acme', '2026-11-16', { loggedAt: '2026-11-16T18:30:00.000Z' });
  const setback = raised('setback', '2026-11-18', { text: 'Champion leaves' });
  const { changes } = await weekWith([begun, noteOn('Acme', '2026-11-18')], [setback]);
  expect(changes).toMatchObject([{ kind: 'new', day: '2026-11-16', also: [{ text: 'Champion leaves' }] }]);
});

test('a lost deal whose newest note asks to open it again is in the week, and not counted as open', async () => {
  const notes = [
    noteOn('Acme', '2026-11-05', { outcome: 'lost' }),
    noteOn('Acme', '2026-11-19', { text: 'She called. They want a trial by 1 December.' }),
    noteOn('Bolt', '2026-11-05', { outcome: 'lost' }),
    noteOn('Bolt', '2026-11-19', { text: 'Wished her well.' }),
  ];
  const asks = signal('buyer_request', '2026-11-19', {
    raisedBy: {
      ...{ noteId: 'note-acme-2026-11-19', day: '2026-11-19', quote: 'They want a trial by 1 December' },
      dueOn: '2026-12-01',
    },
    dueOn: '2026-12-01',
  });
  const week = await weekWith(notes, [asks]);
  expect(week.now.map(({ deal, why }) => [deal.company, why])).toEqual([
    ['Acme', 'the newest note says: reopened?'],
  ]);
  expect(week.closed.map(({ deal }) => deal.company)).toEqual(['Bolt']);
  expect(week.coverage).toMatchObject({ open: 0, lostAsked: 1, considered: 1, closed: 1 });
});

test('of several deals that became one the longest snooze holds', async () => {
  const over = readerOver({ notes: [noteOn('Acme', '2026-11-01')] });
  const deal = { ...dealNamed('Acme'), joined: ['deal-old'] };
  await over.flags.snooze('U1', { key: 'deal-old' }, '2026-12-10');
  await over.flags.snooze('U1', dealNamed('Acme'), '2026-11-26');
  const flags = await over.flags.read('U1');
  expect(sleepsUntil(deal, flags, '2026-11-01T12:00:00.000Z')).toBe('2026-12-10');
  // Put to sleep in the moment of the newest note, it sleeps; only what is logged later wakes it.
  expect(sleepsUntil(deal, flags, monday.toISOString())).toBe('2026-12-10');
  expect(sleepsUntil(deal, flags, new Date(monday.getTime() + 1).toISOString())).toBeNull();
});

test('a deal that is woken is awake under every key that it had', async () => {
  const over = readerOver({ notes: [noteOn('Acme', '2026-11-01')] });
  const deal = { ...dealNamed('Acme'), joined: ['deal-old'] };
  await over.flags.snooze('U1', { key: 'deal-old' }, '2026-12-10');
  await over.flags.snooze('U1', deal, null);
  expect(sleepsUntil(deal, await over.flags.read('U1'), '2026-11-01T12:00:00.000Z')).toBeNull();
});

test('of a deal that nobody has read yet the newest call is told, and a remark after it is none', async () => {
  const notes = [noteOn('Acme', '2026-11-10'), noteOn('Acme', '2026-11-17', { outcome: 'note' })];
  const week = await readerOver({ notes, unread: notes.map(({ id }) => id) }).weekOf();
  expect(week.unread).toMatchObject([{ lastDay: '2026-11-10', outcome: 'spoke' }]);
});

test('what the first note of a deal tells is not told again as what became of it since', async () => {
  const { changes } = await weekWith(two('Acme', '2026-11-20').slice(1), [raised('setback', '2026-11-20')]);
  expect(changes).toEqual([expect.not.objectContaining({ also: expect.anything() })]);
});
