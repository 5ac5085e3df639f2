import type { Outcome } from '../../sandbox/slack/hand/verb.ts';
import { call, daysAgo, hindsightOf, storeRead } from '../support/filled.ts';
import type { Someone } from '../support/person.ts';
import type { World } from '../support/world.ts';

type Doors = Readonly<Record<string, () => Promise<Outcome>>>;
interface Given {
  readonly me: Someone;
  readonly world: World;
  /** Lets time pass, so that one order given twice is not one. */
  later(): void;
}

/** Each way to use a digest, for the register's test; the notes on Osei Mensah are these doors' own. */
export function digestDoors(given: () => Given): Doors {
  const quiet = { name: 'Osei Mensah', company: 'Kestrel' };
  let isStored = false;

  async function week(): Promise<Someone> {
    const { me, world, later } = given();
    if (!isStored) {
      isStored = true;
      await storeRead(world, [
        call({ ...quiet, day: daysAgo(30), text: 'He liked the idea and will think about it.' }),
        call({ name: 'Won Deal', company: 'Closed', day: daysAgo(1), outcome: 'won', text: 'Signed.' }),
      ]);
    }
    const before = me.texts().filter((text) => text.includes('Your week · ')).length;
    later();
    await me.type('/digest now');
    await world.slack.waitFor(() => weeks(me) > before || undefined);
    return me;
  }

  const weeks = (me: Someone) => me.texts().filter((text) => text.includes('Your week · ')).length;

  /** The menu on a line, with a choice made. */
  async function chosen(choice: string): Promise<Outcome> {
    const me = await week();
    const holder = await me.sees('Your week · ');
    const block = holder.blocks?.find((one) => one.block_id?.startsWith('line:'));
    return given().world.hand.choose(
      me.user,
      { channel: me.dm, ts: holder.ts },
      { actionId: 'digest_line', blockId: block?.block_id, value: choice },
    );
  }

  const pressed = (action: string, see: (me: Someone) => Promise<unknown>) => async () => {
    const me = await week();
    const outcome = await me.press(action);
    await see(me);
    return outcome;
  };

  async function settings(): Promise<Someone> {
    const { me } = given();
    await me.type('/digest settings');
    await me.seesModal('Pause until');
    return me;
  }

  return {
    'command digest': async () => {
      const { me } = given();
      const outcome = await me.type('/digest monday 8:30');
      await me.sees('on Mondays at 08:30');
      return outcome;
    },
    'action digest_line': async () => {
      const outcome = await chosen('snooze');
      await given().me.sees('Snoozed until');
      return outcome;
    },
    'action digest_undo': async () => {
      await chosen('snooze');
      const { me, world } = given();
      const holder = await me.sees('Snoozed until');
      const outcome = await me.press('digest_undo');
      const now = () => me.messages().find(({ ts }) => ts === holder.ts);
      await world.slack.waitFor(() => !JSON.stringify(now()).includes('digest_undo') || undefined);
      return outcome;
    },
    'action digest_answered': pressed('digest_answered', (me) => me.seesModal('What happened')),
    'action digest_wrote': async () => {
      const me = await week();
      const outcome = await me.press('digest_wrote');
      await me.sees('I wrote to them');
      const { roster, memory } = hindsightOf(given().world);
      const own = (await roster.headers(me.user)).filter(({ source }) => source === 'digest');
      for (const { id } of own) await memory.remove(id, me.user);
      return outcome;
    },
    'action digest_silent': async () => {
      const me = await week();
      const outcome = await me.press('digest_silent');
      await me.sees('Still silent: no answer');
      return outcome;
    },
    'action digest_reopen': pressed('digest_reopen', (me) => me.seesModal('Open again')),
    'action digest_compare': pressed('digest_compare', (me) => me.seesModal('Side by side')),
    'action /^digest_bucket/': async () => {
      const outcome = await chosen('snooze');
      const { me } = given();
      await me.sees('Snoozed until');
      const again = await week();
      const shown = await again.press('digest_bucket', again.dm, 'on_track:0');
      await again.seesModal('snoozed until');
      return outcome.ok ? shown : outcome;
    },
    'action digest_show': async () => {
      const { me, world } = given();
      await world.hand.openHome(me.user);
      await world.slack.waitFor(() => world.slack.look(me.user).home ?? undefined);
      const viewId = world.slack.look(me.user).home?.id ?? '';
      const outcome = await world.hand.pressButton(me.user, { viewId }, { actionId: 'digest_show' });
      await me.seesModal('It is in your messages');
      return outcome;
    },
    'action digest_open_settings': pressed('digest_open_settings', (me) => me.seesModal('Pause until')),
    'submit digest_settings': async () => {
      const me = await settings();
      const outcome = await me.submit({ digest_day: 'tuesday', digest_time: '09:15' });
      await me.seesModal('09:15');
      return outcome;
    },
  };
}
