import { expect, test } from 'vitest';
import { allRows } from './all-rows.ts';
import type { Row } from './rows.ts';
import { createStage } from './stage.ts';

async function play({ transport, env, starts = true, play: act }: Row): Promise<void> {
  const stage = await createStage({ ...(transport ? { transport } : {}), ...(env ? { env } : {}) });
  try {
    if (starts) await stage.start();
    await act(stage);
  } finally {
    await stage.close();
  }
}

test('at least forty faults have a name of their own', () => {
  expect(new Set(allRows.map(({ broken }) => broken)).size).toBe(allRows.length);
  expect(allRows.length).toBeGreaterThanOrEqual(40);
});

for (const row of allRows) {
  const title = `${row.broken}: ${row.outcome.recovers}`;
  if (row.todo === undefined) test.concurrent(title, () => play(row));
  else test.todo(`${title} (${row.todo})`);
}
