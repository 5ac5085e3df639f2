import { expect } from 'vitest';
import type { Outcome } from '../../sandbox/slack/hand/verb.ts';
import { call, daysAgo, store } from '../support/filled.ts';
import type { Someone } from '../support/person.ts';
import { deals, sales, type World } from '../support/world.ts';

type Doors = Readonly<Record<string, () => Promise<Outcome>>>;
interface Given {
  readonly me: Someone;
  readonly world: World;
  /** Lets time pass, so that one order given twice is not one. */
  later(): void;
}

/** Each way to share, for the register's test; the notes on Una Marsh are these doors' own. */
export function shareDoors(given: () => Given): Doors {
  const una = { name: 'Una Marsh', company: 'Tidewell' };

  async function noted(visibility: 'team' | 'private' = 'team'): Promise<Someone> {
    const { me, world } = given();
    await store(world, [call({ ...una, visibility, day: daysAgo(1), text: 'Una wants a demo in May.' })]);
    return me;
  }

  /** Once all of it is read: what changes while it is shared is shown again. */
  async function card(): Promise<Someone> {
    const me = await noted();
    const { world, later } = given();
    later();
    const before = me.messages().length;
    await me.type('/brief Una');
    await world.slack.waitFor(() => me.messages().length > before || undefined);
    const newest = () => me.texts().at(-1);
    await expect.poll(newest).toContain('Una Marsh · Tidewell');
    await expect.poll(newest).not.toMatch(/not read yet|not compared|being checked/);
    return me;
  }

  async function picker(): Promise<Someone> {
    const me = await card();
    await me.press('share_brief');
    await me.seesModal('before anything is posted');
    return me;
  }

  async function checked(): Promise<Someone> {
    const me = await picker();
    await me.choose('share_channel', deals);
    await me.seesModal('3 people will see it');
    return me;
  }

  /** The newest note on her, open in the timeline. */
  async function opened(visibility: 'team' | 'private'): Promise<Someone> {
    const me = await noted(visibility);
    await me.type('/timeline Una');
    await me.seesModal('newest call first');
    await me.pressInModal('timeline_open');
    await me.seesModal('Back');
    return me;
  }

  return {
    'action share_brief': async () => {
      const me = await card();
      const outcome = await me.press('share_brief');
      await me.seesModal('before anything is posted');
      return outcome;
    },
    'action share_note': async () => {
      const me = await opened('team');
      const outcome = await me.pressInModal('share_note');
      await me.seesModal('before anything is posted');
      return outcome;
    },
    'action share_channel': async () => {
      const me = await picker();
      const outcome = await me.choose('share_channel', deals);
      await me.seesModal('3 people will see it, under your name');
      return outcome;
    },
    'submit share_view': async () => {
      const me = await checked();
      const outcome = await me.submit({});
      await me.seesModal('Posted in #deals-emea');
      return outcome;
    },
    'action share_open_up': async () => {
      const me = await opened('private');
      await me.pressInModal('share_note');
      await me.seesModal('Only you can read this note');
      const outcome = await me.pressInModal('share_open_up');
      await me.seesModal('your team can read it now');
      return outcome;
    },
    'action share_to_dm': async () => {
      const me = await picker();
      await me.choose('share_channel', sales);
      await me.seesModal('#sales has 1 guest');
      const outcome = await me.pressInModal('share_to_dm');
      await me.seesModal('It is in your messages');
      return outcome;
    },
    'action share_take_back': async () => {
      const me = await checked();
      await me.submit({});
      await me.seesModal('Posted in #deals-emea');
      const outcome = await me.pressInModal('share_take_back');
      await me.seesModal('Taken back');
      return outcome;
    },
  };
}
