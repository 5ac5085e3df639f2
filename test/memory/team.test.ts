import { beforeEach, expect, test } from 'vitest';
import type { StateRecord } from '../../src/memory/memory.ts';
import { anybody, createTeam, type TeamChange } from '../../src/memory/team.ts';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

const groups: Record<string, readonly string[]> = {};
const records = new Map<string, StateRecord>();
let at = 0;
let looks = 0;
let isSlackAway = false;
let slackIsSlow: Promise<void> | undefined;
let said: (string | undefined)[] = [];
let changes: TeamChange[] = [];

beforeEach(() => {
  for (const name of Object.keys(groups)) delete groups[name];
  Object.assign(groups, { SREPS: ['U1', 'U2'], SALL: ['U1', 'U2', 'U3'], CSOME: ['U2', 'U3'] });
  records.clear();
  [at, looks, isSlackAway, said, changes] = [Date.parse('2026-03-02T09:00:00Z'), 0, false, [], []];
  slackIsSlow = undefined;
});

function teamWith(fixed?: string) {
  return createTeam({
    fixed,
    state: {
      get: async (id) => records.get(id),
      put: async (record) => void records.set(record.id, record),
    },
    async read(group) {
      looks += 1;
      const users = groups[group];
      await slackIsSlow;
      if (isSlackAway || !users) throw new RangeError('Slack does not tell');
      return new Set(users);
    },
    now: () => new Date(at),
    failed: (error) => void said.push(error === undefined ? undefined : String(error)),
    changed: (change) => void changes.push(change),
  });
}

type OneTeam = ReturnType<typeof teamWith>;

async function readersOf(team: OneTeam): Promise<string> {
  await team.ready();
  return ['U1', 'U2', 'U3', 'U4'].filter(team.has).join(' ');
}

test('without a group everybody is of the team, and Slack is not asked', async () => {
  expect(await readersOf(teamWith())).toBe('U1 U2 U3 U4');
  expect(looks).toBe(0);
});

test('without a group nothing is lost while memory does not answer', async () => {
  const team = teamWith();
  await readersOf(team);
  at += dayMs;
  expect(team.has('U3')).toBe(true);
});

test('before the first look nobody is of the team', () => {
  expect(teamWith().has('U1')).toBe(false);
});

test('a group that the settings name is the team, and is asked for once in a minute', async () => {
  const team = teamWith('SREPS');
  expect(await readersOf(team)).toBe('U1 U2');
  await readersOf(team);
  expect(looks).toBe(1);
  expect([team.size(), team.isFixed, team.has(anybody)]).toEqual([2, true, true]);
});

test('who leaves the group is out within minutes, and at once where Slack tells of it', async () => {
  const team = teamWith('SREPS');
  await readersOf(team);
  groups['SREPS'] = ['U1'];
  at += 6 * minuteMs;
  expect(await readersOf(team)).toBe('U1');
  groups['SREPS'] = ['U2'];
  team.stale('SREPS');
  expect(team.has('U1')).toBe(false);
  expect(await readersOf(team)).toBe('U2');
});

test('who left the group while Slack was being asked for it is out once the answers are there', async () => {
  const team = teamWith('SREPS');
  await readersOf(team);
  let go: () => void = () => undefined;
  slackIsSlow = new Promise((resolve) => {
    go = resolve;
  });
  at += 2 * minuteMs;
  await team.ready();
  await expect.poll(() => looks).toBe(2);
  groups['SREPS'] = ['U2'];
  team.stale('SREPS');
  go();
  expect(await readersOf(team)).toBe('U2');
});

test('while the group cannot be read nobody is of the team, which is told once, and once that it is over', async () => {
  const team = teamWith('SREPS');
  await readersOf(team);
  isSlackAway = true;
  at += 2 * minuteMs;
  expect(await readersOf(team)).toBe('U1 U2');
  expect(team.isUnread()).toBe(false);
  for (let count = 0; count < 4; count += 1) {
    at += 2 * minuteMs;
    await team.ready();
  }
  expect(await readersOf(team)).toBe('');
  expect([team.isUnread(), team.size(), team.has(anybody)]).toEqual([true, null, false]);
  isSlackAway = false;
  at += minuteMs;
  expect(await readersOf(team)).toBe('U1 U2');
  expect(said).toEqual(['RangeError: Slack does not tell', undefined]);
});

