import { expect, test } from 'vitest';
import { ava, ben, deals, guest, sales } from '../support/world.ts';
import { startTeam, together } from './team.ts';

const nadia = 'U0NADIA003';

test('what colleagues hand over, share and see of each other’s deals is as it is written down', async () => {
  const team = await startTeam();
  const [me, colleague] = [team.calm(ava), team.calm(ben)];
  for (const [company, answer] of [
    ['Fleetline', '[Accept]'],
    ['Tidebank', '[Decline]'],
  ] as const) {
    await me.type(`/brief ${company}`);
    for (const label of ['[More]', '[Hand over…]']) await me.press(label);
    await me.submit();
    await colleague.look();
    await colleague.press(answer);
    await me.look();
    await colleague.type(`/brief ${company}`);
  }
  await me.type('/brief Priya Sharma at Rentfield');
  await me.press('[Share]');
  await me.submit();
  await me.submit();
  await colleague.look();
  await colleague.press('[My own brief]', deals);
  await me.press('{Take it back (who shared it)}', deals);
  for (const line of ['/brief प्रिया वर्मा', '/pipeline', '/digest now', '/ask which deals have an objection?'])
    await colleague.type(line);
  await colleague.type('/brief Maya Chen', sales);
  await colleague.type('/log', deals);
  await colleague.openHome();
  await me.type('/digest now');
  await expect(together({ Ava: me, Ben: colleague })).toMatchFileSnapshot('shown/colleagues.txt');
}, 300_000);

test('what an admin and a guest see is as it is written down', async () => {
  const team = await startTeam();
  const [admin, visitor] = [team.curious(nadia), team.calm(guest)];
  await admin.openHome();
  for (const line of ['/forget Priya Sharma', '/forget Dana Whitlock', '/brief Maya', '/digest now'])
    await admin.type(line);
  for (const line of [
    '/brief Maya',
    '/log',
    '/ask who is worried?',
    '/pipeline',
    '/digest now',
    '/timeline Maya',
    '/forget Maya',
  ])
    await visitor.type(line);
  await visitor.openHome();
  await visitor.say('Call with Maya');
  await expect(together({ Nadia: admin, Gil: visitor })).toMatchFileSnapshot('shown/admin-and-guest.txt');
}, 300_000);
