import type { Outcome } from '../../sandbox/slack/hand/verb.ts';
import { personIn, type Someone } from '../support/person.ts';
import { ben, type World } from '../support/world.ts';
import { seesHome } from './home-doors.ts';

type Doors = Readonly<Record<string, () => Promise<Outcome>>>;

const admin = 'U0NADIA003';

/** Opens the form from an admin’s Home. */
export async function openAccess(world: World): Promise<{ nadia: Someone; outcome: Outcome }> {
  const nadia = personIn(world, admin);
  await world.hand.openHome(admin);
  await seesHome(world, admin, 'For admins');
  const viewId = world.slack.look(admin).home?.id ?? '';
  const outcome = await world.hand.pressButton(admin, { viewId }, { actionId: 'access_open' });
  await nadia.seesModal('What is held of a colleague');
  return { nadia, outcome };
}

/** Each way to an access export, for the register's test. */
export function accessDoors(given: () => { world: World }): Doors {
  return {
    'action access_open': async () => (await openAccess(given().world)).outcome,
    'submit access_view': async () => {
      const { nadia } = await openAccess(given().world);
      const outcome = await nadia.submit({ access_whom: ben });
      await nadia.seesModal('goes to their own messages');
      return outcome;
    },
  };
}
