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

const owed =
  /^(?!.*a colleague).*Harbour Mutual: you promised: ROI model, \d+ days late.*Fleetline: you promised: ROI sheet, 3 days late.*Order form, by Tue 24 Nov.*Rentfield: you promised: ROI sheet, by.*Comparison with Notewright, no date/s;
const late =
  /^(?!.*(?:a colleague|Order form|Portline)).*Harbour Mutual: you promised: ROI model, \d+ days late.*Fleetline: you promised: ROI sheet, 3 days late/s;
const inDecember = /^(?!.*(?:Gridmont|Cards)).*Rentfield: Call with IT, on Wed 2 Dec/s;
const nextWeek = /^(?!.*(?:Gridmont|Portline|Bazaarly: )).*Rentfield: Call with IT, on Wed 2 Dec/s;
const thisWeek =
  /^(?!.*Ledgerly).*Dhara Foods: Call with their plant head, on Thu 26 Nov.*Bazaarly: Signature.*Northhaul: Demo, on Sun 29 Nov/s;
const lost = /Siltrade: lost on 26 Oct, 55k EUR a year; the reason: They build it themselves/;
const tidebank = /Tidebank: 18k EUR a year, a month’s price counted twelve times, said on 10 Nov/;
const quarrystone =
  /Quarrystone is worth more, by 32k USD.*Quarrystone: 96k USD a year.*won.*Portline: 64k USD a year/s;
const migration = /Rentfield: Migration timeline, open.*Ledgerly: Data migration, open/s;

const told: readonly (readonly [string, RegExp, typeof ben?])[] = [
  ['total deals still open, me vs ben', owners],
  ['how many open deals, ben vs me', owners],
  ['open deals per rep', owners],
  ['how many deals does ben have', /Ben Carter 6 open(?!.*Ava Lindqvist:)/s],
  ['how many open deals has ava', /Ava Lindqvist 8 open/, ben],
  ['pipeline value per rep', /14 open deals: /],
  ['biggest open deal by yearly price?', largest],
  ['which deal is the biggest', largest],
  ['our largest deals by value', largest],
  ['where are we up against another vendor rn', rivals],
  ['where do we face competitors', rivals],
  ['do i have to send anyone anything tmrw', tomorrow],
  ['am i supposed to send something to anybody tomorrow', tomorrow],
  ['have i got to deliver anything tmrw', tomorrow],
  ['whats due by tmrw', tomorrow],
  ['anything due this wk?', tomorrow],
  ['what do i still owe ppl and whats late', owed],
  ['what do I owe people?', owed],
  ['whom do i owe what', owed],
  ['what did i forget to send', owed],
  ['everything i promised that is still open', owed],
  ["what haven't i sent yet", owed],
  ["what's late", late],
  ['who am i late with', late],
  ['what is overdue from me', late],
  ['my meetings in december, account + day pls', inDecember],
  ['which calls do i have in december', inDecember],
  ["what's in my calendar for december", inDecember],
  ["next week's calls", nextWeek],
  ["what's on next week", nextWeek],
  ['who am i meeting next week', nextWeek],
  ['what do i have next week', nextWeek],
  ['calls this week', thisWeek],
  ['any meetings this week?', thisWeek],
  ['what meetings do we have next week', /Gridmont: Review, on Tue 1 Dec.*Rentfield: Call with IT/s],
  ['which demos are coming up this week', /^(?!.*Dhara).*Northhaul: Demo, on Sun 29 Nov/s],
  ['why did siltrade drop us', lost],
  ['what made siltrade walk away', lost],
  ['why did siltrade say no', lost],
  ['how come siltrade didnt go with us', lost],
  ['whats the number with bazaarly now', /Riya Kapoor at Bazaarly: 70k USD a year, said on 20 Nov/],
  ['what does portline come to per year', /Maya Chen at Portline: 64k USD a year, said on 21 Nov/],
  ['tidebank comes to how much a year', tidebank],
  ['annual value of tidebank', tidebank],
  ['what amount are we at with tidebank', tidebank],
  ['how big is the bazaarly deal now', /Riya Kapoor at Bazaarly: 70k USD a year/],
  ['how much is portline paying us', /Maya Chen at Portline: 64k USD a year/],
  ['compare the value of portline and quarrystone', quarrystone],
  ['whos the bigger contract portline or quarystone', quarrystone],
  ['which is worth more, portline or quarrystone', quarrystone],
  ['portline vs quarrystone, who pays more', quarrystone],
  ['which is the smaller deal, bazaarly or tidebank', /different currencies.*70k USD.*18k EUR/s],
  ['is gridmont worth more than portline', /no amount that counts.*Portline: 64k USD.*Gridmont: no amount/s],
  ['which deals have ppl scared of migration', migration],
  ['which accounts are nervous about migration', migration],
  ['any deals with people worried about the migration', migration],
  ['does priya have any objections?', /Rentfield: Migration timeline, open/],
  ['what objections does rentfield have', /Rentfield: Migration timeline, open/],
  ['is the migration still a problem at rentfield?', /Rentfield: Migration timeline, open/],
  ['is siltrade lost', /Siltrade: lost on 26 Oct/],
  ['did we win quarrystone', /Quarrystone: won on /],
  ['how much is bazaarly', /Bazaarly: \$70K a year, said on 20 Nov/],
  ['why is rentfield at risk', /Rentfield: at risk: a worry is open in the pilot.*What counts against it/s],
  ['tell me about rentfield', /Rentfield: \d+ Engaged, .*Rentfield: Migration timeline, open/s],
  ['what should i do next with rentfield', /Rentfield: \S/],
  ['which deals are mine', /8 of 8 open deals considered.*Harbour Mutual: .*Bazaarly: /s],
  ['list all deals', /\*\d+ deals\*/],
  ['which deals need attention', /Colin Marsh at Harbour Mutual: A promise of yours is 30 days late/],
  ['when do we call rentfield', /Rentfield: Call with IT, on Wed 2 Dec/],
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
  'name of james brother?',
  'who is jamess brother',
  "who is priya sharma's manager at ledgerly",
  'who is bazaarlys cfo',
  'what time is the demo with northhaul',
  'what is late from them',
  'why did bazaarly drop us',
  'who is bigger, gridmont or portline',
  'total deals still open, me vs zebedee',
  // Nobody of that name has deals: zero would be a guess.
  'how many deals does zebedee have',
])('“%s” is declined, and nothing quoted', async (ask) => {
  const text = await answerTo(ask, ava);
  expect(text).toMatch(/Nothing in your notes|no plain answer|I can count|Whom do you mean/);
  expect(text).not.toMatch(/\*?\[\d\]\*?.*\n“/);
});
