import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Case, readCases } from '../../eval/cases.ts';
import { perfectReadings } from '../../eval/perfect-readings.ts';
import { moneyText } from '../../src/brief/pipeline/deal-money.ts';
import { openOf } from '../../src/brief/pipeline/figures.ts';
import { createPipelines } from '../../src/brief/pipeline/pipeline.ts';
import { pipelineCsv } from '../../src/brief/pipeline/pipeline-csv.ts';
import type { Note } from '../../src/memory/note.ts';
import { md } from '../../src/slack/kit/text.ts';
import { pages, partsOf } from '../../src/slack/pipeline/money-rows.ts';
import { calibrationMessage, figureView, moneyView } from '../../src/slack/pipeline/money-views.ts';
import { pipelineMessage } from '../../src/slack/pipeline/verb.ts';
import { dealsOver } from '../brief/by-hand.ts';
import { memoryOf } from '../brief/memory-stand-in.ts';
import { factDeals, pipelinesOver, written } from '../brief/pipeline-facts.ts';
import { note, rubric } from '../brief/support.ts';
import { anyPipelineLine } from '../support/arbitrary-pipeline.ts';
import { textOf } from '../support/person.ts';

const today = '2026-11-23';

/** All that a viewer is shown of money, and what stands in its buttons. */
async function shownTo(viewer: string, bank: Parameters<typeof pipelinesOver>[0]): Promise<string> {
  const { pipelines } = pipelinesOver(bank, today);
  const [all, team, closed] = await Promise.all([
    pipelines.read(viewer),
    pipelines.team(viewer),
    pipelines.calibration(viewer),
  ]);
  const counted = { all, team, rubric, today };
  const lists = pages.flatMap((page) => [
    moneyView(page, counted),
    ...partsOf(page, counted).flatMap(({ rows }) => rows.map((row) => figureView(row, page, { today }))),
  ]);
  return JSON.stringify([
    ...[
      pipelineMessage(all, { rubric, today, pictures: { areAllowed: true } }, ''),
      calibrationMessage(closed, rubric),
      pipelineCsv(all, rubric, new Map()),
    ],
    ...lists,
  ]);
}

test('what is unseen changes no figure, page, list, calibration or row of the CSV', async () => {
  const property = fc.asyncProperty(
    fc.integer(),
    fc.constantFrom('UANN', 'UBEN', 'UDANA'),
    async (seed, viewer) => {
      const bank = written(factDeals(seed, today, 12));
      const isSeen = ({ author, visibility }: Note) => visibility === 'team' || author === viewer;
      const seen = bank.notes.filter(isSeen);
      expect(await shownTo(viewer, bank)).toBe(await shownTo(viewer, { ...bank, notes: seen }));
    },
  );
  await fc.assert(property, { numRuns: 25 });
});

test('the page of the team is the same for everybody, whatever they keep private', async () => {
  for (const seed of [1, 2, 3]) {
    const { pipelines } = pipelinesOver(written(factDeals(seed, today)), today);
    const [ann, ben, dana] = await Promise.all(['UANN', 'UBEN', 'UDANA'].map((user) => pipelines.team(user)));
    const pageFor = (team: typeof ann = []) =>
      JSON.stringify(moneyView('team', { all: [], team, rubric, today }));
    expect(pageFor(ben)).toBe(pageFor(ann));
    expect(pageFor(dana)).toBe(pageFor(ann));
  }
});

test('each open deal stands once under closing dates, beside those that were moved back', async () => {
  const { pipelines } = pipelinesOver(written(factDeals(1, today)), today);
  const all = await pipelines.read('UANN');
  const parts = partsOf('dates', { all, team: [], rubric, today });
  const keys = parts
    .filter(({ title }) => title !== 'Moved back')
    .flatMap(({ rows }) => rows.flatMap(({ deals }) => deals.map(({ deal }) => deal.key)));
  expect(new Set(keys).size).toBe(keys.length);
  expect(keys.toSorted()).toEqual(
    openOf(all)
      .map(({ deal }) => deal.key)
      .toSorted(),
  );
});

