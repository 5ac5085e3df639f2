import { expect, test } from 'vitest';
import { readConfig } from '../src/config.ts';
import { ConfigError } from '../src/errors.ts';

const whole = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1', GROQ_API_KEY: 'gsk_1' };

function faultsOf(env: Record<string, string>): string {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return '';
}

test('three tokens are enough, and the rest has defaults', () => {
  expect(readConfig(whole)).toMatchObject({
    HINDSIGHT_URL: 'http://localhost:8888',
    GROQ_TPM: 8000,
    NOTE_VISIBILITY: 'private',
  });
});

test('an empty string counts as not set', () => {
  expect(readConfig({ ...whole, HEALTH_PORT: '', HINDSIGHT_BANK: '  ' })).toMatchObject({
    HINDSIGHT_BANK: 'salesmemory',
  });
});

test('every fault is reported at once, with the way to mend it and without any value', () => {
  const report = faultsOf({
    SLACK_BOT_TOKEN: 'xoxp-very-secret',
    PORT: '70000',
    DEFAULT_TIMEZONE: 'Mars/Base',
    DIGEST_TIME: '25:00',
  });
  for (const name of ['SLACK_BOT_TOKEN', 'GROQ_API_KEY', 'PORT', 'DEFAULT_TIMEZONE', 'DIGEST_TIME']) {
    expect(report).toContain(name);
  }
  expect(report).not.toContain('very-secret');
});

test('what is wrong with several settings together is told beside the faults of each', () => {
  const report = faultsOf({ SLACK_BOT_TOKEN: 'xoxb-1', HINDSIGHT_URL: 'http://memory.example.com' });
  for (const name of ['GROQ_API_KEY', 'SLACK_APP_TOKEN', 'HINDSIGHT_URL', 'HINDSIGHT_API_KEY']) {
    expect(report).toContain(name);
  }
});

test('neither an app token nor a signing secret is a fault that names both ways', () => {
  expect(faultsOf({ SLACK_BOT_TOKEN: 'xoxb-1', GROQ_API_KEY: 'gsk_1' })).toMatch(
    /SLACK_APP_TOKEN.*SLACK_SIGNING_SECRET/,
  );
});

test.each([
  ['http://hindsight.example.com', 'https'],
  ['https://hindsight.example.com', 'HINDSIGHT_API_KEY'],
])('a Hindsight beyond this machine at %s is refused without https or a key', (url, word) => {
  expect(faultsOf({ ...whole, HINDSIGHT_URL: url })).toContain(word);
  expect(faultsOf({ ...whole, HINDSIGHT_URL: url, ALLOW_INSECURE_HINDSIGHT: '1' })).toBe('');
});

test.each(['http://localhost:8888', 'http://127.0.0.1:1', 'http://[::1]:8888'])('%s needs neither', (url) => {
  expect(faultsOf({ ...whole, HINDSIGHT_URL: url })).toBe('');
});

test.each([
  ['SLACK_API_URL', 'https', 'http://slack.example.com/api/', 'ALLOW_INSECURE_SLACK'],
  ['GROQ_BASE_URL', 'https', 'http://groq.example.com', 'ALLOW_INSECURE_GROQ'],
  ['REDIS_URL', 'rediss', 'redis://:secret@redis.example.com:6379', 'ALLOW_INSECURE_REDIS'],
])('%s beyond this machine must be %s unless a switch says otherwise', (name, safe, url, lifted) => {
  expect(faultsOf({ ...whole, [name]: url })).toContain(`${name}: must be ${safe}`);
  expect(faultsOf({ ...whole, [name]: url })).toContain(`${lifted}=1`);
  expect(faultsOf({ ...whole, [name]: url })).not.toContain('secret');
  expect(faultsOf({ ...whole, [name]: url, [lifted]: '1' })).toBe('');
  expect(faultsOf({ ...whole, [name]: url.replace(/^\w+/, safe) })).toBe('');
  expect(faultsOf({ ...whole, [name]: url.replace(/(?<=[@/])\w+\.example\.com/, '127.0.0.1') })).toBe('');
});

