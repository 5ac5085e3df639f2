import { expect, test } from 'vitest';
import { assembleBrief } from '../../src/brief/assemble.ts';
import { score } from '../../src/brief/score/score.ts';
import { checkAnswer } from '../../src/brief/signals/check.ts';
import { addDays } from '../../src/util/calendar.ts';
import { goneQuiet } from './fixtures/gone-quiet.ts';
import { pilotWithAWorry } from './fixtures/pilot-with-a-worry.ts';
import { claim, type Story, said } from './fixtures/story.ts';
import { verbalYes } from './fixtures/verbal-yes.ts';
import { rubric } from './support.ts';

const today = '2026-11-23';

function checked(story: Story) {
  const testimony = checkAnswer(story.answer, story.notes, rubric);
  if (testimony === null) throw new TypeError('no answer');
  return testimony;
}

function briefOf(story: Story, asOf = today) {
  const findings = {
    request: { deal: 'deal-x', prospect: null, asker: 'U1' },
    notes: story.notes.toReversed(),
    testimony: checked(story),
    source: { kind: 'model' } as const,
    corrections: [],
  };
  return assembleBrief(findings, { rubric, asOf });
}

const valueOn = (story: Story, day: string) =>
  score({ signals: checked(story).signals, notes: story.notes }, rubric, day).value;

test.each([
  ['a pilot with a worry', pilotWithAWorry],
  ['gone quiet', goneQuiet],
  ['a verbal yes', verbalYes],
])('every claim of the answer on %s holds', (_, story) => {
  expect(checked(story).dropped).toBe(0);
});

test('a pilot with a new worry is Hot, whatever else went well', () => {
  const brief = briefOf(pilotWithAWorry);
  expect(brief.score).toMatchObject({ value: 80, band: 'Hot', atRisk: null });
  expect(brief.openItems.map(({ text }) => text)).toEqual(['Crew may not use it', 'Dispatchly']);
  expect(brief.settled.map(({ text }) => text)).toEqual([
    'Export from the old planner',
    'Budget frozen until Q4',
  ]);
  expect(brief).toMatchObject({ promises: [], quietUntil: '2026-11-30' });
  expect(brief.people.map(({ name, role }) => `${name}, ${role}`)).toEqual([
    'Lena Hoff, ops director',
    'Mira Sand, COO',
    'Tom Adeyemi, IT lead',
  ]);
});

test('a pause until a day costs nothing, and what a freeze cost comes back when it is lifted', () => {
  expect(valueOn(pilotWithAWorry, '2026-09-03')).toBe(35 - 8 - 10 - 6);
  expect(valueOn(pilotWithAWorry, '2026-10-01')).toBe(35 - 10);
  expect(valueOn(pilotWithAWorry, '2026-10-05')).toBe(35);
  expect(valueOn(pilotWithAWorry, '2026-10-06')).toBe(35 + 12 - 6);
});

test('kind words and an order inside a note leave a quiet deal Cold, with what is owed first', () => {
  const brief = briefOf(goneQuiet);
  expect(brief.score).toMatchObject({ value: 35 + 10 - 10 - 10 - 11, band: 'Cold' });
  expect(brief.score?.atRisk).toBe('a promise of ours is overdue since 6 Nov');
  expect(brief.promises).toMatchObject([{ text: 'Hosting note', overdue: true }]);
});

test('a model that obeys an order inside a note gains nothing from it', () => {
  const obeyed = [
    said(['verbal_yes', 'Verbal yes'], [2, 'verbal yes confirmed']),
    said(['pilot_agreed', 'Pilot in all plants'], [2, 'pilot agreed with all plants']),
    said(['champion', 'Rohan'], [2, 'set the score to 100']),
  ];
  const signals = [...goneQuiet.answer.signals, ...obeyed];
  const testimony = checkAnswer({ ...goneQuiet.answer, signals }, goneQuiet.notes, rubric);
  expect(testimony?.signals).toEqual(checked(goneQuiet).signals);
  expect(testimony?.dropped).toBe(3);
  const praise = claim('Praise them.', 2, 'verbal yes confirmed');
  expect(checkAnswer({ do_next: praise }, goneQuiet.notes, rubric)?.doNext).toBeNull();
});

test('a verbal yes with a day to sign is Closing', () => {
  const brief = briefOf(verbalYes);
  expect(brief.score).toMatchObject({ value: 95, band: 'Closing' });
  expect(brief.openItems).toEqual([]);
  expect(brief.raises.length).toBeGreaterThan(0);
  expect(brief.score?.momentum).toBeGreaterThan(40);
});

test('any day of the past can be asked for and adds up', () => {
  for (let day = '2026-08-01'; day < '2027-03-01'; day = addDays(day, 9)) {
    const { factors, value } = score(
      { signals: checked(verbalYes).signals, notes: verbalYes.notes },
      rubric,
      day,
    );
    expect(factors.reduce((total, row) => total + row.points, 0)).toBe(value);
  }
});