test('a closing date has passed on the day after it, and not on its own', () => {
  const [line] = fc.sample(anyPipelineLine, { numRuns: 1, seed: 1 });
  if (!line) throw new Error('no deal');
  const shownOf = (day: string) => {
    const cited = { noteId: 'note-1', day: '2026-11-03', quote: 'we sign then' };
    const money = { ...line.money, closeDate: { day, slips: 0, first: day, cited } };
    const deals = [{ ...line, state: 'open' as const, money }];
    return textOf(figureView({ key: 'k', name: md`All`, figure: null, deals }, 'dates', { today }));
  };
  expect(shownOf(today)).toContain('To close 23 Nov “we sign then”');
  expect(shownOf('2026-11-22')).toContain('To close 22 Nov, which has passed');
});

test('of reasons the one of most deals stands first, and deals without one stand last', async () => {
  const shown = await Promise.all(
    [1, 2, 3].map(async (seed) => {
      const { pipelines } = pipelinesOver(written(factDeals(seed, today)), today);
      const counted = { all: await pipelines.read('UANN'), team: [], rubric, today };
      return partsOf('quarter', counted).filter(({ title }) => title.startsWith('Why '));
    }),
  );
  const reasons = shown.flat().map(({ rows }) => rows.filter((row) => row.name.markup !== 'No reason noted'));
  const counts = reasons.map((rows) => rows.map(({ deals }) => deals.length));
  expect(counts).toEqual(counts.map((each) => each.toSorted((a, b) => b - a)));
  const byName = reasons.map((rows) => rows.toSorted((a, b) => a.name.markup.localeCompare(b.name.markup)));
  expect(byName).not.toEqual(reasons);
  for (const { rows } of shown.flat())
    expect(rows.slice(0, -1).map(({ name }) => name.markup)).not.toContain('No reason noted');
});

/** Deals that differ in just this. */
function dealsLike(...all: readonly { readonly money: object; readonly [key: string]: unknown }[]) {
  const [line] = fc.sample(anyPipelineLine, { numRuns: 1, seed: 1 });
  if (!line) throw new Error('no deal');
  return all.map(({ money, ...rest }) => ({ ...line, ...rest, money: { ...line.money, ...money } }));
}

test('where no deal of a currency has a score, nothing of it is weighted', () => {
  const worth = (value: number, currency: string) => {
    const cited = { noteId: 'note-1', day: '2026-11-03', quote: `${value} ${currency}` };
    return { amount: { cited, counted: { value, currency }, per: null, unclear: null } };
  };
  const read = { state: 'open', reading: 'read' } as const;
  const score = { value: 50, band: 'Engaged', atRisk: null, momentum: null };
  const all = dealsLike(
    { ...read, score, money: worth(100, 'EUR') },
    { ...read, score: null, money: worth(40, 'USD') },
  );
  const shown = textOf(pipelineMessage(all, { rubric, today, pictures: { areAllowed: true } }, '').blocks);
  expect(shown).toContain('*50 EUR* weighted by health');
  expect(shown).toContain('; 1 without a score left out');
  const page = textOf(moneyView('value', { all, team: [], rubric, today }).blocks);
  expect(page).toMatch(/\*Too new\*\n40 USD in 1\n/);
  expect(page).toContain('*Engaged*\n100 EUR in 1, weighted 50 EUR');
  expect(page).toContain('*40 USD*\n1 deal, without a score');
  const team = all.slice(1).map((line) => ({ ...line, owner: 'UANN', isGiven: false }));
  expect(JSON.stringify(moneyView('team', { all: [], team, rubric, today }))).not.toContain('weighted 0');
});

