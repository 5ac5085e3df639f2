import type { Outcome } from '../../sandbox/slack/hand/verb.ts';
import { personIn, type Someone } from '../support/person.ts';
import type { World } from '../support/world.ts';
import { seesHome } from './home-doors.ts';

/** The workspace's admin. */
export const nadia = 'U0NADIA003';

/** An admin's form in which the team is chosen. */
export async function openTeamForm(world: World): Promise<Someone> {
  const admin = personIn(world, nadia);
  await world.hand.openHome(nadia);
  await seesHome(world, nadia, 'Your team is');
  await world.hand.pressButton(nadia, homeOf(world), { actionId: 'team_open' });
  await admin.seesModal('The team is');
  return admin;
}

function homeOf(world: World) {
  return { viewId: world.slack.look(nadia).home?.id ?? '' };
}

/** Each way to say who the team is, for the register's test. */
export function teamDoors(given: () => { world: World }): Readonly<Record<string, () => Promise<Outcome>>> {
  return {
    'action team_open': async () => {
      const { world } = given();
      await world.hand.openHome(nadia);
      await seesHome(world, nadia, 'Your team is');
      return world.hand.pressButton(nadia, homeOf(world), { actionId: 'team_open' });
    },
    'submit team_view': async () => {
      const admin = await openTeamForm(given().world);
      const outcome = await admin.submit({ team_kind: 'everybody' });
      await admin.seesModal('Nothing has changed.');
      return outcome;
    },
  };
}
