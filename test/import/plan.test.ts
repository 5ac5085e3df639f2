import { expect, test } from 'vitest';
import { peopleOf } from '../../src/memory/identity/people.ts';
import { note, person } from '../memory/support.ts';
import { planOf } from './planned.ts';

const sheet = (...rows: readonly string[]) =>
  Buffer.from(['Date,Contact,Company,Notes,Deal stage', ...rows].join('\n'));
const mona = (day: string, words: string, stage = '') => `${day},Mona Reyes,Hollowmere,${words},${stage}`;

test.each([
  { zone: 'Asia/Kolkata', at: '2026-11-23T20:00:00Z', today: '2026-11-24', tomorrow: '2026-11-25' },
  { zone: 'America/New_York', at: '2026-11-24T02:00:00Z', today: '2026-11-23', tomorrow: '2026-11-24' },
])('a row of today is brought and one of tomorrow is still to come, in $zone', async (given) => {
  const file = sheet(mona(given.today, 'Wants the plan'), mona(given.tomorrow, 'Will sign'));
  const { notes, unreadable } = await planOf(file, { zone: given.zone }, given.at);
  expect(notes.map(({ day }) => day)).toEqual([given.today]);
  expect(unreadable).toEqual([{ row: 3, why: 'its day is still to come' }]);
});

test('of rows of one day the last in the file tells how its deal stands', async () => {
  const [open, won] = [
    mona('2026-11-17', 'Talked it over', 'Negotiation'),
    mona('2026-11-17', 'Signed', 'Closed won'),
  ];
  const closed = await planOf(sheet(open, won));
  expect(closed.deals).toMatchObject({ won: 1, open: 0 });
  expect(closed.notes.map(({ outcome }) => outcome)).toEqual(['spoke', 'won']);
  const opened = await planOf(sheet(won, open));
  expect(opened.deals).toMatchObject({ won: 0, open: 1 });
  expect(opened.notes.map(({ outcome }) => outcome)).toEqual(['spoke', 'spoke']);
});

test('a closed stage closes its deal on the day of the newest note that is known, and not before that day', async () => {
  const known = note({ author: 'U0AVA00001', day: '2026-11-17', who: [person('Mona Reyes', 'Hollowmere')] });
  const headers = [known];
  const planned = async (day: string) =>
    (await planOf(sheet(mona(day, 'Signed', 'Closed won')), { headers, people: peopleOf(headers) })).deals;
  expect(await planned('2026-11-17')).toMatchObject({ won: 1, open: 0 });
  expect(await planned('2026-11-16')).toMatchObject({ won: 0, open: 1 });
});

test('a deal is dormant after ninety days without a note, and not on the ninetieth', async () => {
  expect((await planOf(sheet(mona('2026-08-25', 'Began well')))).deals).toMatchObject({
    open: 1,
    dormant: 0,
  });
  const { deals, over, notes } = await planOf(sheet(mona('2026-08-24', 'Began well')));
  expect(deals).toMatchObject({ open: 0, dormant: 1 });
  expect([...over]).toEqual(notes.map(({ deal }) => deal.key));
});

test('old rows of somebody who was spoken to lately make no deal dormant', async () => {
  const known = note({ author: 'U0AVA00001', day: '2026-11-17', who: [person('Mona Reyes', 'Hollowmere')] });
  const headers = [known];
  const { deals, over } = await planOf(sheet(mona('2026-03-02', 'Began well')), {
    headers,
    people: peopleOf(headers),
  });
  expect(deals).toMatchObject({ open: 1, dormant: 0 });
  expect([...over]).toEqual([]);
});

test('a row without a company is of the one that all other rows of that name have, and of none where they differ', async () => {
  const companiesOf = async (...rows: readonly string[]) =>
    (await planOf(sheet(...rows))).notes.map(({ deal }) => deal.company);
  const bare = '2026-11-18,Mona Reyes,,Will sign,';
  const kelso = '2026-11-16,Mona Reyes,Kelso,Rang,';
  const here = mona('2026-11-17', 'Wants the plan');
  expect(await companiesOf(here, bare)).toEqual(['Hollowmere', 'Hollowmere']);
  expect(await companiesOf(here, kelso, bare)).toEqual(['Hollowmere', 'Kelso', null]);
});

test('a row is of the deal that it names, where somebody is in two', async () => {
  const who = [person('Mona Reyes', 'Hollowmere')];
  const headers = ['Renewal', 'New site'].map((label) => note({ author: 'U0AVA00001', who, label }));
  const file = 'Date,Contact,Company,Notes,Deal name\n2026-11-17,Mona Reyes,Hollowmere,Rang,New site';
  const { notes, choices } = await planOf(Buffer.from(file), { headers, people: peopleOf(headers) });
  expect(notes.map(({ deal }) => deal)).toEqual([headers[1]?.deal]);
  expect(choices).toEqual([]);
});

test('a row with a company alone is of the one person that the file has there, and of nobody where it has two', async () => {
  const here = mona('2026-11-17', 'Wants the plan');
  const bare = '2026-11-18,,Hollowmere,Will sign,';
  const one = await planOf(sheet(here, bare));
  expect(one.notes.map(({ prospects }) => prospects[0]?.name)).toEqual(['Mona Reyes', 'Mona Reyes']);
  const two = await planOf(sheet(here, '2026-11-17,Amit Rao,Hollowmere,Rang,', bare));
  expect(two.notes).toHaveLength(2);
  expect(two.unreadable).toEqual([{ row: 4, why: 'nobody is named' }]);
});

test('of names that may mean several, the one that most rows wait for is asked of first', async () => {
  const known = ['Priya Sharma', 'Priya Nair', 'Mona Reyes', 'Mona Adler'];
  const headers = known.map((name) => note({ who: [person(name, `Firm of ${name}`)] }));
  const file = sheet(
    '2026-11-16,Priya,,Rang,',
    '2026-11-17,Mona,,Wants the plan,',
    '2026-11-18,Mona,,Signs,',
  );
  const { choices } = await planOf(file, { headers, people: peopleOf(headers) });
  expect(choices.map(({ name, rows }) => `${name} ${rows.length}`)).toEqual(['Mona 2', 'Priya 1']);
});
