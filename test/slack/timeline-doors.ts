import type { Outcome } from '../../sandbox/slack/hand/verb.ts';
import { call, daysAgo, storeRead } from '../support/filled.ts';
import type { Someone } from '../support/person.ts';
import type { World } from '../support/world.ts';

type Doors = Readonly<Record<string, () => Promise<Outcome>>>;

/** Each way to use `/timeline`, for the register's test; the notes on Tilda Grey are these doors' own. */
export function timelineDoors(given: () => { me: Someone; world: World }): Doors {
  let isStored = false;

  async function opened(): Promise<Someone> {
    const { me, world } = given();
    if (!isStored) {
      isStored = true;
      const tilda = { name: 'Tilda Grey', company: 'Moorgate' };
      const notes = Array.from({ length: 12 }, (_, index) =>
        call({ ...tilda, day: daysAgo(index), text: `Call ${index} with Tilda.` }),
      );
      await storeRead(world, [...notes, call({ ...tilda, name: 'Otto Lang', text: 'A word with Otto.' })]);
    }
    await me.type('/timeline Tilda');
    await me.seesModal('newest call first');
    return me;
  }

  async function seen(outcome: Promise<Outcome>, words: string): Promise<Outcome> {
    const done = await outcome;
    await given().me.seesModal(words);
    return done;
  }

  const press = (action: string, words: string) => async () => {
    const me = await opened();
    return seen(me.pressInModal(action), words);
  };

  return {
    'command timeline': async () => {
      const { me } = given();
      await opened();
      return seen(me.type('/timeline Tilda'), 'newest call first');
    },
    'action /^timeline_choice_\\d+$/': async () => {
      const { me } = given();
      await opened();
      await me.type('/timeline');
      await me.seesModal('Whose calls do you want to see?');
      return seen(me.pressInModal('timeline_choice_0'), 'newest call first');
    },
    'options timeline_pick': async () => {
      const { me } = given();
      await me.type('/timeline');
      await me.seesModal('Whose calls do you want to see?');
      return me.suggestions('timeline_pick', 'tilda');
    },
    'action timeline_pick': async () => {
      const { me } = given();
      await me.type('/timeline');
      await me.seesModal('Whose calls do you want to see?');
      const { options } = await me.suggestions('timeline_pick', 'tilda');
      return seen(me.choose('timeline_pick', options[0]?.value ?? ''), 'Tilda Grey · Moorgate');
    },
    'submit timeline_view': async () => {
      const me = await opened();
      return seen(me.submit({ timeline_query: 'Tilda' }), '“Tilda” is in ');
    },
    'action timeline_outcome': async () => {
      const me = await opened();
      return seen(me.choose('timeline_outcome', 'won'), 'No call here ended with “Won”');
    },
    'action timeline_whole': press('timeline_whole', 'Only who I asked for'),
    'action timeline_older': press('timeline_older', '11 to '),
    'action timeline_newer': async () => {
      const me = await opened();
      await seen(me.pressInModal('timeline_older'), '11 to ');
      return seen(me.pressInModal('timeline_newer'), '1 to 10');
    },
    'action timeline_open': press('timeline_open', 'Back'),
    'action timeline_back': async () => {
      const me = await opened();
      await seen(me.pressInModal('timeline_open'), 'Back');
      return seen(me.pressInModal('timeline_back'), 'newest call first');
    },
    'action timeline_score_as': async () => {
      const me = await opened();
      await me.seesModal('Score over time as');
      return seen(me.choose('timeline_score_as', 'table'), 'The table is in your DM');
    },
    'action timeline_share': press('timeline_share', 'Shared. Your team'),
    'action timeline_delete': press('timeline_delete', 'Deleted. No brief'),
  };
}
