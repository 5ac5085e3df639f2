import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createMany, east, everyTeam, type Many, north, org, south, west } from '../support/many.ts';
import { logNewPerson } from '../support/person.ts';
import { ava } from '../support/world.ts';

describe.each(['socket', 'http'] as const)('over %s', (transport) => {
  let many: Many;
  beforeAll(async () => {
    many = await createMany({ transport });
  }, 60_000);
  afterAll(() => many.close(), 60_000);

  /** Each team has a person of its own that it alone knows. */
  const theirs: Readonly<Record<string, string>> = {
    [north]: 'Nils Norberg',
    [south]: 'Sara Sund',
    [east]: 'Esko Ekman',
    [west]: 'Wilma Wester',
  };

  const wish = (name: string) => `wants the price list for ${name} by Friday`;

  test('nobody is served before the app is installed, and a command is answered with one kind sentence', async () => {
    const outcome = await many.person(north, ava).type('/brief Nils Norberg');
    expect(outcome).toMatchObject({ ok: true });
    await many.person(north, ava).sees('SalesMemory is not installed in this workspace');
    expect(await many.figures()).toContain('ack_seconds_count{what="not installed"}');
  });

  test('two teams and an organisation install it in their browsers, and each logs a call', async () => {
    await many.install(north, south, org);
    for (const team of everyTeam) {
      const name = theirs[team] ?? '';
      await logNewPerson(many.person(team, ava), { name, company: `House ${name}`, text: wish(name) });
    }
    for (const team of everyTeam) {
      const stored = await many.bank(team);
      for (const other of everyTeam) expect(stored.includes(theirs[other] ?? '?')).toBe(other === team);
    }
  });

  test('a brief of what another team alone knows finds nothing, for the same user id', async () => {
    for (const team of everyTeam) {
      const me = many.person(team, ava);
      await me.type(`/brief ${theirs[team]}`);
      await me.sees(wish(theirs[team] ?? ''));
      for (const other of everyTeam.filter((one) => one !== team)) {
        await me.type(`/brief ${theirs[other]}`);
        await me.sees(`Nothing on ${theirs[other]} yet`);
        expect(me.all()).not.toContain(wish(theirs[other] ?? ''));
      }
    }
  });

  test('each call at Slack came with the token of its own installation', () => {
    const posts = many.front.calls.filter(({ method }) => method === 'chat.postMessage');
    expect(new Set(posts.map(({ of }) => of))).toEqual(new Set([north, south, org]));
    expect(many.front.faults).toEqual([]);
  });

  test('figures carry the workspace that they are of', async () => {
    await expect.poll(() => many.figures()).toMatch(/readings_total{team="T0WEST0001"} 1/);
    const figures = await many.figures();
    for (const team of everyTeam) expect(figures).toContain(`salesmemory_memory_up{team="${team}"} 1`);
    expect(figures).not.toMatch(/ack_seconds_count{what="command"}/);
  });

  test('taking it out of one workspace stops that one alone', async () => {
    many.front.grantOf(south).isRevoked = true;
    await many.slackOf(south).hand.uninstallApp();
    await expect.poll(() => many.figures()).not.toContain('memory_up{team="T0SOUTH001"}');
    await many.person(south, ava).type('/brief Sara Sund');
    await many.person(south, ava).sees('SalesMemory is not installed in this workspace');
    for (const team of [north, east, west]) {
      const me = many.person(team, ava);
      const shown = me.texts().length;
      await me.type(`/brief House ${theirs[team]}`);
      await expect.poll(() => me.texts().slice(shown).join()).toContain(wish(theirs[team] ?? ''));
    }
    expect(await many.bank('installations')).toContain('ending-t0south001');
  });

  test('installed again it goes on with what it knew', async () => {
    await many.install(south);
    const me = many.person(south, ava);
    const shown = me.texts().length;
    await me.type('/brief House Sara Sund');
    await expect.poll(() => me.texts().slice(shown).join()).toContain(wish('Sara Sund'));
    expect(await many.bank('installations')).not.toContain('ending-t0south001');
  });

  test('a restart serves all of them again, those of the organisation too before anybody speaks', async () => {
    await many.restartBot();
    const figures = await many.figures();
    for (const team of everyTeam) expect(figures).toContain(`memory_up{team="${team}"}`);
  });
});
