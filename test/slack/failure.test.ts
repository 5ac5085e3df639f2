import { expect, test } from 'vitest';
import { UpstreamError } from '../../src/errors.ts';
import { memoryTrouble } from '../../src/slack/kit/failure.ts';

const since = new Date('2026-11-23T13:02:00Z');
const fault = (kind: 'auth' | 'timeout') =>
  new UpstreamError({ service: 'hindsight', kind, operation: 'retain' });

test('memory that is away is told with the time of day where the person is', () => {
  expect(memoryTrouble(fault('timeout'), since, 'Europe/Stockholm')).toContain('since 14:02');
});

test('memory that refuses our key is the admin’s to mend, not a matter of waiting', () => {
  expect(memoryTrouble(fault('auth'), since, 'UTC')).toContain('HINDSIGHT_API_KEY');
});
