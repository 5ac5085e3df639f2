import { readFile } from 'node:fs/promises';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import type { Every } from '../src/digest/clock.ts';
import { startHealth } from '../src/health.ts';
import { createMetrics } from '../src/metrics.ts';
import { call, store } from './support/filled.ts';
import { personIn } from './support/person.ts';
import { ava, createWorld } from './support/world.ts';

test('figures are told as Prometheus reads them: readings, what was left out and why, tokens by model, what is looked up', async () => {
  const all = createMetrics();
  all.watch('connected', 'Whether Slack is connected', () => 1);
  const metrics = all.of('T1');
  metrics.bill({ what: 'read', notes: 2, lines: 0, ms: 900, prompt: 2000, cached: 1800, answer: 300 });
  metrics.spent('m', { prompt: 2000, cached: 1800, answer: 300 });
  metrics.read({
    noteId: 'note-1',
    signals: [{ kind: 'objection', who: 'them', text: 'Timeline', quote: 'q', dueOn: null, over: null }],
    changes: [],
    outcome: null,
    leftOut: [{ kind: 'promise', who: 'us', text: 'Sheet', quote: '', dueOn: null, why: 'quote' }],
    against: [],
    checkingUntil: null,
  });
  const server = await startHealth(
    { isReady: () => true, troubles: () => [], figures: all.text },
    { port: 0, host: '127.0.0.1' },
  );
  onTestFinished(() => void server.close());
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  for (const line of [
    'salesmemory_connected 1',
    'salesmemory_reading_calls_total{what="read",team="T1"} 1',
    'salesmemory_readings_total{team="T1"} 1',
    'salesmemory_signals_total{kind="objection",team="T1"} 1',
    'salesmemory_dropped_total{kind="promise",reason="quote",team="T1"} 1',
    'salesmemory_tokens_total{model="m",part="prompt",team="T1"} 200',
    'salesmemory_tokens_total{model="m",part="cached",team="T1"} 1800',
    'salesmemory_tokens_total{model="m",part="answer",team="T1"} 300',
  ]) {
    expect(text.split('\n')).toContain(line);
  }
});

test('what is looked up for a workspace ends with it, and goes on for the others and for the process', async () => {
  const all = createMetrics();
  all.watchQueue('asked for', () => 3);
  const [left, stays] = [all.of('T1'), all.of('T2')];
  for (const one of [left, stays]) {
    one.watch('memory_up', 'Whether Hindsight answers', () => 1);
    one.watchQueue('work', () => 2);
    one.digest('sent');
  }
  left.end();
  const text = await all.text();
  for (const line of [
    'memory_up{team="T2"} 1',
    'queue_depth{queue="work",team="T2"} 2',
    'queue_depth{queue="asked for"} 3',
    'digests_total{outcome="sent",team="T1"} 1',
  ])
    expect(text).toContain(line);
  expect(text).not.toMatch(/(?:memory_up|queue_depth){[^}]*team="T1"/);
});

const dashboard = z.object({
  panels: z.array(z.object({ title: z.string(), targets: z.array(z.object({ expr: z.string() })).min(1) })),
});

test('every query of the dashboard names a figure and labels that there are, and every figure stands on it', async () => {
  const world = await createWorld();
  onTestFinished(() => world.close());
  const figures = await world.figures();
  const text = await readFile(new URL('../ops/grafana.json', import.meta.url), 'utf8');
  const queries = dashboard.parse(JSON.parse(text)).panels.flatMap(({ targets }) => targets);
  const asked = queries.flatMap(({ expr }) => expr.match(/salesmemory_\w+/g) ?? []);
  const there = [...figures.matchAll(/^# TYPE (\w+) (\w+)$/gm)].map(([, name = '', type = '']) => ({
    name,
    type,
  }));
  const readable = there.flatMap(({ name, type }) =>
    type === 'histogram' ? ['_bucket', '_count', '_sum'].map((part) => name + part) : [name],
  );
  expect(queries.every(({ expr }) => expr.includes('salesmemory_'))).toBe(true);
  expect(asked.filter((name) => !readable.includes(name))).toEqual([]);
  expect(there.filter(({ name }) => !asked.some((one) => one.startsWith(name)))).toEqual([]);
  const labels = queries.flatMap(({ expr }) => expr.match(/by \(([^)]*)\)/)?.[1]?.split(', ') ?? []);
  const source = await readFile(new URL('../src/metrics.ts', import.meta.url), 'utf8');
  const known = [
    'le',
    ...[...source.matchAll(/labelNames: \[([^\]]*)\]/g)].flatMap(
      ([, names = '']) => names.match(/\w+/g) ?? [],
    ),
  ];
  expect(labels.filter((label) => !known.includes(label))).toEqual([]);
});

test('what a person does is counted: acknowledgements by kind, each stage of their brief, what waits, the process', async () => {
  const world = await createWorld();
  onTestFinished(() => world.close());
  await store(world, [call(), call()]);
  const me = personIn(world, ava);
  await me.type('/brief Priya');
  await me.sees('Rentfield');
  await expect
    .poll(() => world.figures())
    .toMatch(/brief_stage_seconds_count{stage="card",team="T0SANDBOX1"} [1-9]/);
  const figures = await world.figures();
  for (const stage of ['notes', 'readings', 'words'])
    expect(figures).toMatch(
      new RegExp(`brief_stage_seconds_count{stage="${stage}",team="T0SANDBOX1"} [1-9]`),
    );
  expect(figures).toMatch(/ack_seconds_count{what="command",team="T0SANDBOX1"} 1/);
  expect(figures).toMatch(/queue_depth{queue="work",team="T0SANDBOX1"} \d/);
  expect(figures).toMatch(/queue_depth{queue="tokens of openai\/gpt-oss-120b"} 0/);
  expect(figures).toMatch(/event_loop_delay_seconds{quantile="0.99"} \d/);
  expect(figures).toMatch(/resident_memory_bytes \d{7}/);
  expect(figures).not.toMatch(/Priya|Rentfield|U0AVA/);
});

test('where no second witness is named, tokens of the one model alone are waited for', async () => {
  const world = await createWorld({ env: { GROQ_CHECK_MODEL: '' } });
  onTestFinished(() => world.close());
  expect((await world.figures()).match(/tokens of [^"]*/g)).toEqual(['tokens of openai/gpt-oss-120b']);
});

test('a week that was due is counted by what became of it', async () => {
  let at = new Date('2026-11-22T12:00:00Z');
  const beats: (() => void)[] = [];
  const every: Every = (_ms, beat) => {
    beats.push(beat);
    return () => undefined;
  };
  const world = await createWorld({ now: () => at, every });
  onTestFinished(() => world.close());
  await store(world, [call({ day: '2026-11-20', loggedAt: '2026-11-20T12:00:00.000Z' })]);
  for (const beat of beats) beat();
  await expect.poll(() => world.memory.faults.requests().length).toBeGreaterThan(3);
  at = new Date('2026-11-23T07:01:00Z');
  await expect
    .poll(
      () => {
        for (const beat of beats) beat();
        return world.figures();
      },
      { timeout: 15_000, interval: 1_000 },
    )
    .toMatch(/digests_total{outcome="sent",team="T0SANDBOX1"} 1/);
});
