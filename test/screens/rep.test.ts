import { expect, test } from 'vitest';
import { ava } from '../support/world.ts';
import { startTeam } from './team.ts';

test('whatever a rep types, opens and presses looks as it is written down', async () => {
  const team = await startTeam();
  const me = team.curious(ava, /forget|delete/i);
  for (const line of [
    '/brief Priya',
    '/brief Fleetline',
    '/brief Maya Chen',
    '/brief Quarrystone',
    '/brief Helen Voss',
    '/brief Avery Stone',
    '/brief Harbour Mutual',
    '/brief Riya Kapoor',
    '/brief Sarah Chen',
    '/brief प्रिया वर्मा',
    '/brief Elena Morris',
    '/brief nobody at all',
    '/brief',
    '/timeline Portline',
    '/pipeline',
    '/pipeline commit Maya Chen',
    '/pipeline commit',
    '/pipeline nonsense',
    '/digest now',
    '/digest',
    '/log',
    '/log Sent the deck to Maya Chen',
    '/log Zoe Quill at Marlow: she wants a demo on 20 March',
  ])
    await me.type(line);
  await me.openHome();
  await expect(me.seen()).toMatchFileSnapshot('shown/rep.txt');
}, 300_000);
