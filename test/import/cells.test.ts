import { expect, test } from 'vitest';
import { dayInCell, orderOf } from '../../src/import/days.ts';
import { namesIn } from '../../src/import/names-in-cell.ts';
import { plainWords } from '../../src/import/plain-words.ts';
import { readTable } from '../../src/import/read-rows.ts';

const zone = 'Europe/Stockholm';

test.each([
  ['36526', '2000-01-01'],
  ['45000', '2023-03-15'],
  ['59999', '2064-04-07'],
])('the day of the serial number %s is %s', (cell, day) => {
  expect(dayInCell(cell, 'both', zone)).toEqual({ day });
});

test.each(['36525', '30001', '60000', '59999999'])('%s is a number and no day of ours', (cell) => {
  expect(dayInCell(cell, 'both', zone)).toEqual({ why: 'none' });
});

test.each([
  ['2026-11-17T00:00:00Z', '2026-11-17'],
  ['2026-11-17T00:00:00.000Z', '2026-11-17'],
  ['2026-11-17 00:00 UTC', '2026-11-17'],
  ['2026-11-17T00:00:00.000+0000', '2026-11-17'],
  ['2026-11-17T00:00:01Z', '2026-11-16'],
  ['2026-11-17T04:59:59Z', '2026-11-16'],
  ['2026-11-17T05:00:00Z', '2026-11-17'],
])('%s is %s in New York: midnight stands for the day itself, any other time is a moment', (cell, day) => {
  expect(dayInCell(cell, 'both', 'America/New_York')).toEqual({ day });
});

test.each([
  [['12/5/2026', '5/12/2026'], 'month first', 'habit', true],
  [['12/5/2026', '5/12/2026'], 'day first', 'habit', false],
  [['12/5/2026', '13/5/2026'], 'day first', 'a day over 12', true],
  [['12/5/2026', '5/13/2026'], 'month first', 'a day over 12', false],
  [['13/5/2026', '5/13/2026'], 'both', 'a day over 12', true],
  [['12/12/2026', '2026-05-12', '12.05.2026'], 'month first', 'not needed', true],
])('a column of %j is written %s, by %s', (cells, order, by, isMonthFirst) => {
  expect(orderOf(cells, isMonthFirst)).toEqual({ order, by });
});

test('an address alone names somebody, and their company by its host where that is no host of everybody’s', () => {
  expect(namesIn('priya.sharma@rentfield.com; mona.reyes+calls@gmail.com')).toEqual([
    { name: 'Priya Sharma', company: 'rentfield.com' },
    { name: 'Mona Reyes', company: null },
  ]);
  expect(namesIn('Priya Sharma <ps@rentfield.com>')).toEqual([{ name: 'Priya Sharma', company: null }]);
});

const japanese = '日付,担当,会社,内容\n2026-11-17,鈴木一郎,株式会社ひかり,契約を希望しています\n';

/** As Excel writes it: its mark in front, and hardly a byte that is zero. */
function utf16(text: string, isBigEndian: boolean): Uint8Array {
  const bytes = Buffer.from(`\uFEFF${text}`, 'utf16le');
  return isBigEndian ? bytes.swap16() : bytes;
}

test.each([false, true])(
  'a file in UTF-16 is read in its own letters (big end first: %s)',
  async (isBigEndian) => {
    const table = await readTable(utf16(japanese, isBigEndian));
    expect(JSON.stringify(table)).toContain('契約を希望しています');
    expect(JSON.stringify(table)).toContain('会社');
  },
);

test('fifty thousand rows are read, and one more is too many', async () => {
  const file = (rows: number) => Buffer.from(`Date,Notes\n${'2026-11-17,Rang\n'.repeat(rows)}`);
  expect((await readTable(file(50_000))).rows).toHaveLength(50_000);
  await expect(readTable(file(50_001))).rejects.toThrow('more than 50000 rows');
});

test('a title above the names of the columns is passed over', async () => {
  const { columns, rows } = await readTable(
    new TextEncoder().encode('Calls of this autumn,,\nName,Company,Notes\nAmit Rao,Kelso,He wants dates.\n'),
  );
  expect(columns).toEqual(['Name', 'Company', 'Notes']);
  expect(rows.map(({ cells }) => cells)).toEqual([['Amit Rao', 'Kelso', 'He wants dates.']]);
});

test('what a web page does not show is no word of a note', () => {
  const page =
    '<head><title>Call</title></head><style>p { color: red }</style><p>He wants dates.<!-- draft --></p>';
  expect(plainWords(page)).toBe('He wants dates.');
});
