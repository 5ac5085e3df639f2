import fc from 'fast-check';
import type { Cited } from '../../src/brief/signals/signal.ts';
import type { BucketRule, Week, WeekLine } from '../../src/digest/week.ts';
import { anySignal, anyText } from './arbitrary.ts';

const asOf = '2026-11-23';
const day = fc
  .integer({ min: -400, max: 40 })
  .map((days) => new Date(Date.parse(`${asOf}T12:00Z`) + days * 86_400_000).toISOString().slice(0, 10));
const cited: fc.Arbitrary<Cited> = fc.record({ noteId: fc.uuid(), day, quote: anyText });
const by = fc.constantFrom('model' as const, 'facts' as const);
const promise = fc.record({
  who: fc.constantFrom('us' as const, 'them' as const),
  text: anyText,
  dueOn: fc.option(day),
  overdue: fc.boolean(),
  author: fc.constantFrom('U0AVA00001', 'U0BEN00002'),
  isOwn: fc.boolean(),
  cited,
  dated: cited,
});
const score = fc.record({
  value: fc.integer({ min: 0, max: 100 }),
  band: fc.constantFrom('Hot', 'Warming up'),
  range: fc.constant([61, 80] as const),
  factors: fc.constant([]),
  momentum: fc.option(fc.integer({ min: -50, max: 50 })),
  momentumDays: fc.constant(7),
  atRisk: fc.option(anyText),
});
const signal = anySignal('note-1', ['next_step', 'agreed_silence', 'close_date', 'promise']);
const days = fc.nat(400);
const urgent: fc.Arbitrary<BucketRule> = fc.oneof(
  fc.record({ kind: fc.constant('unanswered' as const), days, cited }),
  fc.record({ kind: fc.constant('overdue' as const), promise, days }),
  fc.record({
    kind: fc.constant('not_logged' as const),
    days,
    isRemarked: fc.boolean(),
    pauseEnd: fc.option(day),
  }),
  fc.record({ kind: fc.constant('theirs' as const), signal, days }),
  fc.record({ kind: fc.constant('setback' as const), signal, days }),
  fc.record({ kind: fc.constant('slipped' as const), signal, times: fc.nat(5) }),
  fc.record({
    kind: fc.constant('outcome_said' as const),
    said: fc.record({ words: fc.constantFrom('won', 'lost', 'reopened'), cited }),
  }),
);
const rules = {
  now: urgent,
  this_week: fc.oneof(
    fc.constant({ kind: 'open' as const, step: null, agreedOn: null, unread: 0 }),
    fc.record({ kind: fc.constant('due' as const), promise, days }),
  ),
  on_track: fc.record({ kind: fc.constantFrom('quiet', 'ahead'), until: day, signal }),
};

/** People's names; with `plainNames` they are told apart by a number and nothing else is typed by anybody. */
const someone = (plainNames: boolean) =>
  plainNames
    ? fc.constant({ name: 'Person', company: 'Company' })
    : fc.record({
        name: anyText.map((name) => name.slice(0, 80)),
        company: fc.option(anyText.map((name) => name.slice(0, 80))),
      });

function line(bucket: keyof typeof rules, plainNames: boolean): fc.Arbitrary<WeekLine> {
  const words = fc.record({ text: anyText, cited, by });
  return fc.record({
    deal: someone(plainNames).map(({ company }) => ({ key: 'deal', company, label: null })),
    prospect: someone(plainNames).map((one) => ({ key: 'person', ...one })),
    bucket: fc.constant(bucket),
    rule: rules[bucket],
    why: fc.constantFrom('no answer for 7 days', 'no step agreed'),
    score: fc.option(score),
    rank: fc.nat(100),
    reason: words,
    next: words,
    lastContact: fc.record({ day, daysAgo: days }),
    owed: fc.array(promise, { maxLength: 4 }),
    noteCount: fc.integer({ min: 1, max: 30 }),
    unreadCount: fc.nat(3),
    privateCount: fc.nat(3),
  });
}

/** Gives the deals of a list keys and names of their own. */
function numbered<T extends Pick<WeekLine, 'deal' | 'prospect'>>(
  some: readonly T[],
  from: number,
): readonly T[] {
  return some.map((one, index) => {
    const number = from + index;
    const name = one.prospect.name === 'Person' ? `Person${number}x` : one.prospect.name;
    return {
      ...one,
      deal: { ...one.deal, key: `deal-${number}` },
      prospect: { ...one.prospect, key: `person-${number}`, name },
    };
  });
}

