import { expect, test } from 'vitest';
import { amountOf } from '../../src/brief/pipeline/deal-money.ts';
import { closingDates, closingIn } from '../../src/brief/pipeline/figures.ts';
import { groupsOf } from '../../src/brief/pipeline/groups.ts';
import { createPipelines, pipelineLine } from '../../src/brief/pipeline/pipeline.ts';
import { pipelineCsv } from '../../src/brief/pipeline/pipeline-csv.ts';
import { score } from '../../src/brief/score/score.ts';
import { refOf } from '../../src/brief/signals/reading.ts';
import type { Correction, Signal } from '../../src/brief/signals/signal.ts';
import { dealHash } from '../../src/memory/identity/keys.ts';
import { byNewestCall, type Note } from '../../src/memory/note.ts';
import { addDays } from '../../src/util/calendar.ts';
import { dealsOver, historyWith, readingOf, readingsFor } from './by-hand.ts';
import { memoryOf } from './memory-stand-in.ts';
import { pipelinesOver, written } from './pipeline-facts.ts';
import { ended, note, rubric, signal } from './support.ts';

const asOf = '2026-11-23';
const now = () => new Date(`${asOf}T12:00:00Z`);

/** The line of a deal of which this was read; null where nothing was. */
async function lineOf(
  notes: readonly Note[],
  signals: readonly Signal[] | null,
  said: readonly Correction[] = [],
) {
  const readings = signals ? readingsFor(notes, signals) : [];
  const deals = dealsOver({ readings, corrections: { on: async () => said }, now });
  const [line] = pipelineLine(await deals.of(notes.toSorted(byNewestCall)), rubric);
  if (!line) throw new RangeError('a line needs a note');
  return line;
}

const quoting = (one: Signal, quote: string): Signal => ({ ...one, raisedBy: { ...one.raisedBy, quote } });

const older = note({ day: '2026-11-02' });
const newer = note({ day: '2026-11-20', outcome: 'next_step' });

test('a deal that was read has the score of its card, its competitors and its open objections', async () => {
  const signals = [
    signal('competitor', older.day, { text: 'Notewright' }),
    signal('objection', older.day, { text: 'Migration' }),
    ended(signal('objection', older.day, { text: 'Price' }), newer.day, 'settled'),
  ];
  const line = await lineOf([older, newer], signals);
  const { value, band } = score(historyWith(signals, [older, newer]), rubric, asOf);
  expect(line).toMatchObject({
    reading: 'read',
    score: { value, band },
    competitors: ['Notewright'],
    objections: ['Migration'],
    outcome: 'next_step',
    lastDay: newer.day,
    silentDays: 3,
    state: 'open',
  });
  expect(line.changes).toContain('settled');
  expect(line.changes).not.toContain('raised');
});

test('an objection that somebody put right is neither open nor settled', async () => {
  const signals = [signal('objection', newer.day, { text: 'Migration' })];
  const corrections = signals.map((one) => ({
    ...{ id: 'ruling-1', deal: 'd', signal: refOf(one), says: 'not_true', reason: 'said so', by: 'U1' },
    ...{ day: asOf, at: `${asOf}T08:00:00.000Z` },
  })) satisfies Correction[];
  const notes = [newer, older];
  const line = await lineOf(notes, signals, corrections);
  expect(line).toMatchObject({
    objections: [],
    score: { value: score(historyWith([], notes), rubric, asOf).value },
  });
  expect(line.changes).not.toContain('settled');
  expect(line.changes).not.toContain('raised');
});

test('a pipeline is not shown with what was put right counted again, while memory does not tell of it', async () => {
  const away = new Error('memory is down');
  const notes = [older, newer];
  const roster = { headers: async () => notes };
  const deals = dealsOver({ corrections: { on: () => Promise.reject(away) } });
  const pipelines = createPipelines({
    memory: memoryOf(notes),
    roster,
    deals,
    holders: async () => new Map(),
    commits: { all: async () => new Map() },
  });
  await expect(pipelines.read('U1')).rejects.toBe(away);
});

test('a deal that was not read still has its last call, its silence and its state', async () => {
  const line = await lineOf([older, note({ day: '2026-11-20', outcome: 'no_answer' })], null);
  expect(line).toMatchObject({ reading: 'unread', score: null, silentDays: 21, outcome: 'no_answer' });
  expect(line.changes).toEqual([]);
});

test('a remark to oneself is no call', async () => {
  const remark = note({ day: '2026-11-22', outcome: 'note' });
  expect(await lineOf([newer, remark], null)).toMatchObject({ outcome: 'next_step', lastDay: newer.day });
});

test('an agreed silence keeps a read deal from counting as silent', async () => {
  const pause = signal('agreed_silence', older.day, { dueOn: '2026-12-07' });
  expect(await lineOf([older, note({ day: '2026-11-03' })], [pause])).toMatchObject({
    silentDays: 20,
    quietUntil: pause.dueOn,
  });
});

