import type { Outcome } from '../../sandbox/slack/hand/verb.ts';
import { call, store } from '../support/filled.ts';
import { personIn, type Someone } from '../support/person.ts';
import { ava, type World } from '../support/world.ts';
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

/** Deactivated. */
export const lena = 'U0LEFT0006';

/** An admin's form in which the deals of somebody who left are given away. */
export async function openLeavers(world: World): Promise<Someone> {
  const admin = personIn(world, nadia);
  await world.hand.openHome(nadia);
  await seesHome(world, nadia, 'Somebody left?');
  await world.hand.pressButton(nadia, homeOf(world), { actionId: 'team_leavers' });
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
    'action team_leavers': async () => {
      const { world } = given();
      await store(world, [
        call({ author: lena, visibility: 'team', name: 'Maya Chen', company: 'Nordwind' }),
      ]);
      await world.hand.openHome(nadia);
      await seesHome(world, nadia, 'Somebody left?');
      return world.hand.pressButton(nadia, homeOf(world), { actionId: 'team_leavers' });
    },
    'submit team_leavers_view': async () => {
      const admin = await openLeavers(given().world);
      await admin.seesModal('Who left');
      const outcome = await admin.submit({ team_leaver: lena, team_to: ava });
      await admin.seesModal('1 open deal');
      return outcome;
    },
    'submit team_move_view': async () => {
      const admin = personIn(given().world, nadia);
      const outcome = await admin.submit({});
      await admin.seesModal('on the week of');
      return outcome;
    },
  };
}
