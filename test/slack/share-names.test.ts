import { afterEach, beforeEach, expect, test } from 'vitest';
import { call, daysAgo, storeRead } from '../support/filled.ts';
import { personIn, type Someone } from '../support/person.ts';
import { ava, ben, createWorld, deals, type World } from '../support/world.ts';
import { openMend, otherNamed } from './people-doors.ts';

let world: World;
let me: Someone;
let laterMs = 0;
beforeEach(async () => {
  laterMs = 0;
  world = await createWorld({ now: () => new Date(Date.now() + laterMs) });
  me = personIn(world, ava);
});
afterEach(() => world.close());

const team = { visibility: 'team', author: ben, name: 'Pia S.' } as const;

const toTheTeam = () => [
  call({ ...team, day: daysAgo(9), text: 'She is nervous about the move.' }),
  call({ ...team, day: daysAgo(4), text: 'They agreed to a pilot with 20 seats in March.' }),
];

/** Two names are one person from now on. */
async function merges(from: string, to: string): Promise<void> {
  await openMend(me, from);
  await me.pressInModal('mend_as_merge');
  await me.seesModal('The same person as');
  await me.submit({ mend_other: await otherNamed(me, to) });
  await savesMend();
}

async function savesMend(): Promise<void> {
  await me.seesModal('Nothing is deleted.');
  await me.submit({});
  await me.seesModal('Saved.');
  laterMs += 4_000;
}

/** Shares what the picker is open for, and gives back what everybody in the channel gets. */
async function shares(): Promise<string> {
  await me.seesModal('before anything is posted');
  await me.choose('share_channel', deals);
  await me.seesModal('3 people will see it');
  const preview = JSON.stringify(me.modal()?.view.blocks);
  await me.submit({});
  await me.seesModal('Posted in');
  return preview + JSON.stringify(me.messages(deals));
}

test('a name that private notes alone know does not reach a channel by a merge that only the sharer sees', async () => {
  await storeRead(world, [
    ...toTheTeam(),
    call({ name: 'Philippa Hushed', company: 'Rentfeld', day: daysAgo(1), text: 'Keep this one quiet.' }),
  ]);
  await merges('Pia S', 'Philippa Hushed · Rentfeld');
  await me.type('/brief Philippa');
  await me.sees('Last call');
  await me.press('share_brief');
  const shared = await shares();
  expect(shared).toContain('Pia S. · Rentfield');
  expect(shared).toContain('from 2 notes shared with the team');
  expect(shared).not.toMatch(/Philippa|Hushed|Rentfeld|quiet/i);

  const colleague = personIn(world, ben);
  await colleague.press('brief_open', deals);
  await colleague.sees('Last call');
  expect(colleague.all()).not.toMatch(/Philippa|Hushed|Rentfeld/i);

  await me.type('/timeline Philippa');
  await me.seesModal('3 notes, newest call first');
  const [, older] = [...JSON.stringify(me.modal()?.view).matchAll(/"timeline_open".*?"value":"([^"]+)"/g)];
  await me.pressInModal('timeline_open', older?.[1]);
  await me.seesModal('Back');
  await me.pressInModal('share_note');
  expect(await shares()).not.toMatch(/Philippa|Hushed|Rentfeld|quiet/i);
});

test('a right name that colleagues see too is the one that is shared', async () => {
  await storeRead(world, toTheTeam());
  await openMend(me, 'Pia');
  await me.pressInModal('mend_as_rename');
  await me.seesModal('The right name');
  await me.submit({ mend_name: 'Pia Sandberg' });
  await savesMend();
  await me.type('/brief Sandberg');
  await me.sees('Last call');
  await me.press('share_brief');
  const shared = await shares();
  expect(shared).toContain('Pia Sandberg · Rentfield');
  expect(shared).not.toContain('Pia S.');
});
