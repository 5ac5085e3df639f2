import type { Outcome } from '../../sandbox/slack/hand/verb.ts';
import { call, store } from '../support/filled.ts';
import type { Someone } from '../support/person.ts';
import type { World } from '../support/world.ts';
import { seesHome } from './home-doors.ts';

type Doors = Readonly<Record<string, () => Promise<Outcome>>>;

interface Given {
  readonly me: Someone;
  readonly world: World;
  readonly later: () => void;
}

/** Each way to ask a question, for the register's test; the notes are those of the test's other doors. */
export function askDoors(given: () => Given): Doors {
  async function asked(): Promise<Outcome> {
    const { me, world, later } = given();
    const answers = () => me.messages().filter(({ blocks }) => JSON.stringify(blocks).includes('ask_note_1'));
    const before = answers().length;
    later();
    const outcome = await me.type('/ask What did Priya Sharma say about migration?');
    await world.slack.waitFor(() => answers().length > before || undefined);
    return outcome;
  }

  async function form(): Promise<Outcome> {
    const { me, world } = given();
    await store(world, [call({ name: 'Ask Person', company: 'Asked' })]);
    await world.hand.openHome(me.user);
    await seesHome(world, me.user, 'Ask Person');
    const target = { viewId: world.slack.look(me.user).home?.id ?? '' };
    const outcome = await world.hand.pressButton(me.user, target, { actionId: 'ask_open' });
    await me.seesModal('Your question');
    return outcome;
  }

  return {
    'command ask': asked,
    'action /^ask_next_\\d+$/': async () => {
      await asked();
      const outcome = await given().me.press('ask_next_0');
      await given().me.sees('“What is still open with');
      return outcome;
    },
    'action /^ask_note_\\d+$/': async () => {
      await asked();
      const answer = given()
        .me.messages()
        .findLast(({ blocks }) => JSON.stringify(blocks).includes('"ask_note_1"'));
      const source = answer?.blocks?.find((one) => /Nervous.*"ask_note_/s.test(JSON.stringify(one)));
      const [button = ''] = /ask_note_\d+/.exec(JSON.stringify(source)) ?? [];
      const outcome = await given().me.press(button);
      await given().me.seesModal('Nervous about the migration timeline.');
      return outcome;
    },
    'action ask_open': form,
    'submit ask_view': async () => {
      await form();
      const outcome = await given().me.submit({ ask_field: 'Who is nervous about the migration timeline?' });
      await given().me.sees('“Who is nervous about the migration timeline?”');
      return outcome;
    },
  };
}
