import fc from 'fast-check';
import type { PipelineLine } from '../../src/brief/pipeline/pipeline.ts';
import { rubric } from '../brief/support.ts';
import { anyNote, anyText } from './arbitrary.ts';

const today = '2026-11-23';
const few = fc.array(
  anyText.map((text) => text.slice(0, 60)),
  { maxLength: 3 },
);
const anyCited = fc.record({ noteId: fc.constant('note-1'), day: fc.constant(today), quote: anyText });
const anyDay = fc.constantFrom('2026-10-03', '2026-11-01', '2026-12-04', '2027-02-01');
const anyDays = fc.option(fc.nat(300));
const anyReasons = fc.array(
  fc.record({ noteId: fc.constant('note-1'), day: anyDay, quote: anyText, text: anyText }),
  { maxLength: 3 },
);
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
  reasons: anyReasons,
  reopened: fc.option(
    fc.record({
      from: fc.constantFrom('won' as const, 'lost' as const),
      closedOn: anyDay,
      cited: anyCited,
      reasons: anyReasons,
    }),
  ),
  author: fc.constantFrom('U0AVA00001', 'U0BEN00002'),
  daysTo: fc.record({ pilot: anyDays, proposal: anyDays, won: anyDays }),
});
/** Any deal in numbers, as it may stand on 23 November 2026. */
export const anyPipelineLine: fc.Arbitrary<PipelineLine> = fc
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
