import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCards } from '../../src/slack/digest/line-buttons.ts';
import { call, daysAgo, hindsightOf, storeRead } from '../support/filled.ts';
import { personIn, type Someone, textOf } from '../support/person.ts';
import { ava, createWorld, type World } from '../support/world.ts';
import { seesHome } from './home-doors.ts';

let world: World;
let me: Someone;
let laterMs = 0;
const owed = { name: 'Priya Sharma', company: 'Rentfield' };
const silent = { name: 'Osei Mensah', company: 'Kestrel' };
beforeAll(async () => {
  world = await createWorld({ now: () => new Date(Date.now() + laterMs) });
  me = personIn(world, ava);
  await storeRead(world, [
    call({ ...owed, day: daysAgo(9), text: 'We spoke of seats.' }),
    call({ ...owed, day: daysAgo(8), text: `I promised to send her the ROI sheet by ${daysAgo(4)}.` }),
    call({ ...silent, day: daysAgo(30), text: 'He liked the idea.' }),
  ]);
});
afterAll(() => world.close());

async function freshWeek(): Promise<string> {
  laterMs += 4_000;
  const count = () => me.texts().filter((text) => text.includes('Your week · ')).length;
  const before = count();
  await me.type('/digest now');
  await world.slack.waitFor(() => count() > before || undefined);
  return (
    me
      .texts()
      .filter((text) => text.includes('Your week · '))
      .at(-1) ?? ''
  );
}

async function choose(person: string, choice: (value: string) => boolean): Promise<void> {
  const holder = await me.sees('Your week · ');
  const block = holder.blocks?.find(
    (one) => one.block_id?.startsWith('line:') && JSON.stringify(one).includes(person),
  );
  const values = [...JSON.stringify(block).matchAll(/"value":"([^"]+)"/g)].map(([, value]) => value ?? '');
  const target = { channel: me.dm, ts: holder.ts };
  await world.hand.choose(ava, target, {
    actionId: 'digest_line',
    blockId: block?.block_id,
    value: values.find(choice),
  });
}

test('a promise ticked off shows on its line, leaves the next week and Home, and comes back with Undo', async () => {
  // A brief reads the notes, so that the week knows what was promised.
  await me.type('/brief Priya');
  await me.sees('Last call');
  await world.hand.openHome(ava);
  await seesHome(world, ava, 'Promises due by');
  expect(await freshWeek()).toContain('ROI sheet');
  await choose('Priya', (value) => value.startsWith('kept:'));
  const kept = await me.sees('Promise kept:');
  const rows = () => textOf(me.messages().find(({ ts }) => ts === kept.ts)?.blocks).split('\n');
  const beside = () => rows().filter((row) => row.startsWith('•') && row.includes('ROI sheet'));
  const struck = /^• ~You, to Priya Sharma · Rentfield: .*ROI sheet.*~$/;
  await expect.poll(beside).toEqual([expect.stringMatching(struck)]);
  const look = () => JSON.stringify(world.slack.look(ava).home?.view);
  await world.slack.waitFor(() => !look().includes('Promises due') || undefined);
  await me.press('digest_undo');
  await seesHome(world, ava, 'Promises due by');
  await expect.poll(beside).toEqual([expect.stringMatching(/^• You, to Priya Sharma · Rentfield: /)]);
});

test('two lines snoozed at once both show it, and the next week has them on track', async () => {
  await freshWeek();
  await Promise.all([
    choose('Priya', (value) => value === 'snooze'),
    choose('Osei', (value) => value === 'snooze'),
  ]);
  const both = () => me.texts().some((text) => text.split('Snoozed until').length === 3);
  await world.slack.waitFor(() => both() || undefined);
  expect(await freshWeek()).toContain('2 of 2 open deals considered: 0 now · 0 this week · 2 on track');
  const holder = await me.sees('Nobody needs you but for a promise that is late.');
  expect(JSON.stringify(holder.blocks)).toContain('digest_bucket');
});

test('a snooze that is taken back is off the deals on track, on Home too', async () => {
  await world.hand.openHome(ava);
  await seesHome(world, ava, '0 this week · 2 on track');
  await me.press('digest_undo');
  await seesHome(world, ava, '· 1 on track');
});

test('a call logged from a line shows on that line, and Home has it within two seconds', async () => {
  laterMs += 5 * 86_400_000;
  await freshWeek();
  await choose('Osei', (value) => value === 'log');
  await me.seesModal('What happened');
  const { slack } = world;
  await me.submit({ log_text_0: 'He answered and wants a demo.' });
  const saved = Date.now();
  await me.sees('Logged');
  await seesHome(world, ava, 'He answered and wants a demo.');
  expect(Date.now() - saved).toBeLessThan(2_000);
  const line = slack
    .look(ava)
    .channels.flatMap(({ messages }) => messages)
    .find(({ blocks }) => /Logged \d{1,2} [A-Z]/.test(JSON.stringify(blocks)));
  expect(line).toBeDefined();
  const { roster } = hindsightOf(world);
  expect(await roster.headers(ava)).toHaveLength(4);
});

test('pressing Still silent twice stores one note', async () => {
  laterMs += 20 * 86_400_000;
  await freshWeek();
  await Promise.all([me.press('digest_silent'), me.press('digest_silent')]);
  await me.sees('Still silent: no answer');
  const { roster } = hindsightOf(world);
  const own = (await roster.headers(ava)).filter(
    ({ source, outcome }) => source === 'digest' && outcome === 'no_answer',
  );
  expect(own).toHaveLength(1);
});

test('the buttons below a deal go when it is dealt with, stay below the others, and come back with Undo', async () => {
  const quiet = { day: daysAgo(30 - Math.round(laterMs / 86_400_000)), text: 'We spoke of seats.' };
  await storeRead(world, [
    call({ ...quiet, name: 'Ines Falk', company: 'Harbour' }),
    call({ ...quiet, name: 'Amit Rao', company: 'Northhaul' }),
  ]);
  await freshWeek();
  const { ts } = await me.sees('Your week · ');
  const blocks = () => me.messages().find((one) => one.ts === ts)?.blocks ?? [];
  const asked = () => blocks().flatMap(({ block_id: id = '' }) => (id.startsWith('ask:') ? [id] : []));
  const before = asked();
  expect(before).toHaveLength(2);
  await choose('Ines', (value) => value === 'snooze');
  await expect.poll(asked).toEqual(before.filter((id) => !id.includes('ines')));
  expect(asked()).toHaveLength(1);
  await me.press('digest_undo');
  await expect.poll(asked).toEqual(before);
});

test('a message that Slack once did not change is changed by the next press on it', async () => {
  let [isAway, updates] = [true, 0];
  const cards = createCards({
    async update() {
      if (isAway) throw new RangeError('away');
      updates += 1;
    },
  });
  const card = { posted: { channel: 'D1', ts: '1.0' }, text: 'Your week', blocks: [] };
  const ref = { deal: 'deal-rentfield', prospect: 'priya' };
  await expect(cards.replace(card, ref, [])).rejects.toThrow('away');
  isAway = false;
  await cards.replace(card, ref, []);
  expect(updates).toBe(1);
});
