import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tableMessage } from '../../src/slack/kit/data-table.ts';
import { dealTable, stageTable } from '../../src/slack/pipeline/show-as.ts';
import { rubric } from '../brief/support.ts';
import { anyText } from '../support/arbitrary.ts';
import { anyPipelineLine } from '../support/arbitrary-pipeline.ts';
import { expectLegalMessage } from '../support/legal.ts';

const today = '2026-11-23';
const rest = (count: number) => `${count} more`;

test('tables of deals are legal whatever the deals hold', () => {
  fc.assert(
    fc.property(fc.array(anyPipelineLine, { maxLength: 60 }), (lines) => {
      for (const table of [dealTable(lines, today), stageTable(lines, rubric)]) {
        const shown = tableMessage(table, rest);
        expect(shown === undefined).toBe(table.rows.length === 0);
        if (shown) expectLegalMessage(shown);
      }
    }),
    { numRuns: 60 },
  );
});

test('a table of deals sorts what has no score below every score, and what is not counted below every amount', () => {
  fc.assert(
    fc.property(fc.array(anyPipelineLine, { maxLength: 30 }), (lines) => {
      const open = lines.filter(({ state }) => state === 'open');
      dealTable(lines, today).rows.forEach(([, score, , amount], at) => {
        const { score: known, money } = open[at] ?? {};
        const [byScore, byAmount] = [score, amount].map((cell) => cell && 'value' in cell && cell.value);
        expect(byScore).toBe(known ? known.value : -1);
        expect(byAmount).toBe(money?.amount ? (money.amount.counted?.value ?? 0) : -1);
      });
    }),
    { numRuns: 60 },
  );
});

test('a table with more than Slack takes says how many rows are elsewhere', () => {
  const row = (at: number) => [
    { text: `Deal ${at}` },
    { value: at, text: '&'.repeat(at % 2 === 0 ? 1 : 60) },
  ];
  const rows = Array.from({ length: 130 }, (_, at) => row(at));
  const shown = tableMessage({ caption: '130 deals', columns: ['Deal', 'Value'], rows }, rest);
  if (!shown) throw new Error('no table');
  expectLegalMessage(shown);
  const [block] = shown.blocks;
  const taken = block?.type === 'data_table' ? block.rows.length - 1 : 0;
  expect(taken).toBeGreaterThan(40);
  expect(shown.text).toMatch(new RegExp(`^130 deals\\. ${130 - taken} more`));
});

test('a table is legal whatever its cells and its name hold', () => {
  const cell = fc.oneof(
    fc.record({ text: anyText }),
    fc.record({ text: anyText, value: fc.double({ noNaN: true, noDefaultInfinity: true }) }),
  );
  const table = fc.record({
    caption: anyText.filter((text) => text.trim() !== ''),
    columns: fc.constant(['One', 'Two']),
    rows: fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 20 }),
  });
  fc.assert(
    fc.property(table, (one) => {
      const shown = tableMessage(one, rest);
      if (shown) expectLegalMessage(shown);
    }),
    { numRuns: 100 },
  );
});
