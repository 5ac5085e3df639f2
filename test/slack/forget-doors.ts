import type { Outcome } from '../../sandbox/slack/hand/verb.ts';
import { call, store } from '../support/filled.ts';
import { personIn, type Someone } from '../support/person.ts';
import type { World } from '../support/world.ts';

type Doors = Readonly<Record<string, () => Promise<Outcome>>>;

const admin = 'U0NADIA003';

/** Each way to use `/forget`, for the register's test; the notes on Fergus Gone are these doors' own. */
export function forgetDoors(given: () => { me: Someone; world: World }): Doors {
  async function previewed(who: (world: World) => Someone = () => given().me): Promise<Someone> {
    const { world } = given();
    await store(world, [call({ name: 'Fergus Gone', company: 'Quitly', text: 'Soon forgotten.' })]);
    const someone = who(world);
    const previews = () => someone.texts().filter((text) => text.includes('Forget Fergus Gone')).length;
    const before = previews();
    await someone.type('/forget Fergus Gone');
    await world.slack.waitFor(() => previews() > before || undefined);
    return someone;
  }

  async function asked(): Promise<Someone> {
    const me = await previewed();
    await me.type('/forget');
    await me.sees('Whom do you want to forget?');
    return me;
  }

  return {
    'command forget': async () => {
      const me = await previewed();
      const outcome = await me.type('/forget Fergus');
      await me.sees('Forget Fergus Gone · Quitly');
      return outcome;
    },
    'action /^forget_choice_\\d+$/': async () => {
      const me = await asked();
      const outcome = await me.press('forget_choice_0');
      await me.sees('Beyond reach');
      return outcome;
    },
    'options forget_pick': async () => {
      const me = await asked();
      const picker = await me.sees('Whom do you want to forget?');
      const target = { channel: me.dm, ts: picker.ts };
      return given().world.hand.suggest(me.user, target, { actionId: 'forget_pick', query: 'fergus' });
    },
    'action forget_pick': async () => {
      const me = await asked();
      const { hand } = given().world;
      const target = { channel: me.dm, ts: (await me.sees('Whom do you want to forget?')).ts };
      const { options } = await hand.suggest(me.user, target, { actionId: 'forget_pick', query: 'fergus' });
      const value = options[0]?.value ?? '';
      const outcome = await hand.choose(me.user, target, { actionId: 'forget_pick', value });
      await me.sees('Forget Fergus Gone');
      return outcome;
    },
    'action forget_export': async () => {
      const me = await previewed();
      const outcome = await me.press('forget_export');
      await me.sees('on Fergus Gone · Quitly, whole.');
      return outcome;
    },
    'action forget_own': async () => {
      const me = await previewed();
      const outcome = await me.press('forget_own');
      await me.seesModal('Type Fergus Gone to confirm');
      return outcome;
    },
    'action forget_all': async () => {
      const nadia = await previewed((world) => personIn(world, admin));
      const outcome = await nadia.press('forget_all');
      await nadia.seesModal('Type Fergus Gone to confirm');
      return outcome;
    },
    'action /^forget_note_\\d+$/': async () => {
      const { world } = given();
      await store(world, [call({ name: 'Hedda Stays', company: 'Stayly', text: 'Fergus Gone sent her.' })]);
      const me = await previewed();
      const outcome = await me.press('forget_note_1');
      await me.seesModal('Fergus Gone sent her.');
      return outcome;
    },
    'submit forget_view': async () => {
      const me = await previewed();
      await me.press('forget_own');
      await me.seesModal('Type Fergus Gone to confirm');
      const outcome = await me.submit({ forget_name: 'fergus gone' });
      await me.seesModal('No note of yours on them is left.');
      return outcome;
    },
  };
}
