import { readdir, readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import type { ImportPlan } from '../../src/import/plan.ts';
import { planOf } from './planned.ts';

const folder = new URL('files/', import.meta.url);
const names = (await readdir(folder)).filter((name) => name.endsWith('.csv'));
const expected: unknown = parse(
  await readFile(new URL('files/expected.yml', import.meta.url), 'utf8').catch(() => '{}'),
);

function told({ notes, choices, unreadable, twice, secrets }: ImportPlan): readonly string[] {
  return [
    ...notes.map(({ day, prospects, deal, outcome, text }) => {
      const who = prospects.map((one) => one.name).join(' + ');
      const at = [deal.company, deal.label].filter(Boolean).join(' / ');
      return `${day} | ${who} | ${at} | ${outcome} | ${text.replace(/\n/g, ' / ')}`;
    }),
    ...choices.map(({ name, company, rows }) => `choose ${name} ${company} rows ${rows}`),
    ...unreadable.map(({ row, why }) => `row ${row}: ${why}`),
    ...(twice > 0 ? [`${twice} twice`] : []),
    ...(secrets > 0 ? [`${secrets} with a secret`] : []),
  ];
}

test('twenty exports are there', () => {
  expect(names).toHaveLength(20);
});

test.each(names)('%s is read row by row, or says which row is wrong and why', async (name) => {
  const lines = told(await planOf(await readFile(new URL(name, folder))));
  if (process.env['PRINT'])
    console.log(`${name}:\n${lines.map((line) => `  - ${JSON.stringify(line)}`).join('\n')}`);
  expect({ [name]: lines }).toEqual({ [name]: Object(expected)[name] });
});
