import { APIError } from 'groq-sdk';
import { expect, test } from 'vitest';
import { UpstreamError } from '../src/errors.ts';
import { createLog } from '../src/log.ts';

function logged(write: (log: ReturnType<typeof createLog>) => void): string {
  const lines: string[] = [];
  write(createLog('info', { write: (line) => void lines.push(line) }));
  return lines.join('');
}

const note = 'SECRET NOTE about Priya';

test.each(['err', 'error'])(
  'an error under the key %s is logged by its kind, never by what it quotes',
  (key) => {
    const cause = Object.assign(new Error(note), { details: note, body: { note } });
    const error = new UpstreamError({
      service: 'hindsight',
      kind: 'invalid',
      operation: 'retain',
      status: 422,
      cause,
    });
    const line = logged((log) => log.error({ [key]: error }, 'a listener failed'));
    expect(line).not.toContain('SECRET');
    expect(line).toContain('"kind":"invalid"');
    expect(line).toContain('"status":422');
  },
);

test('an error of the model library, which quotes the prompt, leaves nothing of it in the log', () => {
  const error = new APIError(400, { error: { message: note, failed_generation: note } }, note, new Headers());
  expect(logged((log) => log.error({ err: error }, 'failed'))).not.toContain('SECRET');
});

test('tokens and response URLs are scrubbed wherever they slip in', () => {
  const url = 'https://hooks.slack.com/commands/T1/2/abc';
  const line = logged((log) =>
    log.warn({ url, header: 'Bearer abc.def-1' }, 'token xoxb-12-abc and xapp-1-x and gsk_9'),
  );
  expect(line).not.toMatch(/abc|xapp-1|gsk_9/);
});