/** A week with anything at all in it, empty, partial or overfull; each deal once. */
export function anyWeek({ most = 12, plainNames = false } = {}): fc.Arbitrary<Week> {
  const many = (bucket: keyof typeof rules) => fc.array(line(bucket, plainNames), { maxLength: most });
  const parts = fc.tuple(
    many('now'),
    many('this_week'),
    many('on_track'),
    many('this_week'),
    many('on_track'),
  );
  const rest = fc.record({
    telling: fc.constantFrom('all' as const, 'some' as const, 'facts' as const),
    isAllClear: fc.boolean(),
    promises: fc.array(promise, { maxLength: most }),
    dueNow: fc.array(signal, { maxLength: most }),
    doubts: fc.array(fc.record({ text: anyText, cited: fc.option(cited) }), { maxLength: 6 }),
    comparisons: fc.array(fc.record({ text: anyText, cited: fc.tuple(cited, cited), by }), { maxLength: 3 }),
  });
  return fc.tuple(parts, rest).map(([[a, b, c, d, e], more]) => {
    const now = numbered(a, 0);
    const thisWeek = numbered(b, 1_000);
    const onTrack = numbered(c, 2_000);
    const unread = numbered(d, 3_000).map(({ deal, prospect }) => {
      return { deal, prospect, lastDay: asOf, outcome: 'spoke' as const };
    });
    const closed = numbered(e, 4_000).map(({ deal, prospect }) => ({
      ...{
        deal,
        prospect,
        outcome: 'won' as const,
        day: asOf,
        loggedAt: `${asOf}T12:00:00.000Z`,
        noteId: 'note-1',
      },
    }));
    const [first] = [...now, ...thisWeek, ...onTrack];
    return {
      rep: 'U0AVA00001',
      asOf,
      now,
      thisWeek,
      onTrack,
      unread,
      closed,
      coverage: {
        open: now.length + thisWeek.length + onTrack.length + unread.length,
        considered: now.length + thisWeek.length + onTrack.length,
        now: now.length,
        thisWeek: thisWeek.length,
        onTrack: onTrack.length,
        unread: unread.length,
        closed: closed.length,
        closedLastWeek: closed.length,
      },
      dueNow: first
        ? more.dueNow.map((one) => ({
            ...{ signal: one, author: null, dueOn: asOf, deal: first.deal, prospect: first.prospect },
            isLostSaid: one.who === 'us',
          }))
        : [],
      promises: first
        ? more.promises.map((one) => ({
            ...one,
            dueOn: one.dueOn ?? asOf,
            isLostSaid: one.overdue,
            deal: first.deal,
            prospect: first.prospect,
          }))
        : [],
      changes: thisWeek.map(({ deal, prospect, score }) => ({
        ...{ kind: 'up' as const, deal, prospect, points: score?.momentum ?? null, day: null },
      })),
      comparisons: more.comparisons.map((one) => ({ ...one, deals: ['deal-0', 'deal-1'] as const })),
      commits: now.map(({ deal, prospect }, at) => ({
        ...{ deal, prospect },
        commit: { by: ['U0AVA00001'], doubts: at % 2 === 0 ? more.doubts : [] },
      })),
      nextDate: onTrack[0] ? { day: asOf, line: onTrack[0] } : null,
      isAllClear: more.isAllClear,
      wording: {
        kind: more.telling,
        reason: more.telling === 'all' ? null : 'model',
        withoutWords: now.map(({ deal }) => deal.key),
        calls: 1,
      },
    };
  });
}

/** A week with nothing in it but these, on Monday 23 November. */
export function weekOf(parts: Partial<Week>): Week {
  const [any] = fc.sample(anyWeek({ most: 1, plainNames: true }), 1);
  if (!any) throw new Error('a sample is a week');
  const empty = { now: [], thisWeek: [], onTrack: [], unread: [], closed: [], dueNow: [], promises: [] };
  const rest = { changes: [], comparisons: [], commits: [], nextDate: null, isAllClear: false };
  return {
    ...any,
    ...empty,
    ...rest,
    wording: { kind: 'all', reason: null, withoutWords: [], calls: 0 },
    ...parts,
  };
}
