import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readCases } from '../../eval/cases.ts';
import { movesBetween } from '../../eval/figures.ts';
import { compareKept, dealTable, details, overall, writeKept } from '../../eval/report.ts';
import { type Reader, type RunOptions, run } from '../../eval/run.ts';
import { createBank } from '../brief/reading-bank.ts';

const names = ['brackenholt-press-sensors', 'thornby-two-reps'];
const cases = readCases('eval/cases').filter(({ deal }) => names.includes(deal));

function options(reader: Reader, over: Partial<RunOptions> = {}): RunOptions {
  const model = { baseUrl: null, apiKey: 'none', name: 'none', checkName: 'none' };
  const how = { seed: 1, spoiling: 'light', witness: 'fair', path: 'notes', steps: false } as const;
  return { cases, reader, ...how, model, bank: createBank(), ...over };
}

const perfect = await run(options('perfect', { steps: true }));

test('a perfect reader has every fact found, for each viewer, and no trap reported', () => {
  const { deals, facts, traps, invented } = perfect.figures;
  expect(deals.map(({ deal, viewer }) => `${deal} ${viewer}`)).toEqual([
    'brackenholt-press-sensors rep1',
    'thornby-two-reps rep1',
    'thornby-two-reps team',
  ]);
  expect(facts).toEqual({ asked: 44, found: 44, missed: 0, dropped: 0 });
  expect([invented, traps.unsaid]).toEqual([0, traps.asked]);
  for (const { score, band, doNext } of deals) expect([score, band, doNext]).not.toContain(null);
});

test('one call a note as they were logged, fewer as one import, and the same scores', async () => {
  const imported = await run(options('perfect', { path: 'import' }));
  expect(perfect.calls).toBeGreaterThanOrEqual(19);
  expect(imported.calls).toBeLessThan(perfect.calls);
  expect(movesBetween(perfect.figures, imported.figures).largestMove).toBeLessThanOrEqual(5);
});

test('a careless reader reports the traps and spoils some quotes, the same for the same seed', async () => {
  const few = { cases: cases.slice(0, 1), witness: 'off' } as const;
  const [first, again, other] = [
    await run(options('careless', few)),
    await run(options('careless', few)),
    await run(options('careless', { ...few, seed: 3 })),
  ];
  const { traps, spoilt } = first.figures;
  expect(traps.taken + traps.byCode + traps.byWitness).toBeGreaterThan(traps.asked / 2);
  expect((spoilt['quote']?.of ?? 0) + (spoilt['day']?.of ?? 0)).toBeGreaterThan(0);
  expect(again.figures).toEqual(first.figures);
  expect(other.figures.spoilt).not.toEqual(spoilt);
});

test('a run is kept, replayed from its file and set beside another', async () => {
  const path = join(mkdtempSync(join(tmpdir(), 'eval-')), 'run.json');
  const { figures, answers } = perfect;
  const what = { at: '2026-11-27T10:00:00Z', reader: 'perfect', model: 'none', seed: 1, witness: 'fair' };
  writeKept(path, { ...what, path: 'notes', version: 'abc', figures }, { answers });
  expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({
    version: 'abc',
    rankCorrelation: figures.rankCorrelation,
    deals: [{ deal: names[0], viewer: 'rep1', atRisk: false }, {}, {}],
  });
  const replayed = await run(options({ file: path }));
  expect(replayed.figures.deals.map(({ score }) => score)).toEqual(figures.deals.map(({ score }) => score));
  expect(compareKept(path, path)).toMatch(/meanDistance\s+(\S+)\s+\1/);
});

test('the tables name every deal and every figure', () => {
  const { figures } = perfect;
  expect(dealTable(figures).split('\n')).toHaveLength(4);
  expect(overall(figures)).toMatch(/bucket among those named +\d of 3/);
  expect(details(figures)).toContain('thornby-two-reps (team)');
});
