import fc from 'fast-check';
import { expect, test } from 'vitest';
import { groupsOf } from '../../src/brief/pipeline/groups.ts';
import type { PipelineLine } from '../../src/brief/pipeline/pipeline.ts';
import { pipelineCsv } from '../../src/brief/pipeline/pipeline-csv.ts';
import { snippetMessages } from '../../src/slack/kit/snippet.ts';
import { peopleView, pipelineMessage } from '../../src/slack/pipeline/verb.ts';
import { rubric } from '../brief/support.ts';
import { anyNote, anyText } from '../support/arbitrary.ts';
import { expectLegalMessage, expectLegalView } from '../support/legal.ts';

const today = '2026-11-23';
const few = fc.array(
  anyText.map((text) => text.slice(0, 60)),
  { maxLength: 3 },
);
const anyLine: fc.Arbitrary<PipelineLine> = fc
  .record({
    note: anyNote,
    state: fc.constantFrom('open' as const, 'won' as const, 'lost' as const),
    silentDays: fc.nat(90),
    quietUntil: fc.constantFrom('2026-12-02', null),
    outcomeSaid: fc.constantFrom('lost' as const, null),
    reading: fc.constantFrom('read' as const, 'unread' as const),
    score: fc.option(
      fc.record({
        value: fc.nat(100),
        atRisk: fc.option(anyText),
        momentum: fc.option(fc.integer({ min: -90, max: 90 })),
        band: fc.constantFrom(...rubric.bands.map(({ name }) => name)),
      }),
    ),
    competitors: few,
    objections: few,
    promises: fc.constant([]),
    changes: fc.subarray(['new', 'won', 'lost', 'up', 'down', 'raised', 'settled'] as const),
  })
  .map(({ note, ...rest }) => ({
    deal: note.deal,
    prospects: note.prospects,
    noteCount: 2,
    lastDay: note.day,
    contactDay: note.day,
    outcome: note.outcome,
    ...rest,
  }));

test('a pipeline and the people behind its numbers are legal whatever they hold', () => {
  fc.assert(
    fc.property(fc.array(anyLine, { maxLength: 30 }), anyText, (lines, done) => {
      const shown = pipelineMessage(lines, rubric, done);
      expectLegalMessage(shown);
      expect(JSON.stringify(shown.blocks.at(-1))).toMatch(/pipeline_csv|brief_log_first/);
      for (const group of groupsOf(lines, rubric).slice(0, 5))
        expectLegalView(peopleView(group, { today, pipeline: '/pipeline' }, rubric));
      expectLegalView(peopleView(undefined, { today, pipeline: '/pipeline' }, rubric));
    }),
    { numRuns: 100 },
  );
});

test('each open deal is counted once under last call, score and silence, closed ones apart', () => {
  fc.assert(
    fc.property(fc.array(anyLine, { maxLength: 40 }), (lines) => {
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
    fc.property(fc.array(anyLine, { maxLength: 20 }), (lines) => {
      const rows = pipelineCsv(lines, rubric).trimEnd().split('\n');
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
