import type { Outcome } from '../../sandbox/slack/hand/verb.ts';
import { call, storeRead } from '../support/filled.ts';
import { type Someone, textOf } from '../support/person.ts';
import type { World } from '../support/world.ts';

type Doors = Readonly<Record<string, () => Promise<Outcome>>>;

/** What stands on a person's Home, once it contains the words. */
export async function seesHome({ slack }: World, user: string, words: string): Promise<string> {
  const look = () => textOf(slack.look(user).home?.view).replace(/\*/g, '');
  return slack
    .waitFor(() => (look().includes(words) ? look() : undefined))
    .catch(() => {
      throw new Error(`did not see “${words}” on Home:\n${look()}`);
    });
}

/** Each way to use Home, for the register's test. */
export function homeDoors(given: () => { me: Someone; world: World }): Doors {
  let isStored = false;
  const target = () => ({ viewId: given().world.slack.look(given().me.user).home?.id ?? '' });

  async function opened(): Promise<Outcome> {
    const { me, world } = given();
    if (!isStored) {
      isStored = true;
      const many = Array.from({ length: 12 }, (_, index) =>
        call({ name: `Home Person${index}`, company: `Home Company${index}`, text: 'We spoke of the plan.' }),
      );
      await storeRead(world, many);
    }
    const outcome = await world.hand.openHome(me.user);
    await seesHome(world, me.user, '1 to 10 of');
    return outcome;
  }

  const pressed = async (actionId: string): Promise<Outcome> => {
    await opened();
    const { me, world } = given();
    return world.hand.pressButton(me.user, target(), { actionId });
  };

  return {
    'event app_home_opened': opened,
    'action home_later': async () => {
      const outcome = await pressed('home_later');
      await seesHome(given().world, given().me.user, '11 to ');
      return outcome;
    },
    'action home_earlier': async () => {
      const { me, world } = given();
      await pressed('home_later');
      await seesHome(world, me.user, '11 to ');
      const outcome = await world.hand.pressButton(me.user, target(), { actionId: 'home_earlier' });
      await seesHome(world, me.user, '1 to 10 of');
      return outcome;
    },
    'action home_log': async () => {
      const outcome = await pressed('home_log');
      await given().me.seesModal('What happened');
      return outcome;
    },
    'options home_brief': async () => {
      await opened();
      const { me, world } = given();
      return world.hand.suggest(me.user, target(), { actionId: 'home_brief', query: 'person3' });
    },
    'action home_brief': async () => {
      await opened();
      const { me, world } = given();
      const { options } = await world.hand.suggest(me.user, target(), {
        actionId: 'home_brief',
        query: 'person3',
      });
      const outcome = await world.hand.choose(me.user, target(), {
        actionId: 'home_brief',
        value: options[0]?.value,
      });
      await me.seesModal('Home Person3');
      return outcome;
    },
  };
}