test.each([
  ['SLACK_API_URL', 'ftp://localhost/api'],
  ['HINDSIGHT_URL', 'file:///etc/passwd'],
  ['GROQ_BASE_URL', 'http://localhost@groq.example.com'],
  ['GROQ_BASE_URL', 'http://127.0.0.1.example.com'],
  ['REDIS_URL', 'http://localhost:6379'],
])('%s takes no %s', (name, url) => {
  expect(faultsOf({ ...whole, [name]: url })).toContain(name);
});

test.each([
  ['PORT', 'abc'],
  ['PORT', '-1'],
  ['HEALTH_PORT', '80.5'],
  ['GROQ_TPM', 'plenty'],
  ['GROQ_TPD', '3'],
  ['RETENTION_DAYS', '7'],
  ['LEAVER_DAYS', '0'],
  ['LOG_LEVEL', 'loud'],
  ['DIGEST_DAY', 'someday'],
  ['NOTE_VISIBILITY', 'everybody'],
])('%s=%s is answered with one plain sentence that says what it takes', (name, value) => {
  const [head, ...faults] = faultsOf({ ...whole, [name]: value }).split('\n');
  expect(head).toBe('The settings have 1 fault(s):');
  expect(faults).toHaveLength(1);
  expect(faults[0]).toMatch(new RegExp(`^  ${name}: must be `));
  expect(faults[0]).not.toMatch(/NaN|Invalid|Too (?:big|small)/);
});

const several = {
  ...{
    SLACK_CLIENT_ID: '1.2',
    SLACK_CLIENT_SECRET: 'a secret of the app',
    PUBLIC_URL: 'https://bot.example.com/',
  },
  ...{
    SECRETS_KEY: Buffer.alloc(32, 7).toString('base64'),
    SLACK_APP_TOKEN: 'xapp-1',
    GROQ_API_KEY: 'gsk_1',
  },
};

test('several workspaces need no bot token, and the address of their pages ends without a slash', () => {
  expect(readConfig(several)).toMatchObject({ PUBLIC_URL: 'https://bot.example.com' });
});

test('several workspaces without SECRETS_KEY are refused with a sentence that says why and how to make one', () => {
  const { SECRETS_KEY: _, ...rest } = several;
  expect(faultsOf(rest)).toMatch(/SECRETS_KEY: is needed with SLACK_CLIENT_ID: .*enciphered.*openssl rand/);
});

test.each([
  ['SECRETS_KEY', 'c2hvcnQ=', '32 bytes in base64'],
  ['SECRETS_KEY', `${several.SECRETS_KEY},oops`, '32 bytes in base64'],
  ['SLACK_CLIENT_SECRET', '', 'is needed with SLACK_CLIENT_ID'],
  ['PUBLIC_URL', '', 'is needed with SLACK_CLIENT_ID'],
  ['PUBLIC_URL', 'http://bot.example.com', 'must be https'],
  ['SLACK_BOT_TOKEN', 'xoxb-1', 'is for one workspace'],
  ['SALES_GROUP', 'S0123456789', 'is of one workspace'],
])('for several workspaces %s set to “%s” is a fault of its own', (name, value, says) => {
  const report = faultsOf({ ...several, [name]: value });
  expect(report).toContain('1 fault(s)');
  expect(report).toMatch(new RegExp(`${name}: .*${says}`));
});

test.each(['SLACK_CLIENT_SECRET', 'PUBLIC_URL'] as const)('%s without SLACK_CLIENT_ID is a fault', (name) => {
  expect(faultsOf({ ...whole, [name]: several[name] })).toContain(`${name}: is for several workspaces`);
});

test('two keys, the new one first, are taken while a key is turned', () => {
  const keys = [8, 7].map((byte) => Buffer.alloc(32, byte).toString('base64')).join();
  expect(readConfig({ ...several, SECRETS_KEY: keys }).SECRETS_KEY).toBe(keys);
});
