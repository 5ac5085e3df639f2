import { guessRoles } from '../../src/import/columns.ts';
import { type ImportAuthor, type ImportPlan, planImport } from '../../src/import/plan.ts';
import { readTable } from '../../src/import/read-rows.ts';
import { countedLength } from '../../src/slack/kit/blocks.ts';
import { noonIn } from '../../src/slack/kit/dates.ts';
import { clean, limits } from '../../src/slack/kit/text.ts';

/** What would be done with a file that somebody in Stockholm brings who has no notes yet, on 23 November 2026. */
export async function planOf(
  file: Uint8Array,
  author: Partial<ImportAuthor> = {},
  at = '2026-11-23T09:00:00Z',
): Promise<ImportPlan> {
  const table = await readTable(file);
  const { zone = 'Europe/Stockholm' } = author;
  return planImport({
    table,
    choices: {
      roles: guessRoles(table, zone),
      ...{ order: null, visibility: 'private', closes: true, secrets: 'leave out rows', people: {} },
    },
    author: {
      ...{ id: 'U0AVA00001', zone, isMonthFirst: false, people: [], headers: [], epoch: 0 },
      ...{ deleted: new Set<string>(), owns: () => true },
      ...author,
    },
    words: { clean, length: countedLength, longest: limits.note, noonIn },
    ...{ source: 'import-test', at },
  });
}
