import fc from 'fast-check';
import { expect, test } from 'vitest';
import { likelySame } from '../../src/memory/identity/likely-same.ts';
import { namedAmong } from '../../src/memory/identity/named-in.ts';
import { peopleOf, type Resolution } from '../../src/memory/identity/people.ts';
import { resolve, resolveAmong, suggest } from '../../src/memory/identity/resolve.ts';
import { byNewestCall, type NoteHeader } from '../../src/memory/note.ts';
import { note, person } from './support.ts';

const priya = person('Priya Sharma', 'Rentfield');
const other = person('Priya Sharma', 'Northgate');
const third = person('Priya Shah', 'Lumen');
const tom = person('Tom Vance', 'Rentfield');
const irina = person('Ирина Петрова', 'Яндар');
const team: readonly NoteHeader[] = [
  note({ who: [priya, tom], day: '2026-03-05' }),
  note({ who: [other], day: '2026-03-04' }),
  note({ who: [third], day: '2026-03-03' }),
  note({ who: [priya], day: '2026-02-01' }),
  note({ who: [irina], day: '2026-01-09' }),
];

function shown(resolution: Resolution): string {
  if (resolution.kind === 'none') return 'none';
  const targets = resolution.kind === 'one' ? [resolution.target] : resolution.targets;
  const names = targets.map(({ prospect, deal }) =>
    [prospect?.name ?? '-', deal.company, deal.label].filter(Boolean).join(' / '),
  );
  return `${resolution.kind}: ${names.join(', ')}`;
}

test('people are listed once a deal, last contact first, with their number of notes', () => {
  const people = peopleOf(team).map((one) => `${one.prospect.name} ${one.lastDay} ${one.noteCount}`);
  expect(people.slice(0, 3)).toEqual([
    'Priya Sharma 2026-03-05 2',
    'Tom Vance 2026-03-05 1',
    'Priya Sharma 2026-03-04 1',
  ]);
});

test('of two notes of one day the one logged last spells the name', () => {
  const spelled = (name: string, loggedAt: string) => note({ who: [person(name, 'Rentfield')], loggedAt });
  const headers = [
    spelled('priya sharma', '2026-03-02T09:00:00.000Z'),
    spelled('Priya Sharma', '2026-03-02T15:00:00.000Z'),
  ];
  const [only, ...more] = peopleOf(headers.toSorted(byNewestCall));
  expect([only?.prospect.name, only?.noteCount, more]).toEqual(['Priya Sharma', 2, []]);
});

test.each([
  ['Priya', 'many: Priya Sharma / Rentfield, Priya Sharma / Northgate, Priya Shah / Lumen'],
  ['priya sharma', 'many: Priya Sharma / Rentfield, Priya Sharma / Northgate'],
  ['Priya Sharma Rentfield', 'one: Priya Sharma / Rentfield'],
  ['Priya Sharma · Northgate', 'one: Priya Sharma / Northgate'],
  ['priya north', 'one: Priya Sharma / Northgate'],
  ['Pri Sha', 'many: Priya Sharma / Rentfield, Priya Sharma / Northgate, Priya Shah / Lumen'],
  ['vance', 'one: Tom Vance / Rentfield'],
  ['Rentfield', 'one: - / Rentfield'],
  ['rentf', 'one: - / Rentfield'],
  ['ирина', 'one: Ирина Петрова / Яндар'],
  ['Tom Vanec', 'typo: Tom Vance / Rentfield'],
  ['Rentfeild', 'typo: - / Rentfield'],
  ['Zebulon', 'none'],
  ['', 'none'],
  ['★', 'none'],
])('%j resolves to %s', (typed, meant) => {
  expect(shown(resolve(typed, team))).toBe(meant);
});

test('swapped letters in a first name suggest those who bear it', () => {
  expect(shown(resolve('Pryia', team))).toMatch(/^typo: Priya/);
});

test('one person in two labelled deals is asked about', () => {
  const renewal = note({ who: [priya], label: 'Renewal', day: '2026-03-06' });
  const pilot = note({ who: [priya], label: 'Pilot', day: '2026-03-01' });
  const headers = [renewal, pilot];
  expect(shown(resolve('priya', headers))).toBe(
    'many: Priya Sharma / Rentfield / Renewal, Priya Sharma / Rentfield / Pilot',
  );
  expect(shown(resolve('rentfield', headers))).toBe('many: - / Rentfield / Renewal, - / Rentfield / Pilot');
  expect(shown(resolve('rentfield pilot', headers))).toMatch(/^one: - .*Pilot$/);
});

test('who is called as their company is meant, rather than it', () => {
  const ann = [note({ who: [person('Ann', 'Ann Ltd')] })];
  expect(shown(resolve('Ann', ann))).toBe('one: Ann / Ann Ltd');
});

