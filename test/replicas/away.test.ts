import { onTestFinished, test } from 'vitest';
import { personIn } from '../support/person.ts';
import { ava, createWorld } from '../support/world.ts';

test('what was typed is answered while the Redis that replicas share is not there', async () => {
  const world = await createWorld({ env: { REDIS_URL: 'redis://127.0.0.1:1' } });
  onTestFinished(() => world.close());
  const me = personIn(world, ava);
  await me.type('/digest now');
  await me.sees('Your week');
});
