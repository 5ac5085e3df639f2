import { test } from 'vitest';
import { openEntrance } from './entrance.ts';

const { enter } = openEntrance();

/** The bot looks at its clock once a minute. */
const minuteMs = 75_000;

test('on the next Monday at eight the week comes by itself', { timeout: 2 * minuteMs }, async () => {
  const { me } = await enter({ hasStories: true });
  await me.button(/^Inspect/).click();
  await me.button('Next Monday 08:00').click();
  await me.message('Your week').waitFor({ timeout: minuteMs });
  await me.takesPicture('digest');
  await me.isAccessible();
});
