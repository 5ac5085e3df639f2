import { expect, test } from 'vitest';
import { UpstreamError, type UpstreamKind } from '../src/errors.ts';
import { createServerCheck, createServiceProbe } from '../src/health.ts';
import { createLog } from '../src/log.ts';
import type { ServerFacts } from '../src/memory/hindsight/hindsight.ts';

const known: ServerFacts = { version: '1.1.0', keepsTexts: true, keepsTraces: false };

function told(facts: Partial<ServerFacts>): string {
  const lines: string[] = [];
  const check = createServerCheck(createLog('info', { write: (line) => void lines.push(line) }));
  check.answered({ ...known, ...facts });
  check.answered({ ...known, ...facts });
  return lines.join('');
}

test('a Hindsight of the known kind needs no word', () => {
  expect(told({})).toBe('');
});

test('a server that drops the words of notes is named once, with the way out', () => {
  expect(told({ keepsTexts: false }).match(/STORE_DOCUMENT_TEXT/g)).toHaveLength(1);
});

test('a server that keeps deleted words in its traces is named once, with the way out', () => {
  expect(told({ keepsTraces: true }).match(/LLM_TRACE_ENABLED=false/g)).toHaveLength(1);
});

test('another major version is named once', () => {
  expect(told({ version: '2.0.0' }).match(/2\.0\.0/g)).toHaveLength(1);
});

test.each<{ kind: UpstreamKind; blamed: RegExp }>([
  { kind: 'network', blamed: /does not answer at HINDSIGHT_URL\. Start Hindsight/ },
  { kind: 'timeout', blamed: /still starting/ },
  { kind: 'auth', blamed: /refuses HINDSIGHT_API_KEY/ },
  { kind: 'invalid', blamed: /not answer as Hindsight does\. Check that HINDSIGHT_URL/ },
])(
  'a Hindsight that fails by $kind is told of once, with the right thing blamed, and again when it is back',
  ({ kind, blamed }) => {
    const lines: string[] = [];
    const check = createServerCheck(createLog('info', { write: (line) => void lines.push(line) }));
    const error = new UpstreamError({ service: 'hindsight', kind, operation: 'version' });
    check.failed(error);
    check.failed(error);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(blamed);
    check.answered(known);
    expect(lines.at(-1)).toContain('Hindsight answers');
  },
);

test('a service is up while its last answer was one, fresh for a minute after it, and not asked after the stop', async () => {
  let [at, isAway, asked] = [0, false, 0];
  const silences: unknown[] = [];
  const beats = new Set<() => void>();
  const probe = createServiceProbe({
    async ask() {
      asked += 1;
      if (isAway) throw new Error('away');
    },
    onSilent: (error) => silences.push(error),
    now: () => new Date(at),
    every(_ms, beat) {
      beats.add(beat);
      return () => void beats.delete(beat);
    },
  });
  const beat = async () => {
    for (const one of beats) one();
    await new Promise((resolve) => setImmediate(resolve));
  };
  const state = () => [probe.isUp(), probe.isFresh()];
  expect(state()).toEqual([false, false]);
  probe.start();
  await beat();
  expect(state()).toEqual([true, true]);
  isAway = true;
  at += 20_000;
  await beat();
  expect(state()).toEqual([false, true]);
  expect(silences).toHaveLength(1);
  at += 39_999;
  expect(probe.isFresh()).toBe(true);
  at += 1;
  expect(probe.isFresh()).toBe(false);
  isAway = false;
  await beat();
  expect(state()).toEqual([true, true]);
  probe.stop();
  const before = asked;
  await beat();
  expect(asked).toBe(before);
});
