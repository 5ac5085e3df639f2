import { expect, test } from 'vitest';
import { createDigestClock } from '../../src/digest/clock.ts';
import { createOwners } from '../../src/digest/deal-flags.ts';
import { createDigestDelivery, type PostResult } from '../../src/digest/digest-delivery.ts';
import { createLedger } from '../../src/digest/ledger.ts';
import { createScheduler, createTimetable, lastSlot, type Task } from '../../src/digest/schedule.ts';
import { createSettings } from '../../src/digest/settings.ts';
import { createTeamWeeks } from '../../src/digest/team-week.ts';
import { dealHash } from '../../src/memory/identity/keys.ts';
import type { Note } from '../../src/memory/note.ts';
import { stateInMemory } from '../brief/memory-stand-in.ts';
import { type Fact, pipelinesOver, written } from '../brief/pipeline-facts.ts';
import { rubric } from '../brief/support.ts';
import { dealNamed, monday, noteOn, readerOver, today } from './support.ts';

/** None of them is anybody's manager. */
const leadsNobody = { of: async () => null };

const since = '2026-01-01T09:00:00.000Z';
const rep = { user: 'U1', zone: 'UTC', since };
const when = { day: 'monday', time: '08:00' } as const;
const slot = lastSlot(when, 'UTC', monday);
const task: Task = { user: 'U1', zone: 'UTC', slot, isQuiet: false, holidays: [] };
const minutes = (count: number) => new Date(monday.getTime() + count * 60_000);

/** A delivery on a clock of its own, with what it posted. */
function deliveryOver(notes = [noteOn('Acme', '2026-11-18')], answer: () => PostResult = () => 'sent') {
  const posted: string[] = [];
  let now = monday;
  const clock = () => now;
  const over = readerOver({ notes, now: clock });
  const { state } = over;
  const ledger = createLedger({ state, now: clock });
  const post = {
    post: async (user: string) => {
      posted.push(`digest ${user}`);
      return answer();
    },
    offer: async (user: string) => {
      posted.push(`offer ${user}`);
      return answer();
    },
  };
  const delivery = createDigestDelivery({
    teamWeeks: leadsNobody,
    ledger,
    weeks: over.reader,
    post,
    now: clock,
    report: () => undefined,
  });
  const setNow = (next: Date) => {
    now = next;
  };
  return { ...over, delivery, ledger, posted, clock, setNow };
}

const settingsIn = (state = stateInMemory(), now = () => monday) =>
  createSettings({ state, defaults: { isOn: true, ...when }, now });

test('when the first one set out is remembered, whoever sets out after it', async () => {
  const { ledger, setNow } = deliveryOver();
  const period = { user: 'U1', week: slot.week };
  expect(await ledger.claim(period)).toBe(true);
  setNow(minutes(20));
  expect(await ledger.claim(period)).toBe(false);
  expect((await ledger.look(period)).intendedAt).toEqual(monday);
});

test('who logged calls before they took a deal over is owed what was due between the two', async () => {
  const { reader, ledger, state, clock: now, posted, setNow } = deliveryOver();
  setNow(minutes(20));
  const owners = createOwners(state);
  const deal = dealHash(dealNamed('Bolt').key);
  await owners.set({ rep: 'U1', deal, holds: true, at: minutes(10).toISOString() });
  const post = async (user: string) => {
    posted.push(`digest ${user}`);
    return 'sent' as const;
  };
  const clock = createDigestClock({
    ...{ weeks: reader, teamWeeks: leadsNobody, managers: { all: async () => new Map() } },
    ...{ ledger, owners, settings: settingsIn(), beginning: async () => since, state },
    roster: { authors: async () => new Map([['U1', '2026-11-20T09:00:00.000Z']]) },
    lookUp: async () => ({ zone: 'UTC', isFull: true }),
    post: { post, offer: post },
    ...{ redisUrl: undefined, team: 'T1', now, every: () => () => undefined, report: () => undefined },
  });
  await clock.start();
  await expect.poll(() => posted).toEqual(['digest U1']);
  await clock.stop();
});

test('a week is sent once, however often it is attended to', async () => {
  const { delivery, posted } = deliveryOver();
  expect(await delivery.isSettled(task)).toBe(false);
  expect(await Promise.all([delivery.attend(task), delivery.attend(task)])).toContain(true);
  expect(await delivery.attend(task)).toBe(true);
  expect(await delivery.isSettled(task)).toBe(true);
  expect(posted).toEqual(['digest U1']);
});

