import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { personIn, textOf } from '../support/person.ts';
import { ava, ben, type World } from '../support/world.ts';
import { seededWorld } from './seeded-world.ts';

let world: World;
beforeAll(async () => {
  world = (await seededWorld()).world;
  await world.restartBot();
  const isRead = () => world.logged.some((line) => line.includes('all notes are read'));
  while (!isRead()) await pause(200);
}, 120_000);
afterAll(() => world.close());

async function answerTo(ask: string, by: string) {
  const me = personIn(world, by);
  await me.type(`/ask ${ask}`);
  const answered = (text: string) => text.includes(`“${ask}”`) && !text.includes('Looking through');
  const message = await world.slack.waitFor(
    () => me.messages().find(({ blocks }) => answered(textOf(blocks))),
    15_000,
  );
  return textOf(message.blocks);
}

const owners = /Ava Lindqvist 8, Ben Carter 6, 14 open deals together.*Ben Carter: .*Portline/s;
const largest =
  /largest of 14 open deals.*Riya Kapoor at Bazaarly: 70k USD.*Maya Chen at Portline: 64k USD.*18k EUR/s;
const rivals = /Colin Marsh at Harbour Mutual: Notewright.*Trellisdata|Trellisdata.*Notewright/s;
const tomorrow = /you promised: Order form, by Tue 24 Nov/;

const told: readonly (readonly [string, RegExp, typeof ben?])[] = [
  ['total deals still open, me vs ben', owners],
  ['how many open deals, ben vs me', owners],
  ['open deals per rep', owners],
  ['how many deals does ben have', /Ben Carter 6 open(?!.*Ava Lindqvist:)/s],
  ['how many open deals has ava', /Ava Lindqvist 8 open/, ben],
  ['biggest open deal by yearly price?', largest],
  ['which deal is the biggest', largest],
  ['our largest deals by value', largest],
  ['where are we up against another vendor rn', rivals],
  ['where do we face competitors', rivals],
  ['do i have to send anyone anything tmrw', tomorrow],
  ['am i supposed to send something to anybody tomorrow', tomorrow],
  ['have i got to deliver anything tmrw', tomorrow],
];

const titled = told.map(([ask, wanted, by]) => ({ ask, wanted, by: by ?? ava }));

test.each(titled)('“$ask” is answered by code', async ({ ask, wanted, by }) => {
  const before = world.model.log.length;
  expect(await answerTo(ask, by)).toMatch(wanted);
  expect(world.model.log).toHaveLength(before);
});

test.each([
  'who else is bellmere talking to',
  'tell me who bellmere is talking to',
  'is colin happy with us',
  'total deals still open, me vs zebedee',
  // Nobody of that name has deals: zero would be a guess.
  'how many deals does zebedee have',
])('“%s” is declined, and nothing quoted', async (ask) => {
  const text = await answerTo(ask, ava);
  expect(text).toMatch(/Nothing in your notes|no plain answer|I can count|Whom do you mean/);
  expect(text).not.toMatch(/\*?\[\d\]\*?.*\n“/);
});
