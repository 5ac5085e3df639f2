import { afterAll, beforeAll, expect, test } from 'vitest';
import { createMany, type Many, north } from '../support/many.ts';

let many: Many;
beforeAll(async () => {
  many = await createMany({ transport: 'socket' });
}, 60_000);
afterAll(() => many.close());

const isStored = async (id: string) =>
  (await many.bank('installations')).includes(`installation-${id.toLowerCase()}`);

test('a browser is led to Slack with the scopes of the manifest, and back under PUBLIC_URL', async () => {
  const { asked } = await many.browse(null);
  expect(asked.href.startsWith(many.front.url.replace('/api/', '/oauth/v2/authorize'))).toBe(true);
  expect(asked.searchParams.get('scope')).toBe(many.slackOf(north).scopes.join(','));
  expect(asked.searchParams.get('redirect_uri')).toBe(`${many.publicUrl}/slack/oauth_redirect`);
  expect(asked.searchParams.get('state')?.length).toBeGreaterThan(50);
});

test('what is there on request is asked for when the link says so, and nothing else by it', async () => {
  const { asked } = await many.browse(null, { path: '/slack/install?with=import,admin,channels:history' });
  const scopes = asked.searchParams.get('scope')?.split(',');
  expect(scopes).toEqual([...many.slackOf(north).scopes, 'files:read']);
});

test('who says no at Slack reads that nothing was installed, and how to begin again', async () => {
  const { status, page } = await many.browse(null);
  expect(status).toBe(200);
  expect(page).toContain('Nothing was installed');
  expect(page).toContain('/slack/install');
  expect(await isStored(north)).toBe(false);
});

test('another browser than the one that began installs nothing', async () => {
  const { status, page } = await many.browse(north, { keepsCookie: false });
  expect(status).toBe(400);
  expect(page).toContain('This link cannot be used any more');
  expect(await isStored(north)).toBe(false);
});

test.each([
  ['?code=made-up', 400],
  ['?state=made-up&code=made-up', 400],
  ['', 400],
  ['?error=access_denied', 200],
])('a redirect%s that nobody began is answered with a page and installs nothing', async (query, status) => {
  const reply = await fetch(`${many.publicUrl}/slack/oauth_redirect${query}`, {
    headers: { cookie: 'slack-app-oauth-state=made-up' },
  });
  expect(reply.status).toBe(status);
  expect(reply.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(await reply.text()).toContain('/slack/install');
});

test('a code that Slack does not take is said to be Slack’s, in a page, and logged by its word alone', async () => {
  const { back } = await many.browse(null);
  const state = new URL(back).searchParams.get('state') ?? '';
  const reply = await fetch(`${many.publicUrl}/slack/oauth_redirect?code=secret-code&state=${state}`, {
    headers: { cookie: `slack-app-oauth-state=${state}` },
  });
  expect(reply.status).toBe(502);
  expect(await reply.text()).toContain('SalesMemory was not installed');
  expect(many.logged.join()).toContain('an installation did not come about (invalid_code)');
  expect(many.logged.join()).not.toContain('secret-code');
});

test.each([
  ['POST', '/slack/install', 405],
  ['POST', '/slack/oauth_redirect', 405],
  ['GET', '/slack/installed', 404],
  // Payloads come by the socket: here nobody takes any.
  ['POST', '/slack/events', 404],
])('%s %s is answered with %d', async (method, path, status) => {
  expect((await fetch(`${many.publicUrl}${path}`, { method })).status).toBe(status);
});

test('who says yes reads that it is installed and what comes next; no token is stored in the clear', async () => {
  const { status, page } = await many.browse(north);
  expect(status).toBe(200);
  expect(page).toContain(`SalesMemory is installed in Team ${north}`);
  expect(page).toContain('type /log');
  const stored = await many.bank('installations');
  expect(stored).toContain('installation-t0north001');
  const { token, refreshToken } = many.front.grantOf(north);
  for (const secret of [token, refreshToken, 'xoxe', 'xoxb']) expect(stored).not.toContain(secret);
});