test('a group that could not be read is asked for again after fifteen seconds, and not before', async () => {
  const team = teamWith('SREPS');
  isSlackAway = true;
  await team.ready();
  at += 14_999;
  await team.ready();
  expect(looks).toBe(1);
  at += 1;
  await team.ready();
  expect(looks).toBe(2);
});

test('narrowing holds at once', async () => {
  const team = teamWith();
  await readersOf(team);
  expect(await team.choose('SALL', 'UADMIN')).toMatchObject({ became: 'held' });
  expect(await readersOf(team)).toBe('U1 U2 U3');
  expect(await team.choose('SREPS', 'UADMIN')).toMatchObject({ became: 'held', chosen: { now: 'SREPS' } });
  expect(await readersOf(team)).toBe('U1 U2');
});

test('who did not read before reads from a day later on, and until then only who is in both', async () => {
  const team = teamWith('SREPS');
  await readersOf(team);
  const { became, chosen } = await team.choose('CSOME', 'UADMIN');
  expect([became, chosen.now, chosen.next?.group]).toEqual(['waits', 'SREPS', 'CSOME']);
  expect(await readersOf(team)).toBe('U2');
  at += dayMs - minuteMs;
  expect(await readersOf(team)).toBe('U2');
  at += 2 * minuteMs;
  expect(await readersOf(team)).toBe('U2 U3');
  expect(team.chosen()).toEqual({ now: 'CSOME', next: null });
});

test('to be without a group again waits a day too, and can be thought better of', async () => {
  const team = teamWith();
  await team.choose('SREPS', 'UADMIN');
  expect(await team.choose(null, 'UADMIN')).toMatchObject({ became: 'waits' });
  expect(await team.choose(null, 'UADMIN')).toMatchObject({ became: 'same' });
  expect(await readersOf(team)).toBe('U1 U2');
  expect(await team.choose('SREPS', 'UADMIN')).toMatchObject({ became: 'kept' });
  at += 2 * dayMs;
  expect(await readersOf(team)).toBe('U1 U2');
});

test('a group that Slack does not tell of is not chosen', async () => {
  const team = teamWith();
  await readersOf(team);
  await expect(team.choose('SGONE', 'UADMIN')).rejects.toThrow('Slack does not tell');
  expect(await readersOf(team)).toBe('U1 U2 U3 U4');
});

test('what takes the place of a group that is gone waits a day, since nobody knows who read', async () => {
  const team = teamWith();
  await team.choose('SREPS', 'UADMIN');
  delete groups['SREPS'];
  expect(await team.choose('SALL', 'UADMIN')).toMatchObject({ became: 'waits' });
});

test('another process sees a choice within minutes', async () => {
  const [here, there] = [teamWith(), teamWith()];
  expect(await readersOf(there)).toBe('U1 U2 U3 U4');
  await here.choose('SREPS', 'UADMIN');
  at += 6 * minuteMs;
  expect(await readersOf(there)).toBe('U1 U2');
});

test('a wider group in new settings waits as one that is chosen does, and is told once', async () => {
  await readersOf(teamWith('SREPS'));
  const team = teamWith('SALL');
  expect(await readersOf(team)).toBe('U1 U2');
  await readersOf(team);
  expect(changes).toMatchObject([{ became: 'waits', chosen: { next: { group: 'SALL' } } }]);
  at += dayMs;
  expect(await readersOf(team)).toBe('U1 U2 U3');
  const without = teamWith();
  expect(await readersOf(without)).toBe('U1 U2 U3');
  expect(changes[1]).toMatchObject({ became: 'waits', chosen: { next: { group: null } } });
});

test('what an admin chose outlives a start without settings', async () => {
  await teamWith().choose('SREPS', 'UADMIN');
  expect(await readersOf(teamWith())).toBe('U1 U2');
  expect(changes).toEqual([]);
});
