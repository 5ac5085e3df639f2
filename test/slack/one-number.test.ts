import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { call, daysAgo, storeRead } from '../support/filled.ts';
import { personIn, type Someone, textOf } from '../support/person.ts';
import { ava, createWorld, type World } from '../support/world.ts';

/** What a rep writes, good and bad, with and without a day. */
const said = [
  'She agreed to a pilot with 20 seats.',
  'He is worried about the migration.',
  'They are also looking at Notewright.',
  'The CFO approved 70K for it.',
  'I promised the plan by Friday.',
  'Mail and a call, no reply.',
  'She asked for the contract.',
  'We spoke of their week.',
];

/** Deals of two to four calls each within 40 days, one of them in the last ten, so that each has a score and a trend. */
const anyDeals = fc.array(
  fc.array(fc.record({ ago: fc.nat(39), text: fc.constantFrom(...said) }), { minLength: 1, maxLength: 3 }),
  { minLength: 6, maxLength: 6 },
);

const names = ['Ida Lund', 'Otto Falk', 'Mira Stahl', 'Nils Berg', 'Elsa Krantz', 'Hugo Dahl'];
const companies = ['Norrvik', 'Falkenby', 'Stahlfors', 'Bergsund', 'Krantzby', 'Dahlmark'];
const seed = Number(process.env['ONE_NUMBER_SEED'] ?? 12);
const [calls = []] = fc.sample(anyDeals, { seed, numRuns: 1 });
const deals = companies.map((company, index) => {
  const own = [...(calls[index] ?? []), { ago: index + 1, text: said[index] ?? '' }];
  return { name: names[index] ?? '', company, calls: own };
});

let world: World;
let me: Someone;
beforeAll(async () => {
  world = await createWorld();
  me = personIn(world, ava);
  const notes = deals.flatMap(({ name, company, calls: own }) =>
    own.map(({ ago, text }) => call({ name, company, day: daysAgo(ago), text, visibility: 'team' })),
  );
  await storeRead(world, notes);
}, 60_000);
afterAll(() => world.close());

/** The newest message that begins a line with these words, once it has come. */
async function lineIn(words: RegExp): Promise<string> {
  const found = () =>
    [...me.texts()]
      .reverse()
      .map((text) => text.replace(/\*/g, ''))
      .find((text) => words.test(text));
  return world.slack.waitFor(found, 15_000);
}

/** "up 12", "down 3", "steady": whatever stands around it. */
function trendIn(text: string): string {
  const [, way, points] = /\b(up|down) (\d+) in 7 days/.exec(text) ?? [];
  return way === undefined ? 'steady' : `${way} ${points}`;
}

/** Days since the last call, as a card tells them. */
function silenceIn(card: string): number {
  const [, silent = ''] = /Last call [^\n]*?, (today|yesterday|\d+ days ago)/.exec(card) ?? [];
  return silent === 'today' ? 0 : silent === 'yesterday' ? 1 : Number.parseInt(silent, 10);
}

const standing = (company: string) =>
  new RegExp(`${company}\\W+(?:\\w+\\s)*?(\\d+) (?:Cold|Warming up|Engaged|Hot|Closing)[^\\n]*`);

test.each(deals)(
  'Home, week, brief, answer, pipeline and CSV tell of $company one score, one trend and one silence',
  async ({ company }) => {
    await me.type(`/brief ${company}`);
    const card = await lineIn(new RegExp(`${company}[\\s\\S]*Last call`));
    const [, score = ''] = /(\d+) (?:Cold|Warming up|Engaged|Hot|Closing)/.exec(card) ?? [];
    const days = silenceIn(card);
    const told = { score, trend: trendIn(card) };
    expect(score).not.toBe('');

    await me.type('/digest now');
    const week = await lineIn(/considered:/);
    const [ofWeek = '', inWeek] = standing(company).exec(week) ?? [];
    expect({ score: inWeek, trend: trendIn(ofWeek) }, ofWeek).toEqual(told);

    await world.hand.openHome(ava);
    const home = await world.slack.waitFor(() => {
      const text = textOf(world.slack.look(ava).home).replace(/\*/g, '');
      return standing(company).test(text) ? text : undefined;
    }, 15_000);
    const [ofHome = '', onHome] = standing(company).exec(home) ?? [];
    expect({ score: onHome, trend: trendIn(ofHome) }, ofHome).toEqual(told);

    await me.type(`/ask how is ${company} doing?`);
    const answer = await lineIn(new RegExp(`at ${company}: \\d+`));
    const [ofAnswer = '', inAnswer] = new RegExp(`at ${company}: (\\d+)[^\\n]*`).exec(answer) ?? [];
    expect({ score: inAnswer, trend: trendIn(ofAnswer) }, ofAnswer).toEqual(told);
    expect(ofAnswer).toMatch(
      days === 0 ? /today/ : days === 1 ? /yesterday|1 day ago/ : new RegExp(`\\b${days} days ago`),
    );
  },
);

test('the CSV and the numbers of the pipeline count the same', async () => {
  await me.type('/pipeline');
  await me.sees('Without contact');
  await me.press('pipeline_csv');
  const csv = await lineIn(/score_change_in_7_days/);
  for (const { company } of deals) {
    await me.type(`/brief ${company}`);
    const card = await lineIn(new RegExp(`${company}[\\s\\S]*Last call`));
    const [, score = ''] = /(\d+) (?:Cold|Warming up|Engaged|Hot|Closing)/.exec(card) ?? [];
    const trend = trendIn(card);
    const moved = trend === 'steady' ? '0' : trend.replace('up ', '').replace('down ', '-');
    const change = card.includes('too new for a trend') ? '' : moved;
    const cells = (csv.split('\n').find((line) => line.includes(company)) ?? '').split(',');
    expect([cells[7], cells[9], cells[11]]).toEqual([String(silenceIn(card)), score, change]);
  }
});
