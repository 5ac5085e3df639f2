import { randomBytes } from 'node:crypto';
import { beforeEach, expect, test } from 'vitest';
import { UpstreamError } from '../../src/errors.ts';
import { createDirectory, type Standing } from '../../src/installations/directory.ts';
import { createEndings } from '../../src/installations/endings.ts';
import { createInstallationStore, type Installation } from '../../src/installations/installation-store.ts';
import { createOrgTeams } from '../../src/installations/org-teams.ts';
import { createRotation, type Renewed } from '../../src/installations/rotation.ts';
import type { StateBank } from '../../src/memory/memory.ts';
import { createSeal } from '../../src/util/seal.ts';
import { stateInMemory } from '../brief/memory-stand-in.ts';

const hourMs = 3_600_000;
const seal = createSeal(randomBytes(32).toString('base64'));
let state: StateBank;
let at = 0;
let standing: Standing = 'taken';

beforeEach(() => {
  [state, at, standing] = [stateInMemory(), Date.parse('2026-11-23T09:00:00Z'), 'taken'];
});

/** One process of several that serve the same workspaces. */
function startProcess(
  renew: (refreshToken: string) => Promise<Renewed> = () => Promise.reject(new Error('no')),
  wait = async () => {},
) {
  const now = () => new Date(at);
  const report = () => undefined;
  const store = createInstallationStore({ state, seal });
  const ended: string[] = [];
  const erased: string[] = [];
  const endings = createEndings({ state, eraseBanks: async (team) => void erased.push(team), now });
  const directory = createDirectory({
    ...{ store, endings, orgTeams: createOrgTeams({ state }), now, report },
    rotation: createRotation({ store, claim: state.claim, renew, now, wait, report }),
    standingOf: async () => standing,
    onEnded: (team, eraseAt) => void ended.push(`${team} ${eraseAt.toISOString()}`),
  });
  const served = () => directory.served().map(({ team, installation }) => `${team} by ${installation.id}`);
  return { directory, endings, store, served, ended, erased };
}

function installation(id: string, more: Partial<Installation> = {}): Installation {
  const token = `token of ${id}`;
  return {
    id,
    isOrgWide: false,
    botId: 'B1',
    botUserId: 'U0BOT',
    scopes: [],
    token,
    rotation: null,
    ...more,
  };
}

/** A token that runs out in an hour. */
function rotated(id: string, name: string): Installation {
  const expiresAt = new Date(at + hourMs).toISOString();
  return installation(id, {
    token: `token ${name}`,
    rotation: { refreshToken: `refresh ${name}`, expiresAt },
  });
}

const refusing = () =>
  Promise.reject(new UpstreamError({ service: 'slack', kind: 'auth', operation: 'oauth.v2.access' }));

test('a workspace with an installation of its own is served by that, and once, though its organisation has one too', async () => {
  const { directory, served } = startProcess();
  await directory.add(installation('E1', { isOrgWide: true }));
  await directory.find({ teams: ['T1'], enterprise: 'E1' });
  await directory.look();
  expect(served()).toEqual(['T1 by E1']);
  await directory.add(installation('T1'));
  expect(served()).toEqual(['T1 by T1']);
  expect((await directory.find({ teams: ['T1'], enterprise: 'E1' }))?.installation.id).toBe('T1');
});

test('what another process has seen leave is served no more from the next look on', async () => {
  const [one, other] = [startProcess(), startProcess()];
  await one.directory.add(installation('T1'));
  await one.directory.add(installation('T2'));
  await other.directory.look();
  expect(other.served()).toEqual(['T1 by T1', 'T2 by T2']);
  standing = 'refused';
  await one.directory.suspect({ teams: ['T1'], enterprise: undefined });
  await other.directory.look();
  expect([one.served(), other.served()]).toEqual([['T2 by T2'], ['T2 by T2']]);
});

test('whoever told of a leaving first says when it is erased, and it is erased that day and not before', async () => {
  const { endings, erased } = startProcess();
  const due = await endings.begin('T1', 'T1');
  expect(due).toEqual(new Date('2026-12-23T09:00:00Z'));
  at += 20 * 24 * hourMs;
  expect(await endings.begin('T1', 'E1')).toEqual(due);
  at = due.getTime() - 1;
  expect(await endings.eraseDue(() => false)).toEqual([]);
  at += 1;
  expect(await endings.eraseDue(() => true)).toEqual([]);
  expect(await endings.eraseDue(() => false)).toEqual(['T1']);
  expect(erased).toEqual(['T1']);
});

test('a token that was being renewed when the app was installed anew is not put over what came with that', async () => {
  let answer: (renewed: Renewed) => void = () => undefined;
  const asked: string[] = [];
  const { directory, store } = startProcess((refreshToken) => {
    asked.push(refreshToken);
    return new Promise((resolve) => {
      answer = resolve;
    });
  });
  await directory.add(rotated('T1', 'one'));
  expect(await directory.token('T1')).toBe('token one');
  await expect.poll(() => asked).toEqual(['refresh one']);
  await directory.add(rotated('T1', 'two'));
  answer({ token: 'token late', refreshToken: 'refresh late', expiresInSeconds: 43_200 });
  await directory.settle();
  expect((await store.get('T1'))?.token).toBe('token two');
  expect(await directory.token('T1')).toBe('token two');
});

