import fc from 'fast-check';
import { expect, test } from 'vitest';
import { groupsOf } from '../../src/brief/pipeline/groups.ts';
import type { PipelineLine } from '../../src/brief/pipeline/pipeline.ts';
import { pipelineCsv } from '../../src/brief/pipeline/pipeline-csv.ts';
import { snippetMessages } from '../../src/slack/kit/snippet.ts';
import { calibrationRows, pages, partsOf } from '../../src/slack/pipeline/money-rows.ts';
import { calibrationMessage, figureView, moneyView } from '../../src/slack/pipeline/money-views.ts';
import { peopleView, pipelineMessage } from '../../src/slack/pipeline/verb.ts';
import { rubric } from '../brief/support.ts';
import { anyNote, anyText } from '../support/arbitrary.ts';
import { expectLegalMessage, expectLegalView } from '../support/legal.ts';

const today = '2026-11-23';
const few = fc.array(
  anyText.map((text) => text.slice(0, 60)),
  { maxLength: 3 },
);
const anyCited = fc.record({ noteId: fc.constant('note-1'), day: fc.constant(today), quote: anyText });
const anyDay = fc.constantFrom('2026-10-03', '2026-11-01', '2026-12-04', '2027-02-01');
const anyDays = fc.option(fc.nat(300));
const anyMoney: fc.Arbitrary<PipelineLine['money']> = fc.record({
  amount: fc.option(
    fc.record({
      cited: anyCited,
      counted: fc.option(
        fc.record({
          value: fc.integer({ min: 1, max: 1e9 }).map((cents) => cents / 100),
          currency: fc.constantFrom('EUR', 'USD', '¥', null),
        }),
      ),
      per: fc.constantFrom('year' as const, 'month' as const, null),
      unclear: fc.constantFrom('a range' as const, null),
    }),
  ),
  closeDate: fc.option(fc.record({ day: anyDay, slips: fc.nat(4), first: anyDay, cited: anyCited })),
  rung: fc.option(fc.constantFrom('In touch', 'Pilot agreed', 'Offer with them')),
  closedOn: fc.option(anyDay),
  reasons: fc.array(
    fc.record({ noteId: fc.constant('note-1'), day: anyDay, quote: anyText, text: anyText }),
    {
      maxLength: 3,
    },
  ),
  author: fc.constantFrom('U0AVA00001', 'U0BEN00002'),
  daysTo: fc.record({ pilot: anyDays, proposal: anyDays, won: anyDays }),
});
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
    money: anyMoney,
    commit: fc.option(
      fc.record({
        by: fc.subarray(['U0AVA00001', 'U0BEN00002'], { minLength: 1 }),
        doubts: fc.array(fc.record({ text: anyText, cited: fc.option(anyCited) }), { maxLength: 9 }),
      }),
    ),
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
      const shown = pipelineMessage(lines, { rubric, today }, done);
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
    fc.property(fc.array(anyLine, { maxLength: 80 }), (all) => {
      const team = all.map((line) => ({ ...line, owner: line.money.author }));
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
