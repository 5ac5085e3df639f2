import fc from 'fast-check';
import { expect, test } from 'vitest';
import { groupsOf } from '../../src/brief/pipeline/groups.ts';
import { pipelineCsv } from '../../src/brief/pipeline/pipeline-csv.ts';
import { snippetMessages } from '../../src/slack/kit/snippet.ts';
import { calibrationRows, pages, partsOf } from '../../src/slack/pipeline/money-rows.ts';
import { calibrationMessage, figureView, moneyView } from '../../src/slack/pipeline/money-views.ts';
import { peopleView, pipelineMessage } from '../../src/slack/pipeline/verb.ts';
import { rubric } from '../brief/support.ts';
import { anyText } from '../support/arbitrary.ts';
import { anyPipelineLine } from '../support/arbitrary-pipeline.ts';
import { expectLegalMessage, expectLegalView } from '../support/legal.ts';

const today = '2026-11-23';
test('a pipeline and the people behind its numbers are legal whatever they hold', () => {
  fc.assert(
    fc.property(fc.array(anyPipelineLine, { maxLength: 30 }), anyText, (lines, done) => {
      const shown = pipelineMessage(lines, { rubric, today, pictures: { areAllowed: true } }, done);
      expectLegalMessage(shown);
      expect(JSON.stringify(shown.blocks.at(-1))).toMatch(/pipeline_csv|brief_log_first/);
      for (const group of groupsOf(lines, rubric).slice(0, 5))
        expectLegalView(peopleView(group, { today, pipeline: '/pipeline' }, rubric));
      expectLegalView(peopleView(undefined, { today, pipeline: '/pipeline' }, rubric));
    }),
    { numRuns: 100 },
  );
});

test('every page of money, every list behind a figure and every calibration is legal whatever they hold', () => {
  fc.assert(
    fc.property(fc.array(anyPipelineLine, { maxLength: 80 }), (all) => {
      const team = all.map((line) => ({ ...line, owner: line.money.author, isGiven: false }));
      for (const page of pages) {
        const shown = { all, team, rubric, today };
        expectLegalView(moneyView(page, shown));
        for (const row of partsOf(page, shown).flatMap(({ rows }) => rows))
          expectLegalView(figureView(row, page, { today }));
      }
      const then = all
        .filter(({ state }) => state !== 'open')
        .map((line) => ({ line, day: today, stood: line.score && { ...line.score, band: 'Hot' } }));
      expectLegalMessage(calibrationMessage(then, rubric));
      for (const row of calibrationRows(then, rubric))
        expectLegalView(figureView(row, 'then', { today, then }));
      expectLegalView(figureView(undefined, 'value', { today }));
    }),
    { numRuns: 40 },
  );
});

test('each open deal is counted once under last call, score and silence, closed ones apart', () => {
  fc.assert(
    fc.property(fc.array(anyPipelineLine, { maxLength: 40 }), (lines) => {
      const groups = groupsOf(lines, rubric);
      const open = lines.filter(({ state }) => state === 'open').length;
      const total = (section: string) =>
        groups.filter((one) => one.section === section).reduce((sum, one) => sum + one.lines.length, 0);
      for (const section of ['outcome', 'band', 'silent']) expect(total(section)).toBe(open);
      expect(total('closed')).toBe(lines.length - open);
      expect(new Set(groups.map(({ key }) => key)).size).toBe(groups.length);
    }),
  );
});

test('a CSV has a row for each deal, and no cell that a spreadsheet would run', () => {
  fc.assert(
    fc.property(fc.array(anyPipelineLine, { maxLength: 20 }), (lines) => {
      const rows = pipelineCsv(lines, rubric, new Map([['U0AVA00001', '=cmd()']]))
        .trimEnd()
        .split('\n');
      expect(rows).toHaveLength(lines.length + 1);
      const cells = rows.flatMap((row) => row.match(/"(?:[^"]|"")*"|[^,]+/g) ?? []);
      for (const cell of cells) expect(cell).not.toMatch(/^"?(?:[=+@]|-(?!\d+$))/);
    }),
  );
});

test('a snippet is legal, and its parts together are the text to the letter', () => {
  const texts = fc.array(
    fc.constantFrom('a,b\n', '&<>"\\', 'नमस्ते', '🙂'.repeat(40), 'x'.repeat(3_000), '\n'),
    {
      minLength: 1,
      maxLength: 40,
    },
  );
  fc.assert(
    fc.property(texts, (pieces) => {
      const text = pieces.join('');
      const messages = snippetMessages('Your pipeline as CSV', text);
      for (const message of messages) expectLegalMessage(message);
      expect(messages.map(snippetText).join('')).toBe(text);
    }),
    { numRuns: 60 },
  );
});

function snippetText({ blocks }: ReturnType<typeof snippetMessages>[number]): string {
  const parts = blocks.flatMap((block) => (block.type === 'rich_text' ? block.elements : []));
  const spans = parts.flatMap((part) => (part.type === 'rich_text_preformatted' ? part.elements : []));
  return spans.map((span) => (span.type === 'text' ? span.text : '')).join('');
}

test('beside each sum stands of how many of its deals nobody knows the score', () => {
  fc.assert(
    fc.property(fc.array(anyPipelineLine, { maxLength: 20 }), (all) => {
      const [worth] = partsOf('value', { all, team: [], rubric, today });
      for (const { figure, deals } of worth?.rows ?? []) {
        if (!figure?.markup.includes('weighted')) continue;
        const unscored = deals.filter(({ score }) => score === null).length;
        const said = /, (\d+) of them without a score$/.exec(figure.markup)?.[1];
        expect(said).toBe(unscored > 0 ? String(unscored) : undefined);
      }
    }),
    { numRuns: 200 },
  );
});
