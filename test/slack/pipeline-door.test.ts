import { afterEach, beforeEach, expect, test } from 'vitest';
import { call, daysAgo, store, storeRead, storeSilent } from '../support/filled.ts';
import { personIn, type Someone, textOf } from '../support/person.ts';
import { ava, ben, createWorld, sales, type World } from '../support/world.ts';

let world: World;
let me: Someone;
beforeEach(async () => {
  world = await createWorld();
  me = personIn(world, ava);
});
afterEach(() => world.close());

const rentfield = () => [
  call({ day: daysAgo(40), text: 'Met her. Our quote is out at 48k EUR a year.' }),
  call({ day: daysAgo(12), visibility: 'team', text: 'Price is now 42k EUR a year.' }),
];
const james = { name: 'James Okafor', company: 'Fleetline' };

/** Presses the button of a figure, by the words that stand beside it. */
async function pressFigure(words: string): Promise<void> {
  const view = JSON.stringify(world.slack.look(ava).modals.at(-1)?.view);
  const blocks: unknown[] = JSON.parse(view).blocks;
  const block = blocks.find((one) => JSON.stringify(one).includes(words));
  const [id = ''] = /pipeline_figure_\d+/.exec(JSON.stringify(block ?? null)) ?? [];
  await me.pressInModal(id);
}

test('a figure is what the newest note says, opens its deals, and each deal its words', async () => {
  await storeRead(world, [
    ...rentfield(),
    call({ ...james, day: daysAgo(9) }),
    call({ ...james, day: daysAgo(2) }),
  ]);
  const asked = world.model.log.length;
  await me.type('/pipeline', sales);
  const shown = textOf(await me.sees('of 2 open deals', sales));
  expect(shown).toContain('42k EUR in 1');
  expect(shown).toContain('1 without an amount');
  expect(shown).toContain('each amount times its score out of 100');
  expect(shown).not.toContain('48k');
  await me.press('pipeline_page_value', sales);
  await me.seesModal('By stage');
  await pressFigure('*42k EUR*');
  await me.seesModal('42k EUR a year “Price is now 42k EUR a year”');
  expect(me.modalText()).toContain('Priya Sharma · Rentfield');
  expect(me.modalText()).not.toContain('James');
  await me.pressInModal('pipeline_page_back');
  await me.seesModal('By stage');
  expect(world.model.log).toHaveLength(asked);
});

test('an amount and a closing date that are missing, or wrong, are put right like any signal', async () => {
  const said = 'It comes to 31,500 EUR for the forty seats. Ink in the first week of January.';
  await storeRead(world, [
    call({ day: daysAgo(20), text: 'A first hello. Our quote is at 48k EUR.' }),
    call({ day: daysAgo(3), text: said }),
  ]);
  await me.type('/pipeline');
  await me.sees('48k EUR in 1');
  const missing = async (fields: Readonly<Record<string, string>>) => {
    await me.pressInModal('ruling_missing');
    await me.seesModal('What they are');
    await me.submit({ ruling_who: 'them', ...fields });
    await me.seesModal('added by you');
  };
  await me.type('/brief Priya');
  await me.sees('Do next');
  await me.press('brief_notes');
  await me.seesModal('31,500 EUR');
  await missing({ ruling_words: 'comes to 31,500 EUR', ruling_kind: 'amount' });
  await missing({
    ruling_words: 'Ink in the first week of January',
    ruling_kind: 'close_date',
    ruling_day: '2027-01-08',
  });
  await me.type('/pipeline');
  const shown = textOf(await me.sees('31,500 EUR in 1'));
  expect(shown).not.toContain('48k');
  expect(shown).toContain('1 closing date: none put off');
});

test('the team is shared notes alone, by owner, and a colleague’s private amount is in no figure', async () => {
  await storeRead(world, [
    ...rentfield(),
    call({ ...james, author: ben, day: daysAgo(8), visibility: 'team', text: 'Quote at $9,000 a year.' }),
    call({ ...james, author: ben, day: daysAgo(2), text: 'Between us: quote goes to $7,777 a year.' }),
  ]);
  await me.type('/pipeline');
  const shown = textOf(await me.sees('of 2 open deals'));
  expect(shown).toContain('9,000 USD in 1');
  await me.press('pipeline_page_team');
  await me.seesModal('By owner');
  expect(me.modalText()).toContain('42k EUR in 1, 9,000 USD in 1');
  const you = personIn(world, ben);
  await you.type('/pipeline');
  expect(textOf(await you.sees('of 2 open deals'))).toContain('7,777 USD in 1');
  expect(me.all()).not.toContain('7,777');
});

test('what was won and lost this quarter is told with its rate and its reasons', async () => {
  await storeRead(world, [
    call({ day: daysAgo(1), outcome: 'won', text: 'Signed this afternoon at 20k EUR a year.' }),
    call({ ...james, day: daysAgo(1), outcome: 'lost', text: 'They build it themselves.' }),
  ]);
  await me.type('/pipeline');
  await me.sees('1 won (20k EUR in 1), 1 lost, win rate 50% this quarter');
  await me.press('pipeline_page_quarter');
  await me.seesModal('win rate 50%');
  await pressFigure('Lost: 1');
  await me.seesModal('“They build it themselves”');
});

test('the CSV has amounts, dates and reasons in columns behind those of before', async () => {
  await storeRead(world, rentfield());
  await me.type('/pipeline');
  await me.sees('of 1 open deal');
  await me.press('pipeline_csv');
  const sent = textOf(await me.sees('people,company,deal'));
  expect(sent).toContain(
    ',read,amount,currency,amount_per,amount_not_counted,amount_weighted,amount_words,close_date',
  );
  expect(sent).toMatch(/,yes,42000,EUR,year,,[\d.]+,Price is now 42k EUR a year,/);
});

test('whether the score was right is told from five closed deals on', async () => {
  const closed = (count: number) =>
    ['Anna', 'Bela', 'Cora', 'Dana', 'Edda', 'Fina'].slice(0, count).flatMap((name, index) => [
      ...[90, 70, 50].map((days) =>
        call({ name: `${name} Lund`, company: `${name} Corp`, day: daysAgo(days) }),
      ),
      call({
        name: `${name} Lund`,
        company: `${name} Corp`,
        day: daysAgo(5),
        outcome: index < 2 ? 'won' : 'lost',
      }),
    ]);
  await storeSilent(world, closed(4));
  await me.type('/pipeline calibration');
  await me.sees('Only 4 deals closed so far. From 5 closed deals on');
  await storeSilent(world, closed(6).slice(16));
  await me.type('/pipeline calibration');
  const shown = textOf(await me.sees('6 closed deals, as they stood 30 days before their end'));
  expect(shown).toMatch(/\*(Cold|Warming up)\*\s2 of 6 deals won \(33%\)/);
  await me.press('pipeline_figure_0');
  await me.seesModal('Anna Lund · Anna Corp');
  expect(me.modalText()).toMatch(/\d+ (Cold|Warming up) on .*, won on /);
});

test('another word behind the command shows its form', async () => {
  await store(world, [call()]);
  await me.type('/pipeline everything');
  await me.sees('/pipeline calibration');
});