test('that Slack renews a token no more is said until the app is installed anew, by way of another process too', async () => {
  const [one, other] = [startProcess(refusing), startProcess()];
  await one.directory.add(rotated('T1', 'one'));
  await one.directory.look();
  expect(one.directory.troubles().refused).toEqual(['T1']);
  await one.directory.look();
  expect(one.directory.troubles().refused).toEqual(['T1']);
  await other.directory.add(installation('T1', { token: 'token two' }));
  await one.directory.look();
  expect(one.directory.troubles().refused).toEqual([]);
  expect(await one.directory.token('T1')).toBe('token two');
});

test('a token that Slack refuses ends a workspace once Slack told of it, and one whose workspace is gone by itself', async () => {
  const { directory, served, ended } = startProcess();
  await directory.add(installation('T1'));
  standing = 'refused';
  await directory.miss('T1');
  expect(served()).toEqual(['T1 by T1']);
  standing = 'gone';
  await directory.miss('T1');
  expect([served(), ended]).toEqual([[], ['T1 2026-12-23T09:00:00.000Z']]);
});

test('that Slack told of a leaving is forgotten once its token was good after all, or the app is installed anew', async () => {
  const { directory, served } = startProcess();
  const isTold = () => directory.suspect({ teams: ['T1'], enterprise: undefined });
  const refusedLater = async () => {
    standing = 'refused';
    await directory.look();
    return served();
  };
  await directory.add(installation('T1'));
  await isTold();
  expect(await refusedLater()).toEqual(['T1 by T1']);
  standing = 'unknown';
  await isTold();
  await directory.add(installation('T1', { token: 'token two' }));
  expect(await refusedLater()).toEqual(['T1 by T1']);
});

test('however much comes of a workspace that nobody knows, what is stored is looked at once in ten seconds', async () => {
  const { directory } = startProcess();
  const { list } = state;
  const looks: unknown[] = [];
  Object.assign(state, {
    list(tag: string) {
      if (tag === 'kind:installation') looks.push(at);
      return list(tag);
    },
  });
  const find = () => directory.find({ teams: ['T9'], enterprise: undefined });
  await Promise.all([find(), find()]);
  await find();
  expect(looks).toHaveLength(1);
  at += 10_001;
  await find();
  expect(looks).toHaveLength(2);
});

test('who asks while what is stored is being looked at is not told that a workspace is not installed', async () => {
  const [one, other] = [startProcess(), startProcess()];
  await other.directory.add(installation('T1'));
  const { list } = state;
  let asked = 0;
  let go: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    go = resolve;
  });
  Object.assign(state, {
    list(tag: string) {
      asked += 1;
      return held.then(() => list(tag));
    },
  });
  const looking = one.directory.look();
  await expect.poll(() => asked).toBe(1);
  const found = one.directory.find({ teams: ['T1'], enterprise: undefined });
  go();
  await looking;
  expect((await found)?.team).toBe('T1');
});

test('who asks while another process renews a token that has run out waits for what comes of that', async () => {
  const next = { token: 'token new', refreshToken: 'refresh new', expiresInSeconds: 43_200 };
  let answer: (renewed: Renewed) => void = () => undefined;
  const one = startProcess(
    () =>
      new Promise((resolve) => {
        answer = resolve;
      }),
  );
  const other = startProcess(undefined, async () => {
    answer(next);
    await one.directory.settle();
  });
  await one.directory.add(rotated('T1', 'old'));
  await other.directory.look();
  at += hourMs;
  const first = one.directory.token('T1');
  expect(await other.directory.token('T1')).toBe('token new');
  expect(await first).toBe('token new');
});

test('while memory is away nobody is told that a workspace is not installed', async () => {
  const { directory } = startProcess();
  const { list } = state;
  Object.assign(state, { list: () => Promise.reject(new Error('away')) });
  const find = () => directory.find({ teams: ['T1'], enterprise: undefined });
  await expect(find()).rejects.toThrow('away');
  at += 5_000;
  await expect(find()).rejects.toThrow('away');
  Object.assign(state, { list });
  at += 10_000;
  expect(await find()).toBeUndefined();
});

test('a renewed token that could not be written yet is not lost to a look, and is written by the next one', async () => {
  const { directory, store } = startProcess(async () => ({
    ...{ token: 'token new', refreshToken: 'refresh new', expiresInSeconds: 43_200 },
  }));
  await directory.add(rotated('T1', 'old'));
  const { put } = state;
  Object.assign(state, { put: () => Promise.reject(new Error('away')) });
  await directory.look();
  expect(await directory.token('T1')).toBe('token new');
  await directory.look();
  expect(await directory.token('T1')).toBe('token new');
  Object.assign(state, { put });
  await directory.look();
  expect((await store.get('T1'))?.token).toBe('token new');
});

test('an organisation that has the app again brings back what it had ended, and nothing that others did', async () => {
  const { endings } = startProcess();
  await endings.begin('T1', 'E1');
  await endings.begin('T2', 'T2');
  expect(await endings.undo('E1')).toEqual(['T1']);
  at += 31 * 24 * hourMs;
  expect(await endings.eraseDue(() => false)).toEqual(['T2']);
});
