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

for (const row of allRows) test.concurrent(`${row.broken}: ${row.outcome.recovers}`, () => play(row));
