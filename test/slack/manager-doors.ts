import type { Outcome } from '../../sandbox/slack/hand/verb.ts';
import { call, daysAgo, storeRead } from '../support/filled.ts';
import { personIn, type Someone } from '../support/person.ts';
import { ava, ben, type World } from '../support/world.ts';
import { seesHome } from './home-doors.ts';
import { nadia } from './team-doors.ts';

const weekMs = 7 * 24 * 60 * 60 * 1000;

/** Presses a button on somebody's Home, once it stands there. */
export async function pressHome(
  world: World,
  user: string,
  { sees, actionId }: { readonly sees: string; readonly actionId: string },
): Promise<{ readonly person: Someone; readonly outcome: Outcome }> {
  const covers = personIn(world, user).modal();
  if (covers) await world.hand.closeView(user, covers.id, true);
  await world.hand.openHome(user);
  await seesHome(world, user, sees);
  const target = { viewId: world.slack.look(user).home?.id ?? '' };
  return { person: personIn(world, user), outcome: await world.hand.pressButton(user, target, { actionId }) };
}

/** The admin names whom somebody leads, in place of whom they led before. */
export async function nameManager(
  world: World,
  manager: string,
  people: readonly string[],
): Promise<Someone> {
  const { person: admin } = await pressHome(world, nadia, {
    sees: 'Who leads whom',
    actionId: 'manager_name',
  });
  await admin.seesModal('Each of them is told');
  await admin.submit({ manager_who: manager });
  await admin.seesModal('Whom does');
  await admin.submit({ manager_people: [...people] });
  await admin.seesModal(people.length === 0 ? 'leads nobody now' : `leads <@${people[0]}>`);
  return admin;
}

/** Ben leads Ava, and his weeks have begun. */
export async function benLeadsAva(world: World, pass: (ms: number) => void): Promise<Someone> {
  await nameManager(world, ben, [ava]);
  await personIn(world, ava).sees('gets a week of your deals');
  pass(weekMs + 60_000);
  return personIn(world, ben);
}

/** Each way to lead and to be led, for the register's test. */
export function managerDoors(
  given: () => { readonly world: World; readonly pass: (ms: number) => void },
): Readonly<Record<string, () => Promise<Outcome>>> {
  let isLed = false;

  async function led(): Promise<World> {
    const { world, pass } = given();
    // Sooner a press is the same one twice.
    pass(5_000);
    if (isLed) return world;
    isLed = true;
    await storeRead(world, [
      call({ name: 'Olga Brandt', company: 'Ledfield', visibility: 'team', day: daysAgo(20) }),
    ]);
    await benLeadsAva(world, pass);
    return world;
  }

  async function openTeam(): Promise<{ readonly you: Someone; readonly outcome: Outcome }> {
    const world = await led();
    const { person, outcome } = await pressHome(world, ben, { sees: 'You lead', actionId: 'manager_open' });
    await person.seesModal('open deal');
    return { you: person, outcome };
  }

  async function openAsk(): Promise<{ readonly you: Someone; readonly outcome: Outcome }> {
    const { you } = await openTeam();
    const outcome = await you.choose('manager_deal', 'ask');
    await you.seesModal('Your message');
    return { you, outcome };
  }

  async function openMine(): Promise<{ readonly me: Someone; readonly outcome: Outcome }> {
    const world = await led();
    const { person, outcome } = await pressHome(world, ava, {
      sees: 'gets a week of your deals',
      actionId: 'manager_mine',
    });
    await person.seesModal('sees this');
    return { me: person, outcome };
  }

  return {
    'action manager_name': async () => {
      const { outcome } = await pressHome(given().world, nadia, {
        sees: 'Who leads whom',
        actionId: 'manager_name',
      });
      return outcome;
    },
    'submit manager_name_view': async () => {
      const { world } = given();
      const { person: admin } = await pressHome(world, nadia, {
        sees: 'Who leads whom',
        actionId: 'manager_name',
      });
      await admin.seesModal('Each of them is told');
      const outcome = await admin.submit({ manager_who: ben });
      await admin.seesModal('Whom does');
      return outcome;
    },
    'submit manager_people_view': async () => {
      const admin = personIn(given().world, nadia);
      const outcome = await admin.submit({ manager_people: [] });
      await admin.seesModal('leads nobody now');
      return outcome;
    },
    'action manager_open': async () => (await openTeam()).outcome,
    'action manager_person': async () => {
      const { you } = await openTeam();
      const outcome = await you.choose('manager_person', ava);
      await you.seesModal('in shared notes');
      return outcome;
    },
    'action manager_deal': async () => (await openAsk()).outcome,
    'submit manager_ask_view': async () => {
      const { you } = await openAsk();
      const outcome = await you.submit({ manager_ask_words: 'What is the plan?' });
      await you.seesModal('Sent to');
      return outcome;
    },
    'action manager_mine': async () => (await openMine()).outcome,
    'action manager_unshare': async () => {
      const { me } = await openMine();
      const outcome = await me.pressInModal('manager_unshare');
      await me.seesModal('yours alone now');
      return outcome;
    },
  };
}
