import type { Outcome } from '../../sandbox/slack/hand/verb.ts';
import { call, store } from '../support/filled.ts';
import type { Someone } from '../support/person.ts';
import type { World } from '../support/world.ts';

type Doors = Readonly<Record<string, () => Promise<Outcome>>>;

/** Each way to use `/pipeline`, for the register's test; the notes are those of the test's other doors. */
export function pipelineDoors(given: () => { me: Someone; world: World }): Doors {
  /** More than have a button each. */
  async function manyMatch() {
    const { me, world } = given();
    const names = ['Abel', 'Bell', 'Cole', 'Dunn', 'Eads', 'Ford'];
    await store(
      world,
      names.map((name) => call({ name: `Sam ${name}`, company: 'Sixways' })),
    );
    await me.type('/pipeline commit Sam');
    return { channel: me.dm, ts: (await me.sees('Six people match Sam')).ts };
  }

  async function counted(): Promise<Someone> {
    const { me } = given();
    await me.type('/pipeline');
    await me.sees('Pipeline');
    return me;
  }

  return {
    'command pipeline': async () => {
      const { me } = given();
      const outcome = await me.type('/pipeline');
      await me.sees('Last call');
      return outcome;
    },
    'action /^pipeline_open_\\d+$/': async () => {
      const me = await counted();
      const outcome = await me.press('pipeline_open_0');
      await me.seesModal('A brief opens above this list');
      return outcome;
    },
    'action /^pipeline_page_\\w+$/': async () => {
      const me = await counted();
      const outcome = await me.press('pipeline_page_team');
      await me.seesModal('shared with the team');
      return outcome;
    },
    'action /^pipeline_figure_\\d+$/': async () => {
      const me = await counted();
      await me.press('pipeline_page_value');
      await me.seesModal('By stage');
      const outcome = await me.pressInModal('pipeline_figure_1');
      await me.seesModal('A brief comes to your DM');
      return outcome;
    },
    'action /^pipeline_commit_choice_\\d+$/': async () => {
      const { me } = given();
      await me.type('/pipeline commit Priya');
      await me.sees('people match');
      const outcome = await me.press('pipeline_commit_choice_0');
      await me.sees('is in commit.');
      return outcome;
    },
    'options pipeline_commit_pick': async () => {
      const { me } = given();
      const target = await manyMatch();
      return given().world.hand.suggest(me.user, target, {
        actionId: 'pipeline_commit_pick',
        query: 'sam f',
      });
    },
    'action pipeline_commit_pick': async () => {
      const { me, world } = given();
      const target = await manyMatch();
      const asked = { actionId: 'pipeline_commit_pick', query: 'sam f' };
      const { options } = await world.hand.suggest(me.user, target, asked);
      const value = options[0]?.value ?? '';
      const outcome = await world.hand.choose(me.user, target, { actionId: 'pipeline_commit_pick', value });
      await me.sees('Sixways is in commit.');
      return outcome;
    },
    'action /^pipeline_commit_out_\\d+$/': async () => {
      const { me, world } = given();
      await store(world, [call({ name: 'Uma Stone', company: 'Stonegate' })]);
      await me.type('/pipeline commit Uma');
      await me.sees('Uma Stone · Stonegate is in commit.');
      const outcome = await me.press('pipeline_commit_out_0');
      await me.sees('is out of your commit');
      return outcome;
    },
    'action pipeline_show_as': async () => {
      const { world } = given();
      const me = await counted();
      const message = await me.sees('as far as you may see');
      const target = { channel: me.dm, ts: message.ts };
      const asked = { actionId: 'pipeline_show_as', value: 'stages' };
      const outcome = await world.hand.choose(me.user, target, asked);
      await me.sees('The table is in your DM');
      return outcome;
    },
    'action pipeline_csv': async () => {
      const me = await counted();
      const outcome = await me.press('pipeline_csv');
      await me.sees('The CSV is in your DM');
      return outcome;
    },
  };
}
