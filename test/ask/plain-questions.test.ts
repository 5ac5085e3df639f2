import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { personIn, textOf } from '../support/person.ts';
import { ava, ben, type World } from '../support/world.ts';
import { seededWorld } from './seeded-world.ts';

let world: World;
beforeAll(async () => {
  world = (await seededWorld()).world;
  // What was seeded behind its back is found and read at the next start.
  await world.restartBot();
  const isRead = () => world.logged.some((line) => line.includes('all notes are read'));
  while (!isRead()) await pause(200);
}, 120_000);
afterAll(() => world.close());

async function answerTo(ask: string, by = ava) {
  const me = personIn(world, by);
  await me.type(`/ask ${ask}`);
  const answered = (text: string) => text.includes(`“${ask}”`) && !text.includes('Looking through');
  return world.slack.waitFor(() => me.messages().find(({ blocks }) => answered(textOf(blocks))), 15_000);
}

/** By hand from the demo's stories, as of Monday 23 November; asked by the first rep unless it says Ben. */
const questions: readonly (readonly [string, RegExp, typeof ben?])[] = [
  ['Who should I call first today?', /Colin Marsh at Harbour Mutual: A promise of yours is 30 days late/],
  ['Where do I start?', /Colin Marsh at Harbour Mutual/],
  ['Who needs me first?', /Priya Sharma at Rentfield/, ben],
  ['Summarise my week', /8 of 8 open deals considered.*You logged 3 calls since 17 Nov: Riya Kapoor/s],
  ['What happened this week?', /You logged 4 calls since 17 Nov/, ben],
  ['When did we last talk to Maya Chen?', /Maya Chen at Portline: 21 Nov, 2 days ago/],
  ['When did I last speak to James Okafor?', /13 Nov, 10 days ago\. Since then 1 call without an answer/],
  ['When was our last call with Jordan?', /Jordan Patel at Tidebank: 10 Nov, 13 days ago/],
  ['How long has Elena been quiet?', /Elena Morris at St Brigid Hospital: 2 Nov, 21 days ago/],
  ['What did I promise this week?', /Order form, by Tue 24 Nov(?!.*a colleague).*ROI sheet, by Fri 27 Nov/s],
  ['What am I late with?', /ROI model, 30 days late.*ROI sheet, 3 days late/s],
  ['What is due tomorrow?', /you promised: Order form, by Tue 24 Nov/],
  ['Which deals are over 60?', /\*1 deal\*.*Riya Kapoor · Bazaarly, 20 Nov: 90 Closing/s],
  ['Deals over 90?', /nothing|no deal|0 deals|I can count/i],
  ['Which deals score below 20?', /Avery Stone · Pinecrest/],
  ['Which deals are at risk?', /our promise is 30 days late: ROI model/],
  [
    'Who have I not spoken to for two weeks?',
    /Elena Morris · St Brigid Hospital, 2 Nov: 21 days without contact, as agreed until 11 Dec/,
  ],
  ['Who owns Portline?', /Portline: notes by Ben Carter \(4 notes, the last on 21 Nov\)/],
  ['Whose deal is Tidebank?', /Tidebank: notes by Ava Lindqvist/, ben],
  [
    'How is Ben doing?',
    /Ben Carter, from notes shared with the team: 6 open deals, 1 won, 4 calls since 17 Nov/,
  ],
  ['how is ava doing?', /Ava Lindqvist, from notes shared with the team: 8 open deals/, ben],
  ['How often did James not answer?', /\*1 call\*: without an answer, on James Okafor/],
  ['How many times did Helen Voss not answer?', /\*1 call\*: without an answer, on Helen Voss/],
  ['How often did Riya not pick up?', /\*0 calls\*: without an answer, on Riya Kapoor/],
  ['What is the score of Portline?', /Maya Chen at Portline: \d+ Engaged/],
  ['How healthy is Rentfield?', /Rentfield: \d+ Engaged, .*at risk: a worry is open in the pilot/],
  ['How much is open?', /14 open deals: 134k USD in 2, 18k EUR in 1, 10 without an amount, 1 not counted/],
  ['Value per owner', /Ben Carter, 6 deals: 64k USD in 1, 5 without an amount/],
  [
    'What is closing in December?',
    /1 deal is to close in December.*Gridmont: by Mon 14 Dec, put off once, first 21 Nov/s,
  ],
  ['win rate this quarter', /Win rate this quarter: 50%, 1 of 2 deals won. Won: 96k USD in 1/],
  [
    'Why did we lose deals this quarter?',
    /Siltrade: lost on 26 Oct, 55k EUR a year; the reason: They build it themselves/,
  ],
  ['What is our revenue?', /Nothing in your notes about/],
  ['What is Maya’s email?', /Nothing in your notes about/],
  ['How is the weather?', /Nothing in your notes about/],
  ['Who won the most deals?', /I can count deals/],
];

test('thirty-five plain questions are asked, none of them among the fixed ones', () => {
  expect(questions).toHaveLength(35);
});

const titled = questions.map(([ask, wanted, by = ava]) => ({ ask, wanted, by }));

test.each(titled)('“$ask” is answered right, or declined', async ({ ask, wanted, by }) => {
  const text = textOf((await answerTo(ask, by)).blocks);
  expect(text).toMatch(wanted);
  if (/Nothing in your notes|I can count/.test(text)) expect(text).not.toMatch(/\[\d\]/);
});

test('what the house knows costs no call of the model', async () => {
  const before = world.model.log.length;
  for (const ask of ['Who needs me most?', 'How is my week looking?', 'When did we last meet Sarah Chen?'])
    expect(textOf((await answerTo(ask)).blocks)).not.toContain('Nothing in your notes');
  expect(world.model.log).toHaveLength(before);
});

test('a colleague is told from what is shared alone, whatever the asker keeps private', async () => {
  const told = textOf((await answerTo('How is Ava doing?', ben)).blocks);
  expect(told).toContain('प्रिया वर्मा at Dhara Foods: one note so far');
  expect(told).not.toMatch(/promotion|plant head|training/i);
});

test.each([
  ['When did we last talk to Maya Chen?', /Maya Chen at Portline: 21 Nov, 2 days ago/],
  ['What did I promise Colin?', /Colin Marsh at Harbour Mutual: 17 Oct, 37 days ago/],
  ['Who is our champion at Portline?', /Maya Chen at Portline: 21 Nov, 2 days ago/],
])('“When was that?” after “%s” keeps the person', async (ask, wanted) => {
  const me = personIn(world, ava);
  const { ts } = await answerTo(ask);
  await me.say('When was that?', { thread: ts });
  const answered = () =>
    me
      .texts()
      .filter((text) => text.includes('“When was that?”') && !text.includes('Looking'))
      .at(-1) ?? '';
  await expect.poll(answered, { timeout: 15_000 }).toMatch(wanted);
});
