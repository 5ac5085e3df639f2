import { afterEach, expect, test } from 'vitest';
import { nextSlot } from '../../src/digest/schedule.ts';
import { inWords } from '../../src/doctor/finding.ts';
import { createClockwork, east, north, org, south, west } from '../support/many.ts';
import { logNewPerson } from '../support/person.ts';
import { ava } from '../support/world.ts';

const dayMs = 86_400_000;
const opened: Awaited<ReturnType<typeof createClockwork>>[] = [];
afterEach(async () => {
  for (const { many } of opened.splice(0)) await many.close();
});

/** Everybody has installed it, and each workspace knows somebody. */
async function clockwork(transport: 'socket' | 'http' = 'http') {
  const made = await createClockwork({ transport });
  opened.push(made);
  const { many } = made;
  await many.install(north, south, org);
  for (const team of [north, south, east, west])
    await logNewPerson(many.person(team, ava), {
      name: `Pat ${team}`,
      company: 'House',
      text: `Good call of ${team}`,
    });
  /** Whether a command is worked on there. */
  async function isServed(team: string): Promise<boolean> {
    const me = many.person(team, ava);
    const shown = me.texts().length;
    await me.type('/brief help');
    await expect.poll(() => me.texts().length).toBeGreaterThan(shown);
    return !me.texts().slice(shown).join().includes('is not installed');
  }
  /** Slack is answered first: what it told of is done a moment later. */
  async function leaves(team: string): Promise<void> {
    await expect.poll(() => many.figures()).not.toContain(`memory_up{team="${team}"}`);
  }
  const revoke = (id: string) => {
    many.front.grantOf(id).isRevoked = true;
  };
  const knows = async (team: string) => (await many.bank(team)).includes(`Good call of ${team}`);
  return { ...made, isServed, leaves, revoke, knows };
}

test('a word of an uninstalling that comes late, when the app is installed again, stops nothing', async () => {
  const { many, isServed } = await clockwork();
  await many.slackOf(north).hand.uninstallApp();
  await many.slackOf(north).hand.revokeToken();
  expect(await isServed(north)).toBe(true);
  expect(await many.bank('installations')).not.toContain('ending-');
});

test('a token that was revoked stops its workspace alone', async () => {
  const { many, isServed, leaves, revoke } = await clockwork('socket');
  revoke(north);
  await many.slackOf(north).hand.revokeToken();
  await leaves(north);
  expect(await isServed(north)).toBe(false);
  for (const team of [south, east, west]) expect(await isServed(team)).toBe(true);
});

test('a workspace whose token Slack takes no more is named, and the process is ready for the others', async () => {
  const { many, until } = await clockwork();
  many.front.grantOf(north).token = 'xoxb-another';
  await many.person(north, ava).type('/brief Pat');
  const said = () => many.vitals()?.troubles().map(inWords).join('\n') ?? '';
  await until(() => said().includes(north));
  expect(said()).not.toContain(south);
  expect(many.vitals()?.isReady()).toBe(true);
});

test('an organisation that uninstalls it stops all of its workspaces, and no other', async () => {
  const { many, isServed, leaves, revoke } = await clockwork();
  revoke(org);
  await many.slackOf(east).hand.uninstallApp();
  await leaves(east);
  await leaves(west);
  expect(await isServed(east)).toBe(false);
  expect(await isServed(west)).toBe(false);
  expect(await isServed(north)).toBe(true);
});

test('an organisation that takes it from one workspace leaves it to the others', async () => {
  const { many, isServed, leaves } = await clockwork();
  await many.slackOf(east).hand.withdrawApp();
  await leaves(east);
  expect(await isServed(west)).toBe(true);
  expect(await many.bank('installations')).toContain('ending-t0east0001');
});

test('what was taken out while the bot was away is noticed by its token, and the others go on', async () => {
  const { many, isServed, leaves, revoke, until } = await clockwork();
  revoke(south);
  await many.restartBot();
  await until(async () => (await many.bank('installations')).includes('ending-t0south001'));
  await leaves(south);
  expect(await isServed(south)).toBe(false);
  expect(await isServed(north)).toBe(true);
});

test('installed again on the last day it knows everything, and is not erased afterwards', async () => {
  const { many, isServed, leaves, revoke, knows, now, moveTo, beat } = await clockwork();
  revoke(south);
  await many.slackOf(south).hand.uninstallApp();
  await leaves(south);
  moveTo(now().getTime() + 29.9 * dayMs);
  await many.install(south);
  moveTo(now().getTime() + 5 * dayMs);
  for (let round = 0; round < 4; round += 1) {
    beat();
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
  expect(await knows(south)).toBe(true);
  expect(await isServed(south)).toBe(true);
});

test('a workspace that is served is never erased, whatever stands of its leaving', async () => {
  const { many, knows, now, beat } = await clockwork();
  const at = new Date(now().getTime() - 40 * dayMs).toISOString();
  const item = {
    document_id: 'ending-t0north001',
    content: JSON.stringify({ data: { team: north, by: north, at } }),
    tags: ['kind:ending'],
    metadata: { kind: 'ending' },
  };
  const bank = `${many.memory.url}/v1/default/banks/${many.config.HINDSIGHT_BANK}-installations`;
  const headers = { 'content-type': 'application/json' };
  await fetch(`${bank}/memories`, { method: 'POST', headers, body: JSON.stringify({ items: [item] }) });
  for (let round = 0; round < 4; round += 1) {
    beat();
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
  expect(await knows(north)).toBe(true);
});

test('a workspace that was left gets no week when its hour comes, and the others get theirs', async () => {
  const { many, leaves, revoke, now, moveTo, until, beat } = await clockwork();
  revoke(south);
  await many.slackOf(south).hand.uninstallApp();
  await leaves(south);
  await new Promise((resolve) => setTimeout(resolve, 500));
  const untouched = await many.bank(`${south}-state`);
  const monday = nextSlot({ day: 'monday', time: '08:00' }, 'Europe/Stockholm', now()).at.getTime();
  moveTo(monday + 60_000);
  const week = (team: string) =>
    many
      .person(team, ava)
      .texts()
      .filter((one) => one.includes('Your week · '));
  await until(() => [north, east, west].every((team) => week(team).length === 1));
  for (let round = 0; round < 4; round += 1) {
    beat();
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
  expect(week(south)).toEqual([]);
  // Nor is anything claimed, looked at or written down for it.
  expect(await many.bank(`${south}-state`)).toBe(untouched);
});
