import { afterEach, expect, test } from 'vitest';
import { nextSlot } from '../../src/digest/schedule.ts';
import { inWords } from '../../src/doctor/finding.ts';
import type { Installation } from '../../src/installations/installation-store.ts';
import { createRotation, type Renewed } from '../../src/installations/rotation.ts';
import { createClockwork, everyTeam, north, org, renewals, south } from '../support/many.ts';
import { logNewPerson } from '../support/person.ts';
import { ava } from '../support/world.ts';

const hourMs = 3_600_000;
const opened: Awaited<ReturnType<typeof createClockwork>>[] = [];
afterEach(async () => {
  for (const { many } of opened.splice(0)) await many.close();
});

async function clockwork(...installed: readonly string[]) {
  const made = await createClockwork({ transport: 'http' });
  opened.push(made);
  await made.many.install(...installed);
  return made;
}

const promise = (name: string) => ({
  name,
  company: `House ${name}`,
  text: `I promised ${name} the ROI sheet by Friday.`,
});

test('each team gets its own week by the clock though nobody speaks, with a token that was renewed', async () => {
  const { many, now, moveTo, until } = await clockwork(north, south, org);
  for (const team of everyTeam) await logNewPerson(many.person(team, ava), promise(`Person of ${team}`));
  await expect.poll(() => many.figures()).toMatch(/readings_total{team="T0WEST0001"} 1/);
  const before = new Map([north, south, org].map((id) => [id, many.front.grantOf(id).token]));
  // The first Monday on which every token has run out.
  const runOut = new Date(now().getTime() + 13 * hourMs);
  moveTo(nextSlot({ day: 'monday', time: '08:00' }, 'Europe/Stockholm', runOut).at.getTime() + 60_000);
  const week = (team: string) =>
    many
      .person(team, ava)
      .texts()
      .filter((one) => one.includes('Your week · '));
  await until(() => everyTeam.every((team) => week(team).length === 1));
  for (const team of everyTeam) {
    expect(week(team).join()).toContain(`Person of ${team}`);
    for (const other of everyTeam.filter((one) => one !== team))
      expect(week(team).join()).not.toContain(`Person of ${other}`);
  }
  expect(renewals(many, 3)).toBe(3);
  const posted = many.front.calls.filter(({ method }) => method === 'chat.postMessage').slice(-4);
  for (const [id, token] of before) {
    const { token: renewed } = many.front.grantOf(id);
    expect(renewed).not.toBe(token);
    expect(posted.some((one) => one.token === renewed)).toBe(true);
  }
  const isCounted = (figures: string) =>
    everyTeam.every((team) => figures.includes(`digests_total{outcome="sent",team="${team}"} 1`));
  await expect.poll(async () => isCounted(await many.figures())).toBe(true);
}, 60_000);

test('however many ask at once when it has run out, it is renewed once, and all of them are answered', async () => {
  const { many, now, moveTo } = await clockwork(north);
  const me = many.person(north, ava);
  await logNewPerson(me, promise('Nils Norberg'));
  moveTo(now().getTime() + 13 * hourMs);
  await Promise.all(
    ['/brief help', '/ask help', '/timeline help', '/digest help'].map((line) => me.type(line)),
  );
  const shown = me.texts().length;
  await me.type('/brief Nils');
  await expect.poll(() => me.texts().slice(shown).join()).toContain('ROI sheet');
  expect(renewals(many, 1)).toBe(1);
});

test('it is renewed two hours ahead, and written before a restart needs it', async () => {
  const { many, now, moveTo, until } = await clockwork(north);
  const { token } = many.front.grantOf(north);
  moveTo(now().getTime() + 10.5 * hourMs);
  await until(() => many.front.grantOf(north).token !== token);
  await expect.poll(() => renewals(many, 1)).toBe(1);
  await many.restartBot();
  await logNewPerson(many.person(north, ava), promise('Nils Norberg'));
  expect(many.front.calls.at(-1)?.token).toBe(many.front.grantOf(north).token);
  expect(renewals(many, 1)).toBe(1);
});