test.each(['won', 'lost'] as const)('a deal that was %s is closed', async (outcome) => {
  const closing = note({ day: '2026-11-18', outcome });
  expect(await lineOf([older, closing], [])).toMatchObject({
    state: outcome,
    changes: expect.arrayContaining([outcome]),
  });
});

test('a next step opens a lost deal again, and leaves a won one won', async () => {
  const closed = (outcome: Note['outcome']) =>
    lineOf([older, note({ day: '2026-11-18', outcome }), newer], []);
  expect((await closed('lost')).state).toBe('open');
  expect((await closed('won')).state).toBe('won');
});

test('a deal whose first note is of this week is new, and one of a single note has no score', async () => {
  const line = await lineOf([newer], []);
  expect(line.changes).toEqual(['new']);
  expect(line.score).toBeNull();
});

test('a pilot agreed this week moves the score up', async () => {
  const line = await lineOf([older, note({ day: '2026-11-05' }), newer], [signal('pilot_agreed', newer.day)]);
  expect(line.changes).toContain('up');
});

test('an amount that is still being checked is not counted, and the one before it is', () => {
  const amount = quoting(signal('amount', older.day, { who: 'us' }), '12k EUR');
  const newest = signal('amount', newer.day, { who: 'us', isBeingChecked: true });
  const signals = [amount, quoting(newest, '90k EUR')];
  const known = { notes: [older, newer], signals, readIds: new Set<string>() };
  expect(amountOf(known)?.counted).toEqual({ value: 12_000, currency: 'EUR' });
});

test('an amount without a currency takes that of one said before it, and of none said after it', () => {
  const countedOf = (signals: readonly Signal[]) => amountOf({ signals })?.counted;
  const amount = (day: string, quote: string) => quoting(signal('amount', day), quote);
  const inEuro = { value: 48_000, currency: 'EUR' };
  const inDollars = [amount(older.day, '12k EUR'), amount('2026-11-10', '14k USD')];
  expect(countedOf([...inDollars, amount(newer.day, '48k')])).toEqual({ value: 48_000, currency: 'USD' });
  const checked = { ...amount(newer.day, '90k USD'), isBeingChecked: true };
  expect(countedOf([amount(older.day, '12k EUR'), amount(newer.day, '48k')])).toEqual(inEuro);
  expect(countedOf([amount(older.day, '12k'), checked])).toEqual({ value: 12_000, currency: null });
});

test('a milestone from before anybody was reached has no number of days', async () => {
  const mailed = note({ day: '2026-10-20', outcome: 'no_answer' });
  const offer = signal('proposal_out', mailed.day, { who: 'us' });
  const pilot = signal('pilot_agreed', newer.day);
  const { money } = await lineOf([mailed, older, newer], [offer, pilot]);
  expect(money.daysTo).toEqual({ proposal: null, pilot: 18, won: null });
});

test('a deal that was opened again counts as lost from when it was lost the last time, however often that is said', async () => {
  const steps = [
    ['2026-09-01', 'lost'],
    ['2026-09-10', 'next_step'],
    ['2026-10-01', 'lost'],
    ['2026-10-08', 'lost'],
  ] as const;
  const notes = steps.map(([day, outcome]) => note({ day, outcome }));
  expect((await lineOf(notes, [])).money.closedOn).toBe('2026-10-01');
});

test('an agreed day is named once silence is longer than a week', async () => {
  const rangeOf = async (last: string) => {
    const step = signal('next_step', last, { dueOn: '2026-12-10' });
    const line = await lineOf([older, note({ day: last })], [step]);
    return groupsOf([line], rubric).flatMap(({ section, name }) => (section === 'silent' ? name : []));
  };
  expect(await rangeOf('2026-11-16')).toEqual(['0 to 7 days']);
  expect(await rangeOf('2026-11-15')).toEqual(['Agreed day ahead']);
});

test('a closing date of today has not passed, and is of a period that ends with it', async () => {
  const closingOn = async (dueOn: string) =>
    lineOf([older, newer], [signal('close_date', newer.day, { dueOn })]);
  const lines = [await closingOn(asOf), await closingOn('2026-11-22'), await closingOn('2026-11-24')];
  const daysOf = (all: typeof lines) => all.map(({ money }) => money.closeDate?.day);
  expect(daysOf([...closingDates(lines, asOf).passed])).toEqual(['2026-11-22']);
  expect(daysOf([...closingIn(lines, { from: '2026-11-22', to: asOf })])).toEqual(['2026-11-22', asOf]);
});

test('a closing date is told in the words that gave it, though a later note speaks of signing without a day', async () => {
  const date = signal('close_date', older.day, { dueOn: '2026-12-15' });
  const again = [{ noteId: newer.id, day: newer.day, quote: 'they still mean to sign', dueOn: null }];
  const { money } = await lineOf([older, newer], [{ ...date, again }]);
  expect(money.closeDate).toMatchObject({ day: '2026-12-15', cited: { quote: date.raisedBy.quote } });
});

