import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline';
import { expect, inject, onTestFinished, test, vi } from 'vitest';
import { createMemoryServer } from '../../sandbox/memory/memory-server.ts';
import { monday, noteOn } from '../digest/support.ts';
import { hindsightAt, type Place, startReplica } from './replica.ts';

const users = ['UANN', 'UBEN', 'UCLEO', 'UDAN', 'UEVE', 'UFAY'];

/** Starts the doomed replica as a process of its own and kills it, without a chance to tidy up, once so many wait for Slack. */
async function runDoomed(place: Place, count: number): Promise<readonly string[]> {
  const argument = JSON.stringify({ ...place, at: monday.toISOString() });
  const child = spawn(process.execPath, ['--import', 'tsx', 'test/redis/doomed.ts', argument], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const posting: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    posting.push(line.replace('posting ', ''));
    if (posting.length === count) child.kill('SIGKILL');
  }
  return posting;
}

test('a process killed between claim and post: nobody gets two, nobody is silently missed', async () => {
  let now = monday;
  const clock = () => now;
  const memory = await createMemoryServer({ now: clock });
  onTestFinished(() => memory.close());
  const prefix = `r${randomUUID().slice(0, 8)}`;
  const place = { redis: inject('redis').url, memory: memory.url, prefix, team: 'T1' };
  const { memory: notes } = hindsightAt(place, clock);
  for (const [index, author] of users.entries()) {
    const id = `note-${randomUUID()}`;
    await notes.save(noteOn(`Firm${index}`, '2026-11-18', { id, author }));
  }

  const claimed = await runDoomed(place, 4);
  expect(claimed).toHaveLength(4);

  const arrived: string[] = [];
  const receive = async (what: string) => {
    arrived.push(what);
    return 'sent' as const;
  };
  const post = {
    post: (user: string) => receive(`digest ${user}`),
    offer: (user: string) => receive(`offer ${user}`),
  };
  const healthy = await startReplica(place, clock, post);
  onTestFinished(() => healthy.queue.close());
  const rest = users.filter((user) => !claimed.includes(user));
  const expected = [
    ...rest.map((user) => `digest ${user}`),
    ...claimed.map((user) => `offer ${user}`),
  ].toSorted();
  for (const minute of [1, 16, 31]) {
    now = new Date(monday.getTime() + minute * 60_000);
    await healthy.scheduler.tick();
    const least = minute === 1 ? 0 : expected.length;
    await vi.waitFor(() => expect(arrived.length).toBeGreaterThanOrEqual(least), { timeout: 20_000 });
  }
  expect(arrived.toSorted()).toEqual(expected);
}, 60_000);
