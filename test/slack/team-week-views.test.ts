import fc from 'fast-check';
import { expect, test } from 'vitest';
import { worthOf } from '../../src/brief/pipeline/figures.ts';
import type { TeamDeal, TeamWeek, ToldDeal } from '../../src/digest/team-week.ts';
import { weekMessages } from '../../src/slack/digest/post.ts';
import { commandNames } from '../../src/slack/kit/commands.ts';
import { minePage, personPage, teamPage } from '../../src/slack/manager/verb.ts';
import { anyText } from '../support/arbitrary.ts';
import { anyPipelineLine } from '../support/arbitrary-pipeline.ts';
import { anyWeek, weekOf } from '../support/arbitrary-week.ts';
import { expectLegalMessage, expectLegalView } from '../support/legal.ts';
import { textOf } from '../support/person.ts';

const today = '2026-11-23';
const owners = ['U0AVA00001', 'U0BEN00002'] as const;

const anyDeal: fc.Arbitrary<TeamDeal> = fc
  .record({
    line: anyPipelineLine,
    owner: fc.constantFrom(...owners),
    bucket: fc.constantFrom('now' as const, 'this_week' as const, 'on_track' as const, null),
    why: anyText,
    next: fc.option(anyText),
    newestDay: fc.constantFrom('2026-10-03', today),
  })
  .map(({ line, owner, ...rest }) => ({
    ...rest,
    line: { ...line, owner, isGiven: false },
    prospect: line.prospects[0] ?? { key: 'p', name: 'Ann', company: null },
  }));

const anyTold: fc.Arbitrary<readonly ToldDeal[]> = fc.array(
  fc.record({
    deal: anyDeal,
    says: fc.array(anyText, { minLength: 1, maxLength: 4 }),
    cited: fc.array(fc.record({ noteId: fc.constant('note-1'), day: fc.constant(today), quote: anyText }), {
      maxLength: 3,
    }),
  }),
  { maxLength: 25 },
);

const anyTeamWeek: fc.Arbitrary<TeamWeek> = fc
  .record({
    open: fc.array(anyDeal, { maxLength: 130 }),
    moved: anyTold,
    slipped: anyTold,
    overdue: anyTold,
    doubted: anyTold,
  })
  .map(({ open, ...told }) => ({
    asOf: today,
    open,
    ...told,
    people: owners.map((user) => ({ user, deals: open.filter(({ line }) => line.owner === user) })),
    worth: worthOf(open.map(({ line }) => line)),
    needed: open.slice(0, 20),
    quiet: open.slice(20, 40),
  }));

/** Slack takes no two blocks of one name. */
function expectNamesApart(blocks: readonly object[]): void {
  const names = blocks.flatMap((block) => ('block_id' in block ? [block.block_id] : []));
  expect(new Set(names).size).toBe(names.length);
}

test('a manager’s pages are legal whatever they hold, and the people are always in reach', () => {
  fc.assert(
    fc.property(anyTeamWeek, anyText, (team, name) => {
      const names = new Map(owners.map((user) => [user, name]));
      const page = teamPage(distinct(team), names);
      expectLegalView(page);
      expect(JSON.stringify(page)).toContain('manager_person');
      for (const person of distinct(team).people) {
        expectLegalView(personPage(person, name, { asOf: today }));
        expectLegalView(minePage(person, owners[1], null, { asOf: today, done: name }));
      }
    }),
    { numRuns: 40 },
  );
});

test('above a rep’s deals it is counted where each of them stands, those not read yet too', () => {
  fc.assert(
    fc.property(fc.array(anyDeal, { minLength: 1, maxLength: 30 }), (deals) => {
      const shown = textOf(minePage({ user: owners[0], deals }, owners[1], null, { asOf: today, done: '' }));
      const [said = '', ...all] =
        /(\d+) open deals?(?: and (\d+) won with work owed)?(?: and (\d+) lost and perhaps open again)? in shared notes: [^\n]*/.exec(
          shown,
        ) ?? [];
      const states = (['open', 'won', 'lost'] as const).map(
        (state) => deals.filter(({ line }) => line.state === state).length,
      );
      const count = (words: RegExp) => Number(words.exec(said)?.[1] ?? 0);
      const counts = [
        /(\d+) needs? attention now/,
        /(\d+) for this week/,
        /(\d+) on track/,
        /(\d+) not read yet/,
      ];
      expect(all.map((number) => Number(number ?? 0))).toEqual(states);
      expect(counts.map(count)).toEqual(
        (['now', 'this_week', 'on_track', null] as const).map(
          (bucket) => deals.filter((deal) => deal.bucket === bucket).length,
        ),
      );
    }),
    { numRuns: 40 },
  );
});

test('a week with a team’s week behind it is legal in as many messages as it takes', () => {
  fc.assert(
    fc.property(anyWeek({ most: 6 }), anyTeamWeek, (week, team) => {
      const messages = weekMessages(week, commandNames(undefined), distinct(team));
      for (const message of messages) {
        expectLegalMessage(message);
        expectNamesApart(message.blocks);
      }
      expect(JSON.stringify(messages)).toContain('manager_open');
    }),
    { numRuns: 40 },
  );
});

test('of each part of a team’s week four deals stand in the message, and how many more there are', () => {
  fc.assert(
    fc.property(anyTeamWeek, (team) => {
      const { moved, slipped, overdue, needed, doubted } = team;
      const rest = [moved, slipped, overdue, needed, doubted].map(({ length }) => length - 4);
      const messages = weekMessages(weekOf({}), commandNames(undefined), distinct(team));
      const told = messages.flatMap(({ blocks }) => [...textOf(blocks).matchAll(/^and (\d+) more$/gm)]);
      expect(told.map(([, count]) => Number(count))).toEqual(rest.filter((count) => count > 0));
    }),
    { numRuns: 20 },
  );
});

/** As in a week: each deal is one of its own. */
function distinct(team: TeamWeek): TeamWeek {
  const own = (deal: TeamDeal, index: number): TeamDeal => ({
    ...deal,
    line: { ...deal.line, deal: { ...deal.line.deal, key: `deal-${index}` } },
  });
  const told = (deals: readonly ToldDeal[]) =>
    deals.map((one, index) => ({ ...one, deal: own(one.deal, index) }));
  return {
    ...team,
    moved: told(team.moved),
    slipped: told(team.slipped),
    overdue: told(team.overdue),
    doubted: told(team.doubted),
    needed: team.needed.map(own),
    quiet: team.quiet.map(own),
    people: team.people.map((person) => ({ ...person, deals: person.deals.map(own) })),
  };
}
