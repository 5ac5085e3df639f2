import { test } from 'vitest';
import { openEntrance } from './entrance.ts';

const { enter } = openEntrance();

test('on the next Monday at eight the week comes by itself', async () => {
  const { me } = await enter({ hasStories: true });
  await me.button(/^Inspect/).click();
  await me.button('Next Monday 08:00').click();
  await me.sees('Your week');
  await me.takesPicture('digest');
  await me.isAccessible();
});
