import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { groqAway, modelFault } from '../../src/doctor/check-groq.ts';
import { type Finding, fault } from '../../src/doctor/finding.ts';
import { createModelTroubles } from '../../src/doctor/model-troubles.ts';
import { createOutageWatch } from '../../src/doctor/outages.ts';
import { createLog } from '../../src/log.ts';
import { createClockwork, north, south } from '../support/many.ts';
import { ava, createWorld, deals } from '../support/world.ts';

const posted = z.looseObject({ channel: z.string(), blocks: z.string() });
const written = z.array(z.object({ text: z.object({ text: z.string() }) }));

const down = fault('Hindsight', 'Hindsight does not answer.', 'Start it.');
const other = fault('Redis', 'Redis does not answer.', 'Start it, too.');

function watch({ isDeaf = () => false }: { isDeaf?: () => boolean } = {}) {
  const told: string[] = [];
  let minute = 0;
  let found: readonly Finding[] = [];
  const errors: unknown[] = [];
  const outages = createOutageWatch({
    look: () => found,
    async say(words) {
      if (isDeaf()) throw new Error('no way to Slack');
      told.push(words);
    },
    now: () => new Date(minute * 60_000),
    report: (error) => errors.push(error),
  });
  return {
    told,
    errors,
    async pass(minutes: number, ...now: readonly Finding[]) {
      found = now;
      for (let passed = 0; passed < minutes; passed += 1) {
        await outages.beat();
        minute += 1;
      }
    },
  };
}

test('what is down for ten minutes is told once, with its step, and once when it is back', async () => {
  const { told, pass } = watch();
  await pass(10, down);
  expect(told).toEqual([]);
  await pass(20, down);
  expect(told).toEqual(['Down for 10 minutes: Hindsight does not answer. Start it.']);
  await pass(30);
  expect(told).toHaveLength(2);
  expect(told[1]).toBe('Back after 30 minutes: Hindsight. Nothing is left to do.');
});

test('what comes right within ten minutes is nobody’s news, however often', async () => {
  const { told, pass } = watch();
  for (let time = 0; time < 5; time += 1) {
    await pass(8, down);
    await pass(2);
  }
  expect(told).toEqual([]);
});

test('two things that are down are told of one by one, and one that is down in another way is the same', async () => {
  const { told, pass } = watch();
  await pass(5, down);
  await pass(20, fault('Hindsight', 'Hindsight refuses the key.', 'Set it.'), other);
  expect(told).toEqual([
    'Down for 10 minutes: Hindsight refuses the key. Set it.',
    'Down for 10 minutes: Redis does not answer. Start it, too.',
  ]);
  await pass(1, other);
  expect(told.at(-1)).toContain('Back after 25 minutes: Hindsight.');
});

test('that Groq does not answer is told while no model is known to be refused, and then what is refused alone', () => {
  const troubles = createModelTroubles(createLog('fatal'));
  let away: Date | undefined;
  troubles.watch(() => away);
  expect(troubles.all()).toEqual([]);
  away = new Date();
  expect(troubles.all()).toEqual([groqAway]);
  troubles.tell('openai/gpt-oss-20b', 'notfound');
  expect(troubles.all()).toEqual([modelFault('openai/gpt-oss-20b', 'notfound')]);
  troubles.tell('openai/gpt-oss-20b', null);
  expect(troubles.all()).toEqual([groqAway]);
});

test('an outage of Slack itself is told when Slack is back, as one that is over', async () => {
  let isDeaf = true;
  const { told, errors, pass } = watch({ isDeaf: () => isDeaf });
  await pass(15, down);
  expect(told).toEqual([]);
  expect(errors.length).toBeGreaterThan(0);
  isDeaf = false;
  await pass(3);
  expect(told).toEqual(['Back after 15 minutes: Hindsight. Nothing is left to do.']);
});

test('that something is back is told as soon as Slack takes it', async () => {
  let isDeaf = false;
  const { told, pass } = watch({ isDeaf: () => isDeaf });
  await pass(15, down);
  expect(told).toHaveLength(1);
  isDeaf = true;
  await pass(3);
  expect(told).toHaveLength(1);
  isDeaf = false;
  await pass(5);
  expect(told.slice(1)).toEqual(['Back after 18 minutes: Hindsight. Nothing is left to do.']);
});

test('an installation without Hindsight says so in OPS_CHANNEL after ten minutes, and that it is back', async () => {
  let at = Date.now();
  const beats: (() => void)[] = [];
  const world = await createWorld({
    startsBot: false,
    now: () => new Date(at),
    every: (_ms, beat) => {
      beats.push(beat);
      return () => undefined;
    },
    env: { OPS_CHANNEL: deals },
  });
  onTestFinished(() => world.close());
  world.memory.faults.set({ kind: 'refuse' });
  await world.restartBot();
  const said = () =>
    world.slack.log.named('chat.postMessage').flatMap(({ request }) => {
      const { channel, blocks } = posted.parse(request);
      return channel === deals ? written.parse(JSON.parse(blocks)).map(({ text }) => text.text) : [];
    });
  const beat = async (minutes: number) => {
    for (let passed = 0; passed < minutes; passed += 1) {
      at += 60_000;
      for (const one of beats) one();
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  await expect.poll(() => world.logged.join()).toContain('does not answer at HINDSIGHT_URL');
  await beat(12);
  await expect.poll(said).toHaveLength(1);
  expect(said()[0]).toMatch(
    /^Down for 1\d minutes: Hindsight does not answer at HINDSIGHT_URL\. Start Hindsight/,
  );
  world.memory.faults.set(undefined);
  await expect
    .poll(
      async () => {
        await beat(1);
        return said();
      },
      { timeout: 15_000 },
    )
    .toHaveLength(2);
  expect(said()[1]).toMatch(/^Back after .*: Hindsight\./);
});

test('of several workspaces the one that has the channel of OPS_CHANNEL is told', async () => {
  const env = { OPS_CHANNEL: deals };
  const { many, moveTo, now, until } = await createClockwork({ transport: 'http', env });
  onTestFinished(() => many.close());
  await many.install(north, south);
  many.slackOf(north).faults.failWith('chat.postMessage', { times: 99, error: 'channel_not_found' });
  many.memory.faults.set({ kind: 'refuse' });
  const told = () => many.person(south, ava).texts(deals);
  await until(() => {
    moveTo(now().getTime() + 60_000);
    return told().length > 0;
  });
  expect(told()[0]).toContain('Hindsight does not answer at HINDSIGHT_URL');
});