test('in a spreadsheet an open deal alone has its amount weighted', async () => {
  const amount = quoting(signal('amount', older.day, { who: 'us' }), '12k EUR');
  const weightedOf = async (outcome: Note['outcome']) => {
    const line = await lineOf([older, note({ day: newer.day, outcome })], [amount]);
    const [head = '', row = ''] = pipelineCsv([line], rubric, new Map()).split('\n');
    return {
      cell: row.split(',')[head.split(',').indexOf('amount_weighted')],
      score: line.score?.value ?? 0,
    };
  };
  const open = await weightedOf('spoke');
  expect(open.cell).toBe(String(120 * open.score));
  expect((await weightedOf('won')).cell).toBe('');
});

test.each(['=', '+', '-', '@'])('a cell of the CSV that begins with %s starts no formula', async (sign) => {
  const line = await lineOf([older, newer], []);
  const named = { ...line, deal: { ...line.deal, label: `${sign}2+3` } };
  const [head = '', row = ''] = pipelineCsv([named], rubric, new Map()).split('\n');
  expect(row.split(',')[head.split(',').indexOf('deal')]).toBe(`'${sign}2+3`);
});

/** Whose the one deal of these notes is, for who was given it or one that became it. */
async function ownerOf(notes: readonly Note[], given: Readonly<Record<string, string>> = {}) {
  const [deals, roster] = [dealsOver({ now }), { headers: async () => notes }];
  const holders = Object.entries(given).map(
    ([key, at]) => [dealHash(key), { rep: `given ${key}`, at }] as const,
  );
  const { team } = createPipelines({
    ...{ memory: memoryOf(notes), roster, deals, commits: { all: async () => new Map() } },
    holders: async () => new Map(holders),
  });
  return (await team('U1')).map(({ owner }) => owner).join();
}

test('a deal that two became is of who was given either of them last', async () => {
  const { key } = newer.deal;
  const both = { ...newer, visibility: 'team' as const, deal: { ...newer.deal, joined: ['deal-rentfeld'] } };
  const [first, last] = ['2026-11-01T09:00:00.000Z', '2026-11-10T09:00:00.000Z'];
  expect(await ownerOf([both], { [key]: first, 'deal-rentfeld': last })).toBe('given deal-rentfeld');
  expect(await ownerOf([both], { [key]: last, 'deal-rentfeld': first })).toBe(`given ${key}`);
});

test('a remark that a colleague leaves on a deal makes it none of theirs', async () => {
  const call = { ...older, visibility: 'team' as const, author: 'U2' };
  const remark = { ...newer, visibility: 'team' as const, author: 'U3', outcome: 'note' as const };
  expect(await ownerOf([call, remark])).toBe('U2');
  expect(await ownerOf([remark])).toBe('U3');
});

test('how a deal stood a month before its end counts the note of that very day', async () => {
  const facts = [60, 40, 10].map((ago, index) => ({
    day: addDays(asOf, -ago),
    ...{ author: 'U1', visibility: 'team' as const, ...(index === 2 ? { outcome: 'won' as const } : {}) },
  }));
  const { pipelines } = pipelinesOver(written([{ key: 'deal-acme', company: 'Acme', facts }]), asOf);
  const [then] = await pipelines.calibration('U1');
  expect(then).toMatchObject({ day: addDays(asOf, -40), stood: { band: 'Cold' } });
});

test('a deal that was over already a month before its end is of none that stood in a band then', async () => {
  const endings = [
    [70, undefined],
    [60, 'won'],
    [10, 'lost'],
  ] as const;
  const facts = endings.map(([ago, outcome]) => ({
    ...{ day: addDays(asOf, -ago), author: 'U1', visibility: 'team' as const },
    ...(outcome ? { outcome } : {}),
  }));
  const { pipelines } = pipelinesOver(written([{ key: 'deal-acme', company: 'Acme', facts }]), asOf);
  expect(await pipelines.calibration('U1')).toMatchObject([{ line: { state: 'lost' }, stood: null }]);
});

test('what is still being checked is no doubt about a deal in commit', async () => {
  const quote = { text: 'Fixwell', quote: 'Fixwell', dueOn: null, over: null };
  const rival = { kind: 'competitor', who: 'them' as const, ...quote };
  const doubtsAt = async (checkingUntil: string | null) => {
    const said = new Map([[dealHash(newer.deal.key), ['U1']]]);
    const readings = [readingOf(older), readingOf(newer, { signals: [rival], checkingUntil })];
    const pipelines = createPipelines({
      ...{ memory: memoryOf([older, newer]), roster: { headers: async () => [newer, older] } },
      ...{ deals: dealsOver({ readings, now }), holders: async () => new Map() },
      commits: { all: async () => said },
    });
    const [line] = await pipelines.read('U1');
    return (line?.commit?.doubts ?? []).map(({ text }) => text);
  };
  expect(await doubtsAt(null)).toContain('rival: Fixwell');
  expect(await doubtsAt('2026-11-24T12:00:00.000Z')).not.toContain('rival: Fixwell');
});
