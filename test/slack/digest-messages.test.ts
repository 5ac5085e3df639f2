import type { KnownBlock } from '@slack/types';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Week, WeekLine } from '../../src/digest/week.ts';
import { bucketView } from '../../src/slack/digest/bucket-view.ts';
import { showWeek, weekMessages } from '../../src/slack/digest/post.ts';
import { commandNames } from '../../src/slack/kit/commands.ts';
import { signal } from '../brief/support.ts';
import { anyWeek, weekOf } from '../support/arbitrary-week.ts';
import { expectLegalMessage, expectLegalView } from '../support/legal.ts';
import { textOf } from '../support/person.ts';

function idsIn(week: Week): string[] {
  const blocks: readonly KnownBlock[] = weekMessages(week, commandNames(undefined)).flatMap(
    (message) => message.blocks,
  );
  return blocks.flatMap(({ block_id: id }) => (id?.startsWith('line:') ? [id.split(':')[1] ?? ''] : []));
}

test('a week is legal in Slack and inert, whatever the notes and the model say', () => {
  fc.assert(
    fc.property(anyWeek(), (week) => {
      for (const message of weekMessages(week, commandNames(undefined))) expectLegalMessage(message);
    }),
    { numRuns: 100 },
  );
});

test('five deals of a bucket have their line, each once, and of the others the count is said', () => {
  fc.assert(
    fc.property(anyWeek({ most: 40, plainNames: true }), (week) => {
      const lines = [week.now, week.thisWeek].flatMap((all) => all.slice(0, 5).map(({ deal }) => deal.key));
      expect(idsIn(week)).toEqual(lines);
      const shown = weekMessages(week, commandNames(undefined))
        .map((message) => textOf(message.blocks))
        .join('\n');
      for (const { length } of [week.now, week.thisWeek])
        if (length > 5) expect(shown).toContain(`and ${length - 5} more`);
      for (const { prospect } of [...week.onTrack, ...week.unread, ...week.closed])
        expect(shown).toContain(prospect.name);
      for (const { prospect } of week.onTrack) expect(shown.split(`• *${prospect.name}*`)).toHaveLength(2);
    }),
    { numRuns: 60 },
  );
});

function textsOf(week: Week): string {
  return weekMessages(week, commandNames(undefined))
    .map((message) => textOf(message.blocks))
    .join('\n');
}

const rentfield = { key: 'deal-rentfield', company: 'Rentfield', label: null };
const priya = { key: 'priya', name: 'Priya Sharma', company: 'Rentfield' };
const cited = { noteId: 'n1', day: '2026-11-17', quote: 'I promised the ROI sheet by Friday' };
const line: WeekLine = {
  deal: rentfield,
  prospect: priya,
  bucket: 'now',
  rule: { kind: 'not_logged', days: 14, isRemarked: false, pauseEnd: null },
  why: 'nothing logged for 14 days',
  score: {
    value: 38,
    band: 'Warming up',
    range: [21, 40],
    factors: [],
    momentum: -9,
    momentumDays: 7,
    atRisk: null,
  },
  rank: 1,
  reason: { text: 'Nothing logged for 14 days. She waits for the ROI sheet.', cited, by: 'model' },
  next: { text: 'Send the ROI sheet to Priya Sharma, 7 days late.', cited, by: 'facts' },
  lastContact: { day: '2026-11-09', daysAgo: 14 },
  owed: [],
  noteCount: 14,
  unreadCount: 2,
  privateCount: 0,
};
const step = signal('next_step', '2026-11-17', { text: 'Call with IT', dueOn: '2026-11-24' });
const sheet = signal('promise', '2026-11-17', { text: 'ROI sheet', who: 'us', dueOn: '2026-11-23' });

test('a line says once why it stands there, over which days it moved, and what of it is not read yet', () => {
  const text = textsOf(weekOf({ now: [line] }));
  expect(text).toContain('38 Warming up, down 9 in 7 days · 2 of 14 notes not read yet');
  expect(text).toContain('Nothing logged for 14 days. She waits for the ROI sheet. [17 Nov]');
  expect(text.split('Nothing logged for 14 days')).toHaveLength(2);
  expect(text).toContain('Next*: Send the ROI sheet to Priya Sharma, 7 days late.');
});

