import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { examine } from '../../src/doctor/doctor.ts';
import { createMany, type Many, north, org, south } from '../support/many.ts';

let many: Many;
beforeAll(async () => {
  many = await createMany({ transport: 'http' });
}, 60_000);
afterAll(() => many.close());

/** What the doctor says of the installations, level before words. */
async function said(env: Readonly<Record<string, string>> = {}, ahead = 0): Promise<string> {
  const now = () => new Date(Date.now() + ahead);
  const found = await examine(readConfig({ ...many.env, ...env }), { fetch, now, newId: randomUUID });
  return found.map(({ level, what, says, step }) => `${level} ${what}: ${says} ${step}`).join('\n');
}

test('while nobody has installed the app the doctor names the page where an admin does', async () => {
  expect(await said()).toContain(
    `warning installations: No workspace has installed the app yet. An admin of a workspace opens ${many.publicUrl}/slack/install.`,
  );
});

test('each workspace and organisation is looked at by itself, and one that refuses the token is named', async () => {
  await many.install(north, south, org);
  many.front.grantOf(south).isRevoked = true;
  const report = await said();
  expect(report).toContain(`good Slack’s bot token of ${north}: Slack takes it.`);
  expect(report).toContain(`good Slack’s bot token of ${org}: Slack takes it.`);
  expect(report).toContain(
    `fault Slack’s bot token of ${south}: Slack refuses the bot token (account_inactive).`,
  );
  expect(report).toContain('nothing that is stored is lost');
  expect(report).not.toMatch(/xoxe|xoxb/);
});

test('a token that ran out while the bot was away is no fault, and a key that opens nothing is said', async () => {
  expect(await said({}, 13 * 3_600_000)).toContain('Its token has run out');
  const other = randomBytes(32).toString('base64');
  expect(await said({ SECRETS_KEY: other })).toContain('SECRETS_KEY does not open 3 of the installations');
});