test('of two who may be meant by a new name the one called last is asked about', () => {
  const [sharma, shah] = [person('Priya Sharma', 'Lumen'), person('Priya Shah', 'Lumen')];
  const askedAfter = (...days: readonly [string, string]) => {
    const headers = [note({ who: [sharma], day: days[0] }), note({ who: [shah], day: days[1] })];
    return likelySame('Priya', 'Lumen', peopleOf(headers))?.prospect.name;
  };
  expect(askedAfter('2026-03-05', '2026-03-01')).toBe('Priya Sharma');
  expect(askedAfter('2026-03-01', '2026-03-05')).toBe('Priya Shah');
});

test('somebody known by a first name alone does not hide the others who bear it', () => {
  const headers = [note({ who: [person('Priya')] }), ...team];
  expect(shown(resolve('Priya', headers))).toMatch(/^many: (?:.*, ){3}/);
});

test('a company that somebody moved to leads to no deal before its first note, and with their name to them', () => {
  const moved = person('Priya Sharma', 'Fleetline');
  const { deal } = note({ who: [moved] });
  const people = [{ prospect: moved, deal, lastDay: '2026-03-05', noteCount: 0 }, ...peopleOf(team)];
  expect(shown(resolveAmong('Fleetline', people))).toBe('none');
  expect(shown(resolveAmong('Priya Fleetline', people))).toBe('one: Priya Sharma / Fleetline');
  expect(shown(resolveAmong('Rentfield', people))).toBe('one: - / Rentfield');
});

test.each([
  ['Mags', 'one: Margaret Doyle / Northgate Ice'],
  ['Mags Doyle', 'one: Margaret Doyle / Northgate Ice'],
  ['Doyle', 'one: Margaret Doyle / Northgate Ice'],
  ['Margaret', 'one: Margaret Doyle / Northgate Ice'],
  ['Pim', 'one: Willem Vos / Tulpan'],
  ['Pim Vos at Tulpan', 'one: Willem Vos / Tulpan'],
  ['Tom', 'one: Tom Vance / Rentfield'],
  ['Wilmer', 'typo: Willem Vos / Tulpan'],
])(
  '%s is found by the name of now or of before, and whoever is called so now goes first: %s',
  (typed, expected) => {
    const renamed = (now: string, company: string, before: readonly string[]) =>
      peopleOf([note({ who: [person(now, company)] })]).map((one) => ({
        ...one,
        formerly: before.map((name) => person(name, company)),
      }));
    const people = [
      ...renamed('Margaret Doyle', 'Northgate Ice', ['Mags Doyle', 'Tom Doyle']),
      ...renamed('Willem Vos', 'Tulpan', ['Pim Vos']),
      ...peopleOf(team),
    ];
    expect(shown(resolveAmong(typed, people))).toBe(expected);
    if (!expected.startsWith('typo')) {
      const labels = suggest(typed, people, 9).map(
        ({ prospect: { name, company } }) => `${name} / ${company}`,
      );
      expect(labels).toContain(expected.slice('one: '.length));
      expect(new Set(labels).size).toBe(labels.length);
      const [named] = namedAmong(`Spoke to ${typed} about it`, people);
      expect(named?.targets.map(({ prospect }) => prospect?.name)).toContain(
        expected.slice(5).split(' / ')[0],
      );
    }
  },
);

test('whoever has a name or a company finds it by that name', () => {
  fc.assert(
    fc.property(fc.constantFrom(...peopleOf(team)), ({ prospect, deal }) => {
      const found = resolve(`${prospect.name} ${prospect.company}`, team);
      expect(found).toMatchObject({ kind: 'one', target: { prospect, deal } });
    }),
  );
});

test('nothing that is typed makes a search fail', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (typed) => {
      resolve(typed, team);
      suggest(typed, peopleOf(team), 5);
      likelySame(typed, typed, peopleOf(team));
    }),
  );
});

test.each([
  ['', ['Priya Sharma', 'Tom Vance', 'Priya Sharma']],
  ['pr', ['Priya Sharma', 'Priya Sharma', 'Priya Shah']],
  ['rent', ['Priya Sharma', 'Tom Vance']],
  ['tom rent', ['Tom Vance']],
  ['Tom Vanse', ['Tom Vance']],
  ['qqqq', []],
])('typing %j suggests %j', (typed, names) => {
  expect(suggest(typed, peopleOf(team), 3).map(({ prospect }) => prospect.name)).toEqual(names);
});

test.each([
  ['Priya S.', 'Rentfield', 'Priya Sharma'],
  ['Priya', 'Rentfield', 'Priya Sharma'],
  ['Pryia Sharma', 'Rentfield', 'Priya Sharma'],
  ['Priya Sharma', null, 'Priya Sharma'],
  ['Priya Sharma', 'Rentfield GmbH', 'Priya Sharma'],
  ['Thomas Vance', 'Rentfield', 'Tom Vance'],
  ['T. Vance', 'Rentfield', 'Tom Vance'],
  ['Priya', null, undefined],
  ['Priya Shah', 'Rentfield', undefined],
  ['Priya Sharma', 'Kestrel', undefined],
  ['Priya Sharma', 'Rentfield', undefined],
  ['Anna Sharma', 'Rentfield', undefined],
])('%s at %s is likely %s', (name, company, meant) => {
  expect(likelySame(name, company, peopleOf(team))?.prospect.name).toBe(meant);
});

