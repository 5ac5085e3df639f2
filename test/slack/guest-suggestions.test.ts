import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Target } from '../../sandbox/slack/hand/verb.ts';
import { call, store } from '../support/filled.ts';
import { personIn, type Someone } from '../support/person.ts';
import { ava, createWorld, guest, outsider, type World } from '../support/world.ts';
import { seesHome } from './home-doors.ts';
import { openMend } from './people-doors.ts';

let world: World;
let me: Someone;
beforeAll(async () => {
  world = await createWorld();
  me = personIn(world, ava);
  await store(world, [
    call({ visibility: 'team' }),
    call({ name: 'Priya Raman', company: 'Northhaul', visibility: 'team' }),
  ]);
});
afterAll(() => world.close());

const inModal = (): Target => ({ viewId: me.modal()?.id ?? '' });

async function inMessage(words: string): Promise<Target> {
  return { channel: me.dm, ts: (await me.sees(words)).ts };
}

async function logForm(): Promise<Target> {
  await me.type('/log');
  await me.seesModal('What happened');
  return inModal();
}

/** Each field that suggests people, before a member. */
const fields: Readonly<Record<string, () => Promise<Target>>> = {
  log_who: logForm,
  log_also: logForm,
  brief_pick: async () => {
    await me.type('/brief');
    return inMessage('Who is the call with?');
  },
  forget_pick: async () => {
    await me.type('/forget');
    return inMessage('Whom do you want to forget?');
  },
  timeline_pick: async () => {
    await me.type('/timeline');
    await me.seesModal('Whose calls do you want to see?');
    return inModal();
  },
  mend_other: async () => {
    await openMend(me, 'Priya Sharma');
    await me.pressInModal('mend_as_merge');
    await me.seesModal('The same person as');
    return inModal();
  },
  home_brief: async () => {
    await world.hand.openHome(ava);
    await seesHome(world, ava, 'Priya');
    return { viewId: world.slack.look(ava).home?.id ?? '' };
  },
};

test.each(Object.entries(fields))(
  '%s suggests people to a member, and nobody to others',
  async (actionId, opened) => {
    const target = await opened();
    const suggested = async (user: string) => {
      const ask = { actionId, query: 'priya' };
      // What comes too late is left out: the second time all is at hand.
      await world.hand.suggest(user, target, ask);
      const { ok, options } = await world.hand.suggest(user, target, ask);
      expect(ok).toBe(true);
      return options.map((one) => one.text.text);
    };
    expect((await suggested(ava)).join()).toContain('Priya Raman');
    expect(await suggested(guest)).toEqual([]);
    expect(await suggested(outsider)).toEqual([]);
  },
);