test.each(['unclear', 'refused'] as const)(
  'what came out %s is offered once, a quarter of an hour later',
  async (result) => {
    const { delivery, posted, setNow } = deliveryOver(undefined, () => result);
    expect(await delivery.attend(task)).toBe(false);
    setNow(minutes(14));
    expect(await delivery.attend(task)).toBe(false);
    expect(posted).toEqual(['digest U1']);
    setNow(minutes(15));
    expect(await delivery.attend(task)).toBe(true);
    setNow(minutes(600));
    expect(await delivery.attend(task)).toBe(true);
    expect(posted).toEqual(['digest U1', 'offer U1']);
  },
);

test('a process that died before its claim costs nothing: the next one sends', async () => {
  const { delivery, posted, state, setNow } = deliveryOver();
  const data = { at: monday.toISOString() };
  const id = `digest-u1-${slot.week.toLowerCase()}-intent`;
  await state.put({ id, kind: 'digest', data, noteIds: [], tags: [] });
  expect(await delivery.attend(task)).toBe(false);
  setNow(minutes(15));
  expect(await delivery.attend(task)).toBe(true);
  expect(posted).toEqual(['digest U1']);
});

test('memory that does not list the notes leaves the claim free', async () => {
  const over = deliveryOver();
  const weeks = { weekOf: () => Promise.reject(new Error('memory is down')) };
  const { ledger, clock } = over;
  const post = { post: async () => 'sent' as const, offer: async () => 'sent' as const };
  const broken = createDigestDelivery({
    teamWeeks: leadsNobody,
    ledger,
    weeks,
    post,
    now: clock,
    report: () => undefined,
  });
  await expect(broken.attend(task)).rejects.toThrow();
  expect(await over.delivery.attend(task)).toBe(true);
  expect(over.posted).toEqual(['digest U1']);
});

test('nothing to say is not said: no deals at all, or an all-clear for a quiet rep', async () => {
  const empty = deliveryOver([noteOn('Acme', '2026-10-01', { outcome: 'won' })]);
  expect([await empty.delivery.attend(task), empty.posted]).toEqual([true, []]);
  const quiet = deliveryOver();
  await quiet.flags.snooze('U1', dealNamed('Acme'), '2026-12-24');
  expect([await quiet.delivery.attend({ ...task, isQuiet: true }), quiet.posted]).toEqual([true, []]);
  expect(await quiet.delivery.isSettled(task)).toBe(true);
});

test('a slot is owed only to who was there, is on, is not away, and chose before it', () => {
  const timetable = createTimetable();
  const chosen = { ...settingsIn().defaults };
  const owed = (settings: Partial<typeof chosen>, from = since) =>
    timetable.slotFor({ ...rep, since: from }, { ...chosen, ...settings }, minutes(5)) !== null;
  expect(owed({})).toBe(true);
  expect(owed({ isOn: false })).toBe(false);
  expect(owed({ chosenAt: minutes(1).toISOString() })).toBe(false);
  expect(owed({ chosenAt: minutes(-1).toISOString() })).toBe(true);
  expect(owed({ holidays: [{ from: '2026-11-20', until: '2026-11-23' }] })).toBe(false);
  expect(owed({ holidays: [{ from: '2026-11-20', until: '2026-11-22' }] })).toBe(true);
  expect(owed({}, minutes(2).toISOString())).toBe(false);
});

test('who has just chosen another time, or is in another zone, is planned anew at once', () => {
  const timetable = createTimetable();
  const chosen = settingsIn().defaults;
  const at = (settings: Partial<typeof chosen>, zone = 'UTC') =>
    timetable.slotFor({ ...rep, zone }, { ...chosen, ...settings }, monday)?.at.toISOString();
  expect(at({})).toBe('2026-11-23T08:00:00.000Z');
  expect(at({ day: 'friday', time: '15:00' })).toBe('2026-11-20T15:00:00.000Z');
  expect(at({})).toBe('2026-11-23T08:00:00.000Z');
  expect(at({}, 'Europe/Berlin')).toBe('2026-11-23T07:00:00.000Z');
});

test('who moves their digest to a later day of the same week gets no second one', async () => {
  const over = deliveryOver();
  const settings = settingsIn(over.state, over.clock);
  const scheduler = createScheduler({
    reps: async () => [rep],
    settings,
    delivery: over.delivery,
    dispatch: over.delivery.attend,
    now: over.clock,
    every: () => () => undefined,
    report: () => undefined,
  });
  await scheduler.tick();
  over.setNow(minutes(60));
  await settings.change('U1', { day: 'friday' });
  over.setNow(new Date('2026-11-27T08:00:00Z'));
  await scheduler.tick();
  expect(over.posted).toEqual(['digest U1']);
  over.setNow(new Date('2026-12-04T08:00:00Z'));
  await scheduler.tick();
  expect(over.posted).toEqual(['digest U1', 'digest U1']);
});