const many: readonly NoteHeader[] = [
  ['Miriam Vogel', 'Hartwell'],
  ['Chen Weiming', 'Lotus Foods'],
  ['佐藤 健一', '株式会社みどり'],
  ['王小明', '北辰科技有限公司'],
  ['김민수', '한빛 주식회사'],
  ["Niamh O'Dowd", 'Keane & Sons'],
  ['Luca De Santis', 'Ferrante S.p.A.'],
  ['Pia Holm', 'nordlys.dk'],
  ['Aziz Rahman', 'The Copper Mill'],
].map(([name = '', company]) => note({ who: [person(name, company)], day: '2026-03-05' }));

test.each([
  ['Vogel, Miriam', 'Hartwell', 'Miriam Vogel'],
  ['Prof. Dr. Miriam Vogel', 'Hartwell', 'Miriam Vogel'],
  ['Frau Miriam Vogel', null, 'Miriam Vogel'],
  ['Miriam Vogel, PhD', 'Hartwell', 'Miriam Vogel'],
  ['Miriam Vogel, B.Sc., MD', 'Hartwell', 'Miriam Vogel'],
  ['Miriam Kunz (geb. Vogel)', 'Hartwell', 'Miriam Vogel'],
  ['Miriam Vogel (née Kunz)', 'Hartwell', 'Miriam Vogel'],
  ['Miriam Vogel-Kunz', 'Hartwell', 'Miriam Vogel'],
  ['Miriam Anna Vogel', null, 'Miriam Vogel'],
  ['Miriam (Mimi) Vogel', 'Hartwell', 'Miriam Vogel'],
  ['Vogel, Miriam', 'Kestrel', undefined],
  ['Miriam Kunz', 'Hartwell', undefined],
  ['Vogel', 'Hartwell', undefined],
  ['Weiming Chen', 'Lotus Foods', 'Chen Weiming'],
  ['Wei Ming Chen', null, 'Chen Weiming'],
  ['健一 佐藤', 'みどり', '佐藤 健一'],
  ['佐藤健一', null, '佐藤 健一'],
  ['佐藤健一さん', '(株)みどり', '佐藤 健一'],
  ['小明 王', '北辰科技', '王小明'],
  ['Niamh O Dowd', 'Keane and Sons Ltd.', "Niamh O'Dowd"],
  ['Niamh ODowd', null, "Niamh O'Dowd"],
  ['Luca DeSantis', 'Ferrante SpA', 'Luca De Santis'],
  ['P. Holm', 'https://www.nordlys.dk/kontakt?x=1', 'Pia Holm'],
  ['A. Rahman', 'Copper Mill', 'Aziz Rahman'],
])('%s at %s asks whether it is %s', (name, company, meant) => {
  expect(likelySame(name, company, peopleOf(many))?.prospect.name).toBe(meant);
});

test.each([
  ['Vogel, Miriam', 'Miriam Vogel'],
  ['Dr. Vogel', 'Miriam Vogel'],
  ['Miriam Vogel, MBA', 'Miriam Vogel'],
  ['Miriam at Hartwell', 'Miriam Vogel'],
  ['miriam vogel @ Hartwell Inc.', 'Miriam Vogel'],
  ['Miriam from Hartwell', 'Miriam Vogel'],
  ['Pia at nordlys.dk', 'Pia Holm'],
  ['Pia at https://nordlys.dk/om-os', 'Pia Holm'],
  ['Pia Nordlys', 'Pia Holm'],
  ['O Dowd', "Niamh O'Dowd"],
  ['Niamh o’dowd at Keane and Sons', "Niamh O'Dowd"],
  ['DeSantis', 'Luca De Santis'],
  ['Luca at Ferrante', 'Luca De Santis'],
  ['Wei Ming', 'Chen Weiming'],
  ['佐藤健一', '佐藤 健一'],
  ['佐藤さん', '佐藤 健一'],
  ['健一', '佐藤 健一'],
  ['小明', '王小明'],
  ['민수', '김민수'],
  ['Ferrante', 'Ferrante S.p.A.'],
  ['Copper Mill Ltd', 'The Copper Mill'],
  ['みどり', '株式会社みどり'],
  ['www.nordlys.dk', 'nordlys.dk'],
])('what is typed as %s finds %s', (typed, meant) => {
  expect(shown(resolve(typed, many))).toMatch(new RegExp(`^one: (?:- / )?${meant}`));
  const listed = suggest(typed, peopleOf(many), 5).map(({ prospect, deal }) => [prospect.name, deal.company]);
  expect(listed).toHaveLength(1);
  expect(listed[0]).toContain(meant);
});

test.each([
  ['Nobody at Hartwell', 'none'],
  ['Miriam at Kestrel', 'none'],
])('%s finds nobody, since one of both does not fit', (typed, meant) => {
  expect(shown(resolve(typed, many))).toBe(meant);
});