test('one reason is one row, in whatever case it was written', () => {
  const lost = (text: string) => {
    const reasons = [{ noteId: 'note-1', day: '2026-11-03', quote: text, text }];
    return { state: 'lost', money: { closedOn: '2026-11-03', reasons } } as const;
  };
  const all = dealsLike(lost('Too dear'), lost('too dear'));
  const parts = partsOf('quarter', { all, team: [], rubric, today });
  const rows = parts.filter(({ title }) => title === 'Why lost').flatMap((part) => part.rows);
  expect(rows.map(({ name, deals }) => [name.markup, deals.length])).toEqual([['Too dear', 2]]);
});

/** As the cases' own notes say it, counted by hand on the day of each: worth, closing date, how often put off, end. */
const byHand: Readonly<
  Record<string, readonly [worth: string, closes: string, slips: number, state: string]>
> = {
  'brackenholt-press-sensors': ['8,280 GBP', '-', 0, 'open'],
  'dellenberg-loggers': ['318k', '2026-12-11', 3, 'open'],
  'dornwalder-handhelds': ['no figure', '2026-07-31', 0, 'open'],
  'haedam-inspection': ['110M', '-', 0, 'open'],
  'kerbach-linie-drei': ['62k', '-', 0, 'open'],
  'kipsaro-scales': ['13.6M KES', '2026-07-31', 1, 'won'],
  'marlowick-shift-app': ['84,360', '-', 0, 'open'],
  'penhallow-phones': ['123k USD', '2026-09-18', 1, 'lost'],
  'quillon-scanners': ['76,800 EUR', '2026-11-27', 0, 'open'],
  'sainte-averne-rosters': ['31,200 EUR', '-', 0, 'open'],
  'tamaril-scanners': ['8.5M MXN', '-', 0, 'open'],
  'thornby-two-reps': ['46,750 GBP', '2026-11-30', 0, 'open'],
};

async function lineOf({ deal, company, as_of, notes, facts }: Case) {
  const stored = notes.map((one, at) =>
    note({
      id: one.id,
      ...{
        day: one.day,
        outcome: one.outcome,
        author: one.author,
        visibility: one.visibility,
        text: one.text,
      },
      prospects: (one.people.length > 0 ? one.people : [company]).map((name) => ({
        key: name,
        name,
        company,
      })),
      deal: { key: deal, company, label: null },
      loggedAt: `${one.logged ?? one.day}T15:${String(at).padStart(2, '0')}:00.000Z`,
    }),
  );
  const deals = dealsOver({
    readings: perfectReadings({ notes, facts }),
    now: () => new Date(`${as_of}T12:00:00Z`),
  });
  const roster = { headers: async () => stored };
  const pipelines = createPipelines({
    memory: memoryOf(stored),
    roster,
    deals,
    holders: async () => new Map(),
    commits: { all: async () => new Map() },
  });
  const [line] = await pipelines.read('rep1');
  if (!line) throw new RangeError('a case has notes');
  return { line, as_of };
}

const cases = readCases('eval/cases');

test('every case with a known answer is counted by hand', () => {
  expect(Object.keys(byHand).toSorted()).toEqual(cases.map(({ deal }) => deal).toSorted());
});

test.each(cases.map((one) => [one.deal, one] as const))(
  'the money of %s is what its notes say',
  async (name, one) => {
    const { line, as_of } = await lineOf(one);
    const [worth, closes, slips, state] = byHand[name] ?? ['', '', 0, ''];
    const { amount, closeDate } = line.money;
    expect([
      amount?.counted ? moneyText(amount.counted) : amount?.unclear,
      closeDate?.day ?? '-',
      closeDate?.slips ?? 0,
      line.state,
    ]).toEqual([worth, closes, slips, state]);
    const counted = { all: [line], team: [], rubric, today: as_of };
    const rows = partsOf('value', counted).flatMap((part) => part.rows);
    for (const row of rows) {
      const shown = textOf(figureView(row, 'value', { today: as_of }));
      expect(shown).toContain(amount?.cited.quote ?? '');
    }
  },
);
