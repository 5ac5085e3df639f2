import type { Outcome } from '../../sandbox/slack/hand/verb.ts';
import { call, store } from '../support/filled.ts';
import type { Someone } from '../support/person.ts';
import type { World } from '../support/world.ts';

type Doors = Readonly<Record<string, () => Promise<Outcome>>>;

/** Each way to say something to the bot, for the register's test; the notes on Wanda Birch are these doors' own. */
export function talkDoors(given: () => { me: Someone; world: World }): Doors {
  async function offered(text: string): Promise<void> {
    const { me, world } = given();
    await store(world, [call({ name: 'Wanda Birch', company: 'Larkhill' })]);
    await me.say(text);
    const isOffer = () => JSON.stringify(me.messages().at(-1)?.blocks ?? []).includes('"talk_question"');
    await world.slack.waitFor(() => isOffer() || undefined);
  }

  return {
    'event said': async () => {
      const { me } = given();
      const outcome = await me.say('help');
      await me.sees('Tell me what happened on a call, or ask.');
      return outcome;
    },
    'event pane opened': async () => {
      const { me, world } = given();
      // Prompts are an agent's alone: see talk-agent.test.ts.
      return world.hand.openHome(me.user, 'messages');
    },
    'action /^talk_save_\\d+$/': async () => {
      const { me } = given();
      await offered('Wanda asked for three seats more.');
      const outcome = await me.press('talk_save_0');
      await me.sees('Saved on Wanda Birch');
      return outcome;
    },
    'action talk_else': async () => {
      const { me } = given();
      await offered('Wanda moved the kickoff to March.');
      const outcome = await me.press('talk_else');
      await me.seesModal('Wanda moved the kickoff to March.');
      return outcome;
    },
    'action talk_dismiss': async () => {
      const { me } = given();
      await offered('Wanda has no news.');
      const outcome = await me.press('talk_dismiss');
      await me.sees('Not saved.');
      return outcome;
    },
    'action talk_question': async () => {
      const { me } = given();
      await offered('Wanda on pricing.');
      const outcome = await me.press('talk_question');
      await me.sees('“Wanda on pricing.”');
      return outcome;
    },
  };
}
