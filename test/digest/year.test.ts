import { expect, test } from 'vitest';
import { nextSlot, type Rep, type Slot } from '../../src/digest/schedule.ts';
import { type Arrived, createSimulation, type Mood } from './simulation.ts';
import { noteOn } from './support.ts';

const since = '2026-01-01T09:00:00.000Z';
const reps: readonly Rep[] = [
  { user: 'UNEWYORK', zone: 'America/New_York', since },
  { user: 'USYDNEY', zone: 'Australia/Sydney', since },
  { user: 'UKOLKATA', zone: 'Asia/Kolkata', since },
];
const notes = reps.map(({ user }) => noteOn(user, '2026-01-01', { author: user, loggedAt: since }));
const begin = new Date('2026-01-02T00:00:00Z');

/** What happens around one rep's eight o'clock; minutes are counted from it. */
interface Story {
  readonly name: string;
  /** When no process runs. */
  readonly down?: readonly [number, number];
  readonly memoryDown?: readonly [number, number];
  readonly mood?: Mood;
  /** A second process runs beside the first. */
  readonly isTwo?: boolean;
  /** When the first process is killed. */
  readonly killAt?: number;
  readonly digests: 0 | 1;
  readonly offers: 0 | 1;
  /** Minutes after eight at which the digest may come at the latest. */
  readonly by?: number;
}

const stories: readonly Story[] = [
  { name: 'nothing happens', digests: 1, offers: 0, by: 0 },
  { name: 'restart at 07:59', down: [-5, -1], digests: 1, offers: 0, by: 0 },
  { name: 'restart at 08:01', down: [-5, 1], digests: 1, offers: 0, by: 1 },
  { name: 'restart at 11:59', down: [-5, 239], digests: 1, offers: 0, by: 239 },
  { name: 'restart at 12:01', down: [-5, 241], digests: 0, offers: 1 },
  { name: 'memory is away for four hours', memoryDown: [0, 240], digests: 0, offers: 1 },
  { name: 'memory is away for an hour', memoryDown: [0, 60], digests: 1, offers: 0, by: 60 },
  {
    name: 'the response is lost after Slack accepted',
    mood: 'loses the response',
    digests: 1,
    offers: 1,
    by: 0,
  },
  { name: 'Slack refuses', mood: 'refuses', digests: 0, offers: 1 },
  { name: 'killed between claim and post', mood: 'hangs', killAt: 2, digests: 0, offers: 1 },
  { name: 'two processes', isTwo: true, digests: 1, offers: 0, by: 0 },
  {
    name: 'two, one killed between claim and post',
    isTwo: true,
    mood: 'hangs',
    killAt: 1,
    digests: 0,
    offers: 1,
  },
];

function isIn(span: readonly [number, number] | undefined, minute: number): boolean {
  return span !== undefined && minute >= span[0] && minute < span[1];
}

function localTime(at: Date, zone: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    weekday: 'long',
    hour: '2-digit',
    minute: '2-digit',
  }).format(at);
}

type Simulation = ReturnType<typeof createSimulation>;

/** Processes come, go and are killed as the story says; a supervisor starts a killed one a minute later. */
function runProcesses(simulation: Simulation, story: Story, minute: number): void {
  const { down, killAt } = story;
  if (isIn(down, minute) || minute === killAt) simulation.kill('one');
  const starts = [-6, down?.[1], killAt === undefined ? undefined : killAt + 1];
  if (starts.includes(minute)) simulation.startProcess('one');
  if (minute === -6 && story.isTwo) simulation.startProcess('two');
}

/** Every minute around what happens in a story, and every tenth while it only goes on. */
const minutes = Array.from({ length: 272 }, (_, index) => index - 6).filter(
  (minute) => minute % 10 === 0 || [0, 60, 240].some((near) => Math.abs(minute - near) <= 7),
);

/** From six minutes before a slot until no more can come of it; what arrived meanwhile. */
async function play(simulation: Simulation, slot: Slot, story: Story): Promise<readonly Arrived[]> {
  const before = simulation.arrived.length;
  for (const minute of minutes) {
    runProcesses(simulation, story, minute);
    simulation.setMemory(!isIn(story.memoryDown, minute));
    simulation.setMood(minute < (story.killAt ?? 10) ? (story.mood ?? 'works') : 'works');
    await simulation.tickAt(new Date(slot.at.getTime() + minute * 60_000));
  }
  simulation.kill('two');
  return simulation.arrived.slice(before);
}

function check(came: readonly Arrived[], { rep, slot, story }: { rep: Rep; slot: Slot; story: Story }): void {
  const label = `${story.name}, ${slot.week} in ${rep.zone}`;
  const digests = came.filter(({ kind }) => kind === 'digest');
  const offers = came.filter(({ kind }) => kind === 'offer');
  expect(
    came.every(({ user }) => user === rep.user),
    label,
  ).toBe(true);
  expect([digests.length, offers.length], label).toEqual([story.digests, story.offers]);
  for (const { at } of digests) {
    expect(at.getTime() - slot.at.getTime(), label).toBeLessThanOrEqual((story.by ?? 0) * 60_000);
    if (story.by === 0) expect(localTime(at, rep.zone), label).toBe('Monday 08:00');
  }
}

test('through a year of restarts, outages and lost answers every rep gets one digest a week, or an offer of it', async () => {
  const simulation = createSimulation(reps, notes, begin);
  let played = 0;
  for (let week = 0; week < 52; week += 1) {
    const after = new Date(begin.getTime() + week * 7 * 86_400_000);
    const due = reps
      .map((rep) => ({ rep, slot: nextSlot({ day: 'monday', time: '08:00' }, rep.zone, after) }))
      .toSorted((a, b) => a.slot.at.getTime() - b.slot.at.getTime());
    for (const [index, { rep, slot }] of due.entries()) {
      // Every twelve weeks each zone has met each story.
      const story = stories[(week + 4 * index) % stories.length] ?? expect.fail();
      played += 1;
      check(await play(simulation, slot, story), { rep, slot, story });
    }
  }
  expect(played).toBe(156);
}, 120_000);
