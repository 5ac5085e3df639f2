import { expect, test } from 'vitest';
import { ava, ben } from '../support/world.ts';
import { startTeam, together } from './team.ts';

const week = 24 * 7;

test('what comes by itself as weeks pass is as it is written down', async () => {
  const team = await startTeam({ sendsWeeks: true });
  const [me, colleague] = [team.calm(ava), team.calm(ben)];
  await me.begin('(a week passes)', () => team.pass(week));
  await colleague.look();
  await me.press('{Snooze 3 days}');
  await me.press('{Promise kept: ROI sheet}');
  await me.press('[They answered]');
  await me.type('/brief Maya Chen');
  await me.openHome();
  await me.begin('(another week passes)', () => team.pass(week));
  await colleague.look();
  await me.openHome();
  await me.type('/pipeline');
  await expect(together({ Ava: me, Ben: colleague })).toMatchFileSnapshot('shown/weeks.txt');
}, 300_000);
