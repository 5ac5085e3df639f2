import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createMany, type Many, north, south } from '../support/many.ts';
import { logNewPerson } from '../support/person.ts';
import { ava } from '../support/world.ts';

let many: Many;
beforeAll(async () => {
  many = await createMany({ transport: 'http' });
  await many.install(north, south);
}, 60_000);
afterAll(() => many.close());

const newKey = randomBytes(32).toString('base64');

test('a start with another key is refused with one sentence that names the setting and not the key', async () => {
  const start = many.restartBot({ SECRETS_KEY: newKey });
  await expect(start).rejects.toThrow(
    /SECRETS_KEY is not the key that the 2 installation\(s\) .* the old one\.$/,
  );
  await expect(start).rejects.not.toThrow(newKey);
});

test('the new key before the old one seals everything anew, and then opens it alone', async () => {
  await many.restartBot({ SECRETS_KEY: `${newKey},${many.env['SECRETS_KEY']}` });
  await many.restartBot({ SECRETS_KEY: newKey });
  for (const team of [north, south])
    await logNewPerson(many.person(team, ava), {
      name: `Pat ${team}`,
      company: 'House',
      text: `Good call with ${team}`,
    });
  await expect(many.restartBot()).rejects.toThrow('SECRETS_KEY is not the key');
  await many.restartBot({ SECRETS_KEY: newKey });
});

test('an installation that is put in the place of another opens for nobody', async () => {
  const bank = `${many.memory.url}/v1/default/banks/${many.config.HINDSIGHT_BANK}-installations`;
  const stolen = await (await fetch(`${bank}/documents/installation-t0south001`)).json();
  const item = {
    document_id: 'installation-t0north001',
    content: stolen.original_text,
    tags: stolen.tags,
    metadata: stolen.document_metadata,
  };
  await fetch(`${bank}/memories`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ items: [item] }),
  });
  await many.restartBot({ SECRETS_KEY: newKey });
  const troubles =
    many
      .vitals()
      ?.troubles()
      .map(({ says }) => says) ?? [];
  expect(troubles.join()).toContain('SECRETS_KEY does not open 1 of the installations');
  await many.person(north, ava).type('/brief Pat');
  await many.person(north, ava).sees('SalesMemory is not installed in this workspace');
  expect(many.front.calls.at(-1)?.of).not.toBe(north);
});
