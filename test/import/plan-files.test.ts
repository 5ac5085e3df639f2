import { readdir, readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { guessRoles } from '../../src/import/columns.ts';
import { type ImportPlan, planImport } from '../../src/import/plan.ts';
import { readTable } from '../../src/import/read-rows.ts';
import { countedLength } from '../../src/slack/kit/blocks.ts';
import { noonIn } from '../../src/slack/kit/dates.ts';
import { clean, limits } from '../../src/slack/kit/text.ts';

const folder = new URL('files/', import.meta.url);
const names = (await readdir(folder)).filter((name) => name.endsWith('.csv'));
const expected: unknown = parse(
  await readFile(new URL('files/expected.yml', import.meta.url), 'utf8').catch(() => '{}'),
);

/** A file as somebody in Stockholm brings it who has no notes yet, on 23 November 2026. */
async function planOf(name: string): Promise<ImportPlan> {
  const table = await readTable(await readFile(new URL(name, folder)));
  const zone = 'Europe/Stockholm';
  return planImport({
    table,
    choices: {
      roles: guessRoles(table, zone),
      ...{ order: null, visibility: 'private', closes: true, secrets: 'leave out rows', people: {} },
    },
    author: {
      ...{ id: 'U0AVA00001', zone, isMonthFirst: false, people: [], headers: [], epoch: 0 },
      ...{ deleted: new Set<string>(), owns: () => true },
    },
    words: { clean, length: countedLength, longest: limits.note, noonIn },
    ...{ source: 'import-test', at: '2026-11-23T09:00:00Z' },
  });
}

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
  const lines = told(await planOf(name));
  if (process.env['PRINT'])
    console.log(`${name}:\n${lines.map((line) => `  - ${JSON.stringify(line)}`).join('\n')}`);
  expect({ [name]: lines }).toEqual({ [name]: Object(expected)[name] });
});