test('a call, a promise or a decision of today or tomorrow is named on its day, and a promise not twice', () => {
  const dueNow = [sheet, step].map((one) => ({
    ...{ deal: rentfield, prospect: priya, signal: one, author: null, dueOn: one.dueOn ?? '' },
    isLostSaid: false,
  }));
  const promise = {
    who: 'us' as const,
    text: 'ROI sheet',
    overdue: false,
    author: null,
    cited: sheet.raisedBy,
    dated: sheet.raisedBy,
  };
  const promises = [{ ...promise, dueOn: '2026-11-23', isLostSaid: false, deal: rentfield, prospect: priya }];
  const onTrack: WeekLine[] = [{ ...line, bucket: 'on_track', why: 'next step on 24 Nov' }];
  const coverage = { ...weekOf({}).coverage, open: 1, considered: 1, onTrack: 1 };
  const text = textsOf(weekOf({ dueNow, promises, onTrack, coverage, isAllClear: true }));
  expect(text).toContain('Today and tomorrow');
  expect(text).toContain('• Mon 23 Nov: *Priya Sharma* · Rentfield, you promised: ROI sheet [17 Nov]');
  expect(text).toContain('• Tue 24 Nov: *Priya Sharma* · Rentfield, Call with IT [17 Nov]');
  expect(text).not.toContain('Promises due');
  expect(text).toContain('Nobody needs you but for what was agreed for today and tomorrow.');
});

test('a promise that is late is said to be late, never to be done by a day that has passed', () => {
  const promise = { who: 'us' as const, text: 'ROI sheet', overdue: true, author: null, cited, dated: cited };
  const promises = [{ ...promise, dueOn: '2026-10-24', isLostSaid: false, deal: rentfield, prospect: priya }];
  const text = textsOf(weekOf({ promises }));
  expect(text).toContain('You, to Priya Sharma · Rentfield: ROI sheet, 30 days late [17 Nov]');
  const onTrack: WeekLine[] = [{ ...line, bucket: 'on_track', why: 'snoozed until 26 Nov' }];
  const coverage = { ...weekOf({}).coverage, open: 1, considered: 1, onTrack: 1 };
  expect(textsOf(weekOf({ promises, onTrack, coverage, isAllClear: true }))).toContain(
    'Nobody needs you but for a promise that is late. 1 on track.',
  );
});

test('what became of a new deal stands behind the day it is new from, and a won one that stands in the week is told', () => {
  const shared = { deal: rentfield, prospect: priya, points: null };
  const setback = { kind: 'setback', day: '2026-11-19', text: 'Champion leaves' } as const;
  const also = [{ kind: 'reopened', day: '2026-11-18', text: null } as const, setback];
  const changes: Week['changes'] = [
    { ...shared, kind: 'won', day: '2026-11-20' },
    { ...shared, kind: 'new', day: '2026-11-17', also },
    { ...shared, kind: 'reopened', day: '2026-11-18' },
  ];
  const text = textsOf(weekOf({ changes }));
  expect(text).toContain(
    '• *Priya Sharma* · Rentfield: new on 17 Nov, open again on 18 Nov, setback on 19 Nov: Champion leaves',
  );
  expect(text).toContain('• *Priya Sharma* · Rentfield: won on 20 Nov');
  expect(text).toContain('• *Priya Sharma* · Rentfield: open again on 18 Nov');
});

test('won deals with work owed are counted beside the open ones', () => {
  const counts = {
    open: 5,
    wonOwed: 1,
    considered: 6,
    now: 1,
    thisWeek: 4,
    onTrack: 1,
    unread: 0,
    closed: 0,
  };
  expect(textsOf(weekOf({ coverage: { ...counts, closedLastWeek: 1 } }))).toContain(
    '6 of 6 deals considered, 5 open and 1 won with work owed: 1 now · 4 this week · 1 on track · 1 closed in 7 days',
  );
});

test.each([
  [{ closedLastWeek: 0, dormant: 0 }, '7 of 7 open deals considered: 1 now · 2 this week · 4 on track'],
  [{ closedLastWeek: 2, dormant: 0 }, '1 now · 2 this week · 4 on track · 2 closed in 7 days'],
  [{ closedLastWeek: 0, dormant: 0, snoozed: 3 }, '1 now · 2 this week · 4 on track (3 snoozed)'],
  [{ closedLastWeek: 1, dormant: 3 }, '4 on track · 1 closed in 7 days · 3 dormant'],
])('what is counted beside the open deals says over which days (%j)', (more, words) => {
  const counts = { open: 7, considered: 7, now: 1, thisWeek: 2, onTrack: 4, unread: 0, closed: 0 };
  expect(textsOf(weekOf({ coverage: { ...counts, ...more } }))).toContain(words);
});