test('stopping begins no further digest and waits for the one under way', async () => {
  const begun: string[] = [];
  const ends: (() => void)[] = [];
  const reps = Array.from({ length: 6 }, (_, index) => ({ ...rep, user: `U${index}` }));
  let isCancelled = false;
  const scheduler = createScheduler({
    reps: async () => reps,
    settings: settingsIn(),
    delivery: { isSettled: async () => false },
    dispatch: ({ user }) => {
      begun.push(user);
      return new Promise((resolve) => ends.push(() => resolve(true)));
    },
    now: () => monday,
    every: () => () => {
      isCancelled = true;
    },
    report: () => undefined,
  });
  scheduler.start();
  await new Promise((resolve) => setImmediate(resolve));
  expect(begun).toHaveLength(4);
  const stopped = scheduler.stop();
  for (const end of ends) end();
  await stopped;
  expect([begun.length, isCancelled]).toEqual([4, true]);
});

test('one rep’s trouble is reported and keeps nobody else waiting', async () => {
  const errors: unknown[] = [];
  const seen: string[] = [];
  const scheduler = createScheduler({
    reps: async () => [{ ...rep, user: 'UBAD' }, rep],
    settings: settingsIn(),
    delivery: { isSettled: async () => false },
    dispatch: async ({ user }) => {
      if (user === 'UBAD') throw new Error('no');
      seen.push(user);
      return true;
    },
    now: () => monday,
    every: () => () => undefined,
    report: (error) => void errors.push(error),
  });
  await scheduler.tick();
  await scheduler.tick();
  expect([seen, errors.length]).toEqual([['U1'], 2]);
});

test.each([
  ['a zone that Node does not know', { zone: 'Mars/Olympus_Mons' }, { ...when }],
  ['no zone', { zone: '' }, { ...when }],
  ['a time that is none', {}, { day: 'monday', time: 'noon' } as const],
])('somebody with %s is reported, and everybody else gets their digest', async (_what, odd, chosen) => {
  const sent: string[] = [];
  const errors: unknown[] = [];
  const { defaults } = settingsIn();
  const scheduler = createScheduler({
    reps: async () => [rep, { ...rep, user: 'U2', ...odd }, { ...rep, user: 'U3', zone: 'Europe/London' }],
    settings: { defaults, all: async () => new Map([['U2', { ...defaults, ...chosen }]]) },
    delivery: { isSettled: async () => false },
    dispatch: async ({ user }) => sent.push(user) > 0,
    now: () => minutes(1),
    every: () => () => undefined,
    report: (error) => void errors.push(error),
  });
  await scheduler.tick();
  expect(sent.toSorted()).toEqual(['U1', 'U3']);
  expect(errors).toHaveLength(1);
});

/** The same for a manager of Ann, who has one deal with a shared note of each of these days. */
function managedOver(notes: readonly Note[], days: readonly string[]) {
  const { ledger, reader: weeks, clock, flags } = deliveryOver([...notes]);
  const facts = days.map((day): Fact => ({ day, author: 'UANN', visibility: 'team' }));
  const { pipelines } = pipelinesOver(written([{ key: 'deal-ann', company: 'Anns', facts }]), today);
  const teamWeeks = createTeamWeeks({ pipelines, managers: { peopleOf: async () => ['UANN'] }, rubric });
  const posted: string[] = [];
  const post = async (user: string) => {
    posted.push(user);
    return 'sent' as const;
  };
  const parts = { ledger, weeks, teamWeeks, now: clock, report: () => undefined };
  return { delivery: createDigestDelivery({ ...parts, post: { post, offer: post } }), posted, flags };
}

test('a manager without a deal of their own gets the week of their people', async () => {
  const { delivery, posted } = managedOver([], ['2026-11-18']);
  expect([await delivery.attend(task), posted]).toEqual([true, ['U1']]);
});

test.each([
  ['the week, where a deal of their people needs somebody', ['2026-10-01', '2026-10-09'], ['U1']],
  ['nothing, where nothing is new of their people either', ['2026-11-10', '2026-11-18'], []],
] as const)(
  'a manager who wants no quiet weeks and whose own deals are calm is sent %s',
  async (_what, days, sent) => {
    const { delivery, posted, flags } = managedOver([noteOn('Acme', '2026-11-18')], days);
    await flags.snooze('U1', dealNamed('Acme'), '2026-12-24');
    expect([await delivery.attend({ ...task, isQuiet: true }), posted]).toEqual([true, sent]);
  },
);