test('while memory is away no refresh token is spent', async () => {
  const { many, now, moveTo, beat } = await clockwork(north);
  many.memory.faults.set({ kind: 'unavailable' });
  moveTo(now().getTime() + 10.5 * hourMs);
  for (let round = 0; round < 5; round += 1) {
    beat();
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  expect(renewals(many, 1)).toBe(0);
});

test('a process that is stopped in the middle of a renewal writes what came of it first', async () => {
  const { many, now, moveTo, until } = await clockwork(north);
  const { token } = many.front.grantOf(north);
  const sealed = async () => (await many.bank('installations')).match(/sealed[^,]{60}/)?.[0];
  const before = await sealed();
  many.front.onRenewed(() => many.memory.faults.set({ kind: 'delay', ms: 1_500, on: '-installations/' }));
  moveTo(now().getTime() + 10.5 * hourMs);
  await until(() => many.front.grantOf(north).token !== token);
  await many.stopBot();
  many.memory.faults.set(undefined);
  expect(await sealed()).not.toBe(before);
  await many.restartBot();
  await logNewPerson(many.person(north, ava), promise('Nils Norberg'));
  expect(many.front.calls.at(-1)?.token).toBe(many.front.grantOf(north).token);
});

test('a process that dies between the renewal and its writing goes on with the old token, says what it needs, and is healed by installing again', async () => {
  const { many, now, moveTo, until } = await clockwork(north, south);
  const { token } = many.front.grantOf(north);
  many.front.onRenewed(() => many.memory.faults.set({ kind: 'refuse' }));
  moveTo(now().getTime() + 10.5 * hourMs);
  await until(() => many.front.grantOf(north).token !== token);
  const dying = many.stopBot();
  many.front.onRenewed(() => undefined);
  await dying;
  many.memory.faults.set(undefined);
  many.front.calls.length = 0;
  // Slack lets the old token live until it runs out, and has forgotten the old refresh token.
  many.front.grantOf(north).token = token;
  await many.restartBot();
  // The one that died has its turn of ten minutes.
  moveTo(now().getTime() + 11 * 60_000);
  const said = () => many.vitals()?.troubles().map(inWords).join('\n') ?? '';
  await until(() => said().includes(`Slack renews the token of ${north} no more`));
  expect(said()).not.toContain(south);
  await logNewPerson(many.person(north, ava), promise('Nils Norberg'));
  await many.install(north);
  await until(() => !said().includes(north));
  await logNewPerson(many.person(north, ava), promise('Nora Nyberg'));
}, 30_000);

test('an installation that comes while the token of the one before is renewed is the one that stays', async () => {
  const at = new Date('2026-11-23T08:00:00.000Z');
  const installed = (name: string): Installation => ({
    ...{ id: north, isOrgWide: false, botId: 'B1', botUserId: 'U1', scopes: [], token: `token of ${name}` },
    rotation: {
      refreshToken: `refresh of ${name}`,
      expiresAt: new Date(at.getTime() + hourMs).toISOString(),
    },
  });
  const stored = new Map([[north, installed('the first')]]);
  const answers: ((renewed: Renewed) => void)[] = [];
  const rotation = createRotation({
    store: { get: async (id) => stored.get(id), put: async (one) => void stored.set(one.id, one) },
    claim: async () => true,
    renew: () => new Promise((resolve) => void answers.push(resolve)),
    ...{ now: () => at, wait: async () => undefined, report: () => undefined },
  });
  rotation.hold(installed('the first'));
  const looking = rotation.look();
  await expect.poll(() => answers).toHaveLength(1);
  const second = installed('the second');
  stored.set(north, second);
  rotation.hold(second);
  answers[0]?.({ token: 'renewed too late', refreshToken: 'refresh', expiresInSeconds: 43_200 });
  await looking;
  expect(rotation.held(north)).toEqual(second);
  expect(stored.get(north)).toEqual(second);
});