test('a deal closed six days ago has its line and the way back, and one of seven days ago has none', () => {
  const closedOn = (day: string, name: string) => ({
    ...{ deal: { ...rentfield, key: name }, prospect: { ...priya, name } },
    ...{ outcome: 'won' as const, day, loggedAt: `${day}T12:00:00.000Z`, noteId: name },
  });
  const closed = [closedOn('2026-11-17', 'Six Days'), closedOn('2026-11-16', 'Seven Days')];
  const text = textsOf(weekOf({ asOf: '2026-11-23', closed }));
  expect(text).toContain('*Six Days* · Rentfield   won on 17 Nov');
  expect(text).not.toContain('Seven Days');
});

test('with nobody to call the next date is named by its day and with whom', () => {
  const onTrack: WeekLine[] = [{ ...line, bucket: 'on_track', why: 'next step on 26 Nov' }];
  const coverage = { ...weekOf({}).coverage, open: 1, considered: 1, onTrack: 1 };
  const clear = { onTrack, coverage, isAllClear: true };
  const nextDate = { day: '2026-11-26', line: onTrack[0] ?? line };
  const text = textsOf(weekOf({ ...clear, nextDate }));
  const words = '1 on track; the next date is Thu 26 Nov: Priya Sharma · Rentfield.';
  expect(text).toContain(`Nobody needs you today. ${words}`);
  expect(text.split(words)).toHaveLength(2);
  expect(textsOf(weekOf({ ...clear, nextDate: null }))).not.toContain('next date');
});

test('a deal that is not read yet is told by what its author chose', () => {
  const unread = [{ deal: rentfield, prospect: priya, lastDay: '2026-11-17', outcome: 'objection' as const }];
  const text = textsOf(weekOf({ unread }));
  expect(text).toContain('Not read yet');
  expect(text).toContain('• *Priya Sharma* · Rentfield: Objection, 17 Nov');
  expect(text).not.toContain('no step agreed');
});

test('a week without the model’s words says why, and one in which they did not hold says nothing of it', () => {
  const told = (reason: Week['wording']['reason']) =>
    textsOf(weekOf({ now: [line], wording: { kind: 'facts', reason, withoutWords: [], calls: 1 } }));
  expect(told('busy')).toContain('The model is busy, so this is from your notes alone.');
  expect(told('model')).toContain('The model did not answer, so this is from your notes alone.');
  expect(told('unheld')).not.toContain('notes alone');
});

test('five hundred deals fit into one message, and all of them are behind Show', () => {
  const now = Array.from({ length: 500 }, (_, index) => ({
    ...{ ...line, deal: { ...rentfield, key: `deal-${index}` } },
    prospect: { ...priya, key: `person-${index}`, name: `Person${index}x` },
  }));
  const week = weekOf({ now });
  const [first, ...rest] = weekMessages(week, commandNames(undefined));
  expect(rest).toEqual([]);
  for (const part of ['Your week · Monday 23 November', 'considered', 'and 495 more', '/digest'])
    expect(textOf(first?.blocks)).toContain(part);
  const pages = Array.from({ length: 17 }, (_, page) => bucketView(week, 'now', page));
  for (const page of pages) expectLegalView(page);
  const text = pages.map(({ blocks }) => textOf(blocks)).join('\n');
  for (const { prospect } of now) expect(text).toContain(`*${prospect.name}*`);
});

test('a week that breaks off while it is read says so where its progress stood, and offers it anew', async () => {
  const told: string[] = [];
  const hear = (_to: unknown, { text }: { readonly text: string }) => void told.push(text);
  const at = { channel: 'D1', ts: '1.1' };
  const away = new Error('memory is down');
  const week = showWeek(
    {
      weeks: {
        weekOf: async (_wanted, progress) => {
          progress?.({ deals: 3, stage: 'reading' });
          throw away;
        },
      },
      teamWeeks: { of: async () => null },
      settings: {
        get: async () => ({
          isOn: true,
          day: 'monday',
          time: '08:00',
          isQuiet: false,
          holidays: [],
          chosenAt: null,
        }),
      },
      deliver: {
        dm: async (user, message) => {
          hear(user, message);
          return at;
        },
        update: async (posted, message) => hear(posted, message),
      },
      sender: { post: async () => at },
      audit: () => undefined,
      commandName: commandNames(undefined),
      now: () => new Date('2026-11-23T12:00:00Z'),
    },
    { id: 'U1', zone: 'UTC', isMonthFirst: false, isFull: true, isAdmin: false, barred: null },
  );
  await expect(week).rejects.toBe(away);
  expect(told).toEqual(['Reading 3 people…', 'Your week could not be read just now.']);
});
